import type { DeliveryRecord } from './delivery.ts'
import { stableId } from './document.ts'
import type { EditionReply, Reply } from './reply.ts'
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
  /** Ids of the documents with this id, or at this location of any source; a location may be given from its end. */
  documentsNamed(name: string): Promise<readonly string[]>
  /** Ids of a topic's documents, those that were withdrawn included. */
  documentsIn(topic: string): Promise<readonly string[]>
  /** Ids of the briefs that quote any of the documents and stand in a channel. */
  postedBriefsOn(documents: readonly string[]): Promise<readonly string[]>
  forgetDocuments(ids: readonly string[], now: string): Promise<Forgotten>
  /** Also what its channels have been told, and its threads. Undefined if there is no such topic. */
  forgetTopic(slug: string, now: string): Promise<Forgotten | undefined>
  /** Ids of documents found before that instant, the oldest first. */
  documentsFoundBefore(instant: string, limit: number): Promise<readonly string[]>
  /**
   * All that concerns a workspace or server, or a whole platform where none is named: digests and their ledger, what its channels have been
   * told, their threads, texts out of their conversations. `channels` adds such as only the platform knows to belong to it. Gives how many
   * digests there were.
   */
  forgetPlace(place: Pick<Place, 'platform' | 'workspace'>, channels: readonly string[]): Promise<number>
}

/** Taking back what was posted. */
export interface RetractionStore {
  /**
   * The brief is shown nowhere any more, and `editing` says what each message that shows it is to say instead; those edits are owed, in
   * the same transaction. Gives how many; undefined if there is no such brief.
   */
  retractBrief(
    id: string,
    now: string,
    editing: (sent: DeliveryRecord, topic: string) => Reply | undefined,
  ): Promise<number | undefined>
  /** Whether it was taken back: the same documents would give it again. */
  isRetracted(brief: string): Promise<boolean>
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

/** So many at once, so that a beat stays short. */
const DOCUMENTS_A_BEAT = 100

/** Forgets documents found more than so many days ago; true if there may be more to forget. */
export async function forgetOldDocuments(
  days: number,
  { store, now }: { readonly store: ForgettingStore; readonly now: () => Date },
): Promise<boolean> {
  const before = new Date(now().getTime() - days * 24 * 60 * 60_000).toISOString()
  const old = await store.documentsFoundBefore(before, DOCUMENTS_A_BEAT)
  if (old.length > 0) await store.forgetDocuments(old, now().toISOString())
  return old.length === DOCUMENTS_A_BEAT
}

/** Takes a brief back wherever it was posted. Gives how many messages are to be edited; undefined if there is no such brief. */
export async function retract(id: string, store: RetractionStore, now: Date): Promise<number | undefined> {
  return await store.retractBrief(id, now.toISOString(), ({ reply }, topic) => withoutBrief(reply, id, topic))
}

/** What a message says once a brief is taken back; undefined if it does not show it. */
export function withoutBrief(reply: Reply, id: string, topic: string): Reply | undefined {
  switch (reply.kind) {
    case 'brief':
    case 'update':
      return reply.brief.id === id ? { kind: 'notice', text: wording.retracted } : undefined
    case 'edition':
      return withoutItem(reply, topic)
    default:
      return undefined
  }
}

function withoutItem(edition: EditionReply, topic: string): Reply | undefined {
  const items = edition.items.filter((item) => item.topic !== topic)
  if (items.length === edition.items.length) return undefined
  return items.length === 0 ? { kind: 'notice', text: wording.retracted } : { ...edition, items }
}

/** Key of the delivery that edits what another one posted. */
export function editKey(brief: string, delivery: string): string {
  return `retract-${stableId(brief, delivery)}`
}
