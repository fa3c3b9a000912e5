import { stem } from '../../core/language/stems.ts'
import { isStopword } from '../../core/language/stopwords.ts'
import { splitWords } from '../../core/language/words.ts'
import { shippedWeights } from '../../core/summary/shipped-weights.ts'
import { numberTerms, passagesOf } from '../../core/summary/terms.ts'
import type { SummaryText } from '../../core/summary/text.ts'
import { sentenceFacts, weighTerms } from '../../core/summary/weighing.ts'

/** What a sentence says, as the words and pairs of words in it and what each is worth to a summary. */
export interface Weight {
  /** Words and pairs of words of some worth; a pair is written as two words. */
  readonly terms: ReadonlyMap<string, number>
  /** Stems that carry meaning. */
  readonly content: ReadonlySet<string>
  readonly length: number
}

/** Weighs the sentences of one text, or of one section of it, against each other; keyed by sentence number. */
export function weighSentences(text: SummaryText, numbers: readonly number[]): Map<number, Weight> {
  const passages = passagesOf(text, numbers)
  const terms = numberTerms(passages)
  const worth = weighTerms(terms, sentenceFacts(passages, terms), shippedWeights())
  const weights = new Map<number, Weight>()
  for (const [position, number] of numbers.entries()) {
    const from = terms.starts[position] ?? 0
    const to = terms.starts[position + 1] ?? 0
    const found = new Map<string, number>()
    const content = new Set<string>()
    for (let at = from; at < to; at++) {
      const word = terms.words[at] ?? 0
      const key = terms.keys[word] ?? ''
      if (terms.stop[word] !== 1) content.add(key)
      if ((worth.words[word] ?? 0) > 0) found.set(key, worth.words[word] ?? 0)
      const pair = terms.pairs[at] ?? -1
      if (pair < 0 || (worth.pairs[pair] ?? 0) === 0) continue
      const right = terms.keys[terms.right[pair] ?? 0] ?? ''
      found.set(`${key} ${right}`, worth.pairs[pair] ?? 0)
    }
    weights.set(number, { terms: found, content, length: to - from })
  }
  return weights
}

/** Several sentences as one. */
export function joinWeights(weights: readonly Weight[]): Weight {
  const [only] = weights
  if (weights.length === 1 && only !== undefined) return only
  return {
    terms: new Map(weights.flatMap(({ terms }) => [...terms])),
    content: new Set(weights.flatMap(({ content }) => [...content])),
    length: weights.reduce((sum, { length }) => sum + length, 0),
  }
}

/** The stems of a text that carry meaning. */
export function contentOf(text: string, language: string): Set<string> {
  return new Set(
    splitWords(text, language)
      .filter(({ norm }) => !isStopword(norm, language))
      .map(({ norm }) => stem(norm, language)),
  )
}

/** The share of the smaller set that is also in the other; 0 where that is too little to tell. */
export function overlapOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let common = 0
  for (const key of small) if (large.has(key)) common += 1
  return overlapOfCounts(common, a.size, b.size)
}

/** `overlapOf` two sets of these sizes with so many words in common. */
export function overlapOfCounts(common: number, size: number, otherSize: number): number {
  return common < 3 ? 0 : common / Math.min(size, otherSize)
}
