import type { Transaction } from 'kysely'
import type { DeliveryKey, OwedDelivery } from '../core/delivery.ts'
import { briefsIn } from '../core/forgetting.ts'
import type { Reply } from '../core/reply.ts'
import type { DialectExceptions } from './database.ts'
import type { DeliveryRow } from './delivery-rows.ts'
import { inChunks } from './naming.ts'
import { currentSlugs } from './renaming.ts'
import type { Schema } from './schema.ts'
import { dayOf, fromJson, instant } from './values.ts'

/** SQLite takes 32,766 parameters a statement, PostgreSQL 65,535; a delivery needs 19. */
const ROWS_A_STATEMENT = 500

/** Remembers what is owed; a key that is known already is left as it is. Throws if a parent is neither known nor among them. */
export async function oweIn(
  transaction: Transaction<Schema>,
  owed: readonly OwedDelivery[],
  now: string,
  exceptions: DialectExceptions,
): Promise<void> {
  const ordered = parentsFirst(owed)
  for (let start = 0; start < ordered.length; start += ROWS_A_STATEMENT) {
    await transaction
      .insertInto('deliveries')
      .values(ordered.slice(start, start + ROWS_A_STATEMENT).map((delivery) => toRow(delivery, now)))
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
  }
  await noteShown(
    transaction,
    owed.map(({ reply }) => reply),
    now,
  )
  await failOrphans(transaction, owed, now, exceptions)
}

/**
 * The briefs of these replies were shown today, so that they are kept as long as the messages that show them. By the day, so that a brief
 * that a hundred channels are sent is written to once.
 */
export async function noteShown(
  transaction: Transaction<Schema>,
  replies: readonly Reply[],
  now: string,
): Promise<void> {
  const today = dayOf(now)
  await inChunks([...new Set(replies.flatMap(briefsIn))], async (some) => {
    await transaction
      .updateTable('briefs')
      .set({ shown_on: today })
      .where('id', 'in', some)
      .where((eb) => eb.or([eb('shown_on', 'is', null), eb('shown_on', '<', today)]))
      .execute()
    return []
  })
}

/** A child that stood before its parent in the line of their channel would wait for it, and it for the child. */
function parentsFirst(owed: readonly OwedDelivery[]): OwedDelivery[] {
  const byKey = new Map(owed.toReversed().map((delivery) => [delivery.key, delivery]))
  const ordered = new Set<OwedDelivery>()
  for (const delivery of byKey.values().toArray().reverse()) {
    const line: OwedDelivery[] = []
    for (let next = byKey.get(delivery.key); next !== undefined && !line.includes(next); ) {
      line.unshift(next)
      next = next.parent === undefined ? undefined : byKey.get(next.parent)
    }
    for (const each of line) ordered.add(each)
  }
  return [...ordered]
}

function toRow(delivery: OwedDelivery, now: string) {
  return {
    key: delivery.key,
    platform: delivery.target.platform,
    channel: delivery.target.channel,
    thread: delivery.target.thread ?? null,
    workspace: delivery.workspace ?? null,
    reply: JSON.stringify(delivery.reply),
    digest: delivery.digest ?? null,
    slot: delivery.slot ?? null,
    parent: delivery.parent ?? null,
    edits: delivery.edits === undefined ? null : JSON.stringify(delivery.edits),
    state: 'pending',
    attempts: 0,
    ambiguous: 0,
    looks: 0,
    owed_at: instant(now),
    first_tried_at: null,
    not_before: null,
    lease_until: null,
    settled_at: null,
    reason: null,
    message: null,
  } as const
}

/** A parent may have failed before its child was owed. Locked, so that it cannot fail in between unseen. */
async function failOrphans(
  transaction: Transaction<Schema>,
  owed: readonly OwedDelivery[],
  now: string,
  { forShare }: DialectExceptions,
): Promise<void> {
  const parents = [...new Set(owed.flatMap(({ parent }) => parent ?? []))]
  if (parents.length === 0) return
  const rows = await transaction
    .selectFrom('deliveries as d')
    .select(['d.key', 'd.state', 'd.reason'])
    .where('d.key', 'in', parents)
    .orderBy('d.seq')
    .modifyEnd(forShare)
    .execute()
  for (const { key, state, reason } of rows) {
    if (state === 'failed' || state === 'unsure') await failChildren(transaction, { key, state }, reason ?? state, now)
  }
}

/**
 * What was to stand in the thread of a message that is not there, or may not be, is not sent either; nor what hangs on that. If the
 * message may be there, so may the headlines in it, and they are not said twice.
 */
export async function failChildren(
  transaction: Transaction<Schema>,
  parent: { readonly key: DeliveryKey; readonly state: 'failed' | 'unsure' },
  reason: string,
  now: string,
): Promise<void> {
  let parents: DeliveryKey[] = [parent.key]
  while (parents.length > 0) {
    const failed = await transaction
      .updateTable('deliveries')
      .set({
        state: 'failed',
        reason: `the message it belongs under did not go out: ${reason}`,
        settled_at: instant(now),
        not_before: null,
      })
      .where('parent', 'in', parents)
      .where('settled_at', 'is', null)
      .returning(['key', 'platform', 'channel', 'thread', 'digest', 'reply'])
      .execute()
    if (parent.state === 'failed') for (const row of failed) await untellIn(transaction, row)
    parents = failed.map(({ key }) => key)
  }
}

/** What is owed is not to go out after all; nor what hangs on it, and nobody was told of it. */
export async function failOwed(
  transaction: Transaction<Schema>,
  row: Untold & Pick<DeliveryRow, 'seq'>,
  reason: string,
  now: string,
): Promise<void> {
  await transaction
    .updateTable('deliveries')
    .set({ state: 'failed', reason, settled_at: instant(now), not_before: null })
    .where('seq', '=', row.seq)
    .execute()
  await untellIn(transaction, row)
  await failChildren(transaction, { key: row.key, state: 'failed' }, reason, now)
}

/**
 * A brief, an update or a correction that did not go out has told its channel nothing: the news in it stays news. Not so one of which that
 * is unsure: it is never said twice. A thread that takes no update follows nothing any more.
 */
export async function untellIn(
  transaction: Transaction<Schema>,
  { key, platform, channel, thread, digest, reply }: Untold,
): Promise<void> {
  const said = fromJson<Reply>(reply)
  const untell = async (given: string, brief: string) => {
    const [topic = given] = await currentSlugs(transaction, [given])
    await transaction
      .deleteFrom('told')
      .where('platform', '=', platform)
      .where('channel', '=', channel)
      .where('topic', '=', topic)
      .where('brief', '=', brief)
      .execute()
  }
  if (said.kind === 'brief' && digest !== null) await untell(said.brief.topic, said.brief.id)
  if (said.kind !== 'update' && said.kind !== 'correction') return
  await untell(said.topic, key)
  const [topic = said.topic] = await currentSlugs(transaction, [said.topic])
  await transaction
    .deleteFrom('follows')
    .where('platform', '=', platform)
    .where('channel', '=', channel)
    .where('topic', '=', topic)
    .where('thread', '=', thread)
    .execute()
}

type Untold = Pick<DeliveryRow, 'key' | 'platform' | 'channel' | 'thread' | 'digest' | 'reply'>
