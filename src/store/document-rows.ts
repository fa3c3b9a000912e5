import type { Kysely } from 'kysely'
import type { Document, DocumentVersion, OtherPlace, Paragraph } from '../core/document.ts'
import type { Schema } from './schema.ts'
import { fromJson, optional } from './values.ts'

/** Both databases take many more parameters, but not any number of them. */
const KEYS_A_QUERY = 1_000

/** A document as far as it is needed to decide what becomes of another one. */
export interface Standing {
  readonly key: number
  readonly id: string
  readonly topic: string
  readonly revision: number
  readonly hash: string
  readonly listed: 0 | 1
}

/** What stands at a location, the hash of the text that was last found there, and at how many locations it stands. */
export async function standingAt(
  queries: Kysely<Schema>,
  source: string,
  location: string,
): Promise<
  (Standing & { readonly found: string; readonly locations: number; readonly background: 0 | 1 }) | undefined
> {
  const standing = await queries
    .selectFrom('locations as l')
    .innerJoin('documents as d', 'd.key', 'l.document')
    .select(['d.key', 'd.id', 'd.topic', 'd.revision', 'd.hash', 'd.listed', 'd.background', 'l.hash as found'])
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
    .select(['key', 'id', 'topic', 'revision', 'hash', 'listed'])
    .where('topic', '=', topic)
    .where('hash', '=', hash)
    .orderBy('listed', 'desc')
    .orderBy('key', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function standingById(queries: Kysely<Schema>, id: string): Promise<Standing | undefined> {
  const documents = queries.selectFrom('documents').select(['key', 'id', 'topic', 'revision', 'hash', 'listed'])
  return await documents.where('id', '=', id).executeTakeFirst()
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
  return await withPlaces(queries, rows)
}

/** The documents with these keys, in the order of the keys. */
export async function withContent(queries: Kysely<Schema>, keys: readonly number[]): Promise<Document[]> {
  if (keys.length === 0) return []
  const rows = await currentDocuments(queries)
    .where('d.key', 'in', [...keys])
    .execute()
  const byKey = new Map(rows.map((row) => [row.key, row]))
  return await withPlaces(
    queries,
    keys.flatMap((key) => byKey.get(key) ?? []),
  )
}

/** The documents of these rows, with the other places at which they stand. */
async function withPlaces(queries: Kysely<Schema>, rows: readonly Row[]): Promise<Document[]> {
  const places = new Map<number, PlaceRow[]>()
  for (let from = 0; from < rows.length; from += KEYS_A_QUERY) {
    const keys = rows.slice(from, from + KEYS_A_QUERY).map(({ key }) => key)
    for (const place of await placesOf(queries, keys)) {
      const list = places.get(place.document)
      if (list === undefined) places.set(place.document, [place])
      else list.push(place)
    }
  }
  return rows.map((row) => {
    const others = (places.get(row.key) ?? []).filter(
      ({ source, location }) => source !== row.source || location !== row.location,
    )
    return { ...toDocument(row), ...(others.length === 0 ? {} : { also: others.map(toPlace) }) }
  })
}

/** In the order in which one takes over from another. */
async function placesOf(queries: Kysely<Schema>, keys: readonly number[]) {
  return await queries
    .selectFrom('locations')
    .select(['document', 'source', 'location', 'title', 'link'])
    .where('document', 'in', [...keys])
    .orderBy('source')
    .orderBy('location')
    .execute()
}

type PlaceRow = Awaited<ReturnType<typeof placesOf>>[number]

function toPlace({ title, location, link }: PlaceRow): OtherPlace {
  return { title, location, ...optional('link', link) }
}

function currentDocuments(queries: Kysely<Schema>) {
  return queries
    .selectFrom('documents as d')
    .innerJoin('revisions as r', (join) =>
      join.onRef('r.document', '=', 'd.key').onRef('r.revision', '=', 'd.revision'),
    )
    .select(['d.key', 'd.id', 'd.topic', 'd.revision', 'd.background'])
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

/** Of an earlier revision it is not known whether it was background: it can be no news any more. */
export function toDocument(row: Omit<Row, 'background'> & Partial<Pick<Row, 'background'>>): Document {
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
    ...(row.background === 1 ? { isBackground: true } : {}),
  }
}
