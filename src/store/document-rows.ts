import type { Kysely } from 'kysely'
import type { Document, DocumentVersion, Paragraph } from '../core/document.ts'
import type { Schema } from './schema.ts'
import { fromJson, optional } from './values.ts'

/** A document as far as it is needed to decide what becomes of another one. */
export interface Standing {
  readonly key: number
  readonly id: string
  readonly topic: string
  readonly revision: number
  readonly listed: 0 | 1
}

/** What stands at a location, and at how many locations it stands. */
export async function standingAt(
  queries: Kysely<Schema>,
  source: string,
  location: string,
): Promise<(Standing & { readonly locations: number }) | undefined> {
  const standing = await queries
    .selectFrom('locations as l')
    .innerJoin('documents as d', 'd.key', 'l.document')
    .select(['d.key', 'd.id', 'd.topic', 'd.revision', 'd.listed'])
    .where('l.source', '=', source)
    .where('l.location', '=', location)
    .executeTakeFirst()
  if (standing === undefined) return undefined
  const places = await queries.selectFrom('locations').select('location').where('document', '=', standing.key).execute()
  return { ...standing, locations: places.length }
}

/** The document of a topic that says exactly this: the listed one, else the one that left last. */
export async function standingByText(
  queries: Kysely<Schema>,
  topic: string,
  hash: string,
): Promise<Standing | undefined> {
  return await queries
    .selectFrom('documents')
    .select(['key', 'id', 'topic', 'revision', 'listed'])
    .where('topic', '=', topic)
    .where('hash', '=', hash)
    .orderBy('listed', 'desc')
    .orderBy('key', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Which documents `listedByTopic` gives. */
export async function listedVersions(
  queries: Kysely<Schema>,
  topic: string,
  limit: number,
): Promise<DocumentVersion[]> {
  return await queries
    .selectFrom('documents')
    .select(['id', 'revision'])
    .where('topic', '=', topic)
    .where('listed', '=', 1)
    .orderBy('dated_at', 'desc')
    .orderBy('found_at', 'desc')
    .orderBy('key', 'desc')
    .limit(limit)
    .execute()
}

export async function listedByTopic(queries: Kysely<Schema>, topic: string, limit?: number): Promise<Document[]> {
  const newest = currentDocuments(queries)
    .where('d.topic', '=', topic)
    .where('d.listed', '=', 1)
    .orderBy('d.dated_at', 'desc')
    .orderBy('d.found_at', 'desc')
    .orderBy('d.key', 'desc')
  const rows = await (limit === undefined ? newest : newest.limit(limit)).execute()
  return rows.map(toDocument)
}

/** The documents with these keys, in the order of the keys. */
export async function withContent(queries: Kysely<Schema>, keys: readonly number[]): Promise<Document[]> {
  if (keys.length === 0) return []
  const rows = await currentDocuments(queries)
    .where('d.key', 'in', [...keys])
    .execute()
  const byKey = new Map(rows.map((row) => [row.key, row]))
  return keys.flatMap((key) => {
    const row = byKey.get(key)
    return row === undefined ? [] : [toDocument(row)]
  })
}

function currentDocuments(queries: Kysely<Schema>) {
  return queries
    .selectFrom('documents as d')
    .innerJoin('revisions as r', (join) =>
      join.onRef('r.document', '=', 'd.key').onRef('r.revision', '=', 'd.revision'),
    )
    .select(['d.key', 'd.id', 'd.topic', 'd.revision'])
    .select(['r.source', 'r.location', 'r.title', 'r.date', 'r.language', 'r.link', 'r.text', 'r.paragraphs'])
    .select(['r.hash', 'r.found_at'])
}

/** Documents in every revision that they have had, listed or not. */
export function revisionsOfDocuments(queries: Kysely<Schema>) {
  return queries
    .selectFrom('documents as d')
    .innerJoin('revisions as r', 'r.document', 'd.key')
    .select(['d.key', 'd.id', 'd.topic', 'd.listed', 'r.revision'])
    .select(['r.source', 'r.location', 'r.title', 'r.date', 'r.language', 'r.link', 'r.text', 'r.paragraphs'])
    .select(['r.hash', 'r.found_at'])
}

type Row = Awaited<ReturnType<ReturnType<typeof currentDocuments>['execute']>>[number]

export function toDocument(row: Row): Document {
  return {
    id: row.id,
    topic: row.topic,
    source: row.source,
    location: row.location,
    title: row.title,
    ...optional('date', row.date),
    language: row.language,
    ...optional('link', row.link),
    text: row.text,
    paragraphs: fromJson<Paragraph[]>(row.paragraphs),
    hash: row.hash,
    revision: row.revision,
    foundAt: row.found_at,
  }
}
