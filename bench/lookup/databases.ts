import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import type { Store } from '../../src/core/store-ports.ts'
import type { Topic } from '../../src/core/topic.ts'
import { openStore } from '../../src/store/store.ts'
import type { Corpus } from './corpus.ts'

export type DatabaseKind = 'SQLite' | 'PostgreSQL'

/** A database of the bench, as a desk of its own process finds it too. */
export interface BenchDatabase {
  readonly kind: DatabaseKind
  /** Opens it with its schema in place. */
  open(): Promise<Store>
  /** The environment in which `attache` uses it: no documents to read, no platform to connect to. */
  readonly env: Readonly<Record<string, string>>
}

/**
 * Of one size each, kept under `folder` or on the server at `server`, where another run finds them again. The topics that the corpus
 * describes are so by files, or a desk that starts would take their descriptions back.
 */
export async function databaseOf(
  kind: DatabaseKind,
  size: number,
  corpus: Corpus,
  { folder, server }: { readonly folder: string; readonly server?: string },
): Promise<BenchDatabase> {
  const [data, briefs] = [join(folder, `${kind}-${size}`), join(folder, `briefs-${size}`)]
  await mkdir(data, { recursive: true })
  for (const index of corpus.described(size)) await writeTopicFile(briefs, corpus.topicAt(index).topic)
  const url = kind === 'PostgreSQL' && server !== undefined ? await postgresOf(server, size) : undefined
  return {
    kind,
    env: { ATTACHE_DATA: data, ATTACHE_BRIEFS: briefs, ...(url === undefined ? {} : { DATABASE_URL: url }) },
    async open() {
      const file = join(data, 'attache.db')
      const address = url === undefined ? {} : { url }
      const store = await openStore({ file, role: 'owner', tokenize: searchTokens, ...address })
      await store.migrate()
      return store
    },
  }
}

async function writeTopicFile(briefs: string, { slug, title, aliases }: Topic): Promise<void> {
  await mkdir(join(briefs, slug), { recursive: true })
  await writeFile(join(briefs, slug, 'topic.yaml'), JSON.stringify({ title, aliases }))
}

/**
 * Brings the store to `size` topics as documents come in, each saved, briefed and committed by itself. Gives how many were lacking, and
 * the milliseconds that they took.
 */
export async function fill(store: Store, corpus: Corpus, size: number, say: (words: string) => void) {
  const { topics } = await store.countTopics()
  const started = performance.now()
  for (let index = topics; index < size; index++) {
    const { topic, document, brief } = corpus.topicAt(index)
    const saved = await store.saveDocument(document)
    if (topic.aliases.length > 0) await store.saveTopic(topic)
    await store.saveBrief(brief, [saved.document], document.foundAt)
    if (index % 10_000 === 9_999) say(`  ${index + 1} topics after ${seconds(performance.now() - started)}`)
  }
  return { added: size - topics, milliseconds: performance.now() - started }
}

async function postgresOf(server: string, size: number): Promise<string> {
  const name = `attache_bench_${size}`
  const client = new pg.Client(server)
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${name} encoding 'UTF8' template template0`)
  } finally {
    await client.end()
  }
  return Object.assign(new URL(server), { pathname: name }).href
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(0)} s`
}
