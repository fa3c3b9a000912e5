import type { Language } from '../language/language.ts'
import { actOf, COMMON, type Deed, deedsOf } from './deeds.ts'
import type { Case, Reading } from './grounds.ts'
import type { Token } from './wording.ts'

/** What the deeds of a claim are to those of its evidence. */
export interface Judgement {
  /** Verbs of the claim whose parties have changed places. */
  readonly turned: readonly Token[]
  /** Verbs of the claim whose parties are in their places, whatever their order and voice. */
  readonly settled: readonly Token[]
}

/** Compares deeds that both tell, also from their two sides: who sold and who bought, who won and who lost. */
export function judgeDeeds({ claim, evidence }: Pick<Case, 'claim' | 'evidence'>): Judgement {
  const turned: Token[] = []
  const settled: Token[] = []
  const kindred = evidence.filter(({ language }) => language === claim.language)
  const acts = actsOf(kindred)
  const mine = deedsOf(claim, (token) => acts.has(actOf(token)))
  const theirs = kindred.flatMap((reading) => deedsOf(reading, () => true))
  for (const deed of mine) {
    const same = theirs.filter(({ act }) => act === deed.act)
    if (same.some((other) => isSame(deed, other) && !isCrossed(deed, other, claim.language))) settled.push(deed.verb)
    else if (same.some((other) => isCrossed(deed, other, claim.language))) turned.push(deed.verb)
  }
  return { turned, settled }
}

function actsOf(readings: readonly Reading[]): ReadonlySet<string> {
  return new Set(readings.flatMap(({ tokens }) => tokens.map(actOf)))
}

function isSame(one: Deed, other: Deed): boolean {
  const doer = shares(one.doer, other.doer)
  const object = shares(one.other, other.other)
  return (doer || isOpen(one.doer, other.doer)) && (object || isOpen(one.other, other.other)) && (doer || object)
}

/** Both parties stand in each other's place. */
function isCrossed(one: Deed, other: Deed, language: Language): boolean {
  const forth = moved(one.doer, other.other, other.doer)
  const back = moved(one.other, other.doer, other.other)
  // One may have no name in English; elsewhere the order of words says less.
  const areNamed = [forth.some(isName), back.some(isName)]
  if (language !== 'en') return areNamed.every(Boolean)
  return forth.length > 0 && back.length > 0 && areNamed.some(Boolean)
}

function shares(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return !one.isDisjointFrom(other)
}

/** What stood on the other side, and there alone. */
function moved(names: ReadonlySet<string>, opposite: ReadonlySet<string>, own: ReadonlySet<string>): string[] {
  return [...names].filter((name) => opposite.has(name) && !own.has(name))
}

function isName(stem: string): boolean {
  return !stem.startsWith(COMMON)
}

/** One of them does not say. */
function isOpen(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === 0 || other.size === 0
}
