import { InputError } from './errors.ts'

/**
 * A cron expression, read: which readings of a clock it names. A reading is what the clock on the wall shows, in minutes since it showed
 * 1970-01-01 00:00; it has no zone, and which instant it is, if any, is another question (slot.ts).
 */
export interface Schedule {
  /** Ascending, as are the hours. */
  readonly minutes: readonly number[]
  readonly hours: readonly number[]
  /** Of the month, 1–31. */
  readonly days: ReadonlySet<number>
  /** 1–12 */
  readonly months: ReadonlySet<number>
  /** 0 is Sunday, 6 is Saturday. */
  readonly weekdays: ReadonlySet<number>
  /** Day of month and day of week are both restricted: a day that fits one of them fits. */
  readonly eitherDay: boolean
  /** Goes on at an interval (hour `*` or `*\/n`), rather than at hours that were named. */
  readonly interval: boolean
}

interface Field {
  readonly name: string
  readonly least: number
  readonly most: number
  /** Three letters each, from `least` on. */
  readonly names?: readonly string[]
}

const MINUTE: Field = { name: 'minute', least: 0, most: 59 }
const HOUR: Field = { name: 'hour', least: 0, most: 23 }
const DAY: Field = { name: 'day of the month', least: 1, most: 31 }
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const
const MONTH: Field = { name: 'month', least: 1, most: 12, names: MONTHS }
/** Sunday is 0 and 7. */
const WEEKDAY: Field = {
  name: 'day of the week',
  least: 0,
  most: 7,
  names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
}

/** In a leap year. */
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const
const DAY_MINUTES = 24 * 60
const MINUTE_MS = 60_000
const DAY_MS = DAY_MINUTES * MINUTE_MS

/**
 * Reads five fields: minute, hour, day of month, month, day of week. Each is a list of `*`, values and ranges, each perhaps with a `/step`
 * (`5/15` is `5-59/15`); months and weekdays have names, 7 is Sunday. Day-of-month together with day-of-week means either, as in crontab(5),
 * unless one of them is `*`. Throws `InputError` for anything else, and for what can never come, such as 30 February.
 *
 * Not cron-parser's own reading of the fields: it refuses `FRI-SUN` and `1,1`, takes `H`, `L`, `#` and `?`, and says little on a mistake.
 */
export function parseCron(cron: string): Schedule {
  const refuse = (why: string): never => {
    throw new InputError(`“${cron}” is not a schedule: ${why}`)
  }
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...more] = cron.trim().split(/\s+/u)
  if (weekday === '' || more.length > 0) refuse('give five fields, as in “0 8 * * 1-5” (08:00, Monday to Friday)')
  const hours = valuesOf(hour, HOUR, refuse)
  const schedule = {
    minutes: valuesOf(minute, MINUTE, refuse),
    hours,
    days: new Set(valuesOf(day, DAY, refuse)),
    months: new Set(valuesOf(month, MONTH, refuse)),
    weekdays: new Set(valuesOf(weekday, WEEKDAY, refuse).map((value) => value % 7)),
    eitherDay: day !== '*' && weekday !== '*',
    // `*/24` names midnight alone.
    interval: /^\*(\/\d+)?$/u.test(hour) && hours.length > 1,
  }
  if (!schedule.eitherDay && !canCome(schedule)) {
    refuse(`no month that it names has ${day.includes(',') || day.includes('-') ? 'such days' : `a day ${day}`}`)
  }
  return schedule
}

/** The first reading at or after `from` that the schedule names. There always is one: what can never come is not a schedule. */
export function firstReading(schedule: Schedule, from: number): number {
  let day = Math.floor(from / DAY_MINUTES)
  let minute = from - day * DAY_MINUTES
  for (;;) {
    const date = new Date(day * DAY_MS)
    const inMonth = schedule.months.has(date.getUTCMonth() + 1)
    const time = inMonth && isDay(schedule, date) ? firstTime(schedule, minute) : undefined
    if (time !== undefined) return day * DAY_MINUTES + time
    day = inMonth ? day + 1 : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY_MS
    minute = 0
  }
}

function isDay({ days, weekdays, eitherDay }: Schedule, date: Date): boolean {
  const byMonth = days.has(date.getUTCDate())
  const byWeek = weekdays.has(date.getUTCDay())
  return eitherDay ? byMonth || byWeek : byMonth && byWeek
}

/** The first time of day at or after `from`, both in minutes since midnight. */
function firstTime({ hours, minutes }: Schedule, from: number): number | undefined {
  for (const hour of hours) {
    if (hour * 60 + 59 < from) continue
    const minute = minutes.find((each) => hour * 60 + each >= from)
    if (minute !== undefined) return hour * 60 + minute
  }
  return undefined
}

function canCome({ days, months }: Pick<Schedule, 'days' | 'months'>): boolean {
  const first = Math.min(...days)
  return LONGEST.some((length, index) => months.has(index + 1) && first <= length)
}

/** Ascending, each once. */
function valuesOf(text: string, field: Field, refuse: (why: string) => never): number[] {
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const { first, last, step } = rangeOf(part, field, refuse)
    for (let value = first; value <= last; value += step) values.add(value)
  }
  return [...values].sort((a, b) => a - b)
}

interface Range {
  readonly first: number
  readonly last: number
  readonly step: number
}

function rangeOf(part: string, field: Field, refuse: (why: string) => never): Range {
  const [, start = '', end, stepText] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d{1,4}))?$/u.exec(part) ?? []
  if (start === '' || (start === '*' && end !== undefined)) refuse(`“${part}” is no ${field.name}`)
  const step = stepText === undefined ? 1 : Number(stepText)
  if (step === 0) refuse(`“${part}” has a step of 0`)
  // `*/2` in the days of the week is 0, 2, 4, 6: the other Sunday is no day of its own.
  const top = field === WEEKDAY ? 6 : field.most
  if (start === '*') return { first: field.least, last: top, step }
  const first = readValue(start, field, refuse)
  if (end === undefined) return { first, last: stepText === undefined ? first : Math.max(first, top), step }
  const given = readValue(end, field, refuse)
  const last = field === WEEKDAY && given === 0 && first > 0 ? 7 : given
  if (first > last) refuse(`“${part}” runs backwards; give two ranges, “${start}-${top},${field.least}-${end}”`)
  return { first, last, step }
}

function readValue(text: string, field: Field, refuse: (why: string) => never): number {
  const named = field.names?.indexOf(text.toLowerCase()) ?? -1
  if (named >= 0) return field.least + named
  const value = /^\d{1,4}$/u.test(text) ? Number(text) : Number.NaN
  if (value >= field.least && value <= field.most) return value
  const names =
    field.names === undefined ? '' : `, or ${field.names[0]?.toUpperCase()} to ${field.names.at(-1)?.toUpperCase()}`
  return refuse(`“${text}” is no ${field.name}, which goes from ${field.least} to ${field.most}${names}`)
}
