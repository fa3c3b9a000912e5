import { sql, type Transaction } from 'kysely'
import type { OwedDelivery } from '../core/delivery.ts'
import { editKey, type RetractionStore } from '../core/forgetting.ts'
import type { Reply } from '../core/reply.ts'
import { wording } from '../core/wording.ts'
import { type Database, transact } from './database.ts'
import { type DeliveryRow, toRecord } from './delivery-rows.ts'
import { holds } from './forgetting.ts'
import { oweIn } from './owing.ts'
import type { Schema } from './schema.ts'
import { instant } from './values.ts'

export function retractionStore(database: Database): RetractionStore {
  return {
    async retractBrief(id, now, editing) {
      return await transact(database, async (transaction) => {
        const brief = transaction.selectFrom('briefs').select('topic').where('id', '=', id)
        const known = await brief.executeTakeFirst()
        if (known === undefined) return undefined
        await hide(transaction, id, now)
        const edits = (await postings(transaction, id)).flatMap((row) => {
          const edit = editing(toRecord(row), known.topic)
          return edit === undefined ? [] : editOf(row, id, edit)
        })
        await oweIn(transaction, edits, now, database.exceptions)
        return edits.length
      })
    },

    async isRetracted(id) {
      const taken = database.queries.selectFrom('briefs').select('id').where('id', '=', id)
      return (await taken.where('retracted_at', 'is not', null).executeTakeFirst()) !== undefined
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

async function hide(transaction: Transaction<Schema>, id: string, now: string): Promise<void> {
  await transaction
    .updateTable('briefs')
    .set({ retracted_at: instant(now) })
    .where('id', '=', id)
    .execute()
  await transaction.updateTable('topics').set({ brief: null, headline: null }).where('brief', '=', id).execute()
  await transaction
    .updateTable('deliveries')
    .set({ state: 'failed', reason: wording.retracted, settled_at: instant(now), not_before: null })
    .where('state', '=', 'pending')
    .where('edits', 'is', null)
    .where(holds('reply', id))
    .execute()
}

/** Messages that show the brief: itself, an update made of it, or an edition that has its headline. */
async function postings(transaction: Transaction<Schema>, id: string): Promise<DeliveryRow[]> {
  const sent = transaction.selectFrom('deliveries').selectAll().where('state', '=', 'sent').where('edits', 'is', null)
  const own = await sent.where(holds('reply', id)).execute()
  const editions = await transaction
    .selectFrom('editions')
    .select(['digest', 'slot'])
    .where(holds('briefs', id))
    .execute()
  const heads: DeliveryRow[] = []
  for (const { digest, slot } of editions) {
    heads.push(
      ...(await sent.where('digest', '=', digest).where('slot', '=', slot).where('parent', 'is', null).execute()),
    )
  }
  return [...new Map([...own, ...heads].map((row) => [row.key, row])).values()]
}

function editOf(row: DeliveryRow, brief: string, reply: Reply): OwedDelivery[] {
  const { message, target, workspace } = toRecord(row)
  if (message === undefined) return []
  const key = editKey(brief, row.key)
  return [{ key, target, reply, edits: message, ...(workspace === undefined ? {} : { workspace }) }]
}
