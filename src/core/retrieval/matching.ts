import type { Coverage } from './coverage.ts'
import type { ReadQuestion } from './question.ts'
import type { ReadSentence } from './reading.ts'

const WINDOW = 12

/** Where a sentence's words meet the question: for each word the index of the term it matches, or -1. */
export interface Meeting {
  readonly matches: readonly number[]
  readonly terms: ReadonlySet<number>
}

/** How near each term's closest relative in the sentence is: 1 the same stem, else by common beginning or containment. */
export function kinsOf({ terms }: ReadQuestion, sentence: ReadSentence): Float64Array {
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

/** The terms, all of the same weight, that are rarest among those that some place has. */
export function rarestFound({ weights }: Coverage, meetings: readonly Meeting[]): number[] {
  const found = new Set<number>()
  for (const { terms } of meetings) for (const term of terms) found.add(term)
  const heaviest = Math.max(0, ...[...found].map((term) => weights[term] ?? 0))
  return [...found].filter((term) => weights[term] === heaviest)
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
