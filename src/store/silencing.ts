import type { Transaction } from 'kysely'
import { withoutDocument } from '../core/forgetting.ts'
import type { Reply } from '../core/reply.ts'
import { wording } from '../core/wording.ts'
import type { DeliveryRow } from './delivery-rows.ts'
import { namesIn, rowsNaming } from './naming.ts'
import { failOwed } from './owing.ts'
import type { Schema } from './schema.ts'
import { fromJson } from './values.ts'

/** What is kept of a message that showed what is forgotten. */
const FORGOTTEN: Reply = { kind: 'notice', text: wording.forgotten }

/** What goes with documents that are forgotten. */
export interface Along {
  /** Ids of briefs that are looked for. */
  readonly briefs: ReadonlySet<string>
  /** Slugs whose lists may have a headline made of a document. */
  readonly topics: ReadonlySet<string>
}

/**
 * Takes the words of what names any of the ids (documents, or the topics of passages) out of the ledger, and out of what has not gone out
 * yet, in one reading. Gives those of the briefs that stand in a channel.
 */
export async function silence(
  transaction: Transaction<Schema>,
  ids: ReadonlySet<string>,
  now: string,
  { briefs, topics }: Along = { briefs: new Set(), topics: new Set() },
): Promise<Set<string>> {
  const posted = new Set<string>()
  const all = new Set([...ids, ...briefs, ...topics])
  for await (const { key, names } of rowsNaming(transaction, 'deliveries', all)) {
    const row = await transaction.selectFrom('deliveries').selectAll().where('seq', '=', key).executeTakeFirst()
    if (row === undefined) continue
    if (row.state === 'sent') for (const brief of names.intersection(briefs)) posted.add(brief)
    const isList = row.reply.startsWith('{"kind":"topics"') && !names.isDisjointFrom(topics)
    const named = names.intersection(ids)
    if (named.size > 0 && row.state === 'pending') await leaveOut(transaction, row, named, now)
    else if (named.size > 0 || isList) await reword(transaction, row, FORGOTTEN)
  }
  return posted
}

/** What is owed goes out without the documents, or not at all. */
async function leaveOut(
  transaction: Transaction<Schema>,
  row: DeliveryRow,
  documents: ReadonlySet<string>,
  now: string,
): Promise<void> {
  let reply = row.reply
  // What rests on one of them may have been all that rested on another.
  for (let named = documents; named.size > 0; named = namesIn(reply, documents)) {
    const [document = ''] = named
    const rest = withoutDocument(fromJson<Reply>(reply), document)
    if (rest === undefined) {
      await failOwed(transaction, row, wording.forgotten, now)
      return await reword(transaction, row, FORGOTTEN)
    }
    reply = JSON.stringify(rest)
  }
  await reword(transaction, row, fromJson<Reply>(reply))
}

async function reword(transaction: Transaction<Schema>, { seq }: DeliveryRow, reply: Reply): Promise<void> {
  await transaction
    .updateTable('deliveries')
    .set({ reply: JSON.stringify(reply) })
    .where('seq', '=', seq)
    .execute()
}
