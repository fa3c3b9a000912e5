import type { Kysely } from 'kysely'
import type { PlatformName } from '../core/delivery.ts'
import { newsAfter, type Told } from '../core/news.ts'
import type { ThreadStore } from '../core/store-ports.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import { instant } from './values.ts'

export function threadStore({ queries }: Database): ThreadStore {
  return {
    async saveThread({ platform, channel }, message, topics, now) {
      await saveThreadIn(queries, { platform, channel, message }, topics, now)
    },

    async topicsOfThread({ platform, channel }, message) {
      const rows = await queries
        .selectFrom('thread_topics')
        .select('topic')
        .where('platform', '=', platform)
        .where('channel', '=', channel)
        .where('message', '=', message)
        .orderBy('saved_at')
        .orderBy('topic')
        .execute()
      return rows.length === 0 ? undefined : rows.map(({ topic }) => topic)
    },

    async toldOf({ platform, channel }, topic) {
      const rows = await queries
        .selectFrom('told')
        .select(['document', 'told_at'])
        .where('platform', '=', platform)
        .where('channel', '=', channel)
        .where('topic', '=', topic)
        .orderBy('told_at')
        .execute()
      const [first] = rows
      return first && { documents: new Set(rows.map(({ document }) => document)), since: first.told_at }
    },

    async saveTold(told, now) {
      await tellIn(queries, told, now)
    },
  }
}

/** The message that heads a thread. */
interface ThreadHead {
  readonly platform: PlatformName
  readonly channel: string
  readonly message: string
}

/** A thread about no topic takes no questions, so it is none of ours. */
export async function saveThreadIn(
  queries: Kysely<Schema>,
  { platform, channel, message }: ThreadHead,
  topics: readonly string[],
  now: string,
): Promise<void> {
  const saved_at = instant(now)
  const rows = [...new Set(topics)].map((topic) => ({ platform, channel, message, topic, saved_at }))
  if (rows.length === 0) return
  await queries
    .insertInto('thread_topics')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['platform', 'channel', 'message', 'topic']).doNothing())
    .execute()
}

/**
 * What a thread is told, its channel has been told: people see both. The first telling of a document is the one that counts; gives of how
 * many this is the first.
 */
export async function tellIn(queries: Kysely<Schema>, told: Told, now: string): Promise<number> {
  const { platform, channel } = told.target
  const told_at = instant(now)
  const rows = [...new Set(told.documents)].map((document) => ({
    platform,
    channel,
    topic: told.topic,
    document,
    brief: told.brief,
    told_at,
    news_after: newsAfter(told_at),
  }))
  if (rows.length === 0) return 0
  const first = await queries
    .insertInto('told')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['platform', 'channel', 'topic', 'document']).doNothing())
    .executeTakeFirst()
  return Number(first.numInsertedOrUpdatedRows ?? 0)
}

/** Some of what was to be told anew had been told meanwhile; thrown, it takes back all that its transaction has written. */
export class ToldMeanwhile extends Error {}

/** As `tellIn`, where nothing else may have told any of it before. Throws `ToldMeanwhile`. */
export async function tellAnewIn(queries: Kysely<Schema>, told: Told, now: string): Promise<void> {
  if ((await tellIn(queries, told, now)) === new Set(told.documents).size) return
  const other = await queries
    .selectFrom('told')
    .select('brief')
    .where('platform', '=', told.target.platform)
    .where('channel', '=', told.target.channel)
    .where('topic', '=', told.topic)
    .where('document', 'in', [...told.documents])
    .where('brief', '!=', told.brief)
    .executeTakeFirst()
  if (other !== undefined) throw new ToldMeanwhile()
}
