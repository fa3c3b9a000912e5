import type { BackfillStore } from './backfill.ts'
import type { Brief } from './brief.ts'
import type { ConversationStore } from './conversation/turn.ts'
import type {
  AttemptId,
  ClaimedDelivery,
  DeliveryRecord,
  MessageReference,
  OwedDelivery,
  PlatformName,
  Settlement,
  Target,
} from './delivery.ts'
import type { Digest, Edition } from './digest.ts'
import type { Document, DocumentVersion } from './document.ts'
import type { EntryStore } from './entries.ts'
import type { FeedbackStore } from './feedback.ts'
import type { FeedStore } from './feeds.ts'
import type { FetchStore } from './fetching.ts'
import type { DevelopmentStore, FollowStore } from './following/follow.ts'
import type { ForgettingStore, RetractionStore } from './forgetting.ts'
import type { NewsWanted, Told, ToldRecord } from './news.ts'
import type { PassageStore } from './passage.ts'
import type { EventId } from './ports.ts'
import type { RenamingStore } from './renaming.ts'
import type { HistoryStore } from './retention.ts'
import type { Search } from './search.ts'
import type { Place, Topic } from './topic.ts'
import type { TransferStore } from './transfer.ts'
import type { UsageStore, WrittenStore } from './usage.ts'

/** What came of saving a document. */
export interface SavedDocument {
  readonly document: Document
  /**
   * `same`: this text was here already (at this or another location); nothing was changed. `forgotten`: it was to be forgotten, and is not
   * taken in again.
   */
  readonly outcome: 'new' | 'revised' | 'same' | 'forgotten'
}

/** What the desk knows of a location. */
export interface KnownPlace {
  readonly topic: string
  /** `Document.hash` of the text that was last found there. */
  readonly hash: string
  /** At how many locations its document stands. */
  readonly places: number
}

/** Documents and the topics that own them. */
export interface DocumentStore {
  /**
   * A location (source, location) holds one document; a document may stand at several. The same hash in the same topic is `same` and
   * adds the location, so a renamed file stays one document. Another text at a known location is `revised`: same id, next revision, the
   * old text kept; but if the document stands at other locations too, it is `new` and those keep theirs.
   */
  saveDocument(document: Document): Promise<SavedDocument>
  /**
   * The copy says nothing but what a current document says: its location becomes another one of that document, which is `same`, and whose
   * brief is to name it. Where it is the document's own location, in other words than before, the document is `revised`. Neither is news to
   * anybody who was told of the document. When its own location goes, the document goes on with the text of another one. Undefined, and
   * nothing changed, if the original is not the document's current revision any more, or in another topic.
   */
  saveCopy(copy: Document, original: DocumentVersion): Promise<SavedDocument | undefined>
  /**
   * Nothing is at this location any more. A document that is left without a location leaves its topic; its revisions stay for the
   * evidence of what was said. Gives the topic's slug if a document left it.
   */
  withdrawLocation(source: string, location: string): Promise<string | undefined>
  /** Current documents of a topic, newest `date` (else `foundAt`) first. */
  documentsOf(topic: string, limit?: number): Promise<readonly Document[]>
  /** Current documents that best match the words, best first. Of very common words only the documents found last are ranked. */
  searchDocuments(search: Search, limit: number): Promise<readonly Document[]>
  /** Every location at which a source has a document: what it held when the desk last ran. */
  locationsOf(source: string): Promise<ReadonlySet<string>>
  /** Undefined if no document stands there. */
  placeAt(source: string, location: string): Promise<KnownPlace | undefined>
  /**
   * The topic of a text (`Document.hash`) that some topic was to forget: one that has it all the same, else one that forgot it. Undefined if
   * none was to forget it.
   */
  topicOfForgotten(hash: string): Promise<string | undefined>
  /** Current documents, the one found last first. */
  documentsFoundLast(limit: number): Promise<readonly Document[]>
}

/** What people ask for by slug. Lists hold topics that have documents only, the one with the newest document first. */
export interface TopicStore {
  /** Inserts or changes title, aliases and audience; `saveDocument` makes a topic that nobody has described yet. */
  saveTopic(topic: Topic): Promise<void>
  /** Whoever may see it, and with or without documents. */
  topicBySlug(slug: string): Promise<TopicRecord | undefined>
  /** What differs from the topic that its documents alone would make, in the order of slugs; with or without documents. */
  describedTopics(): Promise<readonly Topic[]>
  newestTopics(place: Place, limit: number): Promise<readonly TopicRecord[]>
  /**
   * Topics visible at the place of which a name (slug, title, alias) is, begins with, or holds a word that begins with what was typed, or
   * resembles it, for `matchTopics` and `suggestTopics` to rank. What fits best is never left out for the limit. `spelling` is that of
   * the core's function of this name.
   */
  topicsNamed(spelling: string, place: Place, limit: number): Promise<readonly TopicRecord[]>
  /** Topics with documents that a channel has not been told of (`isFresh`), and how many there are: counted up to 1,000. */
  topicsWithNews(wanted: NewsWanted, limit: number): Promise<{ topics: readonly TopicRecord[]; total: number }>
  /** How many topics have documents, and how many documents those are. */
  countTopics(): Promise<{ topics: number; documents: number }>
}

/** Briefs, of which each topic has one current. */
export interface BriefStore {
  /**
   * Keeps the brief as its topic's current one; older ones stay readable by id. It leaves the topic stale unless `documents`, which the
   * brief was written from, are still the ones that `documentsOf` gives: another process may have saved one more meanwhile.
   */
  saveBrief(brief: Brief, documents: readonly DocumentVersion[], writtenAt: string): Promise<void>
  /** Keeps a brief readable by id without making it its topic's current one: what an update showed. */
  fileBrief(brief: Brief, writtenAt: string): Promise<void>
  /** The topic has no brief any more: `documents` hold nothing to write one from. It is stale or not as after `saveBrief`. */
  dropBrief(topic: string, documents: readonly DocumentVersion[]): Promise<void>
  briefOf(topic: string): Promise<Brief | undefined>
  briefById(id: string): Promise<Brief | undefined>
  /** Whether it was taken back: the same documents would give it again. */
  isRetracted(brief: string): Promise<boolean>
  /** Slugs of topics whose documents changed since their brief was saved or dropped; survives a crash between the two. */
  staleTopics(limit: number): Promise<readonly string[]>
}

export interface TopicRecord extends Topic {
  readonly documents: number
  readonly updatedAt: string
  readonly headline?: string
}

/** Standing orders and what came of them. */
export interface DigestStore {
  /** Inserts or changes; `nextRunAt` of an existing digest stays unless cron or zone changed, or it was paused. */
  saveDigest(digest: Digest): Promise<void>
  removeDigest(id: string): Promise<void>
  /** Those of a platform, workspace or channel, as far as the place names them; all without one. */
  digests(of?: Place): Promise<readonly Digest[]>
  /**
   * The running digest whose next slot was first, of those whose slot is at or before `now` and that nobody has claimed; undefined if there
   * is none. It is given to nobody else before `until`, so that two processes do not write the same edition, unless its edition is saved by
   * then or its schedule changed. A claim for more than a day after `now` is of no account: a clock was ahead.
   */
  claimDigest(now: string, until: string): Promise<Digest | undefined>
  /** A claim until `was` goes on until `until`; false, and nothing changed, if somebody else has the digest, or its edition is saved. */
  prolongClaim(digest: string, was: string, until: string): Promise<boolean>
  /**
   * In one transaction: the edition, what it owes, what its channel has thereby been told, and the digest's next slot. False, and nothing
   * written, if the digest's `nextRunAt` is no longer `run.was` (another process was first, or the digest was changed or paused), or if the
   * channel has been told some of it meanwhile; false, and only the next slot written, if there is an edition of that slot already, unless
   * that was skipped. Whose claim the digest is does not matter.
   */
  saveEdition(
    edition: Edition,
    owed: readonly OwedDelivery[],
    told: readonly Told[],
    run: { readonly was: string; readonly next: string },
  ): Promise<boolean>
  /**
   * Lets a digest rest. Gives it as it ran until now, undefined if it was paused already. What `owing` makes of it is owed in the same
   * transaction; it may be called more than once.
   */
  pauseDigest(
    id: string,
    reason: string,
    now: string,
    owing?: (digest: Digest) => readonly OwedDelivery[],
  ): Promise<Digest | undefined>
  /** The last editions of a digest, the newest slot first. */
  editions(digest: string, limit: number): Promise<readonly Edition[]>
  /** Those with that slot or a later one, the oldest slot first. Cheap where there are none. */
  editionsSince(digest: string, slot: string): Promise<readonly Edition[]>
  /**
   * Moves a digest that a clock ahead had put off to another slot; claims end. What its channel was told more than a day after `now` counts as
   * told at `now`: else all that comes until then would be no news. False, and nothing changed, if its `nextRunAt` is no longer `run.was`.
   */
  rescheduleDigest(digest: string, run: { readonly was: string; readonly next: string }, now: string): Promise<boolean>
}

/** What is owed, and what became of it. */
export interface OutboxStore {
  /** Remembers what is owed; a key that is known already is left as it is. */
  oweDeliveries(owed: readonly OwedDelivery[], now: string): Promise<void>
  /** Notes in the ledger what was posted without being owed: the answer to a command. */
  noteSent(sent: OwedDelivery, message: MessageReference, now: string): Promise<void>
  /**
   * Leases what may be sent now, oldest first, at most one a channel, the oldest of its thread first: pending and due, parent sent, platform among `platforms`; also
   * what a dead process left `sending` past its lease (then `ambiguous`). A child's target comes with its thread filled in.
   */
  claimDeliveries(
    platforms: readonly PlatformName[],
    now: string,
    leaseUntil: string,
    limit: number,
  ): Promise<readonly ClaimedDelivery[]>
  /**
   * In one transaction: the outcome; for `sent` the thread that takes questions from now on; for a digest's brief that `failed`, or whose
   * parent did not go out, that its channel has not been told of it after all. False, and nothing changed, if it is settled already or a
   * later attempt has begun: a process that is slow past its lease has no say any more. But that a message is there is believed of
   * anybody, at any time. False too if the delivery is there no more: its place was left while it was under way.
   */
  settleDelivery(attempt: AttemptId, settlement: Settlement, now: string): Promise<boolean>
  /** The ledger, newest first. */
  deliveries(filter: { readonly digest?: string; readonly limit: number }): Promise<readonly DeliveryRecord[]>
  /** How much is owed and not settled, for each platform that is owed anything. Cheap: read from an index alone. */
  countOwed(): Promise<readonly OwedCount[]>
}

export interface OwedCount {
  readonly platform: PlatformName
  /** At least one. */
  readonly messages: number
  /** Since when the first of them is owed, ISO 8601. */
  readonly since: string
}

/** Where editions and briefs live on a platform. */
export interface ThreadStore {
  /** Questions below this message are about these topics; adds to what is known of the thread. */
  saveThread(target: Target, message: string, topics: readonly string[], now: string): Promise<void>
  /** The topics of a thread; undefined if it is none of ours. */
  topicsOfThread(target: Target, message: string): Promise<readonly string[] | undefined>
  /** What a channel has been told about a topic, and since when; undefined if nothing. */
  toldOf(target: Target, topic: string): Promise<ToldRecord | undefined>
  saveTold(told: Told, now: string): Promise<void>
}

/** Inbound events, remembered so that each is answered once. */
export interface InboxStore {
  /**
   * True the first time, false for every repetition, whichever process asks. What the event makes the desk owe is written in the same
   * transaction, so that a crash leaves both or neither.
   */
  acceptEvent(event: EventId, now: string, owed?: readonly OwedDelivery[]): Promise<boolean>
  /** Whether the event was accepted already; asked before what costs something, and no claim to the event. */
  hasEvent(event: EventId): Promise<boolean>
  /** Drops events remembered before that instant; gives how many. */
  forgetEvents(before: string): Promise<number>
}

/** What only one process at a time may do, by name. */
export interface LeaseStore {
  /**
   * Takes the lease, or renews it: true, and `holder` has it until then, unless at `now` somebody else has it. Whoever has it must have
   * stopped by `until` or renewed it; the clocks of the processes are taken to agree.
   */
  holdLease(name: string, holder: string, now: string, until: string): Promise<boolean>
  /** The lease is free at once if it is the holder's. */
  releaseLease(name: string, holder: string): Promise<void>
}

/** All stores of one database. */
export interface Store
  extends DocumentStore,
    BackfillStore,
    TopicStore,
    BriefStore,
    DigestStore,
    HistoryStore,
    OutboxStore,
    ThreadStore,
    FollowStore,
    ConversationStore,
    DevelopmentStore,
    InboxStore,
    FetchStore,
    FeedStore,
    EntryStore,
    PassageStore,
    TransferStore,
    UsageStore,
    WrittenStore,
    FeedbackStore,
    ForgettingStore,
    RetractionStore,
    RenamingStore,
    LeaseStore {
  /** Brings the schema up to date; safe when several processes start at once. */
  migrate(): Promise<void>
  close(): Promise<void>
}
