import type { PdfPage, Run } from './runs.ts'

/** Text on one baseline without a wide gap in it: a line of a column, a cell of a table. Units are points; `y` grows downwards. */
export interface Segment {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly y: number
  /** Of most of its letters. */
  readonly size: number
  /** The one font of all its letters; undefined if there are several. */
  readonly font: string | undefined
}

/** Runs whose baselines lie within this share of the larger one's size stand on one line: marks of notes are raised. */
const RAISED = 0.45
/** A gap wider than this, in sizes, parts columns or cells; words are parted by a quarter, in justified lines by up to one. */
export const WIDE_GAP = 1.1
const WORD_GAP = 0.17
const SMALLER = 0.8

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u3000-\u303F\uFF00-\uFFEF]/u

/** The segments of a page, from top to bottom and from left to right. */
export function segmentsOf(page: PdfPage): Segment[] {
  return rowsOf(page.runs).flatMap((row) => splitRow(row).flatMap((runs) => composeSegment(runs) ?? []))
}

function rowsOf(runs: readonly Run[]): Run[][] {
  const rows: { readonly runs: Run[]; y: number; size: number }[] = []
  for (const run of runs.toSorted((one, other) => one.y - other.y)) {
    const row = rows.at(-1)
    if (row !== undefined && run.y - row.y <= RAISED * Math.max(row.size, run.size)) {
      row.runs.push(run)
      if (run.size > row.size) [row.y, row.size] = [run.y, run.size]
    } else rows.push({ runs: [run], y: run.y, size: run.size })
  }
  return rows.map((row) => row.runs.sort((one, other) => one.x - other.x))
}

function splitRow(row: readonly Run[]): Run[][] {
  const parts: Run[][] = []
  let right = Number.NEGATIVE_INFINITY
  let last: Run | undefined
  for (const run of row) {
    if (run.text.trim() === '') {
      parts.at(-1)?.push(run)
      continue
    }
    // Drawn twice, a little apart, letters look bold.
    if (last !== undefined && last.text === run.text && Math.abs(run.x - last.x) < run.size * 0.3) continue
    const part = parts.at(-1)
    if (part !== undefined && run.x - right <= WIDE_GAP * run.size) part.push(run)
    else parts.push([run])
    right = Math.max(right, run.x + run.width)
    last = run
  }
  return parts
}

function composeSegment(runs: readonly Run[]): Segment | undefined {
  const inked = runs.filter(({ text }) => text.trim() !== '')
  const [first] = inked
  if (first === undefined) return undefined
  const main = inked.reduce((most, run) => (run.text.length > most.text.length ? run : most))
  const size = commonest(inked.map((run) => [run.size, run.text.length]))
  const letters = inked.reduce((sum, { text }) => sum + text.length, 0)
  const backwards = inked.reduce((sum, { text, rightToLeft }) => sum + (rightToLeft ? text.length : 0), 0)
  const text = joinRuns(backwards * 2 > letters ? runs.toReversed() : runs, size, main.y)
  if (text === '') return undefined
  return {
    text,
    left: first.x,
    right: inked.reduce((right, run) => Math.max(right, run.x + run.width), first.x),
    y: main.y,
    size,
    font: inked.every(({ font }) => font === first.font) ? first.font : undefined,
  }
}

function joinRuns(runs: readonly Run[], size: number, y: number): string {
  let text = ''
  let before: Run | undefined
  let space = false
  for (const run of runs) {
    const piece = run.text.replace(/\s+/gu, ' ')
    if (piece.trim() === '') {
      space = true
      continue
    }
    const raised = run.size < size * SMALLER && y - run.y > size * 0.1
    const shown = raised && text !== '' ? raise(piece.trim(), text) : piece
    if (shown === '') continue
    const gap = before === undefined ? 0 : Math.max(run.x - before.x - before.width, before.x - run.x - run.width)
    const parted = space || gap > WORD_GAP * run.size
    const unspaced = UNSPACED.test(text.at(-1) ?? '') && UNSPACED.test(shown[0] ?? '') && gap < run.size * 0.6
    if (text !== '' && parted && !unspaced && !(raised && /^[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]/u.test(shown))) text += ' '
    text += shown
    before = run
    space = false
  }
  return text.replace(/\s+/gu, ' ').trim()
}

const UNIT = /(?:^|[\s\d])(?:[kcdmµ]?m|h?a|s)$/u

/** A raised number is a power after a digit or a unit; elsewhere it leads to a note, and would read as part of the word before it. */
function raise(piece: string, before: string): string {
  if (!/^[[(]?[\d*†‡§]{1,3}(?:[,–-]\d{1,3})*[\])]?$|^[−-]\d$/u.test(piece)) return piece
  if (!/\d$/u.test(before) && !UNIT.test(before)) return ''
  return piece.replace(/[\d−-]/gu, (sign) => '⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻'['0123456789−-'.indexOf(sign)] ?? sign)
}

/** The value with the greatest weight, values evened out to half points. */
export function commonest(weighted: readonly (readonly [value: number, weight: number])[]): number {
  const sums = new Map<number, number>()
  for (const [value, weight] of weighted) {
    const even = Math.round(value * 2) / 2
    sums.set(even, (sums.get(even) ?? 0) + weight)
  }
  return [...sums].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0])[0]
}
