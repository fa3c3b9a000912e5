import type { Brief } from './brief.ts'
import type { OwedDelivery } from './delivery.ts'
import type { Digest, Edition } from './digest.ts'
import { type Document, stableId } from './document.ts'
import { InputError } from './errors.ts'
import { DOCUMENTS_A_BRIEF } from './intake.ts'
import type { Log } from './log.ts'
import { isFresh, MOST_NEWS_COUNTED, type Told, versionOf } from './news.ts'
import type { BriefStore, DigestStore, DocumentStore, ThreadStore, TopicRecord, TopicStore, Writer } from './ports.ts'
import type { EditionItem } from './reply.ts'
import { dueSlots } from './slot.ts'

/** A restart takes less; beyond it a reader wonders. */
const NOTABLY_LATE_MS = 10 * 60_000
const DIGESTS_A_ROUND = 100
/** Topics beyond a digest's limit that are looked at, in case that others before them turn out to hold nothing to say. */
const SPARE_TOPICS = 10

export interface EditionOptions {
  readonly store: DocumentStore & TopicStore & BriefStore & DigestStore & ThreadStore
  readonly writer: Writer
  readonly now: () => Date
  readonly log: Log
}

/** Writes the editions of all digests that are due, each with its deliveries, in one transaction a digest. Gives those written. */
export async function writeDueEditions(options: EditionOptions): Promise<Edition[]> {
  const written: Edition[] = []
  const now = options.now()
  for (const digest of await options.store.dueDigests(now.toISOString(), DIGESTS_A_ROUND)) {
    try {
      const edition = await writeEdition(digest, now, options)
      if (edition !== undefined) written.push(edition)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      // A schedule that was valid once and is not any more (a zone that was renamed) must not hold up the others at every tick.
      options.log.error('a digest cannot run', { digest: digest.id, error })
      await options.store.pauseDigest(digest.id, error.message)
    }
  }
  return written
}

async function writeEdition(digest: Digest, now: Date, options: EditionOptions): Promise<Edition | undefined> {
  const { slot, missed, skipped, next } = dueSlots(digest, now)
  const tooLate = skipped?.to === slot.toISOString()
  if (tooLate) options.log.warn('an edition is too late to be posted', { digest: digest.id, ...skipped })
  const { shown, more } = tooLate ? { shown: [], more: 0 } : await freshBriefs(digest, options)
  const edition: Edition = {
    digest: digest.id,
    slot: slot.toISOString(),
    missed: missed.map((instant) => instant.toISOString()),
    ...(skipped === undefined ? {} : { skipped }),
    writtenAt: now.toISOString(),
    briefs: shown.map(({ brief }) => brief.id),
  }
  const told: Told[] = shown.map(({ topic, brief, documents }) => ({
    target: digest.target,
    topic: topic.slug,
    brief: brief.id,
    documents: documents.map(versionOf),
  }))
  const owed = tooLate ? [] : owedBy(digest, edition, shown, more)
  const first = await options.store.saveEdition(edition, owed, told, {
    was: digest.nextRunAt,
    next: next.toISOString(),
  })
  return first ? edition : undefined
}

interface FreshBrief {
  readonly topic: TopicRecord
  readonly brief: Brief
  /** The documents the channel had not been told of. */
  readonly documents: readonly Document[]
  readonly update: boolean
}

/** What is new for the digest's channel since it was last told, newest first, and how many topics have more that its limit leaves out. */
async function freshBriefs(digest: Digest, options: EditionOptions): Promise<{ shown: FreshBrief[]; more: number }> {
  const { platform, channel } = digest.target
  const place = { platform, channel, ...(digest.workspace === undefined ? {} : { workspace: digest.workspace }) }
  const wanted = { target: digest.target, place, topics: digest.topics, newest: DOCUMENTS_A_BRIEF }
  const { topics, total } = await options.store.topicsWithNews(wanted, digest.limit + SPARE_TOPICS)
  const shown: FreshBrief[] = []
  let wordless = 0
  for (const topic of topics) {
    if (shown.length === digest.limit) break
    const fresh = await freshBrief(digest, topic, options)
    if (fresh === undefined) wordless += 1
    else shown.push(fresh)
  }
  return { shown, more: total < MOST_NEWS_COUNTED ? total - wordless - shown.length : MOST_NEWS_COUNTED }
}

/** The topic's brief for a channel that has had none, else a brief on what it has not been told; undefined if that holds no sentence. */
async function freshBrief(
  { target }: Digest,
  topic: TopicRecord,
  { store, writer, now, log }: EditionOptions,
): Promise<FreshBrief | undefined> {
  const told = await store.toldOf(target, topic.slug)
  const current = await store.documentsOf(topic.slug, DOCUMENTS_A_BRIEF)
  const documents = current.filter((document) => isFresh(document, told))
  const update = told !== undefined
  try {
    const written = update ? undefined : await store.briefOf(topic.slug)
    const brief = written ?? (await writer.brief(topic.slug, documents))
    if (update) await store.fileBrief(brief, now().toISOString())
    return { topic, brief, documents, update }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    log.info('new documents hold nothing to brief on', { topic: topic.slug })
    return undefined
  }
}

function owedBy(digest: Digest, edition: Edition, shown: readonly FreshBrief[], more: number): OwedDelivery[] {
  if (shown.length === 0 && digest.whenEmpty === 'quiet') return []
  const about = { digest: digest.id, slot: edition.slot, target: digest.target }
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
    topicTitle: topic.title,
    headline: brief.headline,
    bottomLine: brief.bottomLine,
    sources: brief.sources.length,
    update,
  }
}
