/**
 * Every slot there ought to be, by brute force: a walk over the minutes of UTC, each read off the zone's clock by Intl. It follows the rule
 * as it is written in src/core/slot.ts and shares no code with it.
 */

const HOUR = 60
const DAY = 24 * HOUR
const MINUTE_MS = 60_000
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
const WEEKDAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ')

/** What the clock of a zone shows at each minute, in minutes since it showed 1970-01-01 00:00. */
export interface Readings {
  /** The first minute, since 1970-01-01 00:00 UTC. */
  readonly from: number
  readonly shown: Int32Array
}

/** Reads a clock at every minute from `from` up to `to`, ISO 8601; Intl is asked about each. */
export function readEveryMinute(zone: string, from: string, to: string): Readings {
  return read(zone, from, to, 1)
}

/** As `readEveryMinute`, but of hours over which the clock moves by an hour only the ends are read: for a year of many zones. */
export function readEveryHour(zone: string, from: string, to: string): Readings {
  return read(zone, from, to, HOUR)
}

function read(zone: string, from: string, to: string, stride: number): Readings {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const first = Date.parse(from) / MINUTE_MS
  const showAt = (index: number) => {
    const text = format.format((first + index) * MINUTE_MS)
    return Date.parse(`${text.replace(', ', 'T')}Z`) / MINUTE_MS
  }
  const shown = new Int32Array(Date.parse(to) / MINUTE_MS - first)
  let start = showAt(0)
  for (let index = 0; index < shown.length; index += stride) {
    const end = showAt(index + stride)
    const even = end - start === stride
    for (let inner = 0; inner < stride && index + inner < shown.length; inner++) {
      shown[index + inner] = even ? start + inner : showAt(index + inner)
    }
    start = end
  }
  return { from: first, shown }
}

/** The slots of an expression on a clock, in milliseconds. The first day of the readings only tells what the clock has shown before. */
export function slotsByWalking(cron: string, { from, shown }: Readings): number[] {
  const names = matcherOf(cron)
  const hour = cron.split(' ')[1] ?? ''
  const interval = hour === '*' || (/^\*\/\d+$/.test(hour) && Number(hour.slice(2)) < 24)
  const slots: number[] = []
  const late = new Set<number>()
  let furthest = shown[0] ?? 0
  for (let index = 1; index < shown.length; index++) {
    const reading = shown[index] ?? 0
    const before = shown[index - 1] ?? 0
    let due = interval || reading > furthest ? names(reading) : false
    if (interval) {
      for (let skipped = before + 1; skipped < reading; skipped++) {
        if (names(skipped)) late.add(index + skipped - (before + 1))
      }
      if (late.size > 0) due ||= late.has(index)
    } else {
      for (let skipped = furthest + 1; skipped < reading; skipped++) due ||= names(skipped)
    }
    if (reading > furthest) furthest = reading
    if (due && index >= DAY) slots.push((from + index) * MINUTE_MS)
  }
  return slots
}

/** Whether an expression names a reading. */
function matcherOf(cron: string): (reading: number) => boolean {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.split(' ')
  const times = new Uint8Array(DAY)
  for (let of = 0; of < 24; of++) {
    if (fits(hour, of, 23))
      for (let past = 0; past < HOUR; past++) times[of * HOUR + past] = Number(fits(minute, past, 59))
  }
  function isDay(number: number): boolean {
    const date = new Date(number * DAY * MINUTE_MS)
    const byMonth = fits(day, date.getUTCDate(), 31, [], 1)
    const ofWeek = date.getUTCDay()
    const byWeek = fits(weekday, ofWeek, 6, WEEKDAYS) || (ofWeek === 0 && fits(weekday, 7, 6, WEEKDAYS))
    const either = day !== '*' && weekday !== '*'
    return fits(month, date.getUTCMonth() + 1, 12, MONTHS, 1) && (either ? byMonth || byWeek : byMonth && byWeek)
  }
  // A walk asks about the minutes of one day after another.
  let midnight = Number.NaN
  let today = false
  return (reading) => {
    let time = reading - midnight
    if (!(time >= 0 && time < DAY)) {
      const number = Math.floor(reading / DAY)
      midnight = number * DAY
      today = isDay(number)
      time = reading - midnight
    }
    return today && times[time] === 1
  }
}

function fits(field: string, value: number, most: number, names: readonly string[] = [], least = 0): boolean {
  const number = (text: string) => (names.includes(text) ? names.indexOf(text) + least : Number(text))
  return field.split(',').some((part) => {
    const [range = '', step] = part.split('/')
    const [start = '', end] = range.split('-')
    const low = start === '*' ? least : number(start)
    let high = end === undefined ? low : number(end)
    if (end === 'SUN' && low > 0) high = 7
    if (start === '*' || (end === undefined && step !== undefined)) high = Math.max(low, most)
    return value >= low && value <= high && (value - low) % Number(step ?? 1) === 0
  })
}
