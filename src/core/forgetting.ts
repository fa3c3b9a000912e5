import { stableId } from './document.ts'
import type { EditionItem, EditionReply, Reply } from './reply.ts'
import type { Place } from './topic.ts'
import { wording } from './wording.ts'

/** What was forgotten, and what of it still stands in channels. */
export interface Forgotten {
  readonly documents: number
  /** Ids that briefs had which rested on them and stand in a channel yet. */
  readonly posted: readonly string[]
}

/**
 * Forgetting for good. A document that is forgotten leaves nothing behind but a mark of its text (a hash) and topic, so that a source that
 * still has it does not bring it back; another text at the same place is taken in. Briefs that rest on it are written anew or dropped, and
 * what is kept of messages that showed it says nothing any more.
 */
export interface ForgettingStore {
  /** Ids of the documents with this id, or at this location of any source; a location may be given from its end, and composed or not. */
  documentsNamed(name: string): Promise<readonly string[]>
  /** Ids of a topic's documents, those that were withdrawn included. */
  documentsIn(topic: string): Promise<readonly string[]>
  /** Ids of the briefs that quote any of the documents and stand in a channel. */
  postedBriefsOn(documents: readonly string[]): Promise<readonly string[]>
  forgetDocuments(ids: readonly string[], now: string): Promise<Forgotten>
  /** Also what its channels have been told, its threads, and the feeds that were added for it. Undefined if there is no such topic. */
  forgetTopic(slug: string, now: string): Promise<Forgotten | undefined>
  /** Ids of documents found before that instant, and not put back since, the oldest first. */
  documentsFoundBefore(instant: string, limit: number): Promise<readonly string[]>
  /** Documents that were found before `from` or after `to` count as found now. Nothing else that is said of them changes. */
  restartAges(possible: { readonly from: string; readonly to: string }, now: string): Promise<void>
  /**
   * All that concerns a workspace or server, or a whole platform where none is named: digests and their ledger, what its channels have been
   * told, their threads, texts out of their conversations, feeds that were added there. `channels` adds such as only the platform knows to belong to it. Gives how many
   * digests there were.
   */
  forgetPlace(place: Pick<Place, 'platform' | 'workspace'>, channels: readonly string[]): Promise<number>
  /**
   * Workspaces or servers of a platform of which `forgetPlace` would forget anything, in order; but not where a digest is ordered by a file:
   * what is posted there is for whoever keeps the file to say.
   */
  workspacesOf(platform: string): Promise<readonly string[]>
}

/** Taking back what was posted. */
export interface RetractionStore {
  /**
   * The brief is shown nowhere any more: messages that show it are edited, those that are owed go out without it, and one that is being sent
   * just now is edited once it is out. Edits that failed are owed again. Gives how many edits are owed; undefined if there is no such brief.
   */
  retractBrief(id: string, now: string): Promise<number | undefined>
  /** Briefs that were posted, the newest first. */
  postedBriefs(limit: number): Promise<readonly PostedBrief[]>
}

export interface PostedBrief {
  readonly brief: string
  readonly topic: string
  readonly headline: string
  /** ISO 8601 instant of its last posting. */
  readonly postedAt: string
  readonly messages: number
}

/**
 * The ledger is gone through once for all of them, and nothing else runs meanwhile on SQLite: many, so that thousands are forgotten within
 * minutes, but no beat takes much longer than that reading.
 */
const DOCUMENTS_A_BEAT = 200

const DAY_MS = 24 * 60 * 60_000
/** A network tells the time sooner. */
const TRUSTED_AFTER_MS = 10 * 60_000
/** Attaché is no older: what was found before was found by a clock that was wrong. */
const FIRST_DAY = '2026-01-01T00:00:00.000Z'

/**
 * Forgets documents found more than so many days ago, some at each call; each gives true if there may be more to forget.
 *
 * What is forgotten does not come back, so nothing is forgotten by a clock that may be wrong, as that of a small computer is until the
 * network tells it the time: not in the ten minutes after the first call, nor after one that comes more than a day before or after the last
 * one. A document of a time that cannot be, before Attaché existed or in the future, is as old as the call that comes upon it.
 */
export function createDocumentForgetting(
  days: number,
  { store, now }: { readonly store: ForgettingStore; readonly now: () => Date },
): () => Promise<boolean> {
  let last = Number.NaN
  let rightSince = Number.NaN
  return async () => {
    const at = now().getTime()
    if (!(Math.abs(at - last) <= DAY_MS)) rightSince = at
    last = at
    if (Math.abs(at - rightSince) < TRUSTED_AFTER_MS) return true
    const instant = (ms: number) => new Date(ms).toISOString()
    await store.restartAges({ from: FIRST_DAY, to: instant(at + DAY_MS) }, instant(at))
    const old = await store.documentsFoundBefore(instant(at - days * DAY_MS), DOCUMENTS_A_BEAT)
    if (old.length > 0) await store.forgetDocuments(old, instant(at))
    return old.length === DOCUMENTS_A_BEAT
  }
}

/** What a message says once briefs are taken back; undefined if it shows none of them. */
export function withoutBriefs(reply: Reply, retracted: ReadonlySet<string>): Reply | undefined {
  switch (reply.kind) {
    case 'brief':
    case 'update':
      return retracted.has(reply.brief.id) ? RETRACTED : undefined
    case 'edition':
      return withoutItems(reply, ({ brief }) => retracted.has(brief), RETRACTED)
    default:
      return undefined
  }
}

/** What a message that has not gone out says without a document; undefined if nothing is left that it was to say. */
export function withoutDocument(reply: Reply, document: string): Reply | undefined {
  if (reply.kind !== 'edition') return undefined
  const rests = ({ headline, bottomLine }: EditionItem) =>
    [...headline.evidence, ...bottomLine.evidence].some((evidence) => evidence.document === document)
  return withoutItems(reply, rests, undefined)
}

/** Ids of the briefs that a message shows. */
export function briefsIn(reply: Reply): readonly string[] {
  switch (reply.kind) {
    case 'brief':
    case 'update':
      return [reply.brief.id]
    case 'edition':
      return reply.items.map(({ brief }) => brief)
    default:
      return []
  }
}

const RETRACTED: Reply = { kind: 'notice', text: wording.retracted }

/** Undefined if nothing is left out. */
function withoutItems(
  edition: EditionReply,
  isOut: (item: EditionItem) => boolean,
  empty: Reply | undefined,
): Reply | undefined {
  const items = edition.items.filter((item) => !isOut(item))
  if (items.length === edition.items.length) return undefined
  return items.length === 0 ? empty : { ...edition, items }
}

/** Key of the delivery that edits what another one posted, so that it shows none of these briefs. */
export function editKey(delivery: string, retracted: Iterable<string>): string {
  return `retract-${stableId(delivery, ...[...retracted].sort())}`
}
