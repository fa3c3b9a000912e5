import type { Transaction } from 'kysely'
import type { BackfillStore } from '../core/backfill.ts'
import type { Document } from '../core/document.ts'
import type { SavedDocument } from '../core/store-ports.ts'
import { type Database, transact } from './database.ts'
import { placeDocument } from './document-places.ts'
import { standingAt, standingByText } from './document-rows.ts'
import { insertDocument, recountUnseen, relist, writeRevision } from './document-writing.ts'
import { isForgotten } from './forgetting.ts'
import { currentSlugs } from './renaming.ts'
import type { Schema } from './schema.ts'
import { instant } from './values.ts'

/** SQLite takes 32,766 parameters a statement. */
const STEPS_A_STATEMENT = 1_000

export function backfillStore(database: Database): BackfillStore {
  const { queries, exceptions } = database
  return {
    async saveBackground(documents, steps, now) {
      return await transact(database, async (transaction) => {
        await exceptions.hold(transaction, 'documents')
        const outcomes: SavedDocument['outcome'][] = []
        const changed = new Set<string>()
        for (const given of documents) {
          const [topic = given.topic] = await currentSlugs(transaction, [given.topic])
          const outcome = await save(transaction, { ...given, topic, isBackground: true }, database)
          if (outcome === 'new' || outcome === 'revised') changed.add(topic)
          outcomes.push(outcome)
        }
        for (const topic of changed) await recountUnseen(transaction, topic)
        await noteSteps(transaction, steps, now)
        return outcomes
      })
    },

    async stepsDone(steps) {
      const done = new Map<string, string>()
      for (let start = 0; start < steps.length; start += STEPS_A_STATEMENT) {
        const some = steps.slice(start, start + STEPS_A_STATEMENT)
        const rows = await queries.selectFrom('import_steps').selectAll().where('step', 'in', some).execute()
        for (const { step, done_at } of rows) done.set(step, done_at)
      }
      return done
    },

    async forgetSteps(before) {
      const old = queries.deleteFrom('import_steps').where('done_at', '<', instant(before))
      return Number((await old.executeTakeFirst()).numDeletedRows)
    },
  }
}

/** As `save` of the documents that sources find, except that nothing which is there already is touched. */
async function save(
  transaction: Transaction<Schema>,
  document: Document,
  database: Database,
): Promise<SavedDocument['outcome']> {
  const { topic, hash, source, location } = document
  if (await isForgotten(transaction, topic, hash)) return 'forgotten'
  const twin = await standingByText(transaction, topic, hash)
  if (twin?.listed === 1) return 'same'
  const here = await standingAt(transaction, source, location)
  if (here?.background === 0) return 'same'
  if (here?.topic === topic && here.locations === 1) {
    await writeRevision(transaction, { ...document, id: here.id, revision: here.revision + 1 }, here.key, database)
    await placeDocument(transaction, document, { ...here, hash }, here, database)
    return 'revised'
  }
  const key = twin === undefined ? await insertDocument(transaction, document, database) : twin.key
  if (twin !== undefined) await relist(transaction, twin, document, database)
  await placeDocument(transaction, document, { key, hash }, here, database)
  return 'new'
}

async function noteSteps(transaction: Transaction<Schema>, steps: readonly string[], now: string): Promise<void> {
  const rows = [...new Set(steps)].map((step) => ({ step, done_at: instant(now) }))
  for (let start = 0; start < rows.length; start += STEPS_A_STATEMENT) {
    await transaction
      .insertInto('import_steps')
      .values(rows.slice(start, start + STEPS_A_STATEMENT))
      .onConflict((conflict) => conflict.column('step').doUpdateSet({ done_at: instant(now) }))
      .execute()
  }
}
