import type { Document, FoundDocument } from './document.ts'
import { InputError, StoreError } from './errors.ts'
import { clipFound, cutNotice } from './extent.ts'
import { identifyDocument } from './intake.ts'
import type { Log } from './log.ts'
import type { Problem, StandingOrders } from './ports.ts'
import type { RenamingStore } from './renaming.ts'
import { createRouting } from './routing.ts'
import { heldNow } from './standing.ts'
import type { DocumentStore, SavedDocument, TopicStore } from './store-ports.ts'
import { slugify } from './topic.ts'

/** Source of the documents that no source watches: files and pages that were read once. */
export const IMPORT = 'import'

/** Documents that are taken in as background: found by look-ups, questions and briefs, and news to nobody. */
export interface BackfillStore {
  /**
   * Keeps documents as background (`Document.isBackground`) and notes their steps as done, all in one transaction. A text that its topic has
   * already, and a place that a source keeps, are `same`: nothing is changed. A text that was to be forgotten stays `forgotten`, unless the
   * import recalls it: then it is as if it never had been. Gives what came of each document. Followers are not looked at; briefs become stale.
   */
  saveBackground(
    documents: readonly BackgroundDocument[],
    how: { readonly now: string; readonly recalls: boolean },
  ): Promise<readonly SavedDocument['outcome'][]>
  /** Notes steps as done that made no document. */
  noteSteps(steps: readonly string[], now: string): Promise<void>
  /** What is known of steps that were done; those that were not are left out. */
  stepsDone(steps: readonly string[]): Promise<ReadonlyMap<string, DoneStep>>
  /** Drops steps done before that instant; gives how many. */
  forgetSteps(before: string): Promise<number>
}

export interface BackgroundDocument {
  readonly document: Document
  /** The step of the import that is done once it is kept. */
  readonly step: string
}

export interface DoneStep {
  /** ISO 8601 instant. */
  readonly at: string
  /** The text that it took in, or found to be there, was forgotten before or since. */
  readonly isForgotten: boolean
}

export interface BackfillOptions {
  readonly store: BackfillStore & DocumentStore & TopicStore & RenamingStore
  /** `held`: who may see these topics is not known, so nothing is put into them. */
  readonly orders: Pick<StandingOrders, 'held' | 'matches'>
  readonly now: () => Date
  readonly log: Log
  /** Told of each document that is taken in of which only a first part is read. */
  readonly onCut: (notice: Problem) => void
  /** What was forgotten is taken in again. */
  readonly recalls: boolean
}

/** A document to be taken in as background. */
export interface OldDocument {
  /** The source that would find it again, `IMPORT` if none does. */
  readonly source: string
  readonly found: FoundDocument
  /** The step of the import that is done once it is kept. */
  readonly step: string
}

/** What came of one, or why it was not taken in. */
export type BackfillOutcome = SavedDocument['outcome'] | Problem

export interface Backfill {
  /**
   * Takes documents in, all in one transaction; those without a topic go where the intake would put them. Gives the outcomes in their order.
   * One that cannot be kept stops no other, and its step is not done. Throws only if the store fails.
   */
  take(documents: readonly OldDocument[]): Promise<readonly BackfillOutcome[]>
}

export function createBackfill({ store, orders, now, log, onCut, recalls }: BackfillOptions): Backfill {
  const routing = createRouting({ store, now })
  let last: Promise<unknown> = Promise.resolve()
  let held: Promise<ReadonlySet<string>> | undefined

  async function identify({ source, found: whole }: OldDocument): Promise<Document | Problem> {
    const found = clipFound(whole)
    const where = found.location
    if (found.blocks.length === 0) return { where, what: 'it holds no text' }
    const topic = found.topic === undefined ? await routing.route(found, source, orders.matches) : slugify(found.topic)
    held ??= heldNow(orders.held, store)
    if ((await held).has(topic)) {
      return { where, what: `the topic.yaml of ${topic} is broken, so it is not known who may see it; mend it first` }
    }
    const document = identifyDocument({ ...found, topic }, source, now())
    if (document instanceof InputError) return { where, what: document.message }
    const notice = cutNotice(found)
    if (notice !== undefined) onCut({ where, what: notice })
    return document
  }

  async function save(kept: readonly BackgroundDocument[]): Promise<readonly BackfillOutcome[]> {
    try {
      return await store.saveBackground(kept, { now: now().toISOString(), recalls })
    } catch (error) {
      if (error instanceof StoreError) throw error
      if (kept.length > 1) return (await Array.fromAsync(kept, async (each) => await save([each]))).flat()
      return kept.map(({ document: { source, location } }) => {
        log.error('a document could not be kept', { source, location, error })
        return { where: location, what: `it could not be kept: ${error instanceof Error ? error.message : error}` }
      })
    }
  }

  async function take(documents: readonly OldDocument[]): Promise<readonly BackfillOutcome[]> {
    const identified: (Document | Problem)[] = []
    for (const each of documents) identified.push(await identify(each))
    const kept = identified.flatMap((document, index) =>
      'what' in document ? [] : [{ document, step: documents[index]?.step ?? '' }],
    )
    const outcomes = kept.length === 0 ? [] : [...(await save(kept))]
    return identified.map((each) => ('what' in each ? each : (outcomes.shift() ?? 'same')))
  }

  return {
    async take(documents) {
      // One after the other, since two at once might give one new name to two topics.
      const turn = last.then(() => take(documents))
      last = turn.catch(() => {})
      return await turn
    },
  }
}
