import { type ExpressionBuilder, type Kysely, sql, type Transaction } from 'kysely'
import type { ClaimedDelivery, MessageReference, PlatformName } from '../core/delivery.ts'
import type { DialectExceptions } from './database.ts'
import { toOwed } from './delivery-rows.ts'
import type { Schema } from './schema.ts'
import { fromJson, optional } from './values.ts'

export type Ready = Awaited<ReturnType<typeof selectReady>>[number]

/**
 * What may be sent now, oldest first. The messages of a channel, and those of each of its threads, stand in a line in the order in which
 * they were owed: the first that is still open goes, and while it waits for its time the others wait behind it. One that waits holds up
 * its own line, not an answer in another thread. Whatever is settled is out of the line.
 */
export async function selectReady(
  transaction: Transaction<Schema>,
  platforms: readonly PlatformName[],
  now: string,
  limit: number,
  { skipLocked }: DialectExceptions,
) {
  return await transaction
    .selectFrom('deliveries as d')
    .leftJoin('deliveries as p', 'p.key', 'd.parent')
    .selectAll('d')
    .select('p.message as parent_message')
    .where(sql<boolean>`d.state in ('pending', 'sending') and d.settled_at is null`)
    .where('d.platform', 'in', [...platforms])
    .where((eb) =>
      eb.or([
        // A process died with it: nobody else has its channel, so it does not have to be the first in line.
        eb.and([eb('d.state', '=', 'sending'), eb('d.lease_until', '<=', now)]),
        eb.and([
          eb('d.state', '=', 'pending'),
          eb.or([eb('d.not_before', 'is', null), eb('d.not_before', '<=', now)]),
          eb.or([eb('d.parent', 'is', null), eb('p.state', '=', 'sent')]),
          eb.not(
            eb.exists(
              inChannel(eb)
                .where('o.settled_at', 'is', null)
                .whereRef('o.seq', '<', 'd.seq')
                .where(sql<boolean>`${line('o')} = ${line('d')}`),
            ),
          ),
          // One that was owed later may already be under way, where its transaction was seen first.
          eb.not(eb.exists(inChannel(eb).where(sql<boolean>`o.state = 'sending'`))),
        ]),
      ]),
    )
    .orderBy('d.seq')
    .limit(limit)
    .modifyEnd(skipLocked)
    .execute()
}

/** The line that a delivery stands in: below the message it belongs under, in a thread, or in the channel itself. */
function line(alias: 'd' | 'o') {
  return sql`coalesce(${sql.ref(`${alias}.parent`)}, ${sql.ref(`${alias}.thread`)}, '')`
}

/** A channel has one message under way at most, so that people see them in order: the oldest of those at the head of their lines. */
export function onePerChannel(ready: readonly Ready[]): Ready[] {
  const channels = new Set<string>()
  return ready.filter(({ platform, channel }) => {
    const name = JSON.stringify([platform, channel])
    if (channels.has(name)) return false
    channels.add(name)
    return true
  })
}

interface WithDelivery extends Schema {
  d: Schema['deliveries']
}

/**
 * With `offset 0` PostgreSQL looks the channel up. Without, it may turn `exists` into a hash of every channel, since a table that has just
 * filled up still has the statistics of an empty one.
 */
function inChannel(eb: ExpressionBuilder<WithDelivery, 'd'>) {
  return eb
    .selectFrom('deliveries as o')
    .select(sql.lit(1).as('one'))
    .whereRef('o.channel', '=', 'd.channel')
    .whereRef('o.platform', '=', 'd.platform')
    .limit(1)
    .offset(0)
}

/** Takes the deliveries until the lease runs out; they are read before, so `ready` tells what was known of them until now. */
export async function lease(
  queries: Kysely<Schema>,
  ready: readonly Ready[],
  now: string,
  leaseUntil: string,
): Promise<void> {
  const keys = ready.map(({ key }) => key)
  await queries
    .updateTable('deliveries')
    .set((eb) => ({
      state: 'sending',
      lease_until: leaseUntil,
      attempts: eb('attempts', '+', 1),
      first_tried_at: eb.fn.coalesce('first_tried_at', eb.val(now)),
      ambiguous: eb.case().when('state', '=', 'sending').then(eb.lit(1)).else(eb.ref('ambiguous')).end(),
    }))
    .where('key', 'in', keys)
    .execute()
}

export function toClaimed(row: Ready): ClaimedDelivery {
  const owed = toOwed(row)
  const head = row.parent_message === null ? undefined : fromJson<MessageReference>(row.parent_message).message
  return {
    ...owed,
    target: { ...owed.target, ...optional('thread', head) },
    owedAt: row.owed_at,
    attempts: row.attempts,
    ...optional('firstTriedAt', row.first_tried_at),
    ambiguous: row.ambiguous === 1 || row.state === 'sending',
    ...(row.looks === 0 ? {} : { looks: row.looks }),
  }
}
