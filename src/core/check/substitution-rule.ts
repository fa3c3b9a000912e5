import { CALENDAR } from '../language/name-words.ts'
import type { Fault } from './claim-check.ts'
import type { Case, Reading } from './grounds.ts'
import { isSame, ratiosOf } from './number-rule.ts'
import { unsupportedTimes } from './times.ts'
import { unitAt } from './units.ts'
import { type Difference, NEARLY_VERBATIM, type Token } from './wording.ts'

const CAPITAL = /^\p{Lu}/u
/** A stretch that was rewritten as a whole no longer puts one thing in the place of another. */
const LONGEST = 6

/**
 * In a claim that is nearly its evidence: a name, number, time or unit that the evidence has too, but not in this place, where it has
 * another one.
 */
export function substitutions(examined: Case): Fault[] {
  const { alignment, evidence } = examined
  const [reading] = evidence
  if (alignment.kept < NEARLY_VERBATIM || reading === undefined || evidence.length !== 1) return []
  const faults = alignment.differences.flatMap((difference) => {
    const { claim: put, evidence: was } = difference
    if (put.length === 0 || was.length === 0 || put.length > LONGEST || was.length > LONGEST) return []
    return [
      ...exchangedNames(difference, examined),
      ...exchangedNumbers(difference, examined.claim, reading),
      ...exchangedTimes(difference, examined.claim, reading),
    ]
  })
  return faults
}

/** The name is known from elsewhere in the evidence; that of this place has gone from the claim. */
function exchangedNames({ claim: put, evidence: was }: Difference, { claim, evidence }: Case): Fault[] {
  const names = put.filter(isName)
  const before = was.filter(isName)
  if (names.length === 0 || before.length === 0) return []
  const stems = new Set(was.map(({ stem }) => stem))
  const strange = names.filter(({ stem, norm }) => {
    return (
      !stems.has(stem) &&
      evidence.some(({ tokens }) => tokens.some((token) => token.norm === norm && CAPITAL.test(token.text)))
    )
  })
  const isGone = before.some(
    ({ stem }) => countOf(stem, claim.tokens) < evidence.reduce((sum, { tokens }) => sum + countOf(stem, tokens), 0),
  )
  return strange.length === names.length && isGone ? [{ kind: 'name', words: strange.map(({ text }) => text) }] : []
}

function exchangedNumbers({ claim: put, evidence: was }: Difference, claim: Reading, evidence: Reading): Fault[] {
  const now = within(claim.quantities, put)
  const then = within([...evidence.quantities, ...ratiosOf(evidence.text, evidence.quantities)], was)
  const wrong = then.length === 0 ? [] : now.filter((quantity) => !then.some((other) => isSame(quantity, other, then)))
  const units = put.filter((token) => isOtherUnit(token, was))
  const words = [...wrong, ...units].map(({ text }) => text)
  return words.length === 0 ? [] : [{ kind: 'number', words }]
}

/** "minutes" in the place of "years". */
function isOtherUnit(token: Token, was: readonly Token[]): boolean {
  const unit = unitAt(token.text)?.unit
  if (unit === undefined || token.text.length < 3) return false
  const others = was
    .flatMap(({ text }) => (text.length < 3 ? [] : [unitAt(text)?.unit]))
    .filter((other) => other !== undefined)
  return (
    others.length > 0 &&
    !others.some((other) => other.kind === unit.kind && other.size === unit.size) &&
    was.length === 1
  )
}

function exchangedTimes(
  { claim: put, evidence: was }: Difference,
  claim: Reading,
  evidence: Case['evidence'][number],
): Fault[] {
  const now = within(claim.times, put)
  const then = within(evidence.times, was)
  if (now.length === 0 || then.length === 0) return []
  const words = unsupportedTimes(now, then, evidence.text, evidence.passage.date)
  return words.length === 0 ? [] : [{ kind: 'date', words }]
}

function within<Mention extends { start: number; end: number }>(
  mentions: readonly Mention[],
  tokens: readonly Token[],
): Mention[] {
  return mentions.filter(({ start, end }) => tokens.some((token) => token.start < end && token.end > start))
}

function countOf(stem: string, tokens: readonly Token[]): number {
  return tokens.filter((token) => token.stem === stem).length
}

function isName({ text, norm, isContent }: Token): boolean {
  return isContent && CAPITAL.test(text) && !CALENDAR.has(norm)
}
