import { parseCron } from './cron.ts'
import { InputError } from './errors.ts'
import { isZone, nextSlot } from './slot.ts'

/** Days of the week, from Monday on. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof DAYS)[number]
export const WORKDAYS: readonly Day[] = DAYS.slice(0, 5)

/** At one time on some days of every week: what most people want. */
export interface WeeklySchedule {
  /** At least one, in the order of the week. */
  readonly days: readonly Day[]
  /** `HH:MM`, 00:00 to 23:59. */
  readonly time: string
}

/** Any day serves to see whether a schedule ever comes round; a fixed one gives the same verdict every time. */
const SOME_DAY = new Date('2024-01-01T00:00:00Z')

/** The five fields of a weekly schedule. */
export function cronOf({ days, time }: WeeklySchedule): string {
  const [hour = '', minute = ''] = time.split(':')
  const named = days.length === DAYS.length ? '*' : days.map((day) => numberOf(day)).join(',')
  return `${Number(minute)} ${Number(hour)} * * ${named}`
}

/** The weekly schedule that a cron expression comes to; undefined where it says more than that, or is not valid. */
export function weeklyOf(cron: string): WeeklySchedule | undefined {
  try {
    const { minutes, hours, days, months, weekdays, eitherDay } = parseCron(cron)
    const [minute, hour] = [minutes[0], hours[0]]
    if (minute === undefined || hour === undefined || minutes.length > 1 || hours.length > 1) return undefined
    if (days.size < 31 || months.size < 12 || eitherDay) return undefined
    const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':')
    return { days: DAYS.filter((day) => weekdays.has(numberOf(day))), time }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return undefined
  }
}

/** What is wrong with when a digest is to come, if anything, in words for whoever ordered it. */
export function scheduleFault({
  cron,
  zone,
}: {
  readonly cron: string
  readonly zone: string
}): { readonly field: 'cron' | 'zone'; readonly what: string } | undefined {
  if (cron.split(' ').length === 6) {
    return { field: 'cron', what: `“${cron}” has six fields; leave out the first, the seconds` }
  }
  try {
    nextSlot(cron, isZone(zone) ? zone : 'UTC', SOME_DAY)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { field: 'cron', what: error.message }
  }
  return isZone(zone)
    ? undefined
    : {
        field: 'zone',
        what: `“${zone}” is not a time zone: give an IANA name, as in “Europe/Berlin” or “Asia/Kolkata”`,
      }
}

/** As cron counts: Sunday is 0. */
function numberOf(day: Day): number {
  return (DAYS.indexOf(day) + 1) % 7
}
