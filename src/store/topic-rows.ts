import type { Kysely, Transaction } from 'kysely'
import type { TopicRecord } from '../core/store-ports.ts'
import { type Audience, type Topic, titleOfSlug } from '../core/topic.ts'
import type { Schema } from './schema.ts'
import { fileNames } from './topic-names.ts'
import { fromJson, optional } from './values.ts'
import { limitTopic } from './visibility.ts'

/** A topic that has had no document yet was last changed before everything else. */
const NEVER = new Date(0).toISOString()

/** Inserts or changes what a topic is called and who may see it. Nothing is written where nothing differs. */
export async function describeTopic(transaction: Transaction<Schema>, topic: Topic): Promise<void> {
  if (await addTopic(transaction, topic)) return
  const was = await topics(transaction).where('t.slug', '=', topic.slug).executeTakeFirstOrThrow()
  const described = descriptionOf(topic)
  if (was.title === described.title && was.aliases === described.aliases && was.visible_to === described.visible_to)
    return
  await transaction.updateTable('topics').set(described).where('slug', '=', topic.slug).execute()
  await fileNames(transaction, was.key, topic)
  if (was.visible_to === described.visible_to) return
  await fileAudiences(transaction, was.key, topic.visibleTo ?? [])
  await limitTopic(transaction, topic.slug)
}

/** Makes a topic of which nothing is known but its slug, unless it is there. */
export async function ensureTopic(transaction: Transaction<Schema>, slug: string): Promise<void> {
  await addTopic(transaction, { slug, title: titleOfSlug(slug), aliases: [] })
}

/** False, and nothing done, if the topic is there. */
async function addTopic(transaction: Transaction<Schema>, topic: Topic): Promise<boolean> {
  const made = await transaction
    .insertInto('topics')
    .values({
      slug: topic.slug,
      ...descriptionOf(topic),
      brief: null,
      headline: null,
      stale: 0,
      documents: 0,
      updated_at: NEVER,
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('key')
    .executeTakeFirst()
  if (made === undefined) return false
  await fileNames(transaction, made.key, topic)
  if (topic.visibleTo !== undefined) await fileAudiences(transaction, made.key, topic.visibleTo)
  return true
}

function descriptionOf({ slug, title, aliases, visibleTo }: Topic) {
  const plain = title === titleOfSlug(slug) && aliases.length === 0 && visibleTo === undefined
  return {
    title,
    aliases: JSON.stringify(aliases),
    visible_to: visibleTo === undefined ? null : JSON.stringify(visibleTo),
    described: plain ? 0 : 1,
  } as const
}

async function fileAudiences(
  transaction: Transaction<Schema>,
  topic: number,
  audiences: readonly Audience[],
): Promise<void> {
  await transaction.deleteFrom('audiences').where('topic', '=', topic).execute()
  if (audiences.length === 0) return
  const rows = audiences.map(({ platform, workspace = '', channel = '' }) => ({ topic, platform, workspace, channel }))
  await transaction
    .insertInto('audiences')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What is read of a topic for a `TopicRecord`; the table's alias is `t`. */
export function topics(queries: Kysely<Schema>) {
  return queries
    .selectFrom('topics as t')
    .select(['t.key', 't.slug', 't.title', 't.aliases', 't.visible_to', 't.documents', 't.updated_at', 't.headline'])
}

type Row = Awaited<ReturnType<ReturnType<typeof topics>['execute']>>[number]

export function toRecord(row: Row): TopicRecord {
  return {
    ...toTopic(row),
    documents: row.documents,
    updatedAt: row.updated_at,
    ...optional('headline', row.headline),
  }
}

export function toTopic(row: Pick<Row, 'slug' | 'title' | 'aliases' | 'visible_to'>): Topic {
  return {
    slug: row.slug,
    title: row.title,
    aliases: fromJson<string[]>(row.aliases),
    ...optional('visibleTo', row.visible_to === null ? null : fromJson<Audience[]>(row.visible_to)),
  }
}
