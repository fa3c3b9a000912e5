import { type Kysely, sql, type Transaction } from 'kysely'
import { type ForgettingStore, type Forgotten, withoutDocument } from '../core/forgetting.ts'
import type { Reply } from '../core/reply.ts'
import { wording } from '../core/wording.ts'
import { type Database, transact } from './database.ts'
import { recount } from './document-writing.ts'
import { forgetFeedsOf } from './feeds.ts'
import { failOwed } from './owing.ts'
import type { Schema } from './schema.ts'
import { fromJson, instant } from './values.ts'

/** What is kept of a message that showed what is forgotten. */
const FORGOTTEN: Reply = { kind: 'notice', text: wording.forgotten }

export function forgettingStore(database: Database): ForgettingStore {
  const { queries, exceptions } = database
  return {
    async documentsNamed(name) {
      const rows = await queries
        .selectFrom('documents as d')
        .leftJoin('locations as l', 'l.document', 'd.key')
        .select('d.id')
        .where((eb) => eb.or([eb('d.id', '=', name), eb('l.location', '=', name), endsWith('l.location', `/${name}`)]))
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
      const posted = new Set<string>()
      for (const document of documents) {
        const briefs = queries.selectFrom('briefs').select('id').where('retracted_at', 'is', null)
        for (const { id } of await briefs.where(holds('body', document)).execute()) {
          if (await isPosted(queries, id)) posted.add(id)
        }
      }
      return [...posted]
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
      const old = queries.selectFrom('documents').select('id').where('found_at', '<', instant(before))
      return (await old.orderBy('found_at').orderBy('key').limit(limit).execute()).map(({ id }) => id)
    },

    async forgetPlace(place, channels) {
      return await transact(database, async (transaction) => await forgetPlaceIn(transaction, place, channels))
    },
  }
}

/** In the order of what refers to what. */
async function forgetIn(
  transaction: Transaction<Schema>,
  ids: readonly string[],
  now: string,
  { exceptions }: Database,
): Promise<Forgotten> {
  const posted = new Set<string>()
  const topics = new Set<string>()
  for (const id of ids) {
    const found = transaction.selectFrom('documents').select(['key', 'topic']).where('id', '=', id)
    const document = await found.executeTakeFirst()
    if (document === undefined) continue
    const { key, topic } = document
    topics.add(topic)
    for (const brief of await forgetBriefs(transaction, id, topic)) posted.add(brief)
    await silence(transaction, id, now)
    await markForgotten(transaction, key, topic, now)
    await transaction.deleteFrom('told').where('document', 'like', `${id}@%`).execute()
    for (const table of ['passages', 'feedback'] as const) {
      await transaction.deleteFrom(table).where(holds('body', id)).execute()
    }
    await transaction.deleteFrom('written').where(holds('documents', id)).execute()
    // What was said in threads about the topic, and lists with its headline, may be this document's words.
    await transaction.deleteFrom('turns').where(holds('body', topic)).execute()
    await transaction
      .updateTable('deliveries')
      .set({ reply: JSON.stringify(FORGOTTEN) })
      .where('reply', 'like', '{"kind":"topics"%')
      .where(holds('reply', topic))
      .execute()
    await exceptions.search.remove(transaction, key)
    for (const table of ['limited_documents', 'locations', 'revisions'] as const) {
      await transaction.deleteFrom(table).where('document', '=', key).execute()
    }
    await transaction.deleteFrom('documents').where('key', '=', key).execute()
  }
  for (const topic of topics) await recount(transaction, topic)
  return { documents: ids.length, posted: [...posted] }
}

/** Drops briefs that quote a document. Gives those that stand in a channel. */
async function forgetBriefs(transaction: Transaction<Schema>, document: string, topic: string): Promise<string[]> {
  const briefs = await transaction
    .selectFrom('briefs')
    .select('id')
    .where('topic', '=', topic)
    .where(holds('body', document))
    .execute()
  const posted: string[] = []
  for (const { id } of briefs) {
    if (await isPosted(transaction, id)) posted.push(id)
    await transaction.updateTable('topics').set({ brief: null, headline: null }).where('brief', '=', id).execute()
    await transaction.deleteFrom('briefs').where('id', '=', id).execute()
  }
  return posted
}

async function isPosted(queries: Kysely<Schema>, brief: string): Promise<boolean> {
  const sent = queries.selectFrom('deliveries').select('seq').where('state', '=', 'sent').where(holds('reply', brief))
  return (await sent.limit(1).executeTakeFirst()) !== undefined
}

/** Takes the words of what names an id out of the ledger, and out of what has not gone out yet. */
export async function silence(transaction: Transaction<Schema>, id: string, now: string): Promise<void> {
  const open = transaction.selectFrom('deliveries').selectAll().where('state', '=', 'pending').where(holds('reply', id))
  for (const row of await open.execute()) {
    const rest = withoutDocument(fromJson<Reply>(row.reply), id)
    if (rest === undefined) await failOwed(transaction, row, wording.forgotten, now)
    else {
      const set = { reply: JSON.stringify(rest) }
      await transaction.updateTable('deliveries').set(set).where('seq', '=', row.seq).execute()
    }
  }
  await transaction
    .updateTable('deliveries')
    .set({ reply: JSON.stringify(FORGOTTEN) })
    .where(holds('reply', id))
    .where('state', '!=', 'pending')
    .execute()
}

/** Every text that the document has had anywhere, so that none of them comes back. */
async function markForgotten(transaction: Transaction<Schema>, key: number, topic: string, now: string): Promise<void> {
  const revisions = await transaction.selectFrom('revisions').select('hash').where('document', '=', key).execute()
  const places = await transaction.selectFrom('locations').select('hash').where('document', '=', key).execute()
  const rows = [...revisions, ...places].map(({ hash }) => ({ topic, hash, forgotten_at: instant(now) }))
  if (rows.length === 0) return
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

/** Whether a JSON column holds this id as a string of its own. Ids have no character that JSON or `like` would take for another. */
export function holds(column: 'reply' | 'body' | 'briefs' | 'documents', id: string) {
  return sql<boolean>`${sql.ref(column)} like ${`%"${id}"%`}`
}

function endsWith(column: string, ending: string) {
  return sql<boolean>`substr(${sql.ref(column)}, length(${sql.ref(column)}) - ${ending.length - 1}) = ${ending}`
}

/** Whether a text was forgotten in a topic. */
export async function isForgotten(queries: Kysely<Schema>, topic: string, hash: string): Promise<boolean> {
  const mark = queries.selectFrom('forgotten').select('hash').where('topic', '=', topic).where('hash', '=', hash)
  return (await mark.executeTakeFirst()) !== undefined
}
