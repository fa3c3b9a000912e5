import { sql, type Transaction } from 'kysely'
import { type Document, stableId } from '../core/document.ts'
import type { Database } from './database.ts'
import { type Standing, withContent } from './document-rows.ts'
import { markFollows } from './follows.ts'
import type { Schema } from './schema.ts'
import { ensureTopic } from './topic-rows.ts'
import { instant } from './values.ts'
import { limitDocument } from './visibility.ts'

/** A new document with its first revision; it stands nowhere yet. Gives its key. Its topic is to be counted anew. */
export async function insertDocument(
  transaction: Transaction<Schema>,
  document: Document,
  database: Database,
): Promise<number> {
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
      background: backgroundOf(document),
      kept_since: instant(document.foundAt),
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

/** Makes this the document's current text, and files its words. Its topic is to be counted anew. */
export async function writeRevision(
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
    .set({ revision, hash, dated_at: datedAt(document), found_at, background: backgroundOf(document) })
    // A revision that says nothing new has the last one's time, and the document may have been put back since.
    .set({ kept_since: sql<string>`case when kept_since < ${found_at} then ${found_at} else kept_since end` })
    .where('key', '=', key)
    .execute()
  await exceptions.search.put(transaction, key, document.topic, tokenize(`${title}\n${text}`, language))
}

/**
 * A text that had left its topic is back: the same document in the same revision, so nobody is told of it again. The topic is to be counted
 * anew.
 */
export async function relist(
  transaction: Transaction<Schema>,
  { key, topic, revision }: Standing,
  { source, location, title, text, language, foundAt, isBackground }: Document,
  { exceptions, tokenize }: Database,
): Promise<void> {
  const document = transaction.updateTable('documents').where('key', '=', key)
  const back = { listed: 1, kept_since: instant(foundAt) } as const
  await document.set(isBackground === true ? { ...back, background: 1 } : back).execute()
  const current = transaction.updateTable('revisions').where('document', '=', key).where('revision', '=', revision)
  await current.set({ source, location }).execute()
  await exceptions.search.put(transaction, key, topic, tokenize(`${title}\n${text}`, language))
}

/** After any change of a topic's documents: its brief is stale, its followers are looked at, and what lists say of it is counted anew. */
export async function recount(transaction: Transaction<Schema>, topic: string): Promise<void> {
  await recountUnseen(transaction, topic)
  await markFollows(transaction, topic)
}

/** As `recount`, where nothing happened that followers could be told of. */
export async function recountUnseen(transaction: Transaction<Schema>, topic: string): Promise<void> {
  const listed = transaction.selectFrom('documents').where('topic', '=', topic).where('listed', '=', 1)
  const counts = await listed
    .select(['background', ({ fn }) => fn.countAll().as('documents'), ({ fn }) => fn.max('found_at').as('newest')])
    .groupBy('background')
    .orderBy('background')
    .execute()
  const newest = counts[0]?.background === 1 ? await newestDate(transaction, topic) : counts[0]?.newest
  const documents = counts.reduce((sum, count) => sum + Number(count.documents), 0)
  await transaction
    .updateTable('topics')
    .set({ stale: 1, documents, ...(newest === undefined ? {} : { updated_at: newest }) })
    .where('slug', '=', topic)
    .execute()
}

/**
 * Old documents do not make a topic one that has just changed: of what no source has found anything for, the date of the newest counts, else
 * when that was taken in.
 */
async function newestDate(transaction: Transaction<Schema>, topic: string): Promise<string | undefined> {
  const newest = await transaction
    .selectFrom('documents')
    .select(['dated_at', 'found_at'])
    .where('topic', '=', topic)
    .where('listed', '=', 1)
    .orderBy('dated_at', 'desc')
    .orderBy('found_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (newest === undefined) return undefined
  const { dated_at, found_at } = newest
  return dated_at === LONG_AGO || dated_at > found_at ? found_at : dated_at
}

export async function contentOf(transaction: Transaction<Schema>, key: number): Promise<Document> {
  const [document] = await withContent(transaction, [key])
  if (document === undefined) throw new Error(`document ${key} has no current revision`)
  return document
}

function backgroundOf({ isBackground }: Document): 0 | 1 {
  return isBackground === true ? 1 : 0
}

/** A background without a date is older than everything that has one. */
const LONG_AGO = new Date(0).toISOString()

/** A day counts from its midnight in UTC; a date that cannot be read does not count. */
function datedAt({ date, foundAt, isBackground }: Document): string {
  const dated = date === undefined ? Number.NaN : Date.parse(date)
  if (!Number.isNaN(dated)) return new Date(dated).toISOString()
  return isBackground === true ? LONG_AGO : instant(foundAt)
}
