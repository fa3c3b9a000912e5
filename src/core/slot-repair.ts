import type { Digest, Edition } from './digest.ts'
import { InputError } from './errors.ts'
import type { Log } from './log.ts'
import { nextSlot, slotsPosted } from './slot.ts'
import type { DigestStore } from './store-ports.ts'

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS
/** A clock that was ahead by less costs a digest its slots of that time, as `dueSlots` says; nobody waits for years. */
const FAR_MS = 7 * DAY_MS
/** A computer without a clock of its own begins long before that, until it hears the time. */
const FIRST_TIME = Date.parse('2026-01-01T00:00:00Z')

export interface SlotRepairOptions {
  readonly store: Pick<DigestStore, 'digests' | 'editionsSince' | 'rescheduleDigest'>
  readonly now: () => Date
  readonly log: Log
}

/**
 * Gives what sets digests back that a clock far ahead has put off. To be called at every beat: it looks at them at its first call, whenever
 * the clock has gone back, and once an hour, since the clock of another process may have been the one that was ahead.
 */
export function createSlotRepair({ store, now, log }: SlotRepairOptions): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY
  let doneAt = Number.NEGATIVE_INFINITY

  async function repair(digest: Digest, at: Date): Promise<void> {
    const from = new Date(at.getTime() - DAY_MS).toISOString()
    const slot = repairedSlot(digest, at, await store.editionsSince(digest.id, from))
    if (slot === undefined) return
    const run = { was: digest.nextRunAt, next: slot.toISOString() }
    if (await store.rescheduleDigest(digest.id, run, at.toISOString())) {
      log.warn('a digest is set back: a clock that was far ahead had put it off', { digest: digest.id, ...run })
    }
  }

  return async () => {
    const at = now()
    if (at.getTime() < last) doneAt = Number.NEGATIVE_INFINITY
    last = at.getTime()
    if (last < FIRST_TIME || last < doneAt + HOUR_MS) return
    for (const digest of await store.digests()) if (isPutOff(digest, at)) await repair(digest, at)
    doneAt = last
  }
}

/** Whether a digest that runs passes over a slot to come. */
function isPutOff({ cron, zone, paused, nextRunAt }: Digest, now: Date): boolean {
  if (paused !== undefined) return false
  try {
    return Date.parse(nextRunAt) > nextSlot(cron, zone, now).getTime()
  } catch (error) {
    // A zone that is not known any more is told of when its slot comes.
    if (error instanceof InputError) return false
    throw error
  }
}

/**
 * The slot that a digest is to go on with at `now`, where that is earlier than the one it has; `editions` are those with slots of the last 24
 * hours and later.
 *
 * A clock that was far ahead is told by what it wrote: an edition, by a time more than a week after `now`, which skips slots to come, the next
 * one from `now` or earlier ones first. What it skipped was never due, so the digest goes on with the first of that, as far as it is not older
 * than 24 hours. A clock that is behind (a computer that has not heard the time yet) leaves no such trace, and sets nothing back: then the
 * editions that it finds begin later than the next slot. A digest that was set up by a clock far ahead, and has no edition yet of a time to
 * come, goes on with the next slot from `now`, if it passes over at least two of them and more than a week.
 *
 * Slots that were posted, or covered by what was posted, are passed over: none comes twice.
 */
export function repairedSlot(digest: Digest, now: Date, editions: readonly Edition[]): Date | undefined {
  const at = now.getTime()
  const standing = Date.parse(digest.nextRunAt)
  const slotAfter = (instant: number) => nextSlot(digest.cron, digest.zone, new Date(instant)).getTime()
  const coming = slotAfter(at)
  if (standing <= coming) return undefined
  const wrong = editions.flatMap(({ skipped, writtenAt }) => {
    if (skipped === undefined || Date.parse(writtenAt) <= at + FAR_MS) return []
    const [from, to] = [Date.parse(skipped.from), Date.parse(skipped.to)]
    return from <= coming && to > at && to < standing ? [from] : []
  })
  const isNew = !editions.some(({ slot }) => Date.parse(slot) > at)
  const wasSetUpAhead = isNew && standing - coming > FAR_MS && slotAfter(coming) < standing
  if (wrong.length === 0 && !wasSetUpAhead) return undefined
  const posted = slotsPosted(editions)
  let slot = slotAfter(wrong.length === 0 ? at : Math.max(Math.min(...wrong), at - DAY_MS) - 1)
  while (posted.has(new Date(slot).toISOString())) slot = slotAfter(slot)
  return slot < standing ? new Date(slot) : undefined
}
