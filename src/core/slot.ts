import { CronExpressionParser } from 'cron-parser'
import { InputError } from './errors.ts'

/**
 * The first instant after `after` at which a digest is due. Throws `InputError` if the expression or the zone is not valid.
 * Day-of-month together with day-of-week means either, as in cron(5).
 */
export function nextSlot(cron: string, zone: string, after: Date): Date {
  if (cron.trim().split(/\s+/u).length !== 5) {
    throw new InputError(`“${cron}” is not a schedule: give five fields, as in “0 8 * * 1-5” (08:00, Monday to Friday)`)
  }
  if (!isZone(zone)) {
    throw new InputError(`“${zone}” is not a time zone: give an IANA name, as in “Europe/Berlin” or “Asia/Kolkata”`)
  }
  try {
    return CronExpressionParser.parse(cron, { currentDate: after, tz: zone }).next().toDate()
  } catch (cause) {
    throw new InputError(`“${cron}” is not a schedule: ${messageOf(cause)}`, { cause })
  }
}

/**
 * What a digest owes at `now`: the newest slot at or before it is the one to write, earlier ones were missed (the desk was down) and are
 * covered by it. `next` is the first slot after `now`.
 */
export function dueSlots(
  digest: { readonly cron: string; readonly zone: string; readonly nextRunAt: string },
  now: Date,
): { readonly slot: Date; readonly missed: readonly Date[]; readonly next: Date } {
  const missed: Date[] = []
  let slot = new Date(digest.nextRunAt)
  let next = nextSlot(digest.cron, digest.zone, slot)
  while (next <= now) {
    missed.push(slot)
    // A year of minutes is half a million slots: what a reader needs is that some were missed, not each of them.
    if (missed.length > 500) missed.shift()
    slot = next
    next = nextSlot(digest.cron, digest.zone, slot)
  }
  return { slot, missed, next }
}

/** Whether Intl knows the zone; offsets such as `+02:00` are refused because they have no daylight saving. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/u.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
