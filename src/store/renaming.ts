import { type Kysely, sql, type Transaction } from 'kysely'
import { FEEDS } from '../core/feeds.ts'
import { watchKey } from '../core/fetching.ts'
import type { RenamingStore } from '../core/renaming.ts'
import { titleOfSlug } from '../core/topic.ts'
import { type Database, transact } from './database.ts'
import { recount } from './document-writing.ts'
import type { Schema } from './schema.ts'
import { describeTopic, ensureTopic, topics, toTopic } from './topic-rows.ts'
import { fromJson } from './values.ts'
import { limitDocument } from './visibility.ts'

export function renamingStore(database: Database): RenamingStore {
  return {
    async formerSlugs() {
      const rows = await database.queries.selectFrom('former_slugs').selectAll().execute()
      return new Map(rows.map(({ slug, topic }) => [slug, topic]))
    },

    async renameTopic(from, to, given) {
      return await transact(database, async (transaction) => {
        await database.exceptions.hold(transaction, 'documents')
        const [topic, other] = [await topicOf(transaction, from), await topicOf(transaction, to)]
        if (topic === undefined) return 'unknown'
        if (other !== undefined) return 'taken'
        const { slug: _old, ...described } = toTopic(topic)
        const title = given ?? (topic.title === titleOfSlug(from) ? titleOfSlug(to) : topic.title)
        // The name that comes back into use is nobody's old name any more.
        await transaction.deleteFrom('former_slugs').where('slug', '=', to).execute()
        await describeTopic(transaction, { slug: to, ...described, title })
        await move(transaction, from, to, database)
        return 'done'
      })
    },

    async mergeTopics(from, into) {
      return await transact(database, async (transaction) => {
        await database.exceptions.hold(transaction, 'documents')
        const [topic, other] = [await topicOf(transaction, from), await topicOf(transaction, into)]
        if (topic === undefined) return 'unknown'
        if (other === undefined || from === into) return 'taken'
        if (topic.visible_to !== other.visible_to) return 'unlike'
        await move(transaction, from, into, database)
        return 'done'
      })
    },
  }
}

/** The slugs that topics of these names have now, in the same order. */
export async function currentSlugs(queries: Kysely<Schema>, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return []
  const former = await queries
    .selectFrom('former_slugs')
    .selectAll()
    .where('slug', 'in', [...slugs])
    .execute()
  if (former.length === 0) return [...slugs]
  const now = new Map(former.map(({ slug, topic }) => [slug, topic]))
  return slugs.map((slug) => now.get(slug) ?? slug)
}

async function topicOf(transaction: Transaction<Schema>, slug: string) {
  return await topics(transaction).where('t.slug', '=', slug).executeTakeFirst()
}

/** Everything that hangs on one slug hangs on the other from now on, and the first one stands for the second. */
async function move(transaction: Transaction<Schema>, from: string, to: string, database: Database): Promise<void> {
  await ensureTopic(transaction, to)
  await moveDocuments(transaction, from, to, database)
  await transaction.updateTable('briefs').set({ topic: to }).where('topic', '=', from).execute()
  await moveRows(transaction, 'told', ['platform', 'channel', 'document'], from, to)
  await moveRows(transaction, 'thread_topics', ['platform', 'channel', 'message'], from, to)
  await moveRows(transaction, 'follows', ['platform', 'channel'], from, to)
  await moveRows(transaction, 'forgotten', ['hash'], from, to)
  await transaction.updateTable('import_steps').set({ topic: to }).where('topic', '=', from).execute()
  await moveFeeds(transaction, from, to)
  await moveOrders(transaction, from, to)
  const old = await transaction.selectFrom('topics').select('key').where('slug', '=', from).executeTakeFirstOrThrow()
  for (const table of ['audiences', 'topic_words', 'limited_documents'] as const) {
    await transaction.deleteFrom(table).where('topic', '=', old.key).execute()
  }
  await transaction.deleteFrom('topics').where('key', '=', old.key).execute()
  await transaction.updateTable('former_slugs').set({ topic: to }).where('topic', '=', from).execute()
  await transaction.insertInto('former_slugs').values({ slug: from, topic: to }).execute()
  await recount(transaction, to)
}

async function moveDocuments(
  transaction: Transaction<Schema>,
  from: string,
  to: string,
  { exceptions, tokenize }: Database,
): Promise<void> {
  const rows = await transaction
    .selectFrom('documents as d')
    .innerJoin('revisions as r', (join) =>
      join.onRef('r.document', '=', 'd.key').onRef('r.revision', '=', 'd.revision'),
    )
    .select(['d.key', 'd.hash', 'd.listed', 'r.title', 'r.text', 'r.language'])
    .where('d.topic', '=', from)
    .orderBy('d.key')
    .execute()
  for (const { key, hash, listed, title, text, language } of rows) {
    const same = transaction.selectFrom('documents').select('key').where('topic', '=', to).where('hash', '=', hash)
    const twin = listed === 1 ? await same.where('listed', '=', 1).executeTakeFirst() : undefined
    await transaction.deleteFrom('limited_documents').where('document', '=', key).execute()
    await transaction
      .updateTable('documents')
      .set({ topic: to, listed: twin === undefined ? listed : 0 })
      .where('key', '=', key)
      .execute()
    if (twin !== undefined) {
      await transaction.updateTable('locations').set({ document: twin.key }).where('document', '=', key).execute()
      await exceptions.search.remove(transaction, key)
      continue
    }
    await limitDocument(transaction, key)
    // The index knows a document's topic.
    if (listed === 1) await exceptions.search.put(transaction, key, to, tokenize(`${title}\n${text}`, language))
  }
}

/** Of two rows that would then be the same, that of the topic that stays. */
async function moveRows(
  transaction: Transaction<Schema>,
  table: 'told' | 'thread_topics' | 'follows' | 'forgotten' | 'feeds',
  rest: readonly string[],
  from: string,
  to: string,
): Promise<void> {
  const same = rest.map((column) => sql`${sql.ref(`o.${column}`)} = ${sql.ref(`${table}.${column}`)}`)
  await sql`delete from ${sql.table(table)} where topic = ${from} and exists (
    select 1 from ${sql.table(table)} o where o.topic = ${to} and ${sql.join(same, sql` and `)}
  )`.execute(transaction)
  await sql`update ${sql.table(table)} set topic = ${to} where topic = ${from}`.execute(transaction)
}

/** Feeds that were added for a topic, with what is known of them. */
async function moveFeeds(transaction: Transaction<Schema>, from: string, to: string): Promise<void> {
  const feeds = await transaction.selectFrom('feeds').select('address').distinct().where('topic', '=', from).execute()
  for (const { address } of feeds) {
    const [was, is] = [watchKey(address, from), watchKey(address, to)]
    await sql`update fetches set address = ${is} where source = ${FEEDS} and address = ${was} and not exists (
      select 1 from fetches o where o.source = ${FEEDS} and o.address = ${is}
    )`.execute(transaction)
    await sql`update entries set feed = ${is} where feed = ${was} and not exists (
      select 1 from entries o where o.feed = ${is} and o.key = entries.key
    )`.execute(transaction)
  }
  await moveRows(transaction, 'feeds', ['platform', 'workspace', 'address'], from, to)
}

async function moveOrders(transaction: Transaction<Schema>, from: string, to: string): Promise<void> {
  const digests = await transaction
    .selectFrom('digests')
    .select(['id', 'topics'])
    .where('topics', 'like', `%${JSON.stringify(from)}%`)
    .execute()
  for (const { id, topics } of digests) {
    const renamed = fromJson<string[]>(topics).map((slug) => (slug === from ? to : slug))
    const set = { topics: JSON.stringify([...new Set(renamed)]) }
    await transaction.updateTable('digests').set(set).where('id', '=', id).execute()
  }
}
