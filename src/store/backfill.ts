import type { Selectable, Transaction } from 'kysely'
import type { BackfillStore, DoneStep } from '../core/backfill.ts'
import type { Document } from '../core/document.ts'
import type { SavedDocument } from '../core/store-ports.ts'
import { type Database, transact } from './database.ts'
import { placeDocument } from './document-places.ts'
import { standingAt, standingByText } from './document-rows.ts'
import { insertDocument, recountUnseen, relist, writeRevision } from './document-writing.ts'
import { isForgotten, recall } from './forgetting.ts'
import { currentSlugs } from './renaming.ts'
import type { Schema } from './schema.ts'
import { instant } from './values.ts'

/** SQLite takes 32,766 parameters a statement. */
const STEPS_A_STATEMENT = 1_000

export function backfillStore(database: Database): BackfillStore {
  const { queries, exceptions } = database
  return {
    async saveBackground(documents, { now, recalls }) {
      return await transact(database, async (transaction) => {
        await exceptions.hold(transaction, 'documents')
        const outcomes: SavedDocument['outcome'][] = []
        const changed = new Set<string>()
        const steps: Step[] = []
        for (const { document: given, step } of documents) {
          const [topic = given.topic] = await currentSlugs(transaction, [given.topic])
          if (recalls) await recall(transaction, topic, given.hash)
          const { outcome, text } = await save(transaction, { ...given, topic, isBackground: true }, database)
          if (outcome === 'new' || outcome === 'revised') changed.add(topic)
          outcomes.push(outcome)
          steps.push({ step, ...text })
        }
        for (const topic of changed) await recountUnseen(transaction, topic)
        await noteSteps(transaction, steps, now)
        return outcomes
      })
    },

    async noteSteps(steps, now) {
      const rows = steps.map((step) => ({ step, topic: null, hash: null }))
      await transact(database, async (transaction) => await noteSteps(transaction, rows, now))
    },

    async stepsDone(steps) {
      const done = new Map<string, DoneStep>()
      for (let start = 0; start < steps.length; start += STEPS_A_STATEMENT) {
        const some = steps.slice(start, start + STEPS_A_STATEMENT)
        const rows = await queries
          .selectFrom('import_steps as s')
          .leftJoin('forgotten as f', (join) => join.onRef('f.topic', '=', 's.topic').onRef('f.hash', '=', 's.hash'))
          .select(['s.step', 's.done_at', 'f.forgotten_at'])
          .where('s.step', 'in', some)
          .execute()
        for (const { step, done_at, forgotten_at } of rows)
          done.set(step, { at: done_at, isForgotten: forgotten_at !== null })
      }
      return done
    },

    async forgetSteps(before) {
      const old = queries.deleteFrom('import_steps').where('done_at', '<', instant(before))
      return Number((await old.executeTakeFirst()).numDeletedRows)
    },
  }
}

interface Saved {
  readonly outcome: SavedDocument['outcome']
  /** What the step is done for: once that text is forgotten, nothing is left of what it took in or found. */
  readonly text: { readonly topic: string; readonly hash: string }
}

/** As `save` of the documents that sources find, except that nothing which is there already is touched. */
async function save(transaction: Transaction<Schema>, document: Document, database: Database): Promise<Saved> {
  const { topic, hash, source, location } = document
  const text = { topic, hash }
  if (await isForgotten(transaction, topic, hash)) return { outcome: 'forgotten', text }
  const twin = await standingByText(transaction, topic, hash)
  if (twin?.listed === 1) return { outcome: 'same', text }
  const here = await standingAt(transaction, source, location)
  if (here?.background === 0) return { outcome: 'same', text: { topic: here.topic, hash: here.hash } }
  if (here?.topic === topic && here.locations === 1) {
    await writeRevision(transaction, { ...document, id: here.id, revision: here.revision + 1 }, here.key, database)
    await placeDocument(transaction, document, { ...here, hash }, here, database)
    return { outcome: 'revised', text }
  }
  const key = twin === undefined ? await insertDocument(transaction, document, database) : twin.key
  if (twin !== undefined) await relist(transaction, twin, document, database)
  await placeDocument(transaction, document, { key, hash }, here, database)
  return { outcome: 'new', text }
}

/** With the text that it was about, if it was about one. */
type Step = Omit<Selectable<Schema['import_steps']>, 'done_at'>

async function noteSteps(transaction: Transaction<Schema>, steps: readonly Step[], now: string): Promise<void> {
  // One statement must not change a row twice.
  const rows = [...new Map(steps.map((each) => [each.step, each])).values()].map((each) => ({
    ...each,
    done_at: instant(now),
  }))
  for (let start = 0; start < rows.length; start += STEPS_A_STATEMENT) {
    await transaction
      .insertInto('import_steps')
      .values(rows.slice(start, start + STEPS_A_STATEMENT))
      .onConflict((conflict) =>
        conflict.column('step').doUpdateSet(({ ref }) => ({
          done_at: ref('excluded.done_at'),
          topic: ref('excluded.topic'),
          hash: ref('excluded.hash'),
        })),
      )
      .execute()
  }
}
