import type { Kysely, Transaction } from 'kysely'
import type { OwedDelivery } from '../core/delivery.ts'
import { briefsIn, editKey, type RetractionStore, withoutBriefs } from '../core/forgetting.ts'
import type { Reply } from '../core/reply.ts'
import { wording } from '../core/wording.ts'
import { type Database, type DialectExceptions, transact } from './database.ts'
import { type DeliveryRow, toRecord } from './delivery-rows.ts'
import { holds, inChunks } from './naming.ts'
import { failOwed, oweIn } from './owing.ts'
import type { Schema } from './schema.ts'
import { fromJson, instant } from './values.ts'

const MESSAGES_A_PAGE = 500

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
      const { queries } = database
      const posts = new Map<string, { postedAt: string; messages: number }>()
      for await (const { reply, settledAt } of sentMessages(queries)) {
        for (const brief of new Set(briefsIn(reply))) {
          const { postedAt, messages } = posts.get(brief) ?? { postedAt: settledAt, messages: 0 }
          posts.set(brief, { postedAt: settledAt > postedAt ? settledAt : postedAt, messages: messages + 1 })
        }
      }
      const rows = await inChunks([...posts.keys()], (some) =>
        queries
          .selectFrom('briefs')
          .select(['id', 'topic', 'headline'])
          .where('id', 'in', some)
          .where('retracted_at', 'is', null)
          .execute(),
      )
      const known = rows.flatMap(({ id, ...row }) => {
        const post = posts.get(id)
        return post === undefined ? [] : [{ brief: id, ...row, ...post }]
      })
      return known.sort((a, b) => Date.parse(b.postedAt) - Date.parse(a.postedAt)).slice(0, limit)
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

/** Every message that stands somewhere, in pages, so that a ledger of any length may be read. */
async function* sentMessages(
  queries: Kysely<Schema>,
): AsyncGenerator<{ readonly reply: Reply; readonly settledAt: string }> {
  const sent = queries
    .selectFrom('deliveries')
    .select(['seq', 'reply', 'settled_at'])
    .where('state', '=', 'sent')
    .where('edits', 'is', null)
    .orderBy('seq')
    .limit(MESSAGES_A_PAGE)
  for (let after = 0; ; ) {
    const rows = await sent.where('seq', '>', after).execute()
    for (const { reply, settled_at } of rows) {
      if (settled_at !== null) yield { reply: fromJson<Reply>(reply), settledAt: settled_at }
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < MESSAGES_A_PAGE) return
    after = last.seq
  }
}
