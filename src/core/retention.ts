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
   * - the topics of threads that were begun before `threads`
   *
   * A delivery that another hangs below goes after that one. Safe to call from several processes.
   */
  forgetHistory(before: { readonly history: string; readonly threads: string }, limit: number): Promise<number>

  /**
   * Looks at up to `limit` briefs written before an instant, the oldest first, from behind `after` on, and drops those that are neither
   * current, nor retracted, nor what a channel was told by, nor shown since: what is in the ledger can be taken back. Most of what is old may
   * stay, so that looking is what takes time: `next` is the place to go on from; undefined if all has been looked at.
   */
  forgetBriefs(before: string, limit: number, after?: BriefPlace): Promise<{ dropped: number; next?: BriefPlace }>
}

/** Where in the order of their age a brief stands. */
export interface BriefPlace {
  readonly writtenAt: string
  readonly id: string
}

interface Parts {
  readonly store: HistoryStore
  readonly now: () => Date
}

/** Forgets what is too old; true if there is more to forget. */
export async function forgetHistory({ store, now }: Parts): Promise<boolean> {
  const before = { history: daysBefore(now(), HISTORY_DAYS), threads: daysBefore(now(), THREAD_DAYS) }
  return (await store.forgetHistory(before, ROWS_A_BEAT)) > 0
}

/** Goes through the old briefs, some at each call; each gives true until all have been looked at, and the next one begins anew. */
export function createBriefForgetting({ store, now }: Parts): () => Promise<boolean> {
  let after: BriefPlace | undefined
  return async () => {
    after = (await store.forgetBriefs(daysBefore(now(), HISTORY_DAYS), ROWS_A_BEAT, after)).next
    return after !== undefined
  }
}

/** An ISO 8601 instant. */
export function daysBefore(at: Date, days: number): string {
  return new Date(at.getTime() - days * DAY_MS).toISOString()
}
