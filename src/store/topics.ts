import type { Kysely } from 'kysely'
import type { TopicRecord, TopicStore } from '../core/ports.ts'
import { type Audience, titleOfSlug } from '../core/topic.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import { fromJson, optional } from './values.ts'

/** A topic that has had no document yet was last changed before everything else. */
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
        .values({ ...undescribed(slug), ...described })
        .onConflict((conflict) => conflict.column('slug').doUpdateSet(described))
        .execute()
    },

    async topicBySlug(slug) {
      const row = await topics(queries).where('t.slug', '=', slug).executeTakeFirst()
      return row === undefined ? undefined : toRecord(row)
    },

    async topics() {
      const listed = topics(queries).where('t.documents', '>', 0).orderBy('t.updated_at', 'desc').orderBy('t.slug')
      return (await listed.execute()).map(toRecord)
    },
  }
}

/** The row of a topic of which nothing is known but its slug. */
export function undescribed(slug: string) {
  const nothing = { aliases: '[]', visible_to: null, brief: null, stale: 0, documents: 0, updated_at: NEVER } as const
  return { slug, title: titleOfSlug(slug), ...nothing }
}

function topics(queries: Kysely<Schema>) {
  return queries
    .selectFrom('topics as t')
    .leftJoin('briefs as b', 'b.id', 't.brief')
    .select(['t.slug', 't.title', 't.aliases', 't.visible_to', 't.documents', 't.updated_at', 'b.headline'])
}

type Row = Awaited<ReturnType<ReturnType<typeof topics>['execute']>>[number]

function toRecord(row: Row): TopicRecord {
  return {
    slug: row.slug,
    title: row.title,
    aliases: fromJson<string[]>(row.aliases),
    ...optional('visibleTo', row.visible_to === null ? null : fromJson<Audience[]>(row.visible_to)),
    documents: row.documents,
    updatedAt: row.updated_at,
    ...optional('headline', row.headline),
  }
}
