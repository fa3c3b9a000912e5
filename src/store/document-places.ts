import { sql, type Transaction } from 'kysely'
import { IMPORT } from '../core/backfill.ts'
import type { Document } from '../core/document.ts'
import { versionOf } from '../core/news.ts'
import type { Database } from './database.ts'
import type { Standing } from './document-rows.ts'
import { contentOf, recount, writeRevision } from './document-writing.ts'
import type { Schema } from './schema.ts'
import { fromJson } from './values.ts'

/** What a place says in words of its own, for the document to go on with when its own place goes. */
type PlaceText = Pick<Document, 'date' | 'language' | 'text' | 'paragraphs'>

/** Gives a location to a document, of which it holds the text or a copy; what stood there before may be left without one. */
export async function placeDocument(
  transaction: Transaction<Schema>,
  given: Document,
  { key, hash }: Pick<Standing, 'key' | 'hash'>,
  before: Standing | undefined,
  database: Database,
): Promise<void> {
  const held = {
    document: key,
    hash: given.hash,
    title: given.title,
    link: given.link ?? null,
    body: given.hash === hash ? null : JSON.stringify(textOf(given)),
  }
  await transaction
    .insertInto('locations')
    .values({ source: given.source, location: given.location, ...held })
    .onConflict((conflict) => conflict.columns(['source', 'location']).doUpdateSet(held))
    .execute()
  // Its brief is to name the place; nobody needs to be told of it.
  await transaction.updateTable('topics').set({ stale: 1 }).where('slug', '=', given.topic).execute()
  if (before !== undefined && before.key !== key) await settleLocations(transaction, before, database)
}

/** A source has found what an import took in: where the import had it from gives way, so that the document changes and goes with the source. */
export async function takeOver(transaction: Transaction<Schema>, twin: Standing, database: Database): Promise<void> {
  const imported = transaction.deleteFrom('locations').where('document', '=', twin.key).where('source', '=', IMPORT)
  const { numDeletedRows } = await imported.executeTakeFirst()
  if (numDeletedRows > 0n) await settleLocations(transaction, twin, database)
}

/** The document's own place says the same in other words: it is revised, and what was told of it counts as told. */
export async function reword(
  transaction: Transaction<Schema>,
  given: Document,
  { key, hash }: Standing,
  database: Database,
): Promise<void> {
  const before = await contentOf(transaction, key)
  await transaction
    .updateTable('locations')
    .set({ body: JSON.stringify(textOf(before)) })
    .where('document', '=', key)
    .where('hash', '=', hash)
    .execute()
  const { foundAt, isBackground } = before
  await succeed(
    transaction,
    before,
    { ...given, foundAt, ...(isBackground === true ? { isBackground } : {}) },
    key,
    database,
  )
}

/** After a document lost a location: it is named by one that it still has, or it leaves its topic. True if it left. */
export async function settleLocations(
  transaction: Transaction<Schema>,
  { key, topic, revision }: Standing,
  database: Database,
): Promise<boolean> {
  const left = await transaction
    .selectFrom('locations')
    .select(['source', 'location', 'hash', 'title', 'link', 'body'])
    .where('document', '=', key)
    .orderBy('source')
    .orderBy('location')
    .execute()
  // What holds the document's own text first: then nothing changes but where it stands.
  const next = left.find(({ body }) => body === null) ?? left[0]
  if (next === undefined) {
    await transaction.updateTable('documents').set({ listed: 0 }).where('key', '=', key).execute()
    await database.exceptions.search.remove(transaction, key)
    await recount(transaction, topic)
    return true
  }
  const { source, location, hash, title, link, body } = next
  const revisions = transaction.updateTable('revisions').where('document', '=', key).where('revision', '=', revision)
  const before = await contentOf(transaction, key)
  const isNamed = left.some((place) => place.source === before.source && place.location === before.location)
  if (!isNamed && body === null) await revisions.set({ source, location, link }).execute()
  if (!isNamed && body !== null) {
    const { link: _gone, ...rest } = before
    const linked = link === null ? rest : { ...rest, link }
    const now = { ...linked, source, location, hash, title, ...fromJson<PlaceText>(body) }
    await succeed(transaction, before, now, key, database)
  }
  await recount(transaction, topic)
  return false
}

/** The next revision of a document, in which it says nothing new: whoever was told of the last one was told of this one. */
async function succeed(
  transaction: Transaction<Schema>,
  before: Document,
  now: Document,
  key: number,
  database: Database,
): Promise<void> {
  const next = { ...now, id: before.id, revision: before.revision + 1 }
  await writeRevision(transaction, next, key, database)
  await recount(transaction, next.topic)
  await transaction
    .updateTable('locations')
    .set({ hash: now.hash, title: now.title, link: now.link ?? null, body: null })
    .where('source', '=', now.source)
    .where('location', '=', now.location)
    .execute()
  await sql`
    insert into told (platform, channel, topic, document, brief, told_at, news_after)
    select platform, channel, topic, ${versionOf(next)}, brief, told_at, news_after from told
    where topic = ${before.topic} and document = ${versionOf(before)} on conflict do nothing
  `.execute(transaction)
}

function textOf({ date, language, text, paragraphs }: Document): PlaceText {
  return { ...(date === undefined ? {} : { date }), language, text, paragraphs }
}
