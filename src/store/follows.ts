import type { Kysely, Selectable, Transaction } from 'kysely'
import type {
  DevelopmentStore,
  DueFollow,
  Follow,
  FollowNote,
  FollowRecord,
  FollowStore,
} from '../core/following/follow.ts'
import { type Database, transact } from './database.ts'
import { knownTo } from './known-documents.ts'
import { oweIn } from './owing.ts'
import type { Schema } from './schema.ts'
import { ToldMeanwhile, tellAnewIn } from './threads.ts'
import { fromJson, instant, optional } from './values.ts'

/** Stands in `look_at` from a change of documents until the follow is looked at: before every instant. */
const AT_ONCE = ''

export function followStore({ queries }: Database): FollowStore {
  return {
    async follow(follow, now) {
      await followTopic(queries, follow, now)
    },

    async unfollow({ platform, channel }, topic) {
      const ended = await queries
        .deleteFrom('follows')
        .where('platform', '=', platform)
        .where('channel', '=', channel)
        .where('topic', '=', topic)
        .executeTakeFirst()
      return ended.numDeletedRows > 0n
    },

    async followsOf(topic) {
      const rows = queries.selectFrom('follows').selectAll().where('topic', '=', topic)
      return (await rows.orderBy('platform').orderBy('channel').execute()).map(toFollow)
    },

    async followsIn({ platform, channel }) {
      const rows = queries.selectFrom('follows').selectAll().where('platform', '=', platform)
      return (await rows.where('channel', '=', channel).orderBy('topic').execute()).map(toFollow)
    },

    async keepFollows({ platform, channel }, thread, now) {
      await queries
        .updateTable('follows')
        .set({ active_at: instant(now) })
        .where('platform', '=', platform)
        .where('channel', '=', channel)
        .where('thread', '=', thread)
        .where('active_at', '<', instant(now))
        .execute()
    },

    async endQuietFollows(before) {
      const ended = await queries.deleteFrom('follows').where('active_at', '<', instant(before)).executeTakeFirst()
      return Number(ended.numDeletedRows)
    },
  }
}

export function developmentStore(database: Database): DevelopmentStore {
  const { queries } = database
  return {
    async dueFollows(now, quiet, limit) {
      const rows = await queries
        .selectFrom('follows')
        .selectAll()
        .where('look_at', '<=', instant(now))
        .where('active_at', '>=', instant(quiet))
        .orderBy('look_at')
        .orderBy('topic')
        .orderBy('channel')
        .limit(limit)
        .execute()
      return rows.map(toDue)
    },

    async settleFollow(due, outcome, now) {
      const settle = transact(database, async (transaction) => {
        if (!(await advance(transaction, due, outcome, now))) return false
        if ('waitUntil' in outcome) return true
        for (const told of outcome.told) await tellAnewIn(transaction, told, now)
        await oweIn(transaction, outcome.owed, now, database.exceptions)
        return true
      })
      return await settle.catch((error: unknown) => {
        if (error instanceof ToldMeanwhile) return false
        throw error
      })
    },

    async knownDocuments(target, topic, since, limit) {
      return await knownTo(queries, target, topic, since, limit)
    },
  }
}

/**
 * The thread follows the topic from now on; what the channel waited to be told in another one, it is told in this one. Documents that were
 * found after `saidAt`, when what the thread says was written, are news.
 */
export async function followTopic(
  queries: Kysely<Schema>,
  { target, workspace, topic, digest }: Follow,
  now: string,
  saidAt = now,
): Promise<void> {
  const at = instant(now)
  const where = {
    thread: target.thread,
    workspace: workspace ?? null,
    digest: digest ?? null,
    followed_at: at,
    active_at: at,
  }
  const later = await queries
    .selectFrom('topics')
    .select('slug')
    .where('slug', '=', topic)
    .where('updated_at', '>', instant(saidAt))
    .executeTakeFirst()
  const look_at = later === undefined ? null : AT_ONCE
  await queries
    .insertInto('follows')
    .values({
      platform: target.platform,
      channel: target.channel,
      topic,
      ...where,
      state: 0,
      look_at,
      noticed_at: null,
      note: null,
    })
    .onConflict((conflict) => conflict.columns(['platform', 'channel', 'topic']).doUpdateSet(where))
    .execute()
}

/** Documents of a topic have changed: whoever follows it is looked at. */
export async function markFollows(transaction: Transaction<Schema>, topic: string): Promise<void> {
  await transaction
    .updateTable('follows')
    .set((eb) => ({ state: eb('state', '+', 1), look_at: AT_ONCE }))
    .where('topic', '=', topic)
    .execute()
}

async function advance(
  transaction: Transaction<Schema>,
  { follow, state }: DueFollow,
  outcome: Parameters<DevelopmentStore['settleFollow']>[1],
  now: string,
): Promise<boolean> {
  const { target, topic } = follow
  const next =
    'waitUntil' in outcome
      ? { look_at: instant(outcome.waitUntil), noticed_at: instant(outcome.noticedAt) }
      : {
          look_at: null,
          noticed_at: null,
          ...(outcome.note === undefined ? {} : { note: JSON.stringify(outcome.note) }),
          ...(outcome.owed.length === 0 ? {} : { active_at: instant(now) }),
        }
  const advanced = await transaction
    .updateTable('follows')
    .set({ ...next, state: state + 1 })
    .where('platform', '=', target.platform)
    .where('channel', '=', target.channel)
    .where('topic', '=', topic)
    .where('thread', '=', target.thread)
    .where('state', '=', state)
    .executeTakeFirst()
  return advanced.numUpdatedRows > 0n
}

type Row = Selectable<Schema['follows']>

function toFollow(row: Row): FollowRecord {
  return {
    target: { platform: row.platform, channel: row.channel, thread: row.thread },
    ...optional('workspace', row.workspace),
    topic: row.topic,
    ...optional('digest', row.digest),
    since: row.followed_at,
    activeAt: row.active_at,
    ...optional('waitsUntil', row.look_at === AT_ONCE ? null : row.look_at),
    ...optional('waitsSince', row.noticed_at),
    ...optional('note', row.note === null ? null : fromJson<FollowNote>(row.note)),
  }
}

function toDue(row: Row): DueFollow {
  return {
    follow: toFollow(row),
    state: row.state,
    isChanged: row.look_at === AT_ONCE,
  }
}
