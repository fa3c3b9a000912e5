import type { Kysely } from 'kysely'
import type { Brief } from '../core/brief.ts'
import type { BriefStore } from '../core/store-ports.ts'
import { type Database, transact } from './database.ts'
import type { Schema } from './schema.ts'
import { ensureTopic } from './topic-rows.ts'
import { fromJson, instant } from './values.ts'

export function briefStore(database: Database): BriefStore {
  const { queries } = database
  return {
    async saveBrief(brief, writtenAt) {
      await transact(database, async (transaction) => {
        await keep(transaction, brief, writtenAt)
        await ensureTopic(transaction, brief.topic)
        const current = transaction
          .updateTable('topics')
          .set({ brief: brief.id, headline: brief.headline.text, stale: 0 })
        await current.where('slug', '=', brief.topic).execute()
      })
    },

    async fileBrief(brief, writtenAt) {
      await keep(queries, brief, writtenAt)
    },

    async dropBrief(topic) {
      await queries
        .updateTable('topics')
        .set({ brief: null, headline: null, stale: 0 })
        .where('slug', '=', topic)
        .execute()
    },

    async briefOf(topic) {
      const row = await queries
        .selectFrom('topics as t')
        .innerJoin('briefs as b', 'b.id', 't.brief')
        .select('b.body')
        .where('t.slug', '=', topic)
        .executeTakeFirst()
      return row === undefined ? undefined : fromJson<Brief>(row.body)
    },

    async briefById(id) {
      const row = await queries.selectFrom('briefs').select('body').where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : fromJson<Brief>(row.body)
    },

    async staleTopics(limit) {
      const stale = queries.selectFrom('topics').select('slug').where('stale', '=', 1).orderBy('slug').limit(limit)
      return (await stale.execute()).map(({ slug }) => slug)
    },
  }
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
    .values({ id: brief.id, ...said })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(said))
    .execute()
}
