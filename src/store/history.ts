import { type Kysely, type RawBuilder, sql } from 'kysely'
import { SLOTS_TOLD } from '../core/digest-ledger.ts'
import type { BriefPlace, HistoryStore } from '../core/retention.ts'
import { type Database, transact } from './database.ts'
import type { Schema } from './schema.ts'
import { dayOf, instant } from './values.ts'

export function historyStore(database: Database): HistoryStore {
  return {
    async forgetHistory({ history, threads }, limit) {
      const before = instant(history)
      const kinds = [
        (queries: Kysely<Schema>) => dropDeliveries(queries, before, limit),
        (queries: Kysely<Schema>) => dropEditions(queries, before, limit),
        (queries: Kysely<Schema>) => dropThreads(queries, instant(threads), limit),
      ]
      let dropped = 0
      // A transaction each, so that nobody waits for all of it.
      for (const drop of kinds) dropped += await transact(database, drop)
      return dropped
    },

    async forgetBriefs(before, limit, after) {
      return await transact(database, async (queries) => {
        const old = await oldBriefs(queries, instant(before), limit, after)
        const last = old.length < limit ? undefined : old.at(-1)
        const ids = old.map(({ id }) => id)
        const dropped = ids.length === 0 ? 0 : await dropBriefs(queries, ids, instant(before))
        return { dropped, ...(last === undefined ? {} : { next: { writtenAt: last.written_at, id: last.id } }) }
      })
    },
  }
}

/** The slot of this digest from which on `why` tells of it; null while it has come to fewer, and so keeps all. */
function firstSlotTold(digest: RawBuilder<unknown>) {
  return sql`(select n.slot from editions n where n.digest = ${digest} order by n.slot desc limit 1 offset ${sql.lit(SLOTS_TOLD - 1)})`
}

/** Of no digest any more, or of a slot that `why` does not tell of. */
function isPast(digest: RawBuilder<unknown>, slot: RawBuilder<unknown>) {
  return sql`(not exists (select 1 from digests s where s.id = ${digest}) or ${slot} < ${firstSlotTold(digest)})`
}

async function dropDeliveries(queries: Kysely<Schema>, before: string, limit: number): Promise<number> {
  const past = isPast(sql`d.digest`, sql`d.slot`)
  return await count(
    queries,
    sql`delete from deliveries where seq in (
      select d.seq from deliveries d
      where d.settled_at < ${before} and (d.digest is null or ${past})
        and not exists (select 1 from deliveries c where c.parent = d.key)
      order by d.settled_at limit ${limit}
    )`,
  )
}

async function dropEditions(queries: Kysely<Schema>, before: string, limit: number): Promise<number> {
  return await count(
    queries,
    sql`delete from editions where (digest, slot) in (
      select e.digest, e.slot from editions e
      where e.written_at < ${before} and ${isPast(sql`e.digest`, sql`e.slot`)}
      order by e.written_at limit ${limit}
    )`,
  )
}

async function oldBriefs(queries: Kysely<Schema>, before: string, limit: number, after: BriefPlace | undefined) {
  const old = queries.selectFrom('briefs').select(['id', 'written_at']).where('written_at', '<', before)
  const rest = after === undefined ? old : old.where(sql`(written_at, id)`, '>', sql`(${after.writtenAt}, ${after.id})`)
  return await rest.orderBy('written_at').orderBy('id').limit(limit).execute()
}

async function dropBriefs(queries: Kysely<Schema>, ids: readonly string[], before: string): Promise<number> {
  return await count(
    queries,
    sql`delete from briefs where id in (${sql.join(ids)}) and retracted_at is null
      and (shown_on is null or shown_on < ${dayOf(before)})
      and not exists (select 1 from topics t where t.slug = briefs.topic and t.brief = briefs.id)
      and not exists (select 1 from told o where o.brief = briefs.id)`,
  )
}

async function dropThreads(queries: Kysely<Schema>, before: string, limit: number): Promise<number> {
  return await count(
    queries,
    sql`delete from thread_topics where (platform, channel, message, topic) in (
      select t.platform, t.channel, t.message, t.topic from thread_topics t
      where t.saved_at < ${before} order by t.saved_at limit ${limit}
    )`,
  )
}

async function count(queries: Kysely<Schema>, statement: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows = 0n } = await statement.execute(queries)
  return Number(numAffectedRows)
}
