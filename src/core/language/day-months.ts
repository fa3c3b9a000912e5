import type { DateMention } from './dates.ts'
import { MONTH_SPELLINGS, monthNumber } from './months.ts'

const MONTH = [...new Set(MONTH_SPELLINGS)].sort((a, b) => b.length - a.length).join('|')
const BEFORE = '(?<![\\p{L}\\p{M}\\p{N}]|\\p{N}[.,/-])'
const AFTER = '(?![\\p{L}\\p{M}\\p{N}])'
const DAY = '(?<day>[0-3]?\\d)'

const PATTERNS: readonly RegExp[] = [
  new RegExp(`${BEFORE}${DAY}(?:\\.|st|nd|rd|th|er|º|-го)?(?:\\s(?:of|de))?\\s(?<month>${MONTH})${AFTER}`, 'giu'),
  new RegExp(`${BEFORE}(?<month>${MONTH})\\s${DAY}(?:st|nd|rd|th)?${AFTER}(?![:.,]\\d)`, 'giu'),
  /(?<!\p{N}|年)(?<month>1?\d)\s?月\s?(?<day>\d{1,2})\s?[日号號]/gu,
]

/**
 * Days of a month without a year ("on 14 March"), each with the year that brings it nearest to `near` (ISO 8601). Days that do not
 * exist in that year are left out.
 */
export function findDayMonths(text: string, near: string): DateMention[] {
  const around = Date.parse(near)
  if (Number.isNaN(around)) return []
  const found: DateMention[] = []
  for (const pattern of PATTERNS) {
    for (const { 0: matched, index: start, groups } of text.matchAll(pattern)) {
      const end = start + matched.length
      if (found.some((other) => start < other.end && end > other.start)) continue
      const month = monthNumber(groups?.month ?? '') ?? Number(groups?.month)
      const iso = nearest(month, Number(groups?.day), around)
      if (iso !== undefined) found.push({ text: matched, start, end, iso })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

function nearest(month: number, day: number, around: number): string | undefined {
  const year = new Date(around).getUTCFullYear()
  let best: string | undefined
  let distance = Number.POSITIVE_INFINITY
  for (const candidate of [year - 1, year, year + 1]) {
    const date = new Date(Date.UTC(candidate, month - 1, day))
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) continue
    if (Math.abs(date.getTime() - around) >= distance) continue
    distance = Math.abs(date.getTime() - around)
    best = date.toISOString().slice(0, 10)
  }
  return best
}
