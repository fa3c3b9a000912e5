import type { Selectable } from 'kysely'
import type { DeliveryRecord, MessageReference, OwedDelivery } from '../core/delivery.ts'
import type { Reply } from '../core/reply.ts'
import type { Schema } from './schema.ts'
import { fromJson, optional } from './values.ts'

export type DeliveryRow = Selectable<Schema['deliveries']>

export function toOwed(row: DeliveryRow): OwedDelivery {
  return {
    key: row.key,
    target: { platform: row.platform, channel: row.channel, ...optional('thread', row.thread) },
    reply: fromJson<Reply>(row.reply),
    ...optional('workspace', row.workspace),
    ...optional('digest', row.digest),
    ...optional('slot', row.slot),
    ...optional('parent', row.parent),
    ...optional('edits', row.edits === null ? null : fromJson<MessageReference>(row.edits)),
  }
}

export function toRecord(row: DeliveryRow): DeliveryRecord {
  return {
    ...toOwed(row),
    state: row.state,
    attempts: row.attempts,
    owedAt: row.owed_at,
    ...optional('settledAt', row.settled_at),
    ...optional('notBefore', row.not_before),
    ...optional('reason', row.reason),
    ...optional('message', row.message === null ? null : fromJson<MessageReference>(row.message)),
  }
}
