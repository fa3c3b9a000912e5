import { Coverage, candidatesOf, growSet, type SelectionLimit, type SetValue } from './selection.ts'
import { shippedWeights } from './shipped-weights.ts'
import { shortlist } from './shortlist.ts'
import { numberTerms, passagesOf } from './terms.ts'
import type { SummaryText } from './text.ts'
import { sentenceFacts, weighTerms } from './weighing.ts'
import type { Weights } from './weights.ts'

/** At most so many sentences, or about so many words, or both. Neither: three sentences. */
export interface SummaryBudget {
  readonly sentences?: number
  readonly words?: number
}

/** Shorter sentences are mostly exclamations and left-over captions. */
const fewestWords = 5
/** A person's summary has about this many words for each sentence asked for. */
const wordsPerSentence = 17
/** A text of more sentences is a report: each of its many subjects is small, so none would ever seem worth a sentence more. */
const longestArticle = 120
/** The length of a short sentence, to tell how many might fill a number of words. */
const shortWords = 12

/**
 * Chooses the sentences of one text that summarise it best.
 * @returns indexes in `text.sentences`, in reading order; empty if no sentence is usable
 */
export function chooseFromOne(text: SummaryText, budget: SummaryBudget, weights: Weights = shippedWeights()): number[] {
  const { limit, expectedWords } = limitOf(budget)
  const sentences = shortlist(text, weights, 3 * Math.min(limit.sentences, limit.words / shortWords))
  const passages = passagesOf(text, sentences)
  const terms = numberTerms(passages)
  const weighed = weighTerms(terms, sentenceFacts(passages, terms), weights)
  const candidates = [...sentences.keys()].filter((at) => {
    const length = (terms.starts[at + 1] ?? 0) - (terms.starts[at] ?? 0)
    return length >= fewestWords && text.sentences[sentences[at] ?? -1]?.usable === true
  })
  const atLeast = text.sentences.length > longestArticle ? limit.sentences : 1
  const coverage = new Coverage(terms, expectedRouge(expectedWords))
  const chosen = growSet(candidatesOf(terms, candidates, weighed), { ...limit, atLeast }, coverage)
  return chosen.map(({ sentence }) => sentences[sentence] ?? -1).sort((a, b) => a - b)
}

/** Pairs count for more than words: they are fewer and tell sentences of one event apart. Best of 0.5 to 2.5 by trial. */
const pairShare = 1.5

/** ROUGE-1 + 1.5 ROUGE-2 F1, in expectation, against a person's summary of `length` words. */
function expectedRouge(length: number): SetValue {
  return (words, pairs, own) =>
    (2 * words) / (own + length) + (pairShare * 2 * pairs) / (Math.max(0, own - 1) + length - 1)
}

function limitOf(budget: SummaryBudget): { limit: SelectionLimit; expectedWords: number } {
  const sentences = budget.sentences ?? (budget.words === undefined ? 3 : Number.POSITIVE_INFINITY)
  const words = budget.words ?? Number.POSITIVE_INFINITY
  return {
    limit: { sentences, words },
    expectedWords: Math.max(10, Math.min(words, wordsPerSentence * sentences)),
  }
}
