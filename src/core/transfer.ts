/** A line of an export: what it is of first, then rows of one table after the other, then how many there were. */
export type TransferLine =
  | { readonly format: typeof TRANSFER_FORMAT; readonly schema: string; readonly exportedAt: string }
  | TransferRows
  | { readonly end: true; readonly rows: number }

export interface TransferRows {
  readonly table: string
  readonly rows: readonly Readonly<Record<string, string | number | null>>[]
}

/** Stands in the first line of every export. */
export const TRANSFER_FORMAT = 'attache-export-1'

/** Everything that a store holds, to be taken elsewhere. */
export interface TransferStore {
  /**
   * Writes all rows of all tables, as of one instant; gives how many there are. What is only made from other rows, such as the index of
   * words, is left out. A line is a few megabytes at most, unless a single row is longer.
   */
  exportLines(now: string, write: (line: TransferLine) => Promise<void>): Promise<number>
  /**
   * Takes in what another store gave, in one transaction, and makes what was left out. Throws `InputError`, and nothing is changed, if this
   * store is not empty, or the lines are not a whole export of the same schema. `open` begins to read them, and may be called again.
   */
  importLines(open: () => AsyncIterable<TransferLine>, onRows: (rows: number) => void): Promise<number>
}
