import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import type { Digest } from '../../src/core/digest.ts'
import type { FoundDocument } from '../../src/core/document.ts'
import { identifyDocument } from '../../src/core/intake.ts'
import type { Store } from '../../src/core/store-ports.ts'
import type { Address } from './stores.ts'

export interface Kind {
  readonly count: number
  readonly nextRunAt: string
}

export const TOPICS = 50
const DOCUMENTS_A_TOPIC = 3
const FOUND_AT = new Date('2026-11-20T00:00:00Z')

const SAMPLE: Digest = {
  id: 'sample',
  target: { platform: 'slack', channel: 'C0' },
  topics: [],
  cron: '0 8 * * *',
  zone: 'UTC',
  limit: 8,
  whenEmpty: 'quiet',
  author: 'U1',
  origin: 'channel',
  nextRunAt: '2026-11-24T08:00:00.000Z',
}

/** Fifty topics of three documents each. */
export async function saveTopics(store: Store): Promise<void> {
  for (let number = 0; number < TOPICS * DOCUMENTS_A_TOPIC; number++) {
    const document = identifyDocument(documentOf(number), 'folder', FOUND_AT)
    if (document instanceof Error) throw document
    await store.saveDocument(document)
  }
}

function documentOf(number: number): FoundDocument {
  const topic = `topic-${number % TOPICS}`
  const sentences = [
    `The council of district ${number} approved a budget of ${1_000 + number} million for the new harbour on Monday.`,
    `Mayor Elena Petrova of district ${number} said that work on the harbour begins in May and takes two years.`,
    `Two companies, Nordwerft and Baltika ${number}, have offered to build the quay and the railway behind it.`,
    'Residents asked for a second bridge, which the council will discuss at its next meeting in December.',
  ]
  return {
    location: `${topic}/${number}.md`,
    topic,
    title: `District ${number} approves the new harbour`,
    date: '2026-11-19',
    blocks: sentences.map((text) => ({ kind: 'prose', text })),
  }
}

/**
 * Copies one digest, each for a channel of its own and two topics: by the database itself, since to save a hundred thousand one by one says
 * nothing of ticks.
 */
export async function saveDigests(store: Store, address: Address, kinds: readonly Kind[]): Promise<void> {
  let first = 1
  for (const { count, nextRunAt } of kinds) {
    await store.saveDigest({ ...SAMPLE, nextRunAt })
    await run(address, copies(first, first + count - 1))
    first += count
    await store.removeDigest(SAMPLE.id)
  }
  // What autovacuum does on a server by itself before long.
  await run(address, 'analyze')
}

function copies(first: number, last: number): string {
  const topics = `'["topic-' || (n.i % ${TOPICS}) || '","topic-' || ((n.i + 7) % ${TOPICS}) || '"]'`
  return `insert into digests
      (id, platform, channel, thread, workspace, topics, cron, zone, briefs, when_empty, author, origin, paused, next_run_at)
    with recursive n(i) as (select ${first} union all select i + 1 from n where i < ${last})
    select 'd' || n.i, d.platform, 'C' || n.i, d.thread, d.workspace, ${topics}, d.cron, d.zone, d.briefs, d.when_empty,
      d.author, d.origin, d.paused, d.next_run_at
    from digests d, n where d.id = '${SAMPLE.id}'`
}

async function run({ url, file }: Address, statement: string): Promise<void> {
  if (url === undefined) {
    const database = new DatabaseSync(file, { timeout: 5_000 })
    database.exec(statement)
    database.close()
    return
  }
  const client = new pg.Client(url)
  await client.connect()
  await client.query(statement)
  await client.end()
}
