import { type Kysely, sql } from 'kysely'
import type { TopicRecord, TopicStore } from '../core/ports.ts'
import type { Audience } from '../core/topic.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import { fromJson, optional } from './values.ts'

/** A topic that has no document yet was last changed before everything else. */
const NEVER = new Date(0).toISOString()

export function topicStore({ queries }: Database): TopicStore {
  return {
    async saveTopic({ slug, title, aliases, visibleTo }) {
      const described = {
        title,
        aliases: JSON.stringify(aliases),
        visible_to: visibleTo === undefined ? null : JSON.stringify(visibleTo),
      }
      await queries
        .insertInto('topics')
        .values({ slug, ...described, brief: null, stale: 0 })
        .onConflict((conflict) => conflict.column('slug').doUpdateSet(described))
        .execute()
    },

    async topicBySlug(slug) {
      const row = await counted(queries).where('t.slug', '=', slug).executeTakeFirst()
      return row === undefined ? undefined : toRecord(row)
    },

    async topics() {
      const rows = await counted(queries)
        .where('n.documents', 'is not', null)
        .orderBy('n.newest', 'desc')
        .orderBy('t.slug')
        .execute()
      return rows.map(toRecord)
    },
  }
}

function counted(queries: Kysely<Schema>) {
  return queries
    .selectFrom('topics as t')
    .leftJoin(
      (count) =>
        count
          .selectFrom('documents')
          // PostgreSQL counts in bigint, which arrives as text.
          .select([
            'topic',
            sql<number>`cast(count(*) as integer)`.as('documents'),
            sql<string>`max(found_at)`.as('newest'),
          ])
          .where('listed', '=', 1)
          .groupBy('topic')
          .as('n'),
      (join) => join.onRef('n.topic', '=', 't.slug'),
    )
    .leftJoin('briefs as b', 'b.id', 't.brief')
    .select(['t.slug', 't.title', 't.aliases', 't.visible_to', 'n.documents', 'n.newest', 'b.headline'])
}

type Row = Awaited<ReturnType<ReturnType<typeof counted>['execute']>>[number]

function toRecord(row: Row): TopicRecord {
  return {
    slug: row.slug,
    title: row.title,
    aliases: fromJson<string[]>(row.aliases),
    ...optional('visibleTo', row.visible_to === null ? null : fromJson<Audience[]>(row.visible_to)),
    documents: row.documents ?? 0,
    updatedAt: row.newest ?? NEVER,
    ...optional('headline', row.headline),
  }
}
