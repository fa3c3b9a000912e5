import type { Language } from '../language/language.ts'
import type { ReadSentence } from './reading.ts'

/** A sentence that may answer, with the place it stands in. */
export interface Place {
  readonly sentence: ReadSentence
  readonly language: Language
  /** Indices of its neighbours among the places, -1 where its passage begins or ends. */
  readonly before: number
  readonly after: number
  /** 0 for the first sentence of its passage. */
  readonly position: number
  /** Indices of the passage's title, if it has one, and first sentence. */
  readonly opening: readonly number[]
}
