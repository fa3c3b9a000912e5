import type { Kysely, Transaction } from 'kysely'
import type { Brief } from '../core/brief.ts'
import { DOCUMENTS_A_BRIEF } from '../core/briefing.ts'
import type { DocumentVersion } from '../core/document.ts'
import { versionOf } from '../core/news.ts'
import type { BriefStore } from '../core/store-ports.ts'
import { type Database, transact } from './database.ts'
import { listedVersions } from './document-rows.ts'
import type { Schema } from './schema.ts'
import { ensureTopic } from './topic-rows.ts'
import { fromJson, instant } from './values.ts'

export function briefStore(database: Database): BriefStore {
  const { queries } = database
  return {
    async saveBrief(brief, documents, writtenAt) {
      await transact(database, async (transaction) => {
        await keep(transaction, brief, writtenAt)
        await ensureTopic(transaction, brief.topic)
        const current = { brief: brief.id, headline: brief.headline.text }
        await transaction.updateTable('topics').set(current).where('slug', '=', brief.topic).execute()
        await setStale(transaction, brief.topic, documents)
      })
    },

    async fileBrief(brief, writtenAt) {
      await keep(queries, brief, writtenAt)
    },

    async dropBrief(topic, documents) {
      await transact(database, async (transaction) => {
        const none = { brief: null, headline: null }
        await transaction.updateTable('topics').set(none).where('slug', '=', topic).execute()
        await setStale(transaction, topic, documents)
      })
    },

    async briefOf(topic) {
      const row = await queries
        .selectFrom('topics as t')
        .innerJoin('briefs as b', 'b.id', 't.brief')
        .select('b.body')
        .where('t.slug', '=', topic)
        .where('b.retracted_at', 'is', null)
        .executeTakeFirst()
      return row === undefined ? undefined : fromJson<Brief>(row.body)
    },

    async isRetracted(id) {
      const taken = queries.selectFrom('briefs').select('id').where('id', '=', id)
      return (await taken.where('retracted_at', 'is not', null).executeTakeFirst()) !== undefined
    },

    async briefById(id) {
      const brief = queries.selectFrom('briefs').select('body').where('id', '=', id).where('retracted_at', 'is', null)
      const row = await brief.executeTakeFirst()
      return row === undefined ? undefined : fromJson<Brief>(row.body)
    },

    async staleTopics(limit) {
      const stale = queries.selectFrom('topics').select('slug').where('stale', '=', 1).orderBy('slug').limit(limit)
      return (await stale.execute()).map(({ slug }) => slug)
    },
  }
}

/**
 * The topic is stale unless its documents are still these. Its row was changed before in this transaction, so whoever saves a document has
 * either committed it, and it is seen here, or waits with `stale = 1` until this is over.
 */
async function setStale(
  transaction: Transaction<Schema>,
  topic: string,
  documents: readonly DocumentVersion[],
): Promise<void> {
  const current = await listedVersions(transaction, topic, DOCUMENTS_A_BRIEF)
  const known = new Set(documents.map(versionOf))
  const areSame = current.length === known.size && current.every((document) => known.has(versionOf(document)))
  await transaction
    .updateTable('topics')
    .set({ stale: areSame ? 0 : 1 })
    .where('slug', '=', topic)
    .execute()
}

/** The same documents give the same id, so what is written again is at most better said. */
async function keep(queries: Kysely<Schema>, brief: Brief, writtenAt: string): Promise<void> {
  const said = {
    topic: brief.topic,
    headline: brief.headline.text,
    written_at: instant(writtenAt),
    body: JSON.stringify(brief),
  }
  await queries
    .insertInto('briefs')
    .values({ id: brief.id, shown_on: null, retracted_at: null, ...said })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(said))
    .execute()
}
