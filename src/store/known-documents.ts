import type { Kysely } from 'kysely'
import type { Target } from '../core/delivery.ts'
import { isUnsaidBrief, type KnownDocument } from '../core/following/follow.ts'
import { newsAfter, versionOf } from '../core/news.ts'
import { revisionsOfDocuments, toDocument } from './document-rows.ts'
import type { Schema } from './schema.ts'

/** `DevelopmentStore.knownDocuments` */
export async function knownTo(
  queries: Kysely<Schema>,
  { platform, channel }: Target,
  topic: string,
  since: string,
  limit: number,
): Promise<KnownDocument[]> {
  const told = await queries
    .selectFrom('told')
    .select(['document', 'brief'])
    .where('platform', '=', platform)
    .where('channel', '=', channel)
    .where('topic', '=', topic)
    .orderBy('told_at', 'desc')
    .orderBy('document')
    .execute()
  const versions = lastRevisions(told.map(({ document }) => document))
  const unsaid = new Set(told.filter(({ brief }) => isUnsaidBrief(brief)).map(({ document }) => document))
  const newest = await inRevisions(queries, new Map([...versions].slice(0, limit)))
  const earlier = await revisionsOfDocuments(queries)
    .where('d.topic', '=', topic)
    .where('r.found_at', '<=', newsAfter(since))
    .orderBy('d.dated_at', 'desc')
    .orderBy('d.key', 'desc')
    .orderBy('r.revision', 'desc')
    .limit(limit)
    .execute()
  const known = [
    ...newest.map((row) => ({ row, isTold: !unsaid.has(versionOf(row)) })),
    ...earlier.filter(({ id }) => !versions.has(id)).map((row) => ({ row, isTold: false })),
  ]
  // The last revision of each comes first.
  const byId = new Map(known.toReversed().map((each) => [each.row.id, each]))
  const unlisted = [...byId.values()].filter(({ row }) => row.listed === 0).map(({ row }) => row.hash)
  const moved = await listedElsewhere(queries, unlisted)
  return [...byId.values()].reverse().map(({ row, isTold }) => ({
    document: toDocument(row),
    isTold,
    isListed: row.listed === 1 || moved.has(row.hash),
  }))
}

/** Those of the hashes under which some topic has a document: a text that was moved there has not been withdrawn. */
async function listedElsewhere(queries: Kysely<Schema>, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  if (hashes.length === 0) return new Set()
  const rows = await queries
    .selectFrom('documents')
    .select('hash')
    .where('listed', '=', 1)
    .where('hash', 'in', [...hashes])
    .execute()
  return new Set(rows.map(({ hash }) => hash))
}

/** By id, the greatest revision among `id@revision`; what else stands there is none. */
function lastRevisions(versions: readonly string[]): Map<string, number> {
  const last = new Map<string, number>()
  for (const version of versions) {
    const at = version.lastIndexOf('@')
    const revision = Number(version.slice(at + 1))
    const id = version.slice(0, at)
    if (Number.isInteger(revision) && revision > (last.get(id) ?? 0)) last.set(id, revision)
  }
  return last
}

async function inRevisions(queries: Kysely<Schema>, versions: ReadonlyMap<string, number>) {
  if (versions.size === 0) return []
  const rows = await revisionsOfDocuments(queries)
    .where('d.id', 'in', [...versions.keys()])
    .where('r.revision', 'in', [...new Set(versions.values())])
    .orderBy('d.dated_at', 'desc')
    .orderBy('d.key', 'desc')
    .execute()
  return rows.filter(({ id, revision }) => versions.get(id) === revision)
}
