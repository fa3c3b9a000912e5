import type { Transaction } from 'kysely'
import type { AttemptId, DeliveryKey, MessageReference, Settlement } from '../core/delivery.ts'
import { topicsOf } from '../core/reply.ts'
import type { OutboxStore } from '../core/store-ports.ts'
import { lease, onePerChannel, selectReady, toClaimed } from './claiming.ts'
import { type Database, type DialectExceptions, transact } from './database.ts'
import { type DeliveryRow, toOwed, toRecord } from './delivery-rows.ts'
import { followTopic } from './follows.ts'
import { failChildren, noteShown, oweIn, untellIn } from './owing.ts'
import { currentSlugs } from './renaming.ts'
import { editShown } from './retraction.ts'
import type { Schema } from './schema.ts'
import { saveThreadIn } from './threads.ts'
import { instant, optional } from './values.ts'

export function outboxStore(database: Database): OutboxStore {
  return {
    async oweDeliveries(owed, now) {
      if (owed.length === 0) return
      await transact(database, async (transaction) => oweIn(transaction, owed, now, database.exceptions))
    },

    async noteSent(sent, message, now) {
      await transact(database, async (transaction) => {
        await oweIn(transaction, [sent], now, database.exceptions)
        const row = transaction.updateTable('deliveries').where('key', '=', sent.key).where('state', '=', 'pending')
        await row.set({ state: 'sent', settled_at: instant(now), message: JSON.stringify(message) }).execute()
      })
    },

    async claimDeliveries(platforms, now, leaseUntil, limit) {
      if (platforms.length === 0) return []
      return await transact(database, async (transaction) => {
        // One claim at a time: two processes must not take two lines of one channel.
        await database.exceptions.hold(transaction, 'claims')
        const ready = onePerChannel(await selectReady(transaction, platforms, instant(now), limit, database.exceptions))
        if (ready.length > 0) await lease(transaction, ready, instant(now), instant(leaseUntil))
        return ready.map(toClaimed)
      })
    },

    async settleDelivery(attempt, settlement, now) {
      return await transact(database, async (transaction) =>
        settle(transaction, attempt, settlement, now, database.exceptions),
      )
    },

    async deliveries({ digest, limit }) {
      const newest = database.queries.selectFrom('deliveries').selectAll().orderBy('seq', 'desc').limit(limit)
      const rows = await (digest === undefined ? newest : newest.where('digest', '=', digest)).execute()
      return rows.map(toRecord)
    },

    async countOwed() {
      // Counted before the rows are looked at, so that a long backlog is read from `deliveries_in_line` alone.
      const counted = database.queries
        .selectFrom('deliveries')
        .select((eb) => ['platform', eb.fn.countAll<string>().as('messages'), eb.fn.min('seq').as('first')])
        .where('settled_at', 'is', null)
        .groupBy('platform')
      const rows = await database.queries
        .selectFrom(counted.as('open'))
        .innerJoin('deliveries as d', 'd.seq', 'open.first')
        .select(['open.platform', 'open.messages', 'd.owed_at as since'])
        .orderBy('open.platform')
        .execute()
      // PostgreSQL gives a count as text.
      return rows.map(({ messages, ...row }) => ({ ...row, messages: Number(messages) }))
    },
  }
}

/** A claim counts its attempt, so a row that is being sent with one attempt more than came before this one is still this one's. */
async function settle(
  transaction: Transaction<Schema>,
  { key, attempts }: AttemptId,
  settlement: Settlement,
  now: string,
  exceptions: DialectExceptions,
): Promise<boolean> {
  const update = transaction.updateTable('deliveries').set(outcomeOf(settlement, now)).where('key', '=', key)
  const changeable =
    settlement.state === 'sent'
      ? update.where('state', '!=', 'sent')
      : update.where('state', '=', 'sending').where('attempts', '=', attempts + 1)
  const row = await changeable.returningAll().executeTakeFirst()
  if (row === undefined) return false
  if (settlement.state === 'sent') {
    await takeThread(transaction, row, settlement.message, now)
    await noteShown(transaction, [toOwed(row).reply], now)
    // It may have been taken back while it was under way.
    await editShown(transaction, row, now, exceptions)
  }
  if (settlement.state === 'failed') await untellIn(transaction, row)
  if (settlement.state === 'failed' || settlement.state === 'unsure') {
    await failChildren(transaction, { key, state: settlement.state }, settlement.reason, now)
  }
  return true
}

function outcomeOf(settlement: Settlement, now: string) {
  const { state } = settlement
  const open = { lease_until: null, not_before: null }
  switch (state) {
    case 'sent':
      return { ...open, state, settled_at: instant(now), message: JSON.stringify(settlement.message), reason: null }
    case 'failed':
    case 'unsure':
      return { ...open, state, settled_at: instant(now), reason: settlement.reason }
    case 'pending': {
      const { notBefore, ambiguous, looks = 0, reason } = settlement
      return { ...open, state, not_before: instant(notBefore), ambiguous: ambiguous ? 1 : 0, looks, reason } as const
    }
  }
}

/**
 * The thread of a message that was sent takes questions: the one it stands in, else the one below it. That of an edition is from now on
 * the one in which its channel follows the topics of its briefs.
 */
async function takeThread(
  transaction: Transaction<Schema>,
  row: DeliveryRow,
  { channel, message, thread }: MessageReference,
  now: string,
): Promise<void> {
  const { target, reply, parent, digest, workspace } = toOwed(row)
  const head = thread ?? (parent === undefined ? target.thread : await messageOf(transaction, parent)) ?? message
  const { platform } = target
  const topics = await currentSlugs(transaction, topicsOf(reply))
  await saveThreadIn(transaction, { platform, channel, message: head }, topics, now)
  if (digest === undefined || parent === undefined || reply.kind !== 'brief') return
  const where = { target: { platform, channel: target.channel, thread: head }, ...optional('workspace', workspace) }
  await followTopic(transaction, { ...where, topic: topics[0] ?? reply.brief.topic, digest }, now, row.owed_at)
}

async function messageOf(transaction: Transaction<Schema>, key: DeliveryKey): Promise<string | undefined> {
  const row = await transaction.selectFrom('deliveries').selectAll().where('key', '=', key).executeTakeFirst()
  return row && toRecord(row).message?.message
}
