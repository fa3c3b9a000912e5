import type { Brief } from '../../src/core/brief.ts'
import type { OwedDelivery, Settlement } from '../../src/core/delivery.ts'
import type { Digest, Edition } from '../../src/core/digest.ts'
import { contentHash, type Document, stableId } from '../../src/core/document.ts'
import type { Told } from '../../src/core/news.ts'
import type { Reply } from '../../src/core/reply.ts'
import type { Store } from '../../src/core/store-ports.ts'

/** So many seconds into the day on which the tests play, as an ISO 8601 instant. */
export function at(seconds: number): string {
  return new Date(Date.UTC(2026, 2, 2) + seconds * 1000).toISOString()
}

/** A document as the core hands it over: its id made of where it was found. */
export function sampleDocument(changes: Partial<Document> = {}): Document {
  const { source = 'folder', location = 'india-belarus/visit.txt', title = 'A visit', ...rest } = changes
  const text = changes.text ?? 'The minister arrived in Minsk.'
  return {
    id: stableId(source, location),
    topic: 'india-belarus',
    source,
    location,
    title,
    language: 'en',
    text,
    paragraphs: [{ kind: 'prose', start: 0, end: text.length }],
    hash: contentHash(title, text),
    revision: 1,
    foundAt: at(0),
    ...rest,
  }
}

export function sampleBrief(changes: Partial<Brief> = {}): Brief {
  const claim = (text: string) => ({
    text,
    evidence: [{ document: 'd1', revision: 1, part: 'text' as const, start: 0, end: text.length, quote: text }],
  })
  return {
    id: 'brief-1',
    topic: 'india-belarus',
    language: 'en',
    headline: claim('A minister arrived'),
    bottomLine: claim('The minister arrived in Minsk.'),
    points: [claim('Talks are to begin on Monday.')],
    names: [{ ...claim('Minsk'), documents: 1 }],
    dates: [{ ...claim('Monday'), iso: '2026-03-02' }],
    next: [],
    sources: [{ document: 'd1', revision: 1, title: 'A visit', language: 'en', location: 'india-belarus/visit.txt' }],
    writer: 'extractive',
    ...changes,
  }
}

export function sampleDigest(changes: Partial<Digest> = {}): Digest {
  return {
    id: 'morning',
    target: { platform: 'slack', channel: 'C1' },
    topics: ['india-belarus'],
    cron: '0 8 * * *',
    zone: 'Europe/Berlin',
    limit: 5,
    whenEmpty: 'quiet',
    author: 'desk.yaml',
    origin: 'code',
    nextRunAt: at(100),
    ...changes,
  }
}

export function sampleEdition(changes: Partial<Edition> = {}): Edition {
  return { digest: 'morning', slot: at(100), missed: [], writtenAt: at(101), briefs: ['brief-1'], ...changes }
}

/** What a channel has been told by that edition. */
export const TOLD: Told = {
  target: { platform: 'slack', channel: 'C1' },
  topic: 'india-belarus',
  brief: 'brief-1',
  documents: ['d1@1', 'd2@3'],
}

/** The slot that the edition is of, and the digest's next. */
export const RUN = { was: at(100), next: at(200) }

export function notice(text: string): Reply {
  return { kind: 'notice', text }
}

export function briefReply(topic: string): Reply {
  return { kind: 'brief', brief: sampleBrief({ topic }), topicTitle: topic }
}

/** Settles the attempt that the ledger counts last, as the process does that has it. */
export async function settle(store: Store, key: string, settlement: Settlement, seconds: number): Promise<boolean> {
  const record = (await store.deliveries({ limit: 10_000 })).find((each) => each.key === key)
  return await store.settleDelivery({ key, attempts: (record?.attempts ?? 1) - 1 }, settlement, at(seconds))
}

/** A delivery to channel C1 of Slack. */
export function sampleOwed(key: string, changes: Partial<OwedDelivery> = {}): OwedDelivery {
  return { key, target: { platform: 'slack', channel: 'C1' }, reply: notice(key), ...changes }
}

/** A document with its brief, which stands in a channel; and another document of the same topic. */
export async function postBrief(store: Store) {
  const target = { platform: 'slack', channel: 'C1' }
  const { document } = await store.saveDocument(sampleDocument())
  await store.saveDocument(sampleDocument({ location: 'india-belarus/other.txt', text: 'Another text.', hash: 'h2' }))
  const evidence = [{ document: document.id, revision: 1, part: 'text' as const, start: 0, end: 3, quote: 'The' }]
  const brief = sampleBrief({ bottomLine: { text: 'The', evidence } })
  await store.saveBrief(brief, [], at(1))
  const reply: Reply = { kind: 'brief', brief, topicTitle: 'India–Belarus' }
  await store.noteSent(sampleOwed('shown', { target, reply }), { channel: 'C1', message: 'm1' }, at(2))
  await store.saveTold({ target, topic: document.topic, brief: brief.id, documents: [`${document.id}@1`] }, at(2))
  return { document, brief, reply }
}
