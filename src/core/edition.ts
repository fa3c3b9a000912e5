import type { Brief } from './brief.ts'
import type { OwedDelivery } from './delivery.ts'
import type { Digest, Edition } from './digest.ts'
import { type Document, stableId } from './document.ts'
import { InputError } from './errors.ts'
import { DOCUMENTS_A_BRIEF } from './intake.ts'
import type { Log } from './log.ts'
import type {
  BriefStore,
  DigestStore,
  DocumentStore,
  ThreadStore,
  Told,
  ToldRecord,
  TopicRecord,
  TopicStore,
  Writer,
} from './ports.ts'
import type { EditionItem } from './reply.ts'
import { dueSlots } from './slot.ts'
import { isVisible } from './topic.ts'

const DIGESTS_A_ROUND = 100

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
  const { slot, missed, next } = dueSlots(digest, now)
  const fresh = await freshBriefs(digest, options)
  const shown = fresh.slice(0, digest.limit)
  const edition: Edition = {
    digest: digest.id,
    slot: slot.toISOString(),
    missed: missed.map((instant) => instant.toISOString()),
    writtenAt: now.toISOString(),
    briefs: shown.map(({ brief }) => brief.id),
  }
  const told: Told[] = shown.map(({ topic, brief, documents }) => ({
    target: digest.target,
    topic: topic.slug,
    brief: brief.id,
    documents: documents.map(versionOf),
  }))
  const owed = owedBy(digest, edition, shown, fresh.length - shown.length)
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

/** What is new for the digest's channel since it was last told, newest first. */
async function freshBriefs(digest: Digest, { store, writer, now }: EditionOptions): Promise<FreshBrief[]> {
  const { platform, channel } = digest.target
  const place = { platform, channel, ...(digest.workspace === undefined ? {} : { workspace: digest.workspace }) }
  const fresh: FreshBrief[] = []
  for (const topic of await store.topics()) {
    const wanted = digest.topics.length === 0 || digest.topics.includes(topic.slug)
    if (!wanted || !isVisible(topic, place)) continue
    const told = await store.toldOf(digest.target, topic.slug)
    const documents = (await store.documentsOf(topic.slug, DOCUMENTS_A_BRIEF)).filter((document) =>
      isFresh(document, told),
    )
    if (documents.length === 0) continue
    const update = told !== undefined
    const current = update ? undefined : await store.briefOf(topic.slug)
    const brief = current ?? (await writer.brief(topic.slug, documents))
    if (update) await store.fileBrief(brief, now().toISOString())
    fresh.push({ topic, brief, documents, update })
  }
  return fresh
}

/** Two processes may save a document and a telling out of order by as much as their clocks differ; this is generous. */
const CLOCK_SLACK_MS = 10 * 60_000

/**
 * Whether a channel has not been told of a document. What was there before the channel was first told of the topic is not news, even
 * where the first brief had no room for it.
 */
export function isFresh(
  document: Pick<Document, 'id' | 'revision' | 'foundAt'>,
  told: ToldRecord | undefined,
): boolean {
  if (told === undefined) return true
  if (told.documents.has(versionOf(document))) return false
  return Date.parse(document.foundAt) > Date.parse(told.since) - CLOCK_SLACK_MS
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
      missed: edition.missed.length,
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

/** A document in the revision that was shown. */
export function versionOf(document: Pick<Document, 'id' | 'revision'>): string {
  return `${document.id}@${document.revision}`
}
