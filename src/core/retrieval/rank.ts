import { identifyLanguage, type Language } from '../language/language.ts'
import type { Candidate, Passage } from './passage.ts'
import { type Asked, askedOf } from './question-words.ts'
import { weigh, weighAnswers } from './weighing.ts'
import { BIAS, DECISION, RANKING } from './weights.ts'

/** Chosen where answered or not is right most often. */
const ANSWERED = 0.4
/** Half of the questions put to a wrong text, at least 85% of the answers given at this confidence are right (cross-validated). */
const SURE = 0.62

export interface Ranking {
  /** Best first. */
  readonly candidates: readonly Candidate[]
  /** Estimated probability that the first candidate answers the question, 0 … 1. */
  readonly confidence: number
  /** Likely enough to answer when asked. */
  readonly answered: boolean
  /** Likely enough to answer without having been asked. */
  readonly sure: boolean
  readonly asked: Asked
}

/**
 * Which sentence of the passages answers a question, and whether any does. A linear model scores each sentence by the share of the
 * question's words, names and character n-grams that it and its neighbours have and by whether it holds a thing of the kind asked
 * for; a logistic model then judges the best one. Knows the question words of en, de, fr, es, ru, hi, ar and zh; elsewhere the words
 * alone decide. `language` is that of the question, identified where it is not given. Never throws.
 */
export function rankAnswers(
  question: string,
  passages: readonly Passage[],
  options: { readonly language?: Language } = {},
): Ranking {
  const spoken = options.language ?? identifyLanguage(question)
  const { candidates, signs } = weighAnswers(question, spoken, passages, RANKING)
  const confidence = candidates.length === 0 ? 0 : 1 / (1 + Math.exp(-BIAS - weigh(signs, DECISION)))
  return {
    candidates,
    confidence,
    answered: confidence >= ANSWERED,
    sure: confidence >= SURE,
    asked: askedOf(question, spoken),
  }
}
