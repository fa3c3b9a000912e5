import { identifyLanguage, type Language } from '../language/language.ts'
import type { Candidate, Passage } from './passage.ts'
import { type Asked, askedOf } from './question-words.ts'
import { weigh, weighAnswers } from './weighing.ts'
import { BIAS, DECISION, RANKING } from './weights.ts'

/** About here precision and recall balance, questions put to a wrong text among them; below, readers get wrong answers too often. */
const ANSWERED = 0.35
/** Half of the questions put to a wrong text, even one on the same subject, 85% of the answers are right (cross-validated). */
const SURE = 0.62
/** What an unmentioned name leaves of the confidence: less than `ANSWERED`, however well the rest agrees. */
const UNMENTIONED = 0.3

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
  /** Names and numbers of the question that no passage mentions: if there are any, the passages do not say. */
  readonly unmentioned: readonly string[]
}

/**
 * Which sentence of the passages answers a question, and whether any does. A linear model scores each sentence by the share of the
 * question's words, names and character n-grams that it and its neighbours have and by whether it holds a thing of the kind asked
 * for; a logistic model then judges the best one. A question with a name or number that no passage mentions is not answered. Knows the
 * question words of en, de, fr, es, ru, hi, ar and zh; elsewhere the words alone decide. `language` is that of the question, identified
 * where it is not given. Of each passage the first 200,000 code units are read, of the question 1,000. Never throws.
 */
export function rankAnswers(
  question: string,
  passages: readonly Passage[],
  options: { readonly language?: Language } = {},
): Ranking {
  const spoken = options.language ?? identifyLanguage(question)
  const { candidates, signs, unmentioned } = weighAnswers(question, spoken, passages, RANKING)
  const likelihood = candidates.length === 0 ? 0 : 1 / (1 + Math.exp(-BIAS - weigh(signs, DECISION)))
  const confidence = unmentioned.length > 0 ? likelihood * UNMENTIONED : likelihood
  return {
    candidates,
    confidence,
    answered: confidence >= ANSWERED,
    sure: confidence >= SURE,
    asked: askedOf(question, spoken),
    unmentioned,
  }
}
