import type { Document } from './document.ts'
import type { SavedDocument } from './store-ports.ts'

/** Source of the documents that no source watches: files and pages that were read once. */
export const IMPORT = 'import'

/** Documents that are taken in as background: found by look-ups, questions and briefs, and news to nobody. */
export interface BackfillStore {
  /**
   * Keeps documents as background (`Document.isBackground`) and notes steps of the import as done, all in one transaction. A text that its
   * topic has already, and a place that a source keeps, are `same`: nothing is changed. Gives what came of each document. Followers are not
   * looked at; briefs become stale.
   */
  saveBackground(
    documents: readonly Document[],
    steps: readonly string[],
    now: string,
  ): Promise<readonly SavedDocument['outcome'][]>
  /** When steps were done, ISO 8601; those that were not are left out. */
  stepsDone(steps: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Drops steps done before that instant; gives how many. */
  forgetSteps(before: string): Promise<number>
}
