import type { Change } from '../brief.ts'
import type { Document } from '../document.ts'
import { isSlip } from '../slips.ts'
import { figureOf } from './figures.ts'
import { type Said, sayAll, shareSaid } from './said.ts'
import { claimOf, type Statement, statementsOf } from './statements.ts'

/** What a revision of a document changed of what it says. */
export interface Revision {
  /** Most telling first: other numbers, names or denials, then sentences that are new, then such as are gone. */
  readonly changes: readonly Change[]
  /** Nothing of the earlier text is said any more: another text stands where it stood. */
  readonly isReplaced: boolean
}

interface Pair {
  readonly before: Statement
  readonly now: Statement
}

/** Sentences with this part of their words in common are one sentence, changed (Dice's coefficient). */
const SAME_SENTENCE = 0.5
/** A sentence is new if fewer of its runs of three words stood in the other text. */
const NEW_BELOW = 0.5
/** Credits and one-word lines. */
const FEWEST_WORDS = 2

/**
 * Compares two revisions of a document, sentence by sentence. Sentences that only moved, and those in which slips were mended and no
 * number, name or denial changed, are no change, nor is other wording of which half of the runs of three words stayed.
 */
export function compareRevisions(before: Document, now: Document): Revision {
  return compareStatements(statementsOf(before), statementsOf(now))
}

/** As `compareRevisions`, for what `statementsOf` made of both. */
export function compareStatements(old: readonly Statement[], current: readonly Statement[]): Revision {
  const saidBefore = sayAll(old)
  const saidNow = sayAll(current)
  const { same, gone, come } = takeSame(old, current)
  const pairs = pairUp(gone, come)
  const paired = new Set(pairs.flatMap((pair) => [pair.before, pair.now]))
  const altered = pairs.filter((pair) => isAltered(pair))
  const reworded = pairs.filter((pair) => !altered.includes(pair) && isRewritten(pair, saidBefore))
  const added = come.filter((statement) => !paired.has(statement) && isUnsaid(statement, saidBefore))
  const dropped = gone.filter((statement) => !paired.has(statement) && isUnsaid(statement, saidNow))
  return {
    changes: [
      ...withoutEchoes(altered).map(toChange),
      ...withoutEchoes(reworded).map(toChange),
      ...added.map((statement) => ({ now: claimOf(statement) })),
      ...dropped.map((statement) => ({ before: claimOf(statement) })),
    ],
    isReplaced: same === 0 && pairs.length === 0,
  }
}

/** Takes the sentences that both texts have, wherever they stand. */
function takeSame(old: readonly Statement[], current: readonly Statement[]) {
  const left = new Map<string, Statement[]>()
  for (const statement of old) {
    const list = left.get(keyOf(statement))
    if (list === undefined) left.set(keyOf(statement), [statement])
    else list.push(statement)
  }
  const come = current.filter((statement) => left.get(keyOf(statement))?.shift() === undefined)
  const gone = [...left.values()].flat()
  return { same: current.length - come.length, gone, come }
}

/** Its words and figures, in order: without punctuation, case and spacing. */
function keyOf({ part, words, figures }: Statement): string {
  return [part, ...words.map(({ norm }) => norm), ...figures].join(' ')
}

/** Which changed sentence was which, the likest first; a title only ever becomes a title. */
function pairUp(gone: readonly Statement[], come: readonly Statement[]): Pair[] {
  const places = new Map<string, number[]>()
  const sets = gone.map(wordsOf)
  for (const [index, words] of sets.entries()) {
    for (const word of words) {
      const list = places.get(word)
      if (list === undefined) places.set(word, [index])
      else list.push(index)
    }
  }
  const candidates = come.flatMap((now) => {
    const shared = new Map<number, number>()
    const own = wordsOf(now)
    for (const word of own) for (const index of places.get(word) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1)
    return [...shared].flatMap(([index, count]) => {
      const before = gone[index]
      if (before === undefined || before.part !== now.part) return []
      const likeness = (2 * count) / (own.size + (sets[index]?.size ?? 0))
      return likeness >= SAME_SENTENCE ? [{ before, now, likeness }] : []
    })
  })
  candidates.sort((one, other) => other.likeness - one.likeness)
  const used = new Set<Statement>()
  const pairs = candidates.filter(({ before, now }) => {
    if (used.has(before) || used.has(now)) return false
    used.add(before).add(now)
    return true
  })
  return pairs.sort((one, other) => one.now.start - other.now.start)
}

/** A number, a name or a denial is another. */
function isAltered({ before, now }: Pair): boolean {
  if (isRespelt(before, now)) return isOtherInSpelling(before, now)
  if (before.denials !== now.denials) return true
  if (before.figures.size !== now.figures.size || [...now.figures].some((figure) => !before.figures.has(figure)))
    return true
  const then = new Set(before.words.map(({ norm }) => norm))
  const since = new Set(now.words.map(({ norm }) => norm))
  return now.names.some((name) => !then.has(name)) || before.names.some((name) => !since.has(name))
}

/** A slip may make another number ("eight", "eighty") or name ("Petrova", "Petrovna") of one; "eigthh" is only a slip. */
function isOtherInSpelling(before: Statement, now: Statement): boolean {
  const { language } = now.document
  return now.words.some(({ text, norm }, index) => {
    const former = before.words[index]
    if (former === undefined || former.norm === norm) return false
    if (now.names.includes(norm) || before.names.includes(former.norm)) return true
    const figures = [figureOf(former.text, former.norm, language), figureOf(text, norm, language)]
    return figures.every((figure) => figure !== undefined) && figures[0] !== figures[1]
  })
}

function isRewritten({ before, now }: Pair, saidBefore: Said): boolean {
  return !isRespelt(before, now) && shareSaid(now, saidBefore) < NEW_BELOW
}

/** Word for word the same but for slips of the pen. */
function isRespelt(before: Statement, now: Statement): boolean {
  if (before.words.length !== now.words.length) return false
  return now.words.every(({ norm }, index) => {
    const former = before.words[index]?.norm ?? ''
    return former === norm || isSlip(former, norm)
  })
}

function isUnsaid(statement: Statement, said: Said): boolean {
  const { content, figures, names } = statement
  if (content.size + figures.size + names.length < FEWEST_WORDS || statement.part === 'title') return false
  return shareSaid(statement, said) < NEW_BELOW
}

/** The title mostly says once more what a sentence of the text says. */
function withoutEchoes(pairs: readonly Pair[]): readonly Pair[] {
  const inText = pairs.filter(({ now }) => now.part === 'text')
  const told = new Set(inText.flatMap(({ now }) => now.words.map(({ norm }) => norm)))
  const echoes = ({ before, now }: Pair) => {
    const then = new Set(before.words.map(({ norm }) => norm))
    return now.words.every(({ norm }) => then.has(norm) || told.has(norm))
  }
  return inText.length === 0 ? pairs : pairs.filter((pair) => pair.now.part === 'text' || !echoes(pair))
}

function toChange({ before, now }: Pair): Change {
  return { before: claimOf(before), now: claimOf(now) }
}

function wordsOf({ words }: Statement): Set<string> {
  return new Set(words.map(({ norm }) => norm))
}
