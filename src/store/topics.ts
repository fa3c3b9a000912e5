import { sql } from 'kysely'
import type { TopicStore } from '../core/store-ports.ts'
import { type Database, transact } from './database.ts'
import { topicsWithNews } from './news.ts'
import { currentSlugs } from './renaming.ts'
import { keysNamed } from './topic-names.ts'
import { describeTopic, topics, toRecord, toTopic } from './topic-rows.ts'
import { visibleAt } from './visibility.ts'

export function topicStore(database: Database): TopicStore {
  const { queries } = database
  /** Topics with documents, the one with the newest document first. */
  const listed = () => topics(queries).where('t.documents', '>', 0).orderBy('t.updated_at', 'desc').orderBy('t.slug')
  return {
    async saveTopic(topic) {
      await transact(database, async (transaction) => {
        await database.exceptions.hold(transaction, 'documents')
        await describeTopic(transaction, topic)
      })
    },

    async topicBySlug(slug) {
      const [now = slug] = await currentSlugs(queries, [slug])
      const row = await topics(queries).where('t.slug', '=', now).executeTakeFirst()
      return row === undefined ? undefined : toRecord(row)
    },

    async describedTopics() {
      const described = queries.selectFrom('topics').where('described', '=', 1).orderBy('slug')
      return (await described.select(['slug', 'title', 'aliases', 'visible_to']).execute()).map(toTopic)
    },

    async newestTopics(place, limit) {
      return (await listed().where(visibleAt(place)).limit(limit).execute()).map(toRecord)
    },

    async topicsNamed(spelling, place, limit) {
      const keys = await keysNamed(queries, spelling, place, limit)
      if (keys.length === 0) return []
      return (await listed().where('t.key', 'in', keys).execute()).map(toRecord)
    },

    async topicsWithNews(wanted, limit) {
      const named = { ...wanted, topics: await currentSlugs(queries, wanted.topics) }
      const { keys, total } = await topicsWithNews(queries, named, limit)
      const rows = keys.length === 0 ? [] : await listed().where('t.key', 'in', keys).execute()
      return { topics: rows.map(toRecord), total }
    },

    async countTopics() {
      const { rows } = await sql<{ topics: number; documents: number | null }>`
        select cast(count(*) as integer) as topics, cast(sum(documents) as integer) as documents
        from topics where documents > 0`.execute(queries)
      return { topics: rows[0]?.topics ?? 0, documents: rows[0]?.documents ?? 0 }
    },
  }
}
