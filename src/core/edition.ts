import { type Brief, countSources } from './brief.ts'
import { DOCUMENTS_A_BRIEF } from './briefing.ts'
import type { OwedDelivery } from './delivery.ts'
import type { Digest, Edition } from './digest.ts'
import { stopDigest } from './digest-pause.ts'
import { type Document, stableId } from './document.ts'
import { InputError, StoreError } from './errors.ts'
import type { Log } from './log.ts'
import { isFresh, MOST_NEWS_COUNTED, type Told, versionOf } from './news.ts'
import type { Writer } from './ports.ts'
import type { EditionItem } from './reply.ts'
import { dueSlots, slotsPosted } from './slot.ts'
import type { BriefStore, DigestStore, DocumentStore, ThreadStore, TopicRecord, TopicStore } from './store-ports.ts'

/** A restart takes less; beyond it a reader wonders. */
const NOTABLY_LATE_MS = 10 * 60_000
/**
 * A process that has written neither an edition nor a further brief of it within this time is taken for dead, and another writes the edition.
 * One that is only slow loses nothing, and posts nothing twice: whoever saves the edition first has it.
 */
const CLAIM_MS = 60_000
/** Another digest of the channel may tell it the same while an edition is composed; what is left is composed once more. */
const MOST_TRIES = 2
/** Topics beyond a digest's limit that are looked at, in case that others before them turn out to hold nothing to say. */
const SPARE_TOPICS = 10

export interface EditionOptions {
  readonly store: DocumentStore & TopicStore & BriefStore & DigestStore & ThreadStore
  readonly writer: Pick<Writer, 'brief'>
  readonly now: () => Date
  readonly log: Log
}

/**
 * Writes the editions of digests that are due, each with its deliveries in one transaction, and gives each once it is written. Ends when no
 * more are due; none is begun after `until` but the first. One that fails is tried again when its claim is over, and holds up no other.
 */
export async function* writeDueEditions(options: EditionOptions, until: Date): AsyncGenerator<Edition, void> {
  const write = createBriefWriter(options)
  do {
    const now = options.now()
    const claimedUntil = claimFrom(now)
    const digest = await options.store.claimDigest(now.toISOString(), claimedUntil)
    if (digest === undefined) return
    try {
      const edition = await writeEdition(digest, now, prolonging(digest, claimedUntil, write, options), options)
      if (edition !== undefined) yield edition
    } catch (error) {
      if (error instanceof StoreError) throw error
      options.log.error('a digest cannot run', { digest: digest.id, error })
      // A schedule that was valid once and is not any more (a zone that was renamed) must not be tried again and again.
      if (error instanceof InputError) await stopDigest(digest.id, error.message, options)
    }
  } while (options.now() < until)
}

type WriteBrief = (topic: string, documents: readonly Document[]) => Promise<Brief>

/** Writes and files each brief once: most channels know the same of a topic, and then what is new to them is the same. */
function createBriefWriter({ store, writer, now }: EditionOptions): WriteBrief {
  const briefs = new Map<string, Promise<Brief>>()
  async function write(topic: string, documents: readonly Document[]): Promise<Brief> {
    const brief = await writer.brief(topic, documents)
    await store.fileBrief(brief, now().toISOString())
    return brief
  }
  return (topic, documents) => {
    const key = JSON.stringify([topic, ...documents.map(versionOf)])
    const brief = briefs.get(key) ?? write(topic, documents)
    briefs.set(key, brief)
    return brief
  }
}

/** The same, holding on to the digest: an edition of many briefs by a slow model takes longer than a claim. */
function prolonging(
  digest: Digest,
  claimedUntil: string,
  write: WriteBrief,
  { store, now }: EditionOptions,
): WriteBrief {
  let until = claimedUntil
  return async (topic, documents) => {
    const isFresh = Date.parse(until) - now().getTime() > CLAIM_MS / 2
    const next = claimFrom(now())
    if (!isFresh && (await store.prolongClaim(digest.id, until, next))) until = next
    return await write(topic, documents)
  }
}

function claimFrom(now: Date): string {
  return new Date(now.getTime() + CLAIM_MS).toISOString()
}

async function writeEdition(
  digest: Digest,
  now: Date,
  write: WriteBrief,
  options: EditionOptions,
): Promise<Edition | undefined> {
  // There are none, unless a clock was ahead.
  const ahead = await options.store.editionsSince(digest.id, digest.nextRunAt)
  const { slot, missed, skipped, next } = dueSlots(digest, now, slotsPosted(ahead))
  const tooLate = skipped?.to === slot.toISOString()
  if (tooLate) options.log.warn('an edition is too late to be posted', { digest: digest.id, ...skipped })
  const times = {
    slot: slot.toISOString(),
    missed: missed.map((instant) => instant.toISOString()),
    ...(skipped === undefined ? {} : { skipped }),
    writtenAt: now.toISOString(),
  }
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const news = tooLate ? { shown: [], more: 0 } : await freshNews(digest, options, write)
    const { edition, told, owed } = composeEdition(digest, times, news)
    const run = { was: digest.nextRunAt, next: next.toISOString() }
    if (await options.store.saveEdition(edition, tooLate ? [] : owed, told, run)) return edition
  }
  return undefined
}

/** What an edition is to carry, in its order. */
export interface News {
  readonly shown: readonly FreshBrief[]
  /** How many more topics have news than the digest's limit shows. */
  readonly more: number
}

/** What there is to tell a channel of a topic. */
interface FreshTopic {
  readonly topic: TopicRecord
  /** The documents the channel had not been told of. */
  readonly documents: readonly Document[]
  /** The part of the topic's documents that these are, 0 … 1. */
  readonly novelty: number
  readonly update: boolean
}

interface FreshBrief extends FreshTopic {
  readonly brief: Brief
}

/** An edition with the deliveries it owes and what its channel is told by them. */
export function composeEdition(
  digest: Digest,
  times: Omit<Edition, 'digest' | 'briefs'>,
  { shown, more }: News,
): { readonly edition: Edition; readonly told: readonly Told[]; readonly owed: readonly OwedDelivery[] } {
  const edition: Edition = { digest: digest.id, ...times, briefs: shown.map(({ brief }) => brief.id) }
  const told = shown.map(({ topic, brief, documents }) => ({
    target: digest.target,
    topic: topic.slug,
    brief: brief.id,
    documents: documents.map(versionOf),
  }))
  return { edition, told, owed: owedBy(digest, edition, shown, more) }
}

/**
 * What is new for the digest's channel since it was last told, in the order of `compareNews`. Of the topics with news those whose newest
 * document was found last are ordered: as many as the digest shows, and ten more. Written is only what is shown.
 */
export async function freshNews(
  digest: Digest,
  options: EditionOptions,
  write: WriteBrief = createBriefWriter(options),
): Promise<News> {
  const { platform, channel } = digest.target
  const place = { platform, channel, ...(digest.workspace === undefined ? {} : { workspace: digest.workspace }) }
  const wanted = { target: digest.target, place, topics: digest.topics, newest: DOCUMENTS_A_BRIEF }
  const { topics, total } = await options.store.topicsWithNews(wanted, digest.limit + SPARE_TOPICS)
  const looked = await Promise.all(topics.map((topic) => freshTopic(digest, topic, options.store)))
  const fresh = looked.filter(({ documents }) => documents.length > 0)
  const shown: FreshBrief[] = []
  let wordless = topics.length - fresh.length
  for (const news of fresh.sort(compareNews)) {
    if (shown.length === digest.limit) break
    const brief = await freshBrief(news, write, options)
    if (brief === undefined) wordless += 1
    else shown.push(brief)
  }
  return { shown, more: total < MOST_NEWS_COUNTED ? total - wordless - shown.length : MOST_NEWS_COUNTED }
}

/**
 * The order of an edition, as README ("How an edition is ordered") has it. First comes the greater (s, n, d), compared part by part:
 *
 * - s, sources: at how many places the documents stand that a brief on what is new rests on, the figure that stands beside it
 * - n, novelty: u / t, where t is how many documents the topic has (20 at most count) and u how many of them the channel has not been told
 *   of; 1 for a topic that is new to the channel
 * - d, date: that of the newest document that it has not been told of, else the instant at which that was found
 *
 * What still is equal goes by the topic's slug.
 */
export function compareNews(one: FreshTopic, other: FreshTopic): number {
  return (
    countSources({ sources: other.documents }) - countSources({ sources: one.documents }) ||
    other.novelty - one.novelty ||
    newestDate(other.documents) - newestDate(one.documents) ||
    (one.topic.slug < other.topic.slug ? -1 : 1)
  )
}

function newestDate(documents: readonly Document[]): number {
  return Math.max(...documents.map(({ date, foundAt }) => Date.parse(date ?? foundAt)))
}

/** `documents` may be empty: another process may have told the channel meanwhile. */
async function freshTopic({ target }: Digest, topic: TopicRecord, store: EditionOptions['store']): Promise<FreshTopic> {
  const [told, current] = await Promise.all([
    store.toldOf(target, topic.slug),
    store.documentsOf(topic.slug, DOCUMENTS_A_BRIEF),
  ])
  const fresh = current.filter((document) => isFresh(document, told))
  // A channel that hears of a topic for the first time is told of all of it, what is only background as well.
  const documents = told === undefined && fresh.length > 0 ? current : fresh
  return { topic, documents, novelty: documents.length / current.length, update: told !== undefined }
}

/**
 * A brief on what the channel has not been told of; undefined if that holds no sentence, or could not be written. Written afresh, not
 * taken from the topic: its current brief may be behind the documents, and the channel would count as told of what it does not say.
 */
async function freshBrief(
  news: FreshTopic,
  write: WriteBrief,
  { store, log }: EditionOptions,
): Promise<FreshBrief | undefined> {
  const { topic, documents } = news
  try {
    const brief = await write(topic.slug, documents)
    // Taken back by whoever runs the desk: other documents give another one.
    if (await store.isRetracted(brief.id)) return undefined
    return { ...news, brief }
  } catch (error) {
    if (error instanceof StoreError) throw error
    // One topic's trouble is not the edition's: it comes in the next one.
    if (error instanceof InputError) log.info('new documents hold nothing to brief on', { topic: topic.slug })
    else log.error('writing an update failed', { topic: topic.slug, error })
    return undefined
  }
}

function owedBy(digest: Digest, edition: Edition, shown: readonly FreshBrief[], more: number): OwedDelivery[] {
  if (shown.length === 0 && digest.whenEmpty === 'quiet') return []
  const workspace = digest.workspace === undefined ? {} : { workspace: digest.workspace }
  const about = { digest: digest.id, slot: edition.slot, target: digest.target, ...workspace }
  const head: OwedDelivery = {
    ...about,
    key: `edition-${stableId(digest.id, edition.slot)}`,
    reply: {
      kind: 'edition',
      slot: edition.slot,
      zone: digest.zone,
      late: Date.parse(edition.writtenAt) - Date.parse(edition.slot) >= NOTABLY_LATE_MS,
      missed: edition.missed.length,
      skipped: edition.skipped?.count ?? 0,
      items: shown.map(itemOf),
      more,
    },
  }
  const briefs = shown.map(
    ({ topic, brief }): OwedDelivery => ({
      ...about,
      key: `${head.key}-${stableId(topic.slug)}`,
      parent: head.key,
      reply: { kind: 'brief', brief, topicTitle: topic.title },
    }),
  )
  return [head, ...briefs]
}

function itemOf({ topic, brief, update }: FreshBrief): EditionItem {
  return {
    topic: topic.slug,
    brief: brief.id,
    topicTitle: topic.title,
    headline: brief.headline,
    bottomLine: brief.bottomLine,
    sources: countSources(brief),
    update,
  }
}
