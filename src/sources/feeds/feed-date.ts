import { dayOf, parseDate } from '../text/published-date.ts'
import { minutesOfZone } from './time-zones.ts'

/** Years in which no feed was written: a clock that was never set. */
const FIRST_YEAR = 1990

/** ISO 8601 in the forms that feeds write, with Google's extra zero in the month. */
const ISO =
  /^(?<year>\d{4})(?:-?(?<ordinal>\d{3})(?![\d-])|-0?(?<month>\d{1,2})(?:-(?<day>\d{1,2}))?|(?<month2>\d{2})(?<day2>\d{2}))?(?:(?: ?t ?|[ ,:]+)(?<rest>\d.*))?$/iu
/** The same with a year of two digits: day, month or day of the year. */
const SHORT_ISO = /^-?(?<year>\d{2})(?:-?(?<month>\d{2})(?:-?(?<day>\d{2}))?|-?(?<ordinal>\d{3}))(?:t(?<rest>\d.*))?$/iu
const CLOCK =
  /(?<![\d:])(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:[.,]\d+)?)?(?![\d:])\s*(?<half>[ap]\.?m\b\.?)?/iu
const SPELT_CLOCK = /^(?<hour>\d{1,2})(?<minute>\d{2})(?<second>\d{2})(?:[.,]\d+)?/u

/** Words that stand for parts of a date in other languages than those of `parseDate`, or in old spellings. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/오전|上午|午前/u, ' am '],
  [/오후|下午|午後/u, ' pm '],
  [/(\d{4})\s*[년年]\s*(\d{1,2})\s*[월月]\s*(\d{1,2})\s*[일日]/u, '$1-$2-$3 '],
  [/\bsept\b/iu, 'Sep'],
  [/Μά?[αώϊι]ώ?|Μα[ώϊι]/u, 'May'],
  [/Ιούν/u, 'Jun'],
  [/Ιούλ/u, 'Jul'],
  [/Αύγ/u, 'Aug'],
  [/Νο[έε]/u, 'Nov'],
]

/**
 * A feed's date as ISO 8601, a day or an instant in UTC, however it is written; undefined if it cannot be told. A time without a zone is
 * UTC, as nothing says otherwise; in a zone that is not known it says nothing, and the day is left.
 */
export function feedDate(written: string | undefined): string | undefined {
  let text = (written ?? '').normalize('NFKC').replace(/\s+/gu, ' ').trim().slice(0, 100)
  if (text === '') return undefined
  const isKorean = /[오년]/u.test(text)
  for (const [word, plain] of WORDS) text = text.replace(word, plain)
  text = text
    .replace(/\s+/gu, ' ')
    .replace(/\b([ap]m) (\d{1,2}:\d{2}(?::\d{2})?)$/u, '$2 $1')
    .trim()
  const found = isoDate(text, isKorean) ?? namedDate(text, isKorean)
  return found !== undefined && Number(found.slice(0, 4)) >= FIRST_YEAR ? found : undefined
}

function isoDate(text: string, isKorean: boolean): string | undefined {
  const bare = text.replace(/^\p{L}{3,9}\.?,? (?=\d{4})/u, '').replace(/^(\d{4})\/(\d{1,2})\/(\d{1,2})\b/u, '$1-$2-$3')
  const parts = (ISO.exec(bare) ?? SHORT_ISO.exec(bare))?.groups
  if (parts === undefined) return undefined
  const { year: digits = '', ordinal, rest } = parts
  const year = yearOf(digits)
  const month = Number(parts.month ?? parts.month2 ?? 1)
  const day =
    ordinal === undefined ? dayOf(year, month, Number(parts.day ?? parts.day2 ?? 1)) : dayOfYear(year, Number(ordinal))
  return day === undefined || rest === undefined ? day : withTime(day, rest, isKorean)
}

function dayOfYear(year: number, ordinal: number): string | undefined {
  const date = new Date(Date.UTC(year, 0, ordinal))
  return ordinal >= 1 && date.getUTCFullYear() === year ? date.toISOString().slice(0, 10) : undefined
}

/** RFC 822, asctime and whatever else names its month, in any order; and days in figures alone. */
function namedDate(text: string, isKorean: boolean): string | undefined {
  const clock = CLOCK.exec(text)
  const before = clock === null ? text : text.slice(0, clock.index)
  const after = clock === null ? '' : text.slice(clock.index + clock[0].length)
  // asctime has the year at the end, behind the time and perhaps the zone.
  const late = /(?:^|\s)(\d{4})$/u.exec(after)
  const hasYear = late !== null && !/\d{4}/u.test(before)
  const day = dayIn(hasYear ? `${before} ${late[1]}` : before)
  if (day === undefined) return undefined
  const zone = hasYear ? after.slice(0, late.index) : after
  return clock === null ? day : withTime(day, clock[0] + zone, isKorean)
}

/** The day of the week says nothing that the date does not, and is wrong or foreign now and then. */
function dayIn(text: string): string | undefined {
  const plain = text
    .replace(/[\s,T]+$/u, '')
    .replace(/^[\p{L}\p{M}.]+,?\s*(?=\d{4}|\d{1,2}[\s.-]*[\p{L}\d])/u, '')
    .replace(/^\p{L}+\.?,? (?=\p{L}+\.? \d)/u, '')
    .replace(
      /^(\d{1,2})[ -]([\p{L}\p{M}]+\.?)[,\s-]+(\d{2,4})$/u,
      (_all, day, month, year) => `${day} ${month} ${yearOf(year)}`,
    )
    .replace(
      /^([\p{L}\p{M}]+\.?)[ -](\d{1,2}),?[\s-]+(\d{2}|\d{4})$/u,
      (_all, month, day, year) => `${month} ${day} ${yearOf(year)}`,
    )
    .replace(/^(\d{4})[- ]([\p{L}\p{M}]+\.?)[- ](\d{1,2})$/u, '$3 $2 $1')
    .replace(/^0(?=\d )/u, '')
  return parseDate(plain) ?? parseDate(plain.replace(/^([\d]{1,2} [\p{L}\p{M}]{3})[\p{L}\p{M}]*\.?/u, '$1'))
}

/** The year 04 is 2004, and 98 is 1998 (RFC 2822, 4.3). */
function yearOf(digits: string): number {
  const year = Number(digits)
  if (digits.length > 2) return year
  return year + (year < 70 ? 2000 : 1900)
}

/** The instant of a time such as `10:00:05 pm CEST` on a day; the day alone in a zone that nobody knows, undefined for no time at all. */
function withTime(day: string, text: string, isKorean: boolean): string | undefined {
  const parts = CLOCK.exec(text) ?? SPELT_CLOCK.exec(text)
  if (parts?.groups === undefined || parts.index !== 0) {
    const hour = /^(\d{1,2})(?=$|[zZ+-])/u.exec(text)
    return hour === null ? undefined : withTime(day, `${hour[0]}:00${text.slice(hour[0].length)}`, isKorean)
  }
  const { hour: written, minute, second, half: marked } = parts.groups
  const half = marked ?? /^\s*([ap])m\b/iu.exec(text)?.[1]
  const hour = half === undefined ? Number(written) : (Number(written) % 12) + (/^p/iu.test(half) ? 12 : 0)
  // 24:00 is the end of the day, and a minute may have a leap second (ISO 8601, 4.2.3 and 4.2.1).
  if (hour > 24 || Number(minute) > 59 || Number(second ?? 0) > 60) return undefined
  const zone = minutesOfZone(text.slice(parts[0].length).trim()) ?? undefined
  if (zone === undefined) return day
  const [year = 0, month = 1, date] = day.split('-').map(Number)
  const offset = isKorean && text.slice(parts[0].length).trim() === '' ? KOREA_MINUTES : zone
  const time = Date.UTC(year, month - 1, date, hour, Number(minute) - offset, Number(second ?? 0))
  return Number.isNaN(time) || time > LAST ? undefined : new Date(time).toISOString()
}

/** Sites that write their dates in Korean give the time in Korea. */
const KOREA_MINUTES = 9 * 60
const LAST = Date.UTC(9999, 11, 31)
