import type { Language } from './language.ts'
import { MONTH_SPELLINGS, monthNumber } from './months.ts'

/** A calendar date in a text: UTF-16 offsets, end exclusive; `iso` is `YYYY-MM-DD`, or `YYYY-MM` for a month of a year. */
export interface DateMention {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly iso: string
}

interface Parts {
  readonly year?: string | undefined
  readonly month?: string | undefined
  readonly day?: string | undefined
}

const MONTH = `(?<month>${[...new Set(MONTH_SPELLINGS)].sort((a, b) => b.length - a.length).join('|')})\\.?`
const YEAR = '(?<year>1[5-9]\\p{Nd}\\p{Nd}|2[01]\\p{Nd}\\p{Nd}|[١٢१२]\\p{Nd}{3})'
const DAY = '(?<day>[0-3٠-٣०-३]?\\p{Nd})'
const BEFORE = '(?<![\\p{L}\\p{M}\\p{N}]|\\p{N}[.,/-])'
const AFTER = '(?![\\p{L}\\p{M}\\p{N}]|[.,/-]\\p{N})'

function pattern(body: string): RegExp {
  return new RegExp(BEFORE + body + AFTER, 'giu')
}

const PATTERNS: readonly RegExp[] = [
  // 2024-03-14, 2024/03/14, and the date of a timestamp
  new RegExp(`${BEFORE}${YEAR}([-/.])(?<month>\\p{Nd}{1,2})\\2${DAY}(?=T\\d\\d|${AFTER})`, 'gu'),
  // 14.03.2024
  pattern(`${DAY}\\.\\s?(?<month>\\p{Nd}{1,2})\\.\\s?${YEAR}`),
  // 2024年3月14日, 2024年3月
  /(?<!\p{N})(?<year>\p{Nd}{4})\s?年\s?(?<month>\p{Nd}{1,2})\s?月(?:\s?(?<day>\p{Nd}{1,2})\s?[日号號])?/gu,
  // 14 March 2024, 14. März 2024, 1er mars 2024, 14 de marzo de 2024, the 14th of March, 2024
  pattern(`${DAY}(?:\\.|st|nd|rd|th|er|º|-го)?(?:\\s(?:of|de))?\\s${MONTH}(?:\\s(?:de|del|عام)|,)?\\s${YEAR}`),
  // March 14, 2024; मार्च 14, 2024
  pattern(`${MONTH}\\s${DAY}(?:st|nd|rd|th)?,?\\s${YEAR}`),
  // March 2024, marzo de 2024
  pattern(`${MONTH}(?:\\s(?:of|de|del|عام)|,)?\\s${YEAR}`),
]

const DAY_FIRST = pattern(`${DAY}/(?<month>\\p{Nd}{1,2})/${YEAR}`)

/** Where 03/04/2024 may be the third of April or the fourth of March. */
const AMBIGUOUS_SLASHES: ReadonlySet<Language> = new Set(['en', 'zh', 'und'])

/**
 * The calendar dates of a text in reading order, without overlaps: full dates, and months of a year. Years alone, relative
 * dates and dates without a year are not found, nor are days that do not exist (31 February). Month names of all eight
 * languages are read whatever the language, since a text may quote another; the language decides only whether 03/04/2024 is
 * read (day first), which in English it is not.
 */
export function findDates(text: string, language: Language): DateMention[] {
  const patterns = AMBIGUOUS_SLASHES.has(language) ? PATTERNS : [...PATTERNS, DAY_FIRST]
  const candidates = patterns
    .flatMap((regex) => [...text.matchAll(regex)])
    .sort((a, b) => a.index - b.index || b[0].length - a[0].length)
  const found: DateMention[] = []
  let taken = 0
  for (const { 0: matched, index: start, groups } of candidates) {
    if (start < taken) continue
    // An impossible day takes its place all the same, so that no "February 2024" is read out of "31 February 2024".
    taken = start + matched.length
    const iso = toIso(groups ?? {})
    if (iso !== undefined) found.push({ text: matched, start, end: taken, iso })
  }
  return found
}

function toIso({ year, month, day }: Parts): string | undefined {
  const y = toNumber(year)
  const m = month === undefined ? undefined : (monthNumber(month) ?? toNumber(month))
  if (y === undefined || m === undefined || m < 1 || m > 12) return undefined
  const prefix = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}`
  if (day === undefined) return prefix
  const d = toNumber(day)
  if (d === undefined || d < 1 || d > daysIn(y, m)) return undefined
  return `${prefix}-${String(d).padStart(2, '0')}`
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function toNumber(digits: string | undefined): number | undefined {
  if (digits === undefined) return undefined
  let value = 0
  for (const digit of digits.normalize('NFKC')) {
    const code = digit.charCodeAt(0)
    const zero = code >= 0x966 ? 0x966 : code >= 0x6f0 ? 0x6f0 : code >= 0x660 ? 0x660 : 0x30
    if (code - zero > 9) return undefined
    value = value * 10 + code - zero
  }
  return value
}
