import type { Brief, Claim } from './brief.ts'
import { findDates } from './language/dates.ts'
import { findDayMonths } from './language/day-months.ts'
import type { Language } from './language/language.ts'
import { findYears } from './language/years.ts'

/** What a text without a date plans may have been due so many years ago; what is older has been there for long ("the bridge of 1998"). */
const LONGEST_AGO = 10

/**
 * Whether a sentence names days or months, or else years in which something happens, and all of them are over on a day (`YYYY-MM-DD`).
 * "14 March" is of the year that brings it nearest to the date of its document; without that date it says nothing. A year before its
 * document's is not what it announces.
 */
export function isOver(sentence: string, language: Language, day: string, documentDate?: string): boolean {
  const partial = documentDate === undefined ? [] : findDayMonths(sentence, documentDate)
  const full = findDates(sentence, language)
  const apart = partial.filter((date) => full.every((other) => date.end <= other.start || date.start >= other.end))
  const days = [...full, ...apart]
  const earliest = documentDate?.slice(0, 4) ?? String(Number(day.slice(0, 4)) - LONGEST_AGO)
  const dates = days.length > 0 ? days : findYears(sentence, language).filter(({ iso }) => iso >= earliest)
  return dates.length > 0 && dates.every(({ iso }) => iso < day.slice(0, iso.length))
}

/** A brief has no more points than these. */
const MOST_POINTS = 5

/**
 * A brief as it is told on a day: what it expected to happen on days that are over by then is a point among the others, or is left out where
 * there are five.
 */
export function withoutPast(brief: Brief, day: string): Brief {
  const isPast = ({ text, evidence }: Claim) => {
    const source = brief.sources.find(({ document }) => document === evidence[0]?.document)
    return isOver(text, source?.language ?? brief.language, day, source?.date)
  }
  const past = brief.next.filter(isPast)
  if (past.length === 0) return brief
  const points = [...brief.points, ...past.slice(0, Math.max(0, MOST_POINTS - brief.points.length))]
  return { ...brief, points, next: brief.next.filter((claim) => !past.includes(claim)) }
}
