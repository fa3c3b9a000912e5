import { compareShingles } from '../story/near-duplicates.ts'
import type { Statement } from './statements.ts'

/** What a channel has been told, ready to be compared with. */
export interface Said {
  readonly statements: readonly Statement[]
  readonly shingles: ReadonlySet<number>
  /** Every word, as it compares. */
  readonly words: ReadonlySet<string>
  /** By stem, the statements that have it, as indices. */
  readonly places: ReadonlyMap<string, readonly number[]>
}

/** A sentence of which so many shingles were said is said, but for its figures and names. */
const SAID_SHINGLES = 0.5
/** A sentence of whose other words so many stand in two neighbouring sentences says the same in other words. */
const SAID_WORDS = 0.6
/** Statements that share so much with a sentence tell which figures it may have without saying anything new. */
const KINDRED_SHINGLES = 0.3
/** "He did so." */
const FEWEST_WORDS = 3

export function sayAll(statements: readonly Statement[]): Said {
  const shingles = new Set<number>()
  const words = new Set<string>()
  const places = new Map<string, number[]>()
  for (const [index, statement] of statements.entries()) {
    for (const shingle of statement.shingles) shingles.add(shingle)
    for (const { norm } of statement.words) words.add(norm)
    for (const term of statement.content) {
      const list = places.get(term)
      if (list === undefined) places.set(term, [index])
      else list.push(index)
    }
  }
  return { statements, shingles, words, places }
}

/** The share of a statement's runs of three words that were said, 0 … 1. */
export function shareSaid({ shingles }: Statement, said: Pick<Said, 'shingles'>): number {
  let common = 0
  for (const shingle of shingles) if (said.shingles.has(shingle)) common += 1
  return shingles.length === 0 ? 1 : common / shingles.length
}

/**
 * Whether a sentence says what was not said before. A sentence is said if half of its runs of three words were, or most of its words in
 * two neighbouring sentences; then it is news only for a number that no such sentence has, or for a name that was nowhere. What a sentence
 * means is not known: a paraphrase in quite other words counts as news.
 */
export function isNews(statement: Statement, said: Said): boolean {
  const { content, figures, names, isFit } = statement
  if (!isFit || content.size + figures.size + names.length < FEWEST_WORDS) return false
  const shared = sharedWith(statement, said)
  const isRepeated = shareSaid(statement, said) >= SAID_SHINGLES || isReworded(statement, said)
  if (!isRepeated) return true
  if (names.some((name) => !said.words.has(name))) return true
  const known = knownFigures(statement, shared, said)
  return [...figures].some((figure) => /\d/u.test(figure) && !known.has(figure))
}

/** By index, how many of a statement's content words the said ones have. */
function sharedWith({ content }: Statement, { places }: Said): Map<number, number> {
  const shared = new Map<number, number>()
  for (const term of content) {
    for (const index of places.get(term) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1)
  }
  return shared
}

/** Most of its content words stand in two neighbouring sentences: a rewrite often joins two. */
function isReworded({ content }: Statement, { places }: Said): boolean {
  if (content.size < FEWEST_WORDS) return false
  const counts = new Map<number, number>()
  for (const term of content) {
    const pairs = new Set((places.get(term) ?? []).flatMap((index) => [index - 1, index]))
    for (const first of pairs) counts.set(first, (counts.get(first) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values()) >= content.size * SAID_WORDS
}

function knownFigures(statement: Statement, shared: ReadonlyMap<number, number>, said: Said): Set<string> {
  const known = new Set<string>()
  for (const [index, other] of said.statements.entries()) {
    const isKindred =
      (shared.get(index) ?? 0) >= Math.max(1, statement.content.size * SAID_WORDS) ||
      overlap(statement, other) >= KINDRED_SHINGLES
    if (isKindred) for (const figure of other.figures) known.add(figure)
  }
  return known
}

/** The share of a statement's shingles in another one. */
function overlap({ shingles }: Statement, other: Statement): number {
  return compareShingles(shingles, other.shingles).firstInSecond
}
