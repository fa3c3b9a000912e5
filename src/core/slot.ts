import { firstReading, parseCron, type Schedule } from './cron.ts'
import type { Edition, SkippedSlots } from './digest.ts'
import { InputError } from './errors.ts'
import { clockOf, type Stretch, type ZoneClock } from './zone-clock.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** No zone is further from UTC: `Etc/GMT+12` is behind it, `Pacific/Kiritimati` ahead. */
const FURTHEST_BEHIND_MS = 12 * HOUR_MS
const FURTHEST_AHEAD_MS = 14 * HOUR_MS
/** What was missed longer ago is not made up for. */
const LATEST_MS = 24 * HOUR_MS
/** Read once, used by many digests; a desk seldom has more. */
const MOST_SCHEDULES = 5_000

/**
 * The first instant after `after` at which a digest is due. Throws `InputError` if the expression or the zone is not valid, or if the
 * expression can never come.
 *
 * The rule, where a zone's clock is put forward or back:
 * 1. On all other days a slot is every instant at which the clock shows a reading (a date, hour and minute) that the expression names. A
 *    day skipped altogether is a day that the clock was put forward over, like a skipped hour.
 * 2. Fixed times (the hour field names hours): each reading goes once. One that the clock jumps over goes at the first instant after the
 *    jump, all such readings of one jump together; one that the clock shows twice goes the first time.
 * 3. Intervals (the hour field is `*`, or `*\/n` with more than one hour, whatever the minute): each reading goes whenever the clock shows
 *    it, twice if it does so twice. One that the clock jumps over goes as long after the last reading before the jump as ever (02:30 jumped
 *    over by an hour goes at 03:30), so no interval grows by a jump; where that meets another slot, they are one.
 *
 * So an interval of minutes or of one hour is kept through both; one of several hours is kept through a jump, and through a repetition its
 * slots keep their time of day, which may put an hour between two of them more. The two kinds are those of Debian's cron(8), which takes
 * `*` in the minutes for an interval too and drops what an interval jumps over.
 */
export function nextSlot(cron: string, zone: string, after: Date): Date {
  return new Date(nextInstant(scheduleOf(cron), zoneClock(zone), after.getTime()))
}

export interface DueSlots {
  /** The newest at or before now: the one to write, unless even that is skipped. */
  readonly slot: Date
  /** Earlier ones that it covers, oldest first. */
  readonly missed: readonly Date[]
  /** Those that are too old. */
  readonly skipped?: SkippedSlots
  /** The first slot after now. */
  readonly next: Date
}

/**
 * What a digest whose slot has come owes at `now`. Slots of the last 24 hours become one edition, at the newest of them; what is older is
 * skipped. A clock that was put back owes nothing until `nextRunAt` comes again; one that was put forward owes as after downtime, and if it
 * was so by mistake, the slots that it named then do not come once more. Where it was ahead by more than a week, that holds for those that
 * were posted: `slot-repair.ts` sets the digest back to what it only skipped, and `posted`, by ISO 8601 instants, are passed over.
 */
export function dueSlots(
  digest: { readonly cron: string; readonly zone: string; readonly nextRunAt: string },
  now: Date,
  posted: ReadonlySet<string> = new Set(),
): DueSlots {
  const schedule = scheduleOf(digest.cron)
  const clock = zoneClock(digest.zone)
  const oldest = now.getTime() - LATEST_MS
  const first = Date.parse(digest.nextRunAt)
  const following = (slot: number) => {
    let after = nextInstant(schedule, clock, slot)
    while (posted.size > 0 && posted.has(isoOf(after))) after = nextInstant(schedule, clock, after)
    return after
  }
  let [last, next, tooOld] = [first, first, 0]
  for (; next < oldest; next = following(next)) {
    last = next
    tooOld += 1
  }
  const skipped = tooOld === 0 ? {} : { skipped: { from: isoOf(first), to: isoOf(last), count: tooOld } }
  const inTime: Date[] = []
  for (; next <= now.getTime(); next = following(next)) inTime.push(new Date(next))
  return { slot: inTime.at(-1) ?? new Date(last), missed: inTime.slice(0, -1), ...skipped, next: new Date(next) }
}

/** The slots that editions were posted for, and those that they cover, by ISO 8601 instants. What was skipped is not among them. */
export function slotsPosted(editions: readonly Edition[]): ReadonlySet<string> {
  return new Set(editions.flatMap(({ slot, missed, skipped }) => (skipped?.to === slot ? [] : [slot, ...missed])))
}

/** Whether it is the name of a time zone; offsets such as `+02:00` are refused because they have no daylight saving. */
export function isZone(zone: string): boolean {
  return clockOf(zone) !== undefined
}

/** Walks from one stretch of even time to the next, over those in which no reading can fall. */
function nextInstant(schedule: Schedule, clock: ZoneClock, after: number): number {
  const nextIn = schedule.interval ? nextOfInterval : nextFixed
  let from = after
  for (;;) {
    const stretch = clock.stretchAt(from)
    const slot = nextIn(schedule, stretch, after)
    if (slot < stretch.end) return slot
    from = Math.max(stretch.end, readingFrom(schedule, stretch.end - FURTHEST_BEHIND_MS) - FURTHEST_AHEAD_MS)
  }
}

/** Rule 2 within a stretch; what is at or past its end means that there is none. */
function nextFixed(schedule: Schedule, { start, offset, change }: Stretch, after: number): number {
  // What the clock had shown up to the change: beyond the stretch's beginning if it was put back, short of it if it was put forward.
  const shown = change === undefined ? start + offset : change.at + change.from
  const jumps = change?.at === start && start > after
  if (jumps && readingFrom(schedule, shown) < start + offset) return start
  const from = Math.max(start, after + 1)
  return readingFrom(schedule, Math.max(from + offset, shown)) - offset
}

/** Rule 3 within a stretch; what is at or past its end means that there is none. */
function nextOfInterval(schedule: Schedule, { start, offset, change }: Stretch, after: number): number {
  const from = Math.max(start, after + 1)
  const slot = readingFrom(schedule, from + offset) - offset
  if (change === undefined) return slot
  // For as long as the clock jumped, the clock as it was before still tells what was jumped over.
  const late = readingFrom(schedule, from + change.from) - change.from
  return late < change.at + offset - change.from ? Math.min(slot, late) : slot
}

/** The first reading that the schedule names at or after what a clock shows, in milliseconds as the clock counts them. */
function readingFrom(schedule: Schedule, shown: number): number {
  return firstReading(schedule, Math.ceil(shown / MINUTE_MS)) * MINUTE_MS
}

const schedules = new Map<string, Schedule>()

function scheduleOf(cron: string): Schedule {
  const known = schedules.get(cron)
  if (known !== undefined) return known
  const schedule = parseCron(cron)
  if (schedules.size >= MOST_SCHEDULES) schedules.clear()
  schedules.set(cron, schedule)
  return schedule
}

function zoneClock(zone: string): ZoneClock {
  const clock = clockOf(zone)
  if (clock !== undefined) return clock
  throw new InputError(`“${zone}” is not a time zone: give an IANA name, as in “Europe/Berlin” or “Asia/Kolkata”`)
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString()
}
