import type { Language } from '../language/language.ts'

/** A text that may hold the answer. */
export interface Passage {
  /** The id of the document that it is, or comes from. */
  readonly document: string
  readonly text: string
  readonly language: Language
  readonly title?: string
  readonly date?: string
}

/** A sentence that may answer. */
export interface Candidate {
  /** Index of its passage. */
  readonly passage: number
  /** UTF-16 offsets in the passage's text, end exclusive. */
  readonly start: number
  readonly end: number
  /** Only comparable within one ranking. */
  readonly score: number
}
