import { commonest, type Segment } from './lines.ts'

/** A line of one column, as it was printed. */
export interface PrintLine extends Segment {
  /** From 0. */
  readonly page: number
  /** Texts with wide gaps between them, where there are several: a row of a table. */
  readonly cells: readonly string[]
  /** The column's edges. */
  readonly column: { readonly id: number; readonly left: number; readonly right: number }
}

/** Cells of a table stand further apart than the words of a line that was spread out. */
const CELL_GAP = 1.8

/** The lines of one column from top to bottom. */
export function linesOf(segments: readonly Segment[], page: number, id: number): PrintLine[] {
  const rows: Segment[][] = []
  for (const segment of segments) {
    const row = rows.at(-1)
    const last = row?.at(-1)
    if (last !== undefined && Math.abs(last.y - segment.y) < Math.min(last.size, segment.size) * 0.45)
      row?.push(segment)
    else rows.push([segment])
  }
  const left = commonest(rows.map((row) => [Math.min(...row.map((segment) => segment.left)), 1]))
  const right = Math.max(...segments.map((segment) => segment.right))
  return rows.flatMap((row) => {
    const sorted = row.toSorted((one, other) => one.left - other.left)
    const [first] = sorted
    if (first === undefined) return []
    const cells: string[] = []
    let end = Number.NEGATIVE_INFINITY
    for (const segment of sorted) {
      const near = segment.left - end <= CELL_GAP * segment.size
      if (near && cells.length > 0) cells[cells.length - 1] += ` ${segment.text}`
      else cells.push(segment.text)
      end = segment.right
    }
    return {
      text: cells.join(' '),
      cells,
      left: first.left,
      right: end,
      y: first.y,
      size: commonest(sorted.map(({ size, text }) => [size, text.length])),
      font: sorted.every(({ font }) => font === first.font) ? first.font : undefined,
      page,
      column: { id, left, right },
    }
  })
}

/** The look of most of a file's text. */
export interface BodyLook {
  readonly size: number
  readonly font: string | undefined
  /** From baseline to baseline, in sizes. */
  readonly leading: number
}

export function bodyLookOf(lines: readonly PrintLine[]): BodyLook {
  const size = commonest(lines.map((line) => [line.size, line.text.length]))
  const fonts = new Map<string, number>()
  for (const { font, text } of lines) if (font !== undefined) fonts.set(font, (fonts.get(font) ?? 0) + text.length)
  const [font] = [...fonts].sort((one, other) => other[1] - one[1])[0] ?? []
  const steps = lines.flatMap((line, index): [number, number][] => {
    const next = lines[index + 1]
    const same = next?.column.id === line.column.id && Math.abs(line.size - size) <= 0.5
    const step = same && next !== undefined ? next.y - line.y : 0
    return step > 0 && step < size * 3 ? [[step, 1]] : []
  })
  return { size, font, leading: steps.length === 0 ? 1.25 : commonest(steps) / Math.max(1, size) }
}
