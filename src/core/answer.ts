import type { Claim, SourceReference } from './brief.ts'
import type { Fallback } from './fallback.ts'

/** What somebody asked, and of which topics (slugs); no topics means all that the asker may see. */
export interface Question {
  readonly text: string
  readonly topics: readonly string[]
}

/** Reply to a question: claims with evidence, or that the documents do not say. */
export interface Answer {
  readonly question: string
  /** False: the documents do not say; `claims` then holds the nearest thing that they do say, or nothing. */
  readonly answered: boolean
  /** 0 … 1. */
  readonly confidence: number
  /** High enough to speak without having been addressed. */
  readonly sure: boolean
  /** Best first. */
  readonly claims: readonly Claim[]
  readonly sources: readonly SourceReference[]
  readonly writer: string
  /** Why it is not the model’s that is set up. */
  readonly fallback?: Fallback
}
