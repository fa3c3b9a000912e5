import type { Target } from './delivery.ts'

/** A standing order: channel, topics, when. */
export interface Digest {
  readonly id: string
  readonly target: Target
  /** Slack team or Discord guild the channel belongs to, where known: decides which topics it may see. */
  readonly workspace?: string
  /** Slugs; empty means everything that the channel may see. */
  readonly topics: readonly string[]
  /** Five fields: minute hour day-of-month month day-of-week. */
  readonly cron: string
  /** IANA time zone. */
  readonly zone: string
  /** At most this many briefs an edition. */
  readonly limit: number
  /** With nothing new: post nothing, or a line that says so. */
  readonly whenEmpty: 'quiet' | 'note'
  /** `desk.yaml`, or the user who set it up in a channel. */
  readonly author: string
  readonly origin: 'code' | 'channel'
  /** Why it does not run now; absent while it runs. */
  readonly paused?: string
  /** ISO 8601 instant of the next slot. */
  readonly nextRunAt: string
}

/** One digest at one slot: what was posted for it, or that nothing was because the desk was down for too long. */
export interface Edition {
  readonly digest: string
  /** The scheduled instant, ISO 8601. Unique together with `digest`. */
  readonly slot: string
  /** Slots that were missed and are covered by this edition too, oldest first, ISO 8601. */
  readonly missed: readonly string[]
  /** Slots that were missed too long ago for any edition. Where the last of them is `slot` itself, nothing was posted. */
  readonly skipped?: SkippedSlots
  readonly writtenAt: string
  /** What it carries; empty where nothing was new. */
  readonly briefs: readonly string[]
}

/** All slots of a digest from one to another, both included. */
export interface SkippedSlots {
  /** ISO 8601, as is `to`. */
  readonly from: string
  readonly to: string
  readonly count: number
}
