import { seasonNumber, type TimeMention, type When } from './calendar.ts'

const DAY_MS = 86_400_000
const WEEKDAY_NAMES =
  'sunday monday tuesday wednesday thursday friday saturday sonntag montag dienstag mittwoch donnerstag freitag samstag dimanche lundi mardi mercredi jeudi vendredi samedi'.split(
    ' ',
  )

/**
 * What of a claim's times does not follow from its evidence's: each as it stands in the claim. `written` is the day on which the evidence
 * was published (ISO 8601), by which "on Tuesday" is a day of the calendar.
 */
export function unsupportedTimes(
  claimed: readonly TimeMention[],
  evident: readonly TimeMention[],
  evidence: string,
  written: string | undefined,
): string[] {
  const known = evident.map(({ when }) => when)
  const days = known.flatMap((when) => daysOf(when, written))
  return claimed.filter(({ when }) => !follows(when, known, days, evidence, written)).map(({ text }) => text)
}

function follows(
  when: When,
  known: readonly When[],
  days: readonly string[],
  evidence: string,
  written: string | undefined,
): boolean {
  switch (when.kind) {
    case 'day':
      return (
        days.some((day) => isDay(day, when)) || known.some((other) => other.kind === 'day' && isSameDay(other, when))
      )
    case 'month':
      return isMonthKnown(when, known, days, evidence, written)
    case 'year':
      return isYearKnown(when.year, known, days, evidence, written)
    case 'decade':
      return known.some((other) => other.kind === 'decade' && other.decade === when.decade)
    case 'weekday':
      return (
        known.some(
          (other) =>
            (other.kind === 'weekday' && other.weekday === when.weekday) ||
            (other.kind === 'turn' && weekdayOf(other.of) === when.weekday),
        ) || datedDays(known, written).some((day) => new Date(day).getUTCDay() === when.weekday)
      )
    case 'near':
      return (
        known.some((other) => other.kind === 'near' && other.days === when.days) ||
        (written !== undefined && days.includes(shift(written, when.days)))
      )
    case 'turn':
      return isTurnKnown(when, known)
    case 'season':
      return known.some((other) => {
        if (other.kind === 'season') return other.season === when.season
        return other.kind === 'turn' && String(seasonNumber(other.of)) === when.season
      })
    case 'part':
      return (
        known.some((other) => other.kind === 'part' && other.part === when.part) ||
        known.some((other) => other.kind === 'clock' && partOf(other.minutes) === when.part) ||
        /tonight|heute abend|ce soir|esta noche|overnight/iu.test(evidence)
      )
    case 'clock':
      return (
        known.some((other) => other.kind === 'clock' && isSameClock(when, other)) || isPartClock(when.minutes, known)
      )
  }
}

function isMonthKnown(
  when: When & { kind: 'month' },
  known: readonly When[],
  days: readonly string[],
  evidence: string,
  written: string | undefined,
): boolean {
  const near = written === undefined ? undefined : new Date(written)
  if (
    days.some(
      (day) =>
        Number(day.slice(5, 7)) === when.month && (when.year === undefined || Number(day.slice(0, 4)) === when.year),
    )
  )
    return true
  const isMonth = known.some((other) => {
    if (other.kind !== 'month' && other.kind !== 'day') return false
    if (other.month !== when.month) return false
    if (when.year === undefined || other.year === when.year) return true
    return (
      other.year === undefined &&
      (known.some((year) => year.kind === 'year' && year.year === when.year) || isNearYear(when.year, written))
    )
  })
  if (isMonth) return true
  // "by the end of the month", in a text of February.
  return (
    near !== undefined &&
    near.getUTCMonth() + 1 === when.month &&
    /(?:the|this|des|du|del|этого) mon(?:th|ats)|(?:du|ce) mois|(?:este|del) mes|этого месяца/iu.test(evidence)
  )
}

function isYearKnown(
  year: number,
  known: readonly When[],
  days: readonly string[],
  evidence: string,
  written: string | undefined,
): boolean {
  if (days.some((day) => Number(day.slice(0, 4)) === year)) return true
  if (known.some((other) => 'year' in other && other.year === year)) return true
  const years = known.flatMap((other) => ('year' in other && other.year !== undefined ? [other.year] : []))
  const later = /(\d+|an?|one|two|three|four|five|six|ten) years? (later|after|before|earlier)/iu.exec(evidence)
  if (later !== null) {
    const count = SMALL[later[1]?.toLowerCase() ?? ''] ?? Number(later[1])
    const by = /later|after/iu.test(later[2] ?? '') ? count : -count
    if (years.some((other) => other + by === year)) return true
  }
  if (written === undefined) return false
  const now = Number(written.slice(0, 4))
  const turned = known.some((other) => other.kind === 'turn' && now + other.by === year)
  const isMonthOnly = known.some(
    (other) => (other.kind === 'month' || other.kind === 'day') && other.year === undefined,
  )
  return turned || (isMonthOnly && isNearYear(year, written) && years.length === 0)
}

const SMALL: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
}

function isTurnKnown(when: When & { kind: 'turn' }, known: readonly When[]): boolean {
  const weekday = weekdayOf(when.of)
  const alike = known.filter((other) => other.kind === 'turn' && other.of === when.of)
  if (alike.length > 0) return alike.some((other) => other.kind === 'turn' && other.by === when.by)
  // "next Monday" of a plain "Monday", "this year" of a date: the direction is then the reader's to judge by tense.
  if (weekday !== undefined) return known.some((other) => other.kind === 'weekday' && other.weekday === weekday)
  const season = seasonNumber(when.of)
  if (season !== undefined) return known.some((other) => other.kind === 'season' && other.season === String(season))
  return when.by === 0
}

function isSameDay(one: When & { kind: 'day' }, other: When & { kind: 'day' }): boolean {
  const years = one.year === undefined || other.year === undefined || one.year === other.year
  return years && one.month === other.month && one.day === other.day
}

function isDay(day: string, when: When & { kind: 'day' }): boolean {
  const [year, month, date] = day.split('-').map(Number)
  return (when.year === undefined || year === when.year) && month === when.month && date === when.day
}

/** Days of the calendar (`YYYY-MM-DD`) that a mention may mean, given when it was written. */
function daysOf(when: When, written: string | undefined): string[] {
  if (when.kind === 'day' && when.year !== undefined) return [iso(when.year, when.month, when.day)]
  if (written === undefined) return []
  if (when.kind === 'near') return [shift(written, when.days)]
  const weekday = when.kind === 'weekday' ? when.weekday : when.kind === 'turn' ? weekdayOf(when.of) : undefined
  if (weekday === undefined) return []
  const back = (new Date(written).getUTCDay() - weekday + 7) % 7
  const before = back === 0 && when.kind === 'turn' ? 7 : back
  if (when.kind === 'turn') return when.by > 0 ? [shift(written, 7 - back)] : [shift(written, -before)]
  return [shift(written, -back), shift(written, 7 - back)]
}

/** Without those that were themselves got from a weekday. */
function datedDays(known: readonly When[], written: string | undefined): string[] {
  const year = written === undefined ? undefined : Number(written.slice(0, 4))
  return known.flatMap((when) => {
    if (when.kind === 'near' && written !== undefined) return [shift(written, when.days)]
    if (when.kind !== 'day') return []
    const inYear = when.year ?? year
    return inYear === undefined ? [] : [iso(inYear, when.month, when.day)]
  })
}

function isSameClock(one: When & { kind: 'clock' }, other: When & { kind: 'clock' }): boolean {
  const half = 12 * 60
  return one.isExact && other.isExact
    ? one.minutes % (2 * half) === other.minutes % (2 * half)
    : one.minutes % half === other.minutes % half
}

function isPartClock(minutes: number, known: readonly When[]): boolean {
  return known.some(
    (other) =>
      other.kind === 'part' &&
      ((other.part === '1' && minutes === 720) || (other.part === '5' && minutes % 1_440 === 0)),
  )
}

/** The index among `PARTS` of the calendar. */
function partOf(minutes: number): string {
  const hour = (minutes / 60) % 24
  if (minutes === 720) return '1'
  if (minutes === 0) return '5'
  if (hour < 5) return '4'
  if (hour < 12) return '0'
  return hour < 18 ? '2' : hour < 22 ? '3' : '4'
}

function isNearYear(year: number, written: string | undefined): boolean {
  return written !== undefined && Math.abs(Number(written.slice(0, 4)) - year) <= 1
}

function weekdayOf(word: string): number | undefined {
  const index = WEEKDAY_NAMES.indexOf(word)
  return index < 0 ? undefined : index % 7
}

function iso(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function shift(day: string, by: number): string {
  return new Date(Date.parse(day.slice(0, 10)) + by * DAY_MS).toISOString().slice(0, 10)
}
