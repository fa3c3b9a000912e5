import { sql, type Transaction } from 'kysely'
import type { OwedDelivery } from '../core/delivery.ts'
import { briefsIn, editKey, type RetractionStore, withoutBriefs } from '../core/forgetting.ts'
import { wording } from '../core/wording.ts'
import { type Database, type DialectExceptions, transact } from './database.ts'
import { type DeliveryRow, toRecord } from './delivery-rows.ts'
import { holds } from './forgetting.ts'
import { failOwed, oweIn } from './owing.ts'
import type { Schema } from './schema.ts'
import { instant } from './values.ts'

export function retractionStore(database: Database): RetractionStore {
  return {
    async retractBrief(id, now) {
      return await transact(database, async (transaction) => {
        const known = await transaction
          .updateTable('briefs')
          .set({ retracted_at: instant(now) })
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst()
        if (known === undefined) return undefined
        await transaction
          .updateTable('topics')
          .set({ brief: null, headline: null, stale: 1 })
          .where('brief', '=', id)
          .execute()
        // Every reply that shows a brief has its id.
        const showing = transaction
          .selectFrom('deliveries')
          .selectAll()
          .where('edits', 'is', null)
          .where(holds('reply', id))
        let edits = 0
        for (const row of await showing.orderBy('seq').execute()) {
          if (row.state === 'pending') await takeOut(transaction, row, now)
          if (row.state === 'sent') edits += await editShown(transaction, row, now, database.exceptions)
        }
        return edits
      })
    },

    async postedBriefs(limit) {
      const { rows } = await sql<{ brief: string; topic: string; headline: string; posted: string; messages: number }>`
        select b.id as brief, b.topic, b.headline, max(d.settled_at) as posted, cast(count(*) as integer) as messages
        from briefs b join deliveries d on d.state = 'sent' and d.edits is null and d.reply like '%"' || b.id || '"%'
        where b.retracted_at is null
        group by b.id, b.topic, b.headline order by posted desc limit ${limit}`.execute(database.queries)
      return rows.map(({ posted, ...row }) => ({ ...row, postedAt: posted }))
    },
  }
}

/** What is owed yet goes out without what was taken back, or not at all. */
async function takeOut(transaction: Transaction<Schema>, row: DeliveryRow, now: string): Promise<void> {
  const { reply } = toRecord(row)
  const rest = withoutBriefs(reply, await retractedOf(transaction, briefsIn(reply)))
  if (rest === undefined) return
  if (rest.kind === 'edition') {
    await transaction
      .updateTable('deliveries')
      .set({ reply: JSON.stringify(rest) })
      .where('seq', '=', row.seq)
      .execute()
  } else await failOwed(transaction, row, wording.retracted, now)
}

/**
 * Owes the edit of a message that shows briefs that were taken back, all of them, so that a later edit shows none that an earlier one took
 * out. One that failed is owed again. Gives how many edits are owed thereby: one or none.
 */
export async function editShown(
  transaction: Transaction<Schema>,
  row: DeliveryRow,
  now: string,
  exceptions: DialectExceptions,
): Promise<number> {
  const { key, target, reply, workspace, message } = toRecord(row)
  const retracted = await retractedOf(transaction, briefsIn(reply))
  const rest = withoutBriefs(reply, retracted)
  if (rest === undefined || message === undefined || row.edits !== null) return 0
  const edit: OwedDelivery = {
    key: editKey(key, retracted),
    target,
    reply: rest,
    edits: message,
    ...(workspace === undefined ? {} : { workspace }),
  }
  await oweIn(transaction, [edit], now, exceptions)
  await transaction
    .updateTable('deliveries')
    .set({ state: 'pending', settled_at: null, attempts: 0, looks: 0, ambiguous: 0, reason: null })
    .where('key', '=', edit.key)
    .where('state', 'in', ['failed', 'unsure'])
    .execute()
  return 1
}

async function retractedOf(transaction: Transaction<Schema>, briefs: readonly string[]): Promise<ReadonlySet<string>> {
  if (briefs.length === 0) return new Set()
  const taken = transaction
    .selectFrom('briefs')
    .select('id')
    .where('id', 'in', [...briefs])
  return new Set((await taken.where('retracted_at', 'is not', null).execute()).map(({ id }) => id))
}
