import type { Generated } from 'kysely'
import type { Flag, Json } from './schema.ts'

/** One row a document; what it says stands in `revisions`. */
export interface DocumentTable {
  key: Generated<number>
  id: string
  topic: string
  /** The current revision and its hash. */
  revision: number
  hash: string
  /** Instant of the current revision's date, else of when it was found: the order of a topic's documents. */
  dated_at: string
  found_at: string
  /** 0: left without a location, and so out of its topic. */
  listed: Flag
  /** Document['isBackground'] of the current revision. */
  background: Flag
  /** When it was found last, or put back after it had left: its age, for whoever keeps documents for so many days only. */
  kept_since: string
}

export interface RevisionTable {
  document: number
  revision: number
  source: string
  location: string
  title: string
  date: string | null
  language: string
  link: string | null
  text: string
  /** Document['paragraphs'] */
  paragraphs: Json
  hash: string
  found_at: string
}

/** Where documents stand. */
export interface LocationTable {
  source: string
  location: string
  document: number
  /** Of the text that was last found there; another one than the document's if it says the same in nearly these words. */
  hash: string
  title: string
  link: string | null
  /** PlaceText: that text, where it is not the document's own. */
  body: Json | null
}
