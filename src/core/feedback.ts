import type { Target } from './delivery.ts'
import type { EventId } from './ports.ts'
import type { Reply } from './reply.ts'
import type { Place } from './topic.ts'

export type Verdict = 'useful' | 'useless'

/** What somebody thought of something that the desk showed. */
export interface Feedback {
  readonly verdict: Verdict
  /** What was shown: a brief's id, or a question's. */
  readonly of: string
  /** What they saw, word for word, and who wrote it: it may be written anew since. */
  readonly shown: string
  readonly writer: string
  /** Ids of the documents that it rests on: whoever has one forgotten has this forgotten too. */
  readonly documents: readonly string[]
  /** Where; whose opinion it is is not kept. */
  readonly place: Place
  readonly event: EventId
  /** ISO 8601 instant. */
  readonly at: string
}

export interface FeedbackStore {
  /** What the desk showed in a message, as far back as the ledger goes; undefined if it was none of the desk's. */
  replyAt(channel: Pick<Target, 'platform' | 'channel'>, message: string): Promise<Reply | undefined>
  /** Kept once for an event. */
  saveFeedback(feedback: Feedback): Promise<void>
  /** The oldest first, those from `since` (ISO 8601) on. */
  feedbackSince(since: string): Promise<readonly Feedback[]>
  /** Drops what was given before that instant (ISO 8601), and gives how much. */
  forgetFeedback(before: string): Promise<number>
}
