import type { Transaction } from 'kysely'
import { type Document, stableId } from '../core/document.ts'
import type { Database } from './database.ts'
import { type Standing, withContent } from './document-rows.ts'
import { markFollows } from './follows.ts'
import type { Schema } from './schema.ts'
import { ensureTopic } from './topic-rows.ts'
import { instant } from './values.ts'
import { limitDocument } from './visibility.ts'

/** A new document with its first revision; it stands nowhere yet. Gives its key. */
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
    .set({ revision, hash, dated_at: datedAt(document), found_at })
    .where('key', '=', key)
    .execute()
  await exceptions.search.put(transaction, key, document.topic, tokenize(`${title}\n${text}`, language))
  await recount(transaction, document.topic)
}

/** A text that had left its topic is back: the same document in the same revision, so nobody is told of it again. */
export async function relist(
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

export async function contentOf(transaction: Transaction<Schema>, key: number): Promise<Document> {
  const [document] = await withContent(transaction, [key])
  if (document === undefined) throw new Error(`document ${key} has no current revision`)
  return document
}

/** A day counts from its midnight in UTC; a date that cannot be read does not count. */
function datedAt({ date, foundAt }: Document): string {
  const dated = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(dated) ? instant(foundAt) : new Date(dated).toISOString()
}
