import type { OwedDelivery, Target } from '../delivery.ts'
import type { Document } from '../document.ts'
import type { Told } from '../news.ts'

/** A thread in which later developments of a topic are posted. A channel has at most one a topic. */
export interface Follow {
  readonly target: Target & { readonly thread: string }
  /** Slack team or Discord guild of the channel, where known. */
  readonly workspace?: string
  readonly topic: string
  /** The digest whose edition the thread is of, and with which it ends; absent where somebody pressed *Follow*. */
  readonly digest?: string
}

/** A follow as the store has it. */
export interface FollowRecord extends Follow {
  /** Since when the channel follows the topic in this thread, ISO 8601. */
  readonly since: string
  /** When something was last posted or asked there. */
  readonly activeAt: string
  /** Documents have changed; until then more of them are waited for. */
  readonly waitsUntil?: string
  /** Since when they are waited for. */
  readonly waitsSince?: string
  /** What became of the last change of documents. */
  readonly note?: FollowNote
}

/** What the last look at changed documents came to. */
export interface FollowNote {
  readonly at: string
  /** How many documents were new or revised, and how many withdrawn. */
  readonly changed: number
  readonly withdrawn: number
  /** False where nothing in them was materially new. */
  readonly posted: boolean
}

/** A follow that has to be looked at. */
export interface DueFollow {
  readonly follow: FollowRecord
  /** Tells this state of the follow from every other: what is settled for another one is refused. */
  readonly state: number
  /** Documents have changed since the last look at it. */
  readonly isChanged: boolean
}

/** What a look at a follow came to: wait for more, or an end of waiting. */
export type FollowOutcome =
  | { readonly waitUntil: string; readonly noticedAt: string }
  | {
      readonly owed: readonly OwedDelivery[]
      /** What the channel counts as told of from now on: what is owed says it, or it is nothing new. */
      readonly told: readonly Told[]
      /** Absent where nothing was left to tell. */
      readonly note?: FollowNote
    }

/** Which thread of a channel follows a topic. */
export interface FollowStore {
  /** From now on, in place of the thread in which the channel followed the topic before. */
  follow(follow: Follow, now: string): Promise<void>
  /** Gives whether the channel did follow it. */
  unfollow(target: Target, topic: string): Promise<boolean>
  followsOf(topic: string): Promise<readonly FollowRecord[]>
  /** Those of a channel, in the order of their topics. */
  followsIn(target: Target): Promise<readonly FollowRecord[]>
  /** Somebody asked something in a thread: it is not quiet. */
  keepFollows(target: Target, thread: string, now: string): Promise<void>
  /** Ends those that have been quiet since before that instant; gives how many. */
  endQuietFollows(before: string): Promise<number>
}

/** What following threads are to be told. */
export interface DevelopmentStore {
  /** Follows of topics whose documents have changed, and those whose waiting is over, that were not quiet since before `quiet`. */
  dueFollows(now: string, quiet: string, limit: number): Promise<readonly DueFollow[]>
  /**
   * In one transaction: the outcome, what is owed, and what its channel is told thereby. False, and nothing written, if the follow is not
   * in that state any more or its channel has been told some of it meanwhile: another process was first, or an edition.
   */
  settleFollow(due: DueFollow, outcome: FollowOutcome, now: string): Promise<boolean>
  /**
   * Documents of a topic that a channel knows, each in the last revision that it was told of, else in the one that was there before it was
   * first told of the topic (`since`); the newest, of each kind at most `limit`.
   */
  knownDocuments(target: Target, topic: string, since: string, limit: number): Promise<readonly KnownDocument[]>
}

export interface KnownDocument {
  readonly document: Document
  /** The channel was told of it, in this revision, by a message: it did not only turn out to say nothing new. */
  readonly isTold: boolean
  /** It still belongs to its topic, or its text to another one. */
  readonly isListed: boolean
}

const UNSAID = 'unsaid-'

/** Stands for a message in what a channel was told where there was nothing to say. */
export function unsaidBrief(id: string): string {
  return UNSAID + id
}

export function isUnsaidBrief(brief: string): boolean {
  return brief.startsWith(UNSAID)
}
