import type { ParagraphKind } from '../../../core/document.ts'
import { beginsWithDay } from '../../text/published-date.ts'
import { endsSentence, looksLikeHeading } from '../../text/text-lines.ts'
import { joinCutLines, type Vocabulary } from './hyphens.ts'
import type { BodyLook, PrintLine } from './print-lines.ts'

/** A stretch of a PDF's text; `kind` is absent where its look does not tell prose from a heading. */
export interface Passage {
  readonly kind?: ParagraphKind
  readonly text: string
  readonly page: number
  /** In points. */
  readonly size: number
}

/** A head is larger than the text by this factor. */
const LARGER = 1.12
const SAME_SIZE = 1.1
/** Beyond the usual step from line to line by this factor, a paragraph ends. */
const WIDER_STEP = 1.3
const INDENT = 0.7
const LONGEST_HEADING = 200

const MARK = /^[•·‣▪◦●○■□►▶➢✓–—*]\s*(?=\S)|^-\s+(?=\S)/u
const NUMBER = /^(?:\(?\d{1,3}[.)]|\(?[a-z]\))\s+(?=\S)/u
/** Dots that lead to a page number: a table of contents. */
const LEADERS = /(?:\.\s?){4,}\s*(?:\d+|[ivxl]+)$/iu
const CAPTION =
  /^(?:fig(?:ure|ura|\.)|table|tabelle|abb(?:ildung|\.)|tableau|tabla|tabella|рис(?:унок|\.)|таблица|图|表)\s*\d/iu
const NOTE = /^(?:\d{1,3}|[*†‡§])[.)]?\s*\S/u
const SMALL = 0.93

/** Makes lines in reading order passages: paragraphs by gaps, indents and lines that end early; one goes on over columns and pages. */
export function passagesOf(lines: readonly PrintLine[], body: BodyLook, vocabulary: Vocabulary): Passage[] {
  const { text, notes } = setNotesApart(lines, body)
  return [...groupLines(text, body), ...groupLines(notes, body).map((group) => ({ ...group, isNote: true }))].map(
    (group) => compose(group, body, vocabulary),
  )
}

function isNumbered(text: string): boolean {
  return NUMBER.test(text) && !beginsWithDay(text)
}

interface Group {
  readonly kind: 'table' | 'item' | 'text'
  readonly lines: PrintLine[]
  readonly isNote?: boolean
}

/** Footnotes stand small at a column's foot, from the first that begins with its mark. Between two pages they would part a sentence. */
function setNotesApart(lines: readonly PrintLine[], body: BodyLook): { text: PrintLine[]; notes: PrintLine[] } {
  const text: PrintLine[] = []
  const notes: PrintLine[] = []
  for (let start = 0; start < lines.length; ) {
    let end = start
    while (end < lines.length && lines[end]?.column.id === lines[start]?.column.id) end += 1
    const column = lines.slice(start, end)
    const small = column.findLastIndex((line) => line.size >= body.size * SMALL) + 1
    const mark = small === 0 ? -1 : column.findIndex((line, index) => index >= small && NOTE.test(line.text))
    text.push(...(mark < 0 ? column : column.slice(0, mark)))
    notes.push(...(mark < 0 ? [] : column.slice(mark)))
    start = end
  }
  return { text, notes }
}

function groupLines(lines: readonly PrintLine[], body: BodyLook): Group[] {
  const groups: Group[] = []
  for (const [index, line] of lines.entries()) {
    const group = groups.at(-1)
    const row = isRow(line, lines[index - 1], lines[index + 1])
    if (group === undefined || (group.kind === 'table') !== row)
      groups.push({ kind: kindOf(line, row, body), lines: [line] })
    else if (row || !beginsAnew(group, line, body)) group.lines.push(line)
    else groups.push({ kind: kindOf(line, row, body), lines: [line] })
  }
  return groups
}

function kindOf(line: PrintLine, row: boolean, body: BodyLook): Group['kind'] {
  if (row) return 'table'
  return (MARK.test(line.text) || isNumbered(line.text)) && line.size < body.size * LARGER ? 'item' : 'text'
}

/** A row of a table has three cells, or two and another such row beside it. */
function isRow(line: PrintLine, before: PrintLine | undefined, after: PrintLine | undefined): boolean {
  if (LEADERS.test(line.text) || line.cells.length > 2) return true
  // A number or mark before the gap belongs to a list.
  if (line.cells.length < 2 || /^(?:[^\p{L}\p{N}]|\(?[\p{L}\d.]{1,5}[.)])$/u.test(line.cells[0] ?? '')) return false
  return [before, after].some((other) => other !== undefined && other.page === line.page && other.cells.length > 1)
}

function beginsAnew({ kind, lines }: Group, line: PrintLine, body: BodyLook): boolean {
  const last = lines.at(-1)
  const [first] = lines
  if (last === undefined || first === undefined) return true
  const ratio = line.size / last.size
  if (ratio > SAME_SIZE || ratio < 1 / SAME_SIZE) return true
  const full = endsSentence(last.text) && !/[,;،]$/u.test(last.text)
  if (line.column.id !== last.column.id) return full || !goesOn(last, line, body)
  if (line.y - last.y > WIDER_STEP * body.leading * last.size || line.y < last.y) return true
  if (MARK.test(line.text)) return true
  if (isNumbered(line.text) && (kind === 'item' || full || looksLikeHeading(last.text))) return true
  const indent = line.size * INDENT
  if (kind === 'item') {
    const hangs = lines.some((one) => one.left > first.left + indent)
    if (line.left < first.left - indent || (hangs && line.left < first.left + indent / 2)) return true
  } else if (line.left > line.column.left + indent && Math.abs(last.left - last.column.left) < indent / 2) return true
  if (isHead(last, body) && !isHead(line, body) && lines.every((one) => isHead(one, body))) return true
  if (isHead(line, body) && !isHead(last, body) && (full || endsEarly(last, line))) return true
  return (
    endsEarly(last, line) && (full || (!/^\p{Ll}/u.test(line.text) && isShort(last) && looksLikeHeading(last.text)))
  )
}

/** Over the edge of a column or page only running text goes on. */
function goesOn(last: PrintLine, line: PrintLine, body: BodyLook): boolean {
  if (last.size >= body.size * LARGER || isHead(last, body) || isHead(line, body)) return false
  if (MARK.test(line.text) || isNumbered(line.text)) return false
  if (/^\p{Ll}/u.test(line.text)) return true
  return line.left <= line.column.left + line.size * INDENT && !isShort(last)
}

/** The next line's first word would have had room: whoever broke the line there meant it. */
function endsEarly(last: PrintLine, next: PrintLine): boolean {
  const word = next.text.split(' ', 1)[0] ?? ''
  const width = ((next.right - next.left) * word.length) / Math.max(1, next.text.length)
  return last.column.right - last.right > width + last.size * 1.5
}

function isShort({ left, right, column }: PrintLine): boolean {
  return right - left < (column.right - column.left) * 0.6
}

/** All in one font that is not the text's: bold, mostly. */
function isHead(line: PrintLine, body: BodyLook): boolean {
  if (line.size >= body.size * LARGER) return true
  return (
    line.font !== undefined && line.font !== body.font && line.size > body.size * SMALL && looksLikeHeading(line.text)
  )
}

function compose({ kind, lines, isNote }: Group, body: BodyLook, vocabulary: Vocabulary): Passage {
  const [first] = lines
  const place = { page: first?.page ?? 0, size: first?.size ?? 0 }
  if (kind === 'table') {
    const rows = lines.map(({ cells }) =>
      cells.map((cell) => cell.replace(/\s*(?:\.\s?){4,}/gu, ' ').trim()).join(' | '),
    )
    return { kind: 'table', text: rows.join('\n'), ...place }
  }
  const text = joinCutLines(
    lines.map((line) => line.text),
    vocabulary,
  )
  // What is to be found, but is no part of the text, is kept as tables are.
  if (isNote === true || CAPTION.test(text)) return { kind: 'table', text, ...place }
  if (kind === 'item') {
    const isBare = lines.every((line) => isHead(line, body)) && looksLikeHeading(text)
    return isBare
      ? { kind: 'heading', text, ...place }
      : { kind: 'item', text: text.replace(MARK, '').replace(isNumbered(text) ? NUMBER : '', ''), ...place }
  }
  const isLarge = lines.every((line) => line.size >= body.size * LARGER)
  if (isLarge && text.length <= LONGEST_HEADING && /\p{L}/u.test(text)) return { kind: 'heading', text, ...place }
  if (lines.length <= 2 && lines.every((line) => isHead(line, body)) && looksLikeHeading(text))
    return { kind: 'heading', text, ...place }
  return lines.length === 1 ? { text, ...place } : { kind: 'prose', text, ...place }
}
