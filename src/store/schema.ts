import type { Generated } from 'kysely'
import type { DeliveryState } from '../core/delivery.ts'
import type { Digest } from '../core/digest.ts'
import type { DocumentTable, LocationTable, RevisionTable } from './document-schema.ts'
import type { FallbacksTable, FeedbackTable, UsageTable, WrittenTable } from './usage-schema.ts'

/**
 * The tables as the queries see them. Instants are ISO 8601 in UTC with milliseconds, 24 characters, so that they compare as text;
 * `Json` columns hold what `JSON.stringify` made of the named core type; flags are 0 or 1, which both databases can hold.
 */
export interface Schema {
  topics: TopicTable
  audiences: AudienceTable
  limited_documents: LimitedDocumentTable
  topic_words: TopicWordTable
  word_grams: WordGramTable
  documents: DocumentTable
  revisions: RevisionTable
  locations: LocationTable
  briefs: BriefTable
  digests: DigestTable
  editions: EditionTable
  deliveries: DeliveryTable
  thread_topics: ThreadTopicTable
  told: ToldTable
  follows: FollowTable
  turns: TurnTable
  questions: QuestionTable
  events: EventTable
  fetches: FetchTable
  feeds: FeedTable
  leases: LeaseTable
  usage: UsageTable
  fallbacks: FallbacksTable
  written: WrittenTable
  feedback: FeedbackTable
  passages: PassageTable
  forgotten: ForgottenTable
  former_slugs: FormerSlugTable
  entries: EntryTable
  import_steps: ImportStepTable
}

/** `JSON.stringify` of the type it names. */
export type Json = string
export type Flag = 0 | 1

interface TopicTable {
  key: Generated<number>
  slug: string
  title: string
  /** Topic['aliases'] */
  aliases: Json
  /** Topic['visibleTo'] */
  visible_to: Json | null
  /** Id of the current brief. */
  brief: string | null
  /** That brief's, for lists: the briefs themselves fill a page each. */
  headline: string | null
  /** Its documents changed since its brief was saved or dropped. */
  stale: Flag
  /** Differs from what its slug alone would make of it. */
  described: Flag
  /** How many are listed, and when the newest of them was found: counted anew at every change. */
  documents: number
  updated_at: string
}

/** `visible_to` once more, to be looked up; '' stands for any workspace or channel. */
interface AudienceTable {
  topic: number
  platform: string
  workspace: string
  channel: string
}

/** Documents of topics that are not for all, so that a search need look at no topic for the others. */
interface LimitedDocumentTable {
  document: number
  topic: number
}

/** What a topic is called: whole names as one word (size 0), and their words (size: how many the name has). */
interface TopicWordTable {
  word: string
  size: number
  topic: number
}

/** The trigrams of every word that a name has or had, to find words in spite of slips. */
interface WordGramTable {
  gram: string
  /** How many letters the word has. */
  length: number
  word: string
}

interface BriefTable {
  id: string
  topic: string
  headline: string
  written_at: string
  /** The last day (UTC, `2026-11-24`) on which a message that shows it was owed or sent. */
  shown_on: string | null
  /** It is shown nowhere any more. */
  retracted_at: string | null
  /** Brief */
  body: Json
}

interface DigestTable {
  id: string
  platform: string
  channel: string
  thread: string | null
  workspace: string | null
  /** Digest['topics'] */
  topics: Json
  cron: string
  zone: string
  /** `limit` is a word of SQL. */
  briefs: number
  when_empty: Digest['whenEmpty']
  author: string
  origin: Digest['origin']
  paused: string | null
  next_run_at: string
  /** Until then a process has it, to write its edition at `next_run_at`. */
  claimed_until: string | null
}

interface EditionTable {
  digest: string
  slot: string
  /** Edition['missed'] */
  missed: Json
  /** Edition['skipped'] */
  skipped: Json | null
  /** Edition['briefs'] */
  briefs: Json
  written_at: string
}

interface DeliveryTable {
  /** The order in which deliveries were owed. */
  seq: Generated<number>
  key: string
  platform: string
  channel: string
  thread: string | null
  workspace: string | null
  /** Reply */
  reply: Json
  digest: string | null
  slot: string | null
  parent: string | null
  state: DeliveryState
  attempts: number
  ambiguous: Flag
  looks: number
  owed_at: string
  first_tried_at: string | null
  not_before: string | null
  lease_until: string | null
  /** Null exactly while the state is `pending` or `sending`. */
  settled_at: string | null
  reason: string | null
  /** MessageReference */
  message: Json | null
  /** MessageReference: of a message that is to show this from now on. */
  edits: Json | null
}

interface ThreadTopicTable {
  platform: string
  channel: string
  message: string
  topic: string
  saved_at: string
}

interface ToldTable {
  platform: string
  channel: string
  topic: string
  /** `id@revision` */
  document: string
  brief: string
  told_at: string
  /** `newsAfter(told_at)` of the core. */
  news_after: string
}

/** Addresses that sources watch. */
export interface FetchTable {
  source: string
  address: string
  moved_to: string | null
  title: string | null
  etag: string | null
  last_modified: string | null
  answered_at: string | null
  next_at: string
  failures: number
  failing_since: string | null
  trouble: string | null
}

/** Feeds that were added in channels and on the command line; '' stands for no workspace and no topic. */
export interface FeedTable {
  platform: string
  workspace: string
  channel: string | null
  address: string
  topic: string
  title: string | null
  added_by: string | null
  added_at: string
}

/** The last turn of each thread. */
interface TurnTable {
  platform: string
  channel: string
  thread: string
  said_at: string
  /** Turn */
  body: Json
}

/** Questions that may be put to all topics yet. */
interface QuestionTable {
  id: string
  platform: string
  channel: string
  asked_at: string
  /** KeptQuestion */
  body: Json
}

interface FollowTable {
  platform: string
  channel: string
  topic: string
  /** The message that heads the thread. */
  thread: string
  workspace: string | null
  digest: string | null
  followed_at: string
  active_at: string
  /** Counts what has happened to it. */
  state: number
  /** '' once documents have changed, then an instant until which more are waited for. */
  look_at: string | null
  noticed_at: string | null
  /** FollowNote */
  note: Json | null
}

interface EventTable {
  id: string
  accepted_at: string
}

interface LeaseTable {
  name: string
  holder: string
  held_until: string
}

/** Texts out of conversations. */
interface PassageTable {
  id: string
  platform: string
  workspace: string | null
  saved_at: string
  /** Passage */
  body: Json
}

/** Texts that a topic does not take any more. */
interface ForgottenTable {
  topic: string
  hash: string
  forgotten_at: string
}

/** Slugs that topics had before they were renamed or merged. */
interface FormerSlugTable {
  slug: string
  /** The slug that it stands for now. */
  topic: string
}

/** Entries of feeds by each of the keys they are known by. */
interface EntryTable {
  feed: string
  key: string
  location: string
  seen_at: string
}

/** What imports of old documents have done, so that one that was broken off goes on where it was. */
interface ImportStepTable {
  step: string
  done_at: string
  /** The text that it was about, as `forgotten` names it; null for a step that made no document. */
  topic: string | null
  hash: string | null
}
