import type { Transaction } from 'kysely'
import type { Digest, Edition, SkippedSlots } from '../core/digest.ts'
import { newsAfter } from '../core/news.ts'
import type { DigestStore } from '../core/store-ports.ts'
import { type Database, transact } from './database.ts'
import { oweIn } from './owing.ts'
import type { Schema } from './schema.ts'
import { ToldMeanwhile, tellAnewIn } from './threads.ts'
import { fromJson, instant, optional } from './values.ts'

const DAY_MS = 24 * 60 * 60_000

export function digestStore(database: Database): DigestStore {
  const { queries } = database
  return {
    async saveDigest(digest) {
      const order = toRow(digest)
      await queries
        .insertInto('digests')
        .values({ id: digest.id, ...order })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((eb) => {
            // Changed in its words only, it keeps its place in time: a restart must not skip a slot that is due. One that was paused has
            // let its slots pass, and begins with the next.
            const isInTime = eb.and([
              eb('digests.cron', '=', eb.ref('excluded.cron')),
              eb('digests.zone', '=', eb.ref('excluded.zone')),
              eb('digests.paused', 'is', null),
            ])
            const inTime = eb.case().when(isInTime)
            return {
              ...order,
              next_run_at: inTime.then(eb.ref('digests.next_run_at')).else(eb.ref('excluded.next_run_at')).end(),
              claimed_until: inTime.then(eb.ref('digests.claimed_until')).else(null).end(),
            }
          }),
        )
        .execute()
    },

    async removeDigest(id) {
      await queries.deleteFrom('digests').where('id', '=', id).execute()
    },

    async digests({ platform, workspace, channel } = { platform: '' }) {
      let wanted = queries.selectFrom('digests').selectAll().orderBy('id')
      if (platform !== '') wanted = wanted.where('platform', '=', platform)
      if (workspace !== undefined) wanted = wanted.where('workspace', '=', workspace)
      if (channel !== undefined) wanted = wanted.where('channel', '=', channel)
      return (await wanted.execute()).map(toDigest)
    },

    async claimDigest(now, until) {
      const claimed = await queries
        // A table of its own is read once; as a condition of the update it may be read anew for every row, and find another each time.
        .with('due', (query) =>
          query
            .selectFrom('digests as d')
            .select('d.id')
            .where('d.paused', 'is', null)
            .where('d.next_run_at', '<=', instant(now))
            .where((eb) =>
              eb.or([
                eb('d.claimed_until', 'is', null),
                eb('d.claimed_until', '<=', instant(now)),
                eb('d.claimed_until', '>', dayAfter(now)),
              ]),
            )
            .orderBy('d.next_run_at')
            .orderBy('d.id')
            .limit(1)
            .modifyEnd(database.exceptions.skipLocked),
        )
        .updateTable('digests')
        .set({ claimed_until: instant(until) })
        .where('id', 'in', (eb) => eb.selectFrom('due').select('due.id'))
        .returningAll()
        .executeTakeFirst()
      return claimed && toDigest(claimed)
    },

    async prolongClaim(digest, was, until) {
      const claimed = queries.updateTable('digests').where('id', '=', digest).where('claimed_until', '=', instant(was))
      const { numUpdatedRows } = await claimed.set({ claimed_until: instant(until) }).executeTakeFirst()
      return numUpdatedRows > 0n
    },

    async saveEdition(edition, owed, told, run) {
      const save = transact(database, async (transaction) => {
        const moved = await transaction
          .updateTable('digests')
          .set({ next_run_at: instant(run.next), claimed_until: null })
          .where('id', '=', edition.digest)
          .where('next_run_at', '=', instant(run.was))
          .where('paused', 'is', null)
          .executeTakeFirst()
        if (moved.numUpdatedRows === 0n) return false
        if (!(await insertEdition(transaction, edition))) return false
        await oweIn(transaction, owed, edition.writtenAt, database.exceptions)
        for (const each of told) await tellAnewIn(transaction, each, edition.writtenAt)
        return true
      })
      return await save.catch((error: unknown) => {
        if (error instanceof ToldMeanwhile) return false
        throw error
      })
    },

    async pauseDigest(id, reason, now, owing = () => []) {
      return await transact(database, async (transaction) => {
        const row = await transaction
          .updateTable('digests')
          .set({ paused: reason })
          .where('id', '=', id)
          .where('paused', 'is', null)
          .returningAll()
          .executeTakeFirst()
        if (row === undefined) return undefined
        const digest = toDigest({ ...row, paused: null })
        await oweIn(transaction, owing(digest), now, database.exceptions)
        return digest
      })
    },

    async editions(digest, limit) {
      const newest = queries.selectFrom('editions').selectAll().orderBy('slot', 'desc').limit(limit)
      return (await newest.where('digest', '=', digest).execute()).map(toEdition)
    },

    async editionsSince(digest, slot) {
      const all = queries.selectFrom('editions').selectAll().where('digest', '=', digest)
      return (await all.where('slot', '>=', instant(slot)).orderBy('slot').execute()).map(toEdition)
    },

    async rescheduleDigest(digest, run, now) {
      return await transact(database, async (transaction) => {
        const moved = await transaction
          .updateTable('digests')
          .set({ next_run_at: instant(run.next), claimed_until: null })
          .where('id', '=', digest)
          .where('next_run_at', '=', instant(run.was))
          .returning(['platform', 'channel'])
          .executeTakeFirst()
        if (moved === undefined) return false
        await transaction
          .updateTable('told')
          .set({ told_at: instant(now), news_after: newsAfter(now) })
          .where('platform', '=', moved.platform)
          .where('channel', '=', moved.channel)
          .where('told_at', '>', dayAfter(now))
          .execute()
        return true
      })
    },
  }
}

/**
 * A digest that was removed and set up again, or that a clock ahead had moved, may come to a slot that it has had: the edition stays as it was
 * posted, and false is given. One that was only skipped is written anew.
 */
async function insertEdition(transaction: Transaction<Schema>, edition: Edition): Promise<boolean> {
  const { digest, slot, ...outcome } = toEditionRow(edition)
  const { numInsertedOrUpdatedRows = 0n } = await transaction
    .insertInto('editions')
    .values({ digest, slot, ...outcome })
    .onConflict((conflict) => conflict.columns(['digest', 'slot']).doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows > 0n) return true
  const those = transaction.selectFrom('editions').selectAll().where('digest', '=', digest).where('slot', '=', slot)
  const had = toEdition(await those.executeTakeFirstOrThrow())
  if (had.skipped?.to !== had.slot) return false
  await transaction.updateTable('editions').set(outcome).where('digest', '=', digest).where('slot', '=', slot).execute()
  return true
}

function dayAfter(now: string): string {
  return new Date(Date.parse(now) + DAY_MS).toISOString()
}

type Row = Schema['digests']

function toRow(digest: Digest): Omit<Row, 'id' | 'claimed_until'> {
  return {
    platform: digest.target.platform,
    channel: digest.target.channel,
    thread: digest.target.thread ?? null,
    workspace: digest.workspace ?? null,
    topics: JSON.stringify(digest.topics),
    cron: digest.cron,
    zone: digest.zone,
    briefs: digest.limit,
    when_empty: digest.whenEmpty,
    author: digest.author,
    origin: digest.origin,
    paused: digest.paused ?? null,
    next_run_at: instant(digest.nextRunAt),
  }
}

function toDigest(row: Row): Digest {
  return {
    id: row.id,
    target: { platform: row.platform, channel: row.channel, ...optional('thread', row.thread) },
    ...optional('workspace', row.workspace),
    topics: fromJson<string[]>(row.topics),
    cron: row.cron,
    zone: row.zone,
    limit: row.briefs,
    whenEmpty: row.when_empty,
    author: row.author,
    origin: row.origin,
    ...optional('paused', row.paused),
    nextRunAt: row.next_run_at,
  }
}

function toEditionRow(edition: Edition): Schema['editions'] {
  return {
    digest: edition.digest,
    slot: instant(edition.slot),
    missed: JSON.stringify(edition.missed),
    skipped: edition.skipped === undefined ? null : JSON.stringify(edition.skipped),
    briefs: JSON.stringify(edition.briefs),
    written_at: instant(edition.writtenAt),
  }
}

function toEdition(row: Schema['editions']): Edition {
  return {
    digest: row.digest,
    slot: row.slot,
    missed: fromJson<string[]>(row.missed),
    ...optional('skipped', row.skipped === null ? null : fromJson<SkippedSlots>(row.skipped)),
    writtenAt: row.written_at,
    briefs: fromJson<string[]>(row.briefs),
  }
}
