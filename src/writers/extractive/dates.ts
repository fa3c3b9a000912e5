import { type DatedClaim, evidenceOf } from '../../core/brief.ts'
import { findDates } from '../../core/language/dates.ts'
import { findDayMonths } from '../../core/language/day-months.ts'
import type { Sentence } from './reading.ts'

const MOST_DATES = 6

/**
 * Dates in the brief's sentences, earliest first, each once. "14 March" is of the year that brings it nearest to its document's date; a
 * month is left out beside a day in it.
 */
export function datesOf(shown: readonly Sentence[]): DatedClaim[] {
  const dates = new Map<string, DatedClaim>()
  for (const { document, start, end } of shown) {
    const text = document.text.slice(start, end)
    const full = findDates(text, document.language)
    const partial = document.date === undefined ? [] : findDayMonths(text, document.date)
    const apart = partial.filter((date) => full.every((other) => date.end <= other.start || date.start >= other.end))
    for (const date of [...full, ...apart]) {
      if (dates.has(date.iso)) continue
      const evidence = evidenceOf(document, start + date.start, start + date.end)
      dates.set(date.iso, { text: date.text.replace(/\s+/gu, ' '), iso: date.iso, evidence: [evidence] })
    }
  }
  const all = [...dates.values()]
  return all
    .filter(({ iso }) => iso.length > 7 || !all.some((other) => other.iso.length > 7 && other.iso.startsWith(iso)))
    .sort((a, b) => (a.iso < b.iso ? -1 : a.iso > b.iso ? 1 : 0))
    .slice(0, MOST_DATES)
}
