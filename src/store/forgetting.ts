import { type Kysely, sql, type Transaction } from 'kysely'
import type { ForgettingStore, Forgotten } from '../core/forgetting.ts'
import { type Database, transact } from './database.ts'
import { recount } from './document-writing.ts'
import { forgetFeedsOf } from './feeds.ts'
import { dropNaming, holds, inChunks, keysNaming, rowsNaming } from './naming.ts'
import type { Schema } from './schema.ts'
import { silence } from './silencing.ts'
import { instant } from './values.ts'

export function forgettingStore(database: Database): ForgettingStore {
  const { queries, exceptions } = database
  return {
    async documentsNamed(name) {
      const rows = await queries
        .selectFrom('documents as d')
        .leftJoin('locations as l', 'l.document', 'd.key')
        .select('d.id')
        .where((eb) =>
          eb.or([
            eb('d.id', '=', name),
            ...spellingsOf(name).flatMap((path) => [eb('l.location', '=', path), endsWith('l.location', `/${path}`)]),
          ]),
        )
        .distinct()
        .orderBy('d.id')
        .execute()
      return rows.map(({ id }) => id)
    },

    async documentsIn(topic) {
      const documents = queries.selectFrom('documents').select('id').where('topic', '=', topic).orderBy('key')
      return (await documents.execute()).map(({ id }) => id)
    },

    async postedBriefsOn(documents) {
      const briefs = await keysNaming(queries, 'briefs', new Set(documents))
      const posted = new Set<string>()
      for await (const { key, names } of rowsNaming(queries, 'deliveries', briefs)) {
        const row = await queries.selectFrom('deliveries').select('state').where('seq', '=', key).executeTakeFirst()
        if (row?.state === 'sent') for (const brief of names) posted.add(brief)
      }
      const shown = await inChunks([...posted], (some) =>
        queries.selectFrom('briefs').select('id').where('id', 'in', some).where('retracted_at', 'is', null).execute(),
      )
      return shown.map(({ id }) => id)
    },

    async forgetDocuments(ids, now) {
      return await transact(database, async (transaction) => {
        await exceptions.hold(transaction, 'documents')
        return await forgetIn(transaction, ids, now, database)
      })
    },

    async forgetTopic(slug, now) {
      return await transact(database, async (transaction) => {
        await exceptions.hold(transaction, 'documents')
        const topic = await transaction
          .selectFrom('topics')
          .select(['documents', 'described'])
          .where('slug', '=', slug)
          .executeTakeFirst()
        const feeds = await forgetFeedsOf(transaction, slug)
        const isKnown = topic !== undefined && (topic.documents > 0 || topic.described > 0)
        if (!isKnown && feeds === 0) return undefined
        const documents = await transaction.selectFrom('documents').select('id').where('topic', '=', slug).execute()
        const ids = documents.map(({ id }) => id)
        const forgotten = await forgetIn(transaction, ids, now, database)
        for (const table of ['told', 'thread_topics', 'follows', 'briefs'] as const) {
          await transaction.deleteFrom(table).where('topic', '=', slug).execute()
        }
        // What somebody said of the topic stays, above all who may see it: the next document must not open it to all. Of one without
        // documents nothing is listed; and the desk, which finds it stale, drops what it keeps of it elsewhere.
        return forgotten
      })
    },

    async documentsFoundBefore(before, limit) {
      const old = queries.selectFrom('documents').select('id').where('kept_since', '<', instant(before))
      return (await old.orderBy('kept_since').orderBy('key').limit(limit).execute()).map(({ id }) => id)
    },

    async restartAges({ from, to }, now) {
      await transact(database, async (transaction) => {
        await exceptions.hold(transaction, 'documents')
        await transaction
          .updateTable('documents')
          .set({ kept_since: instant(now) })
          .where((eb) => eb.or([eb('kept_since', '<', instant(from)), eb('kept_since', '>', instant(to))]))
          .execute()
      })
    },

    async forgetPlace(place, channels) {
      return await transact(database, async (transaction) => await forgetPlaceIn(transaction, place, channels))
    },

    async workspacesOf(platform) {
      const known = new Set<string | null>()
      for (const table of ['digests', 'deliveries', 'follows', 'passages', 'feeds'] as const) {
        const rows = queries.selectFrom(table).select('workspace').distinct().where('platform', '=', platform)
        for (const { workspace } of await rows.execute()) known.add(workspace)
      }
      const ordered = queries.selectFrom('digests').select('workspace').where('origin', '=', 'code')
      for (const { workspace } of await ordered.where('platform', '=', platform).execute()) known.delete(workspace)
      // No workspace, which is '' in `feeds`.
      known.delete('')
      return [...known].filter((workspace) => workspace !== null).sort()
    },
  }
}

/** In the order of what refers to what. Each table in which anything may name a document is gone through once for all of them. */
async function forgetIn(
  transaction: Transaction<Schema>,
  ids: readonly string[],
  now: string,
  { exceptions }: Database,
): Promise<Forgotten> {
  const documents = await inChunks(ids, (some) =>
    transaction.selectFrom('documents').select(['id', 'key', 'topic']).where('id', 'in', some).execute(),
  )
  if (documents.length === 0) return { documents: ids.length, posted: [] }
  const names = new Set(documents.map(({ id }) => id))
  const topics = new Set(documents.map(({ topic }) => topic))
  const briefs = await forgetBriefs(transaction, names)
  const posted = await silence(transaction, names, now, { briefs, topics })
  for (const table of ['passages', 'feedback', 'written'] as const) await dropNaming(transaction, table, names)
  // What was said in threads about the topic may be the document's words.
  for (const topic of topics) await transaction.deleteFrom('turns').where(holds('body', topic)).execute()
  for (const { id, key, topic } of documents) {
    await markForgotten(transaction, key, topic, now)
    // Versions are `id@revision`; A comes next after @.
    await transaction.deleteFrom('told').where('document', '>=', `${id}@`).where('document', '<', `${id}A`).execute()
    await exceptions.search.remove(transaction, key)
    for (const table of ['limited_documents', 'locations', 'revisions'] as const) {
      await transaction.deleteFrom(table).where('document', '=', key).execute()
    }
    await transaction.deleteFrom('documents').where('key', '=', key).execute()
  }
  for (const topic of topics) await recount(transaction, topic)
  return { documents: ids.length, posted: [...posted] }
}

/** Drops briefs that quote any of the documents. Gives their ids. */
async function forgetBriefs(transaction: Transaction<Schema>, documents: ReadonlySet<string>): Promise<Set<string>> {
  const briefs = await keysNaming(transaction, 'briefs', documents)
  await inChunks([...briefs], async (some) => {
    await transaction.updateTable('topics').set({ brief: null, headline: null }).where('brief', 'in', some).execute()
    await transaction.deleteFrom('briefs').where('id', 'in', some).execute()
    return []
  })
  return briefs
}

/** Every text that the document has had anywhere, so that none of them comes back; but none that another document of the topic has now. */
async function markForgotten(transaction: Transaction<Schema>, key: number, topic: string, now: string): Promise<void> {
  const revisions = await transaction.selectFrom('revisions').select('hash').where('document', '=', key).execute()
  const places = await transaction.selectFrom('locations').select('hash').where('document', '=', key).execute()
  const hashes = new Set([...revisions, ...places].map(({ hash }) => hash))
  const others = await inChunks([...hashes], (some) =>
    transaction
      .selectFrom('documents')
      .select('hash')
      .where('topic', '=', topic)
      .where('hash', 'in', some)
      .where('listed', '=', 1)
      .where('key', '!=', key)
      .execute(),
  )
  const gone = hashes.difference(new Set(others.map(({ hash }) => hash)))
  if (gone.size === 0) return
  const rows = [...gone].map((hash) => ({ topic, hash, forgotten_at: instant(now) }))
  await transaction
    .insertInto('forgotten')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function forgetPlaceIn(
  transaction: Transaction<Schema>,
  { platform, workspace }: { readonly platform: string; readonly workspace?: string },
  given: readonly string[],
): Promise<number> {
  const channels = new Set(given)
  for (const table of ['digests', 'deliveries', 'follows'] as const) {
    const all = transaction.selectFrom(table).select('channel').distinct().where('platform', '=', platform)
    const rows = await (workspace === undefined ? all : all.where('workspace', '=', workspace)).execute()
    for (const { channel } of rows) channels.add(channel)
  }
  const digests = transaction.selectFrom('digests').select('id').where('platform', '=', platform)
  const gone = await (workspace === undefined ? digests : digests.where('workspace', '=', workspace)).execute()
  for (const { id } of gone) {
    await transaction.deleteFrom('editions').where('digest', '=', id).execute()
    await transaction.deleteFrom('digests').where('id', '=', id).execute()
  }
  for (const table of ['deliveries', 'told', 'thread_topics', 'follows', 'turns', 'questions'] as const) {
    const rows = transaction.deleteFrom(table).where('platform', '=', platform)
    if (workspace === undefined) await rows.execute()
    else for (const channel of channels) await rows.where('channel', '=', channel).execute()
  }
  const opinions = transaction.deleteFrom('feedback').where(holds('body', platform))
  await (workspace === undefined ? opinions : opinions.where(holds('body', workspace))).execute()
  for (const table of ['passages', 'feeds'] as const) {
    const rows = transaction.deleteFrom(table).where('platform', '=', platform)
    await (workspace === undefined ? rows : rows.where('workspace', '=', workspace)).execute()
  }
  return gone.length
}

/** As it was typed, and with letters and their marks as one character (NFC) and as two (NFD): macOS names files in either way. */
function spellingsOf(name: string): string[] {
  return [...new Set([name, name.normalize('NFC'), name.normalize('NFD')])]
}

function endsWith(column: string, ending: string) {
  // Both databases count code points.
  const length = [...ending].length
  return sql<boolean>`substr(${sql.ref(column)}, length(${sql.ref(column)}) - ${length - 1}) = ${ending}`
}

/** A text may come back to a topic. */
export async function recall(transaction: Transaction<Schema>, topic: string, hash: string): Promise<void> {
  await transaction.deleteFrom('forgotten').where('topic', '=', topic).where('hash', '=', hash).execute()
}

/** Whether a text was forgotten in a topic. */
export async function isForgotten(queries: Kysely<Schema>, topic: string, hash: string): Promise<boolean> {
  const mark = queries.selectFrom('forgotten').select('hash').where('topic', '=', topic).where('hash', '=', hash)
  return (await mark.executeTakeFirst()) !== undefined
}

/** `DocumentStore.topicOfForgotten` */
export async function topicOfForgotten(queries: Kysely<Schema>, hash: string): Promise<string | undefined> {
  const marks = queries
    .selectFrom('forgotten as f')
    // As the partial index says it: with a parameter, SQLite might not use that.
    .leftJoin('documents as d', (join) => join.onRef('d.hash', '=', 'f.hash').on(sql<boolean>`d.listed = 1`))
    .select(['f.topic', 'd.topic as listed'])
    .where('f.hash', '=', hash)
  const mark = await marks.orderBy('f.topic').orderBy('d.topic').limit(1).executeTakeFirst()
  return mark?.listed ?? mark?.topic
}
