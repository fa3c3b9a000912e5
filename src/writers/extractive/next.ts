import { findDates } from '../../core/language/dates.ts'
import { type Candidate, gainOf } from './candidates.ts'

/** More than are shown, since one may not be readable. */
const MOST = 3
/** What a document said would come may have come a few days later. */
const FRESH_DAYS = 3
/** Where this share of a text speaks of the future, as laws do, it is what the points are made of. */
const MOSTLY_FUTURE = 0.45
const FIT = 0.5

/** The sentences about what is to come, the best first; those of older documents only where the newest have none. */
export function announcements(candidates: readonly Candidate[], bottomLine: Candidate): Candidate[] {
  const newest = bottomLine.line.document.date
  const future = candidates.filter(({ line }) => line.isFuture && line.fitness >= FIT)
  if (future.length > MOSTLY_FUTURE * candidates.length) return []
  const open = future.filter((candidate) => {
    return candidate !== bottomLine && candidate.line.leaning.kind !== 'before' && isAhead(candidate, newest)
  })
  // What an older document announced, a newer one may have changed.
  const fresh = open.filter(({ line }) => isFresh(line.document.date, newest))
  const ranked = (fresh.length > 0 ? fresh : open)
    .map((candidate) => ({ candidate, worth: gainOf(candidate.weight) * candidate.factor * 0.8 ** candidate.order }))
    .sort((a, b) => b.worth - a.worth)
  return ranked.slice(0, Math.min(MOST, Math.floor(candidates.length / 4))).map(({ candidate }) => candidate)
}

/** Whether what a sentence announces lies ahead of the newest document: by its own date, else because its document is no older. */
export function isAhead({ line }: Candidate, newest: string | undefined): boolean {
  const { document, start, end } = line
  if (newest === undefined || document.date === undefined) return true
  const dates = findDates(document.text.slice(start, end), document.language)
  if (dates.length > 0) return dates.some(({ iso }) => iso > newest.slice(0, iso.length))
  return isFresh(document.date, newest)
}

function isFresh(date: string | undefined, newest: string | undefined): boolean {
  if (date === undefined || newest === undefined) return true
  return Date.parse(newest) - Date.parse(date) <= FRESH_DAYS * 86_400_000
}
