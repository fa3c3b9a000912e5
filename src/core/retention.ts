/** How long what is over and done with is kept, in days: to answer questions about it, and for whoever looks into the ledger. */
export const HISTORY_DAYS = 90
/** Somebody may still ask below a message that is months old. */
const THREAD_DAYS = 365
/** So many of each kind at once, so that a beat stays short. */
const ROWS_A_BEAT = 1_000
const DAY_MS = 24 * 60 * 60_000

/** What grows for ever unless it is forgotten. What channels have been told is not among it: that decides what is news to them. */
export interface HistoryStore {
  /**
   * Drops up to `limit` of each kind, and gives how many in all:
   *
   * - deliveries settled before `history`, and editions written before, but those of a digest's last seven slots, which `why` tells of
   * - briefs written before `history`, but those that are current or that a channel was told by
   * - the topics of threads that were begun before `threads`
   *
   * A delivery that another hangs below goes after that one. Safe to call from several processes.
   */
  forgetHistory(before: { readonly history: string; readonly threads: string }, limit: number): Promise<number>
}

/** Forgets what is too old; true if there is more to forget. */
export async function forgetHistory({
  store,
  now,
}: {
  readonly store: HistoryStore
  readonly now: () => Date
}): Promise<boolean> {
  const daysAgo = (days: number) => new Date(now().getTime() - days * DAY_MS).toISOString()
  const before = { history: daysAgo(HISTORY_DAYS), threads: daysAgo(THREAD_DAYS) }
  return (await store.forgetHistory(before, ROWS_A_BEAT)) > 0
}
