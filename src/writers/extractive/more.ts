import type { Evidence } from '../../core/brief.ts'
import type { Document } from '../../core/document.ts'
import { chooseBottomLine } from './bottom-line.ts'
import { weighReadings } from './candidates.ts'
import { FIT, Page } from './page.ts'
import { readDocument, type Sentence } from './reading.ts'

/** Sentences of the documents, the newest first, that a brief has no room for: most telling first, none that overlaps what is shown. */
export function chooseMore(documents: readonly Document[], shown: readonly Evidence[], most: number): Sentence[] {
  const readings = documents.map(readDocument)
  const candidates = weighReadings(readings)
  const bottomLine = chooseBottomLine(readings, candidates)
  if (bottomLine === undefined) return []
  const isShown = ({ document, start, end }: Sentence) =>
    shown.some((one) => one.document === document.id && one.part === 'text' && one.start < end && start < one.end)
  const all = candidates.flat()
  const page = new Page(bottomLine, readings, Number.POSITIVE_INFINITY)
  for (const candidate of all) if (candidate !== bottomLine && isShown(candidate.line)) page.reserve(candidate)
  const pool = all.filter(({ line }) => line.fitness >= FIT && !isShown(line))
  while (page.points.length < most && page.addBest(pool)) {}
  return page.points.flatMap(({ lines }) => {
    const [first, last] = [lines[0]?.line, lines.at(-1)?.line]
    return first === undefined || last === undefined
      ? []
      : [{ document: first.document, start: first.start, end: last.end }]
  })
}
