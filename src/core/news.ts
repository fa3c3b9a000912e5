import type { Target } from './delivery.ts'
import type { Document, DocumentVersion } from './document.ts'
import type { Place } from './topic.ts'

/** Two processes may save a document and a telling out of order by as much as their clocks differ; this is generous. */
const CLOCK_SLACK_MS = 10 * 60_000

/** How many topics with news are counted; beyond that there are simply many. */
export const MOST_NEWS_COUNTED = 1_000

/** A channel has been given this brief. */
export interface Told {
  readonly target: Target
  readonly topic: string
  readonly brief: string
  /** The documents it rested on, as `id@revision`. */
  readonly documents: readonly string[]
}

/** What a channel has been told about a topic. */
export interface ToldRecord {
  /** Every document in the revision that was shown, as `id@revision`. */
  readonly documents: ReadonlySet<string>
  /** ISO 8601 instant of the first telling. */
  readonly since: string
}

/** Of what a channel is to be told. */
export interface NewsWanted {
  readonly target: Target
  readonly place: Place
  /** Slugs; empty for all that may be seen at the place. */
  readonly topics: readonly string[]
  /** Only so many of a topic's documents count, those that `documentsOf` gives first. */
  readonly newest: number
}

/** A document in the revision that was shown. */
export function versionOf(document: DocumentVersion): string {
  return `${document.id}@${document.revision}`
}

/** Stands among the documents that a channel was told of for the news that one of them was withdrawn. */
export function withdrawalOf({ id }: Pick<Document, 'id'>): string {
  return `${id}@withdrawn`
}

/** The instant (ISO 8601) from which on a document is news in a channel that was first told of its topic at `toldAt`. */
export function newsAfter(toldAt: string): string {
  return new Date(Date.parse(toldAt) - CLOCK_SLACK_MS).toISOString()
}

/**
 * Whether a channel is to be told of a document that it has not been told of. What was there before the channel was first told of the topic
 * is not news, even where the first brief had no room for it; what was taken in as background never is.
 */
export function isFresh(
  document: Pick<Document, 'id' | 'revision' | 'foundAt' | 'isBackground'>,
  told: ToldRecord | undefined,
): boolean {
  if (document.isBackground === true) return false
  if (told === undefined) return true
  if (told.documents.has(versionOf(document))) return false
  return Date.parse(document.foundAt) > Date.parse(newsAfter(told.since))
}
