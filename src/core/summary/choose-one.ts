import { Coverage, candidatesOf, growSet, type SelectionLimit, type SetValue } from './selection.ts'
import { shippedWeights } from './shipped-weights.ts'
import { numberTerms, passagesOf } from './terms.ts'
import type { SummaryText } from './text.ts'
import { sentenceFacts, weighTerms } from './weighing.ts'
import type { Weights } from './weights.ts'

/** At most so many sentences, or about so many words, or both. Neither: three sentences. */
export interface SummaryBudget {
  readonly sentences?: number
  readonly words?: number
}

/** The weights are learned from texts of at most this many sentences; what stands further back in news is seldom used. */
const window = 40
/** Shorter sentences are mostly exclamations and left-over captions. */
const fewestWords = 5

/**
 * Chooses the sentences of one text that summarise it best.
 * @returns indexes in `text.sentences`, in reading order; empty if no sentence is usable
 */
export function chooseFromOne(text: SummaryText, budget: SummaryBudget, weights: Weights = shippedWeights()): number[] {
  const sentences = modelSentences(text)
  const passages = passagesOf(text, sentences)
  const terms = numberTerms(passages)
  const weighed = weighTerms(terms, sentenceFacts(passages, terms), weights)
  const candidates = [...sentences.keys()].filter((at) => {
    const length = (terms.starts[at + 1] ?? 0) - (terms.starts[at] ?? 0)
    return length >= fewestWords && text.sentences[sentences[at] ?? -1]?.usable === true
  })
  const { limit, expectedWords } = limitOf(budget)
  const coverage = new Coverage(terms, expectedRouge(expectedWords))
  const chosen = growSet(candidatesOf(terms, candidates, weighed), limit, coverage)
  return chosen.map(({ sentence }) => sentences[sentence] ?? -1).sort((a, b) => a - b)
}

/** ROUGE-1 + ROUGE-2 F1, in expectation, against a person's summary of `length` words. */
function expectedRouge(length: number): SetValue {
  return (words, pairs, own) => (2 * words) / (own + length) + (2 * pairs) / (Math.max(0, own - 1) + length - 1)
}

/** The sentences that the model looks at. */
export function modelSentences(text: SummaryText): number[] {
  return [...text.sentences.keys()].slice(0, window)
}

function limitOf(budget: SummaryBudget): { limit: SelectionLimit; expectedWords: number } {
  const sentences = budget.sentences ?? (budget.words === undefined ? 3 : Number.POSITIVE_INFINITY)
  const words = budget.words ?? Number.POSITIVE_INFINITY
  return {
    limit: { sentences, words },
    expectedWords: Math.max(
      10,
      Math.min(words, Number(process.env.L0 ?? 5) + Number(process.env.L1 ?? 16) * sentences),
    ),
  }
}
