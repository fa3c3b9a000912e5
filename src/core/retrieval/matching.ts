import type { Language } from '../language/language.ts'
import type { Coverage } from './coverage.ts'
import { familiesOf } from './families.ts'
import type { ReadQuestion } from './question.ts'
import type { ReadSentence } from './reading.ts'

const WINDOW = 12

/** What a word of the same family is worth, where the word itself is worth 1. */
const FAMILY = 0.7
/** A relative this near counts as the word itself: another inflection, or part of a compound. */
export const KINDRED = 0.6

/** Where a sentence's words meet the question. */
export interface Meeting {
  /** For each word the index of the term it matches, or -1. */
  readonly matches: readonly number[]
  readonly terms: ReadonlySet<number>
  /** For each term how near its closest relative in the sentence is: 1 the same stem, else by common beginning or containment. */
  readonly kin: Float64Array
  /** The same, but at least 0.7 for a term that the sentence has a word of the same family of. */
  readonly related: Float64Array
}

/** `indices` are those of the question's stems among its terms. */
export function meet(
  question: ReadQuestion,
  indices: ReadonlyMap<string, number>,
  sentence: ReadSentence,
  language: Language,
): Meeting {
  const matches = sentence.words.map((word) => indices.get(word.stem) ?? -1)
  const kin = kinsOf(question, sentence)
  const families = new Set<number>()
  for (const word of sentence.words)
    if (!word.stopword) for (const family of familiesOf(word.stem, language)) families.add(family)
  const related = kin.map((value, term) =>
    value < FAMILY && question.terms[term]?.families.some((family) => families.has(family)) ? FAMILY : value,
  )
  return { matches, terms: new Set(matches.filter((match) => match >= 0)), kin, related }
}

function kinsOf({ terms }: ReadQuestion, sentence: ReadSentence): Float64Array {
  const kin = new Float64Array(terms.length)
  for (const word of sentence.words) {
    for (let index = 0; index < terms.length; index++) {
      const stem = terms[index]?.stem ?? ''
      if ((kin[index] ?? 0) < 1)
        kin[index] = Math.max(kin[index] ?? 0, word.stopword ? Number(stem === word.stem) : kinship(stem, word.stem))
    }
  }
  return kin
}

function kinship(left: string, right: string): number {
  if (left === right) return 1
  const shorter = Math.min(left.length, right.length)
  let common = 0
  while (common < shorter && left.charCodeAt(common) === right.charCodeAt(common)) common++
  const prefix = common >= 4 ? common / Math.max(left.length, right.length) : 0
  // Parts of compounds: Bevölkerungszahl and Bevölkerung, Zahl.
  return shorter >= 5 && prefix < 0.6 && (left.includes(right) || right.includes(left)) ? 0.6 : prefix
}

/** Whether two terms that are neighbours in the question are at most three words apart in the sentence. */
export function adjoins(pair: readonly [number, number] | undefined, meeting: Meeting | undefined): boolean {
  if (pair === undefined || meeting === undefined || !meeting.terms.has(pair[0]) || !meeting.terms.has(pair[1]))
    return false
  return meeting.matches.some(
    (match, at) => match === pair[0] && [1, 2, 3].some((step) => meeting.matches[at + step] === pair[1]),
  )
}

/** The greatest share of the question's weight within any twelve words on end. */
export function bestWindow(matches: readonly number[], { weights, total }: Coverage): number {
  let best = 0
  for (let start = 0; start < matches.length; start += 3) {
    const seen = new Set<number>()
    let sum = 0
    for (let at = start; at < Math.min(matches.length, start + WINDOW); at++) {
      const match = matches[at] ?? -1
      if (match < 0 || seen.has(match)) continue
      seen.add(match)
      sum += weights[match] ?? 0
    }
    best = Math.max(best, sum)
  }
  return total > 0 ? best / total : 0
}

/** The share of the question's weight that the sentence has in the question's own order: heaviest increasing subsequence. */
export function inOrder(matches: readonly number[], { weights, total }: Coverage): number {
  const best = new Float64Array(weights.length)
  for (const match of matches) {
    if (match < 0) continue
    let before = 0
    for (let term = 0; term < match; term++) before = Math.max(before, best[term] ?? 0)
    best[match] = Math.max(best[match] ?? 0, before + (weights[match] ?? 0))
  }
  return total > 0 ? Math.max(0, ...best) / total : 0
}

/** The most words on end that follow one another in the question too. */
export function longestRun(matches: readonly number[]): number {
  let longest = 0
  let run = 0
  matches.forEach((match, at) => {
    const continues = run > 0 && match === (matches[at - 1] ?? -1) + 1
    run = match < 0 ? 0 : continues ? run + 1 : 1
    longest = Math.max(longest, run)
  })
  return longest
}
