import type { Answer, Question } from './answer.ts'
import type { Brief } from './brief.ts'
import type {
  ClaimedDelivery,
  DeliveryKey,
  DeliveryRecord,
  MessageReference,
  OwedDelivery,
  PlatformName,
  Settlement,
  Target,
} from './delivery.ts'
import type { Digest, Edition } from './digest.ts'
import type { DigestCommand, PostAction } from './digest-command.ts'
import type { Document, FoundDocument } from './document.ts'
import type { NewsWanted, Told, ToldRecord } from './news.ts'
import type { Reply } from './reply.ts'
import type { Search } from './search.ts'
import type { Place, Topic } from './topic.ts'

// ── sources ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where documents come from. */
export interface Source {
  /** Unique among the sources, e.g. `folder`. */
  readonly name: string
  /**
   * Everything new, changed or withdrawn since the last call; the first call brings all there is. `known` gives the locations that
   * the store has from this source: what of them is no longer there is withdrawn. One bad item is a problem in the list, never a throw.
   */
  poll(known: () => Promise<ReadonlySet<string>>): Promise<Found>
  /** Lets go of watches and connections. */
  close(): void
}

/** What a poll brought. */
export interface Found {
  readonly documents: readonly FoundDocument[]
  /** Locations that are no longer there. */
  readonly withdrawn: readonly string[]
  readonly problems: readonly Problem[]
}

/** Bad input, in words for whoever can mend it. */
export interface Problem {
  /** A path, a URL. */
  readonly where: string
  readonly what: string
}

/** What is laid down as files: topics described, digests ordered. */
export interface OrderBook {
  /** Cheap when nothing changed: called at every tick. A broken file is a problem, once, and its last good version stays in force. */
  read(): Promise<StandingOrders>
}

export interface StandingOrders {
  readonly topics: readonly Topic[]
  readonly digests: readonly OrderedDigest[]
  /** Slugs of topics whose file is broken and never was good: who may see them is not known, so their documents wait. */
  readonly held: ReadonlySet<string>
  /** New since the last call. */
  readonly problems: readonly Problem[]
  /** Whether topics or digests differ from the last call's; true at the first that could read them. */
  readonly changed: boolean
}

/** A digest as ordered, before it has a next slot. */
export type OrderedDigest = Omit<Digest, 'nextRunAt' | 'paused'>

// ── writers ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Turns documents into a brief, a question into an answer. */
export interface Writer {
  /** Throws `InputError` when the documents hold no sentence at all. At least one document. */
  brief(topic: string, documents: readonly Document[]): Promise<Brief>
  answer(question: Question, documents: readonly Document[]): Promise<Answer>
}

/** Where a topic's current brief is also kept for people to read: a file beside its documents, the terminal. */
export interface BriefKeeper {
  keepBrief(brief: Brief, topicTitle: string): Promise<void>
  /** The topic has no brief any more. */
  dropBrief(topic: string): Promise<void>
}

// ── platforms ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where people are: Slack, Discord, the terminal. Knows how to show a `Reply`; decides nothing. */
export interface Platform {
  readonly name: PlatformName
  /** Connects, and hands what people say and press to the desk. Resolves once connected. */
  start(desk: Desk): Promise<void>
  /** One try, no hidden retries. Throws `LaterError`, `AmbiguousError`, `GoneError` or `RefusedError`. */
  post(target: Target, reply: Reply, key: DeliveryKey): Promise<MessageReference>
  /**
   * The message that an earlier `post` with this key left, looked for back to `since` (ISO 8601);
   * undefined if there is certainly none. Throws `AmbiguousError` if that cannot be told.
   */
  find(target: Target, key: DeliveryKey, since: string): Promise<MessageReference | undefined>
  stop(): Promise<void>
}

/** What a platform may ask of the core. Every call is safe to repeat with the same event id: repeats give `undefined`. */
export interface Desk {
  /** A command somebody typed. */
  command(command: Command): Promise<Reply | undefined>
  /** A message in a thread, or one that addresses the desk. What the desk says to it goes out through the outbox. */
  hear(message: HeardMessage): Promise<void>
  /** A button somebody pressed; the reply is for them alone. */
  act(action: Action): Promise<Reply | undefined>
  /** Topics or time zones for a prefix, or the channel's digests; best first, at most 25. Not an event: called at every keystroke. */
  suggest(prefix: string, place: Place, of?: 'topics' | 'zones' | 'digests'): Promise<readonly Suggestion[]>
  /** The platform has shown a reply to everybody in a channel: questions in its thread are answered from now on. */
  posted(reply: Reply, target: Target, message: MessageReference): Promise<void>
}

/** Identifies one inbound event for as long as its platform may deliver it again, e.g. `slack:Ev0123`. */
export type EventId = string

export type Command =
  | { readonly name: 'brief'; readonly topic: string; readonly place: Place; readonly event: EventId }
  | {
      readonly name: 'ask'
      readonly question: string
      readonly topic?: string
      readonly place: Place
      readonly event: EventId
    }
  | DigestCommand

export interface HeardMessage {
  readonly event: EventId
  readonly place: Place
  readonly channel: string
  /** The message itself. */
  readonly message: string
  /** The message that heads the thread, if it stands in one. */
  readonly thread?: string
  /** Without the mention that addresses the desk. */
  readonly text: string
  /** The desk was mentioned or replied to. */
  readonly addressed: boolean
}

export type Action =
  | { readonly name: 'sources'; readonly brief: string; readonly place: Place; readonly event: EventId }
  | PostAction

export interface Suggestion {
  /** A topic's slug, a digest's id, the name of a zone. */
  readonly slug: string
  readonly title: string
}

// ── store ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What came of saving a document. */
export interface SavedDocument {
  readonly document: Document
  /** `same`: this text was here already (at this or another location); nothing was changed. */
  readonly outcome: 'new' | 'revised' | 'same'
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
  /** Keeps the brief as its topic's current one, which is no longer stale; older ones stay readable by id. */
  saveBrief(brief: Brief, writtenAt: string): Promise<void>
  /** Keeps a brief readable by id without making it its topic's current one: what an update showed. */
  fileBrief(brief: Brief, writtenAt: string): Promise<void>
  /** The topic has no brief any more (nothing is left to write one from), and is not stale. */
  dropBrief(topic: string): Promise<void>
  briefOf(topic: string): Promise<Brief | undefined>
  briefById(id: string): Promise<Brief | undefined>
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
  /** Running digests whose next slot is at or before `now`, earliest first. */
  dueDigests(now: string, limit: number): Promise<readonly Digest[]>
  /**
   * In one transaction: the edition, what it owes, what its channel has thereby been told, and the digest's next slot. False, and nothing
   * written, if the digest's `nextRunAt` is no longer `run.was`: another process was first, or the digest was changed or paused.
   */
  saveEdition(
    edition: Edition,
    owed: readonly OwedDelivery[],
    told: readonly Told[],
    run: { readonly was: string; readonly next: string },
  ): Promise<boolean>
  pauseDigest(id: string, reason: string): Promise<void>
  /** The last editions of a digest, the newest slot first. */
  editions(digest: string, limit: number): Promise<readonly Edition[]>
}

/** What is owed, and what became of it. */
export interface OutboxStore {
  /** Remembers what is owed; a key that is known already is left as it is. */
  oweDeliveries(owed: readonly OwedDelivery[], now: string): Promise<void>
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
   * parent did not go out, that its channel has not been told of it after all.
   */
  settleDelivery(key: DeliveryKey, settlement: Settlement, now: string): Promise<void>
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
  /** Drops events remembered before that instant; gives how many. */
  forgetEvents(before: string): Promise<number>
}

/** All stores of one database. */
export interface Store
  extends DocumentStore,
    TopicStore,
    BriefStore,
    DigestStore,
    OutboxStore,
    ThreadStore,
    InboxStore {
  /** Brings the schema up to date; safe when several processes start at once. */
  migrate(): Promise<void>
  close(): Promise<void>
}
