import type { Block } from '../../core/document.ts'
import type { Language } from '../../core/language/language.ts'

/** A feed as it was read. */
export interface Feed {
  readonly title?: string
  /** The site that it belongs to. */
  readonly link?: string
  /** How often it says that it changes, in milliseconds. */
  readonly everyMs?: number
  /** Where its older entries stand, if not all are here (RFC 5005). */
  readonly older?: string
  /** In the order of the feed, which is mostly the newest first. */
  readonly entries: readonly FeedEntry[]
  /** It goes on, but what follows was broken or is too much, and is left out. */
  readonly isCut: boolean
}

export interface FeedEntry {
  /** What the feed calls it: unique in the feed, if the feed is well made. */
  readonly id?: string
  /** Where people read it. */
  readonly link?: string
  readonly title?: string
  /** ISO 8601, a day or an instant. */
  readonly date?: string
  readonly language?: Language
  readonly blocks: readonly Block[]
}
