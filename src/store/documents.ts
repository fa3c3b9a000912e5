import type { Transaction } from 'kysely'
import { type Document, stableId } from '../core/document.ts'
import type { DocumentStore, SavedDocument } from '../core/store-ports.ts'
import { type Database, transact } from './database.ts'
import { listedByTopic, type Standing, standingAt, standingByText, withContent } from './document-rows.ts'
import { markFollows } from './follows.ts'
import { isForgotten } from './forgetting.ts'
import { currentSlugs } from './renaming.ts'
import type { Schema } from './schema.ts'
import { ensureTopic } from './topic-rows.ts'
import { instant } from './values.ts'
import { limitDocument } from './visibility.ts'

export function documentStore(database: Database): DocumentStore {
  const { queries, exceptions } = database
  return {
    async saveDocument(document) {
      return await transact(database, async (transaction) => {
        await exceptions.hold(transaction, 'documents')
        return await save(transaction, document, database)
      })
    },

    async withdrawLocation(source, location) {
      return await transact(database, async (transaction) => {
        await exceptions.hold(transaction, 'documents')
        const standing = await standingAt(transaction, source, location)
        if (standing === undefined) return undefined
        const where = transaction.deleteFrom('locations').where('source', '=', source).where('location', '=', location)
        await where.execute()
        return (await settleLocations(transaction, standing, database)) ? standing.topic : undefined
      })
    },

    async documentsOf(topic, limit) {
      const [slug = topic] = await currentSlugs(queries, [topic])
      return await listedByTopic(queries, slug, limit)
    },

    async searchDocuments(search, limit) {
      const { within } = search
      const asked =
        'topics' in within ? { ...search, within: { topics: await currentSlugs(queries, within.topics) } } : search
      const keys = await exceptions.search.match(queries, asked, limit)
      return await withContent(queries, keys)
    },

    async topicAt(source, location) {
      return (await standingAt(queries, source, location))?.topic
    },

    async documentsFoundLast(limit) {
      const last = queries.selectFrom('documents').select('key').where('listed', '=', 1).orderBy('key', 'desc')
      return await withContent(
        queries,
        (await last.limit(limit).execute()).map(({ key }) => key),
      )
    },

    async locationsOf(source) {
      const rows = await queries.selectFrom('locations').select('location').where('source', '=', source).execute()
      return new Set(rows.map(({ location }) => location))
    },
  }
}

async function save(transaction: Transaction<Schema>, given: Document, database: Database): Promise<SavedDocument> {
  const [topic = given.topic] = await currentSlugs(transaction, [given.topic])
  const document = { ...given, topic }
  if (await isForgotten(transaction, topic, document.hash)) return { document, outcome: 'forgotten' }
  const here = await standingAt(transaction, document.source, document.location)
  const twin = await standingByText(transaction, document.topic, document.hash)
  if (twin?.listed === 1) {
    if (here?.key !== twin.key) await moveLocation(transaction, document, twin.key, here, database)
    return { document: await contentOf(transaction, twin.key), outcome: 'same' }
  }
  if (here?.topic === document.topic && here.locations === 1) {
    await writeRevision(transaction, { ...document, id: here.id, revision: here.revision + 1 }, here.key, database)
    return { document: await contentOf(transaction, here.key), outcome: 'revised' }
  }
  const key = twin === undefined ? await insert(transaction, document, database) : twin.key
  if (twin !== undefined) await relist(transaction, twin, document, database)
  await moveLocation(transaction, document, key, here, database)
  return { document: await contentOf(transaction, key), outcome: 'new' }
}

async function insert(transaction: Transaction<Schema>, document: Document, database: Database): Promise<number> {
  await ensureTopic(transaction, document.topic)
  const id = await freeId(transaction, document.id)
  const { key } = await transaction
    .insertInto('documents')
    .values({
      id,
      topic: document.topic,
      revision: document.revision,
      hash: document.hash,
      dated_at: datedAt(document),
      found_at: instant(document.foundAt),
      listed: 1,
    })
    .returning('key')
    .executeTakeFirstOrThrow()
  await limitDocument(transaction, key)
  await writeRevision(transaction, { ...document, id }, key, database)
  return key
}

/** The id of an earlier document that once stood at this location stays its own: the next one gets another, always the same. */
async function freeId(transaction: Transaction<Schema>, wanted: string): Promise<string> {
  for (let attempt = 1, id = wanted; ; attempt++, id = stableId(wanted, String(attempt))) {
    const taken = await transaction.selectFrom('documents').select('key').where('id', '=', id).executeTakeFirst()
    if (taken === undefined) return id
  }
}

/** Makes this the document's current text, and files its words. */
async function writeRevision(
  transaction: Transaction<Schema>,
  document: Document,
  key: number,
  { exceptions, tokenize }: Database,
): Promise<void> {
  const { revision, hash, source, location, title, language, text } = document
  const found_at = instant(document.foundAt)
  await transaction
    .insertInto('revisions')
    .values({
      document: key,
      revision,
      source,
      location,
      title,
      date: document.date ?? null,
      language,
      link: document.link ?? null,
      text,
      paragraphs: JSON.stringify(document.paragraphs),
      hash,
      found_at,
    })
    .execute()
  await transaction
    .updateTable('documents')
    .set({ revision, hash, dated_at: datedAt(document), found_at })
    .where('key', '=', key)
    .execute()
  await exceptions.search.put(transaction, key, document.topic, tokenize(`${title}\n${text}`, language))
  await recount(transaction, document.topic)
}

/** A text that had left its topic is back: the same document in the same revision, so nobody is told of it again. */
async function relist(
  transaction: Transaction<Schema>,
  { key, topic, revision }: Standing,
  { source, location, title, text, language }: Document,
  { exceptions, tokenize }: Database,
): Promise<void> {
  await transaction.updateTable('documents').set({ listed: 1 }).where('key', '=', key).execute()
  const current = transaction.updateTable('revisions').where('document', '=', key).where('revision', '=', revision)
  await current.set({ source, location }).execute()
  await exceptions.search.put(transaction, key, topic, tokenize(`${title}\n${text}`, language))
  await recount(transaction, topic)
}

/** Gives a location to a document; what stood there before may be left without one. */
async function moveLocation(
  transaction: Transaction<Schema>,
  { source, location }: Document,
  key: number,
  before: Standing | undefined,
  database: Database,
): Promise<void> {
  await transaction
    .insertInto('locations')
    .values({ source, location, document: key })
    .onConflict((conflict) => conflict.columns(['source', 'location']).doUpdateSet({ document: key }))
    .execute()
  if (before !== undefined && before.key !== key) await settleLocations(transaction, before, database)
}

/** After a document lost a location: it is named by one that it still has, or it leaves its topic. True if it left. */
async function settleLocations(
  transaction: Transaction<Schema>,
  { key, topic, revision }: Standing,
  { exceptions }: Database,
): Promise<boolean> {
  const left = await transaction
    .selectFrom('locations')
    .select(['source', 'location'])
    .where('document', '=', key)
    .orderBy('source')
    .orderBy('location')
    .execute()
  const [first] = left
  if (first === undefined) {
    await transaction.updateTable('documents').set({ listed: 0 }).where('key', '=', key).execute()
    await exceptions.search.remove(transaction, key)
    await recount(transaction, topic)
    return true
  }
  const current = transaction.updateTable('revisions').where('document', '=', key).where('revision', '=', revision)
  const name = await transaction
    .selectFrom('revisions')
    .select(['source', 'location'])
    .where('document', '=', key)
    .where('revision', '=', revision)
    .executeTakeFirst()
  const stillThere = left.some(({ source, location }) => source === name?.source && location === name.location)
  if (!stillThere) await current.set(first).execute()
  await recount(transaction, topic)
  return false
}

/** After any change of a topic's documents: its brief is stale, its followers are looked at, and what lists say of it is counted anew. */
export async function recount(transaction: Transaction<Schema>, topic: string): Promise<void> {
  const listed = transaction.selectFrom('documents').where('topic', '=', topic).where('listed', '=', 1)
  const { documents, newest } = await listed
    .select(({ fn }) => [fn.countAll().as('documents'), fn.max('found_at').as('newest')])
    .executeTakeFirstOrThrow()
  await transaction
    .updateTable('topics')
    .set({ stale: 1, documents: Number(documents), ...(newest === null ? {} : { updated_at: newest }) })
    .where('slug', '=', topic)
    .execute()
  await markFollows(transaction, topic)
}

async function contentOf(transaction: Transaction<Schema>, key: number): Promise<Document> {
  const [document] = await withContent(transaction, [key])
  if (document === undefined) throw new Error(`document ${key} has no current revision`)
  return document
}

/** A day counts from its midnight in UTC; a date that cannot be read does not count. */
function datedAt({ date, foundAt }: Document): string {
  const dated = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(dated) ? instant(foundAt) : new Date(dated).toISOString()
}
