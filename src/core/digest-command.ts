import type { Day } from './digest-schedule.ts'
import type { FeedDeed } from './feeds.ts'
import type { Place } from './topic.ts'

/** Who asks for something that not everybody may do. */
export interface Asker {
  /** As the platform names them. */
  readonly user: string
  /** The platform lets them manage the channel, or it is their direct messages with the desk. */
  readonly manages: boolean
}

/** A digest as somebody gave it, to be checked. What is left out stays as it is, or is the usual. */
export interface DigestWish {
  /** Names of topics; none means everything. */
  readonly topics?: readonly string[]
  readonly days?: readonly Day[]
  /** `8:00` */
  readonly time?: string
  /** Five fields; takes the place of days and time unless it is blank. */
  readonly cron?: string
  /** IANA name. */
  readonly zone?: string
  /** At most so many briefs. */
  readonly limit?: number
  readonly whenEmpty?: 'quiet' | 'note'
}

export type DigestField = keyof DigestWish

/**
 * What somebody wants of the digests of a channel. `digest` is the id of one, or its number in the list, or blank where there is only one;
 * a form without it is for a new one.
 */
export type DigestDeed =
  | { readonly kind: 'form'; readonly digest?: string }
  | { readonly kind: 'add'; readonly wish: DigestWish }
  | { readonly kind: 'change'; readonly digest: string; readonly wish: DigestWish }
  | { readonly kind: 'list' }
  | { readonly kind: 'feed'; readonly deed: FeedDeed }
  | { readonly kind: 'pause' | 'resume' | 'remove' | 'now' | 'why'; readonly digest: string }

/** A command about the digests of the channel in which it is typed. */
export interface DigestCommand {
  readonly name: 'digest'
  readonly deed: DigestDeed
  readonly asker: Asker
  /** Why nothing can be posted there, and how to mend that, in words for the asker; absent where it can. */
  readonly hindrance?: string
  readonly place: Place
  readonly event: string
}

/** Who may change the digests of a channel, beside whoever set one up. */
export type DigestEditors = 'managers' | 'members'

/** What holds for all digests that are set up in channels. */
export interface DigestPolicy {
  readonly editors: DigestEditors
  /** IANA time zone of a digest for which nobody named one. */
  readonly zone: string
}

export const STANDARD_POLICY: DigestPolicy = { editors: 'managers', zone: 'UTC' }
