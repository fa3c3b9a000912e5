import type { Document } from '../../core/document.ts'
import { InputError } from '../../core/errors.ts'
import { chooseBottomLine } from './bottom-line.ts'
import { weighReadings } from './candidates.ts'
import { coverageOf, type SectionCoverage } from './coverage.ts'
import { announcements, isAhead } from './next.ts'
import { FIT, Page } from './page.ts'
import { type Reading, readDocument, type Sentence } from './reading.ts'

/** What a brief shows, in the order in which it is read. */
export interface Choice {
  readonly bottomLine: Sentence
  readonly points: readonly Sentence[]
  readonly next: readonly Sentence[]
  /** For one long document: the sections that the sentences come from. */
  readonly coverage?: SectionCoverage
}

const MOST_POINTS = 5
const FEWEST_POINTS = 2
/** A brief is read on a phone; a text that is hardly longer than its brief is not one. */
const SHARE_OF_TEXT = 0.6

/** Chooses what a brief of these documents, the newest first, shows. Throws `InputError` when they hold no sentence at all. */
export function chooseSentences(documents: readonly Document[]): Choice {
  const readings = documents.map(readDocument)
  const candidates = weighReadings(readings)
  const bottomLine = chooseBottomLine(readings, candidates)
  if (bottomLine === undefined) return { bottomLine: anySentence(readings), points: [], next: [] }
  const page = new Page(bottomLine, readings)
  const all = candidates.flat()
  const announced = announcements(all, bottomLine)
  const pool = all.filter((candidate) => {
    const isPast = candidate.line.isFuture && !isAhead(candidate, bottomLine.line.document.date) && !candidate.isLead
    return !announced.includes(candidate) && candidate.line.fitness >= FIT && !isPast
  })
  const wanted = Math.min(
    MOST_POINTS,
    Math.max(FEWEST_POINTS, Math.ceil((pool.length + announced.length) * SHARE_OF_TEXT) - 1),
  )
  page.keepFor(announced)
  while (page.points.length < wanted && page.addBest(pool)) {}
  const next = page.addLast()
  const points = page.pointsInOrder()
  const shown = [bottomLine.line, ...points, ...next.map(({ line }) => line)]
  const [only] = readings
  const coverage = readings.length === 1 && only !== undefined ? coverageOf(only, shown) : undefined
  return {
    bottomLine: bottomLine.line,
    points,
    next: next.map(({ line }) => line),
    ...(coverage === undefined ? {} : { coverage }),
  }
}

/** Texts without one fit sentence are shown by what stands first. */
function anySentence(readings: readonly Reading[]): Sentence {
  for (const isGood of [true, false]) {
    for (const { document, text } of readings) {
      const found = text.sentences.find(({ usable, start, end }) => {
        return (usable || !isGood) && /[\p{L}\p{N}]/u.test(text.text.slice(start, end))
      })
      if (found !== undefined) return { document, start: found.start, end: found.end }
    }
  }
  throw new InputError('the documents hold no sentence to show')
}
