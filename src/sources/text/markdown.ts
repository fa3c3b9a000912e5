import type { ParagraphKind } from '../../core/document.ts'
import { findListNumbers } from '../../core/language/list-numbers.ts'
import { markHeadings, type Piece } from './bare-headings.ts'
import { composeDraft, type Draft } from './draft.ts'
import { takeFrontMatter } from './front-matter.ts'
import { plainWords } from './markdown-inline.ts'
import { goesOn, isDateOnTop, takeDateLine, takeGluedDate } from './plain-text.ts'
import { beginsWithDay } from './published-date.ts'
import { joinLines, looksLikeHeading } from './text-lines.ts'

const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/u
const ITEM = /^\s*(?:[-*+]|(\d{1,9})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/u
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,99}[ \t]*$/u
const UNDERLINE = /^ {0,3}(=+|-{2,})[ \t]*$/u
const QUOTE = /^(?: {0,3}> ?)+/u
const FENCE = /^\s*(`{3,}(?=[^`]*$)|~{3,})/u
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/u
const DEFINITION = /^ {0,3}\[([^\]^][^\]]*)\]:\s*\S+/u
const FOOTNOTE = /^ {0,3}\[\^[^\]\s]+\]:\s*/u

/**
 * Markdown (line ends already `\n`): front matter, headings, lists, quotes, tables, paragraphs; code fences and comments are dropped, since
 * they are no sentences. The title is the front matter's, the first heading of level 1, or a heading that stands first.
 */
export function readMarkdown(text: string): Draft {
  const front = takeFrontMatter(text)
  const glued = takeGluedDate(front.rest)
  const { pieces, title: head } = readPieces(glued.rest.replace(/<!--[\s\S]*?(?:-->|$)/gu, ''))
  // Only a text without marked headings can have unmarked ones.
  const marked = pieces.some(({ kind }) => kind === 'heading')
  const blocks = marked
    ? pieces.map(({ kind, text: words }) => ({ kind: kind ?? 'prose', text: words }))
    : markHeadings(pieces)
  const { date: line, rest } = takeDateLine(blocks)
  const first = rest[0]?.kind === 'heading' && (marked || glued.date === undefined) ? rest[0].text : undefined
  return composeDraft({
    title: front.title ?? head ?? first,
    date: front.date ?? glued.date ?? line,
    language: front.language,
    link: front.link,
    blocks: rest,
  })
}

function readPieces(text: string): { readonly pieces: Piece[]; readonly title: string | undefined } {
  const lines = text.split('\n')
  const references = new Set(lines.flatMap((line) => DEFINITION.exec(line)?.[1]?.toLowerCase() ?? []))
  const endOfFence = createFenceFinder(lines)
  const numbers = findListNumbers(lines.map((line) => line.replace(QUOTE, '')))
  const pieces: Piece[] = []
  let title: string | undefined
  let current: string[] = []
  let kind: ParagraphKind | undefined
  let quoted = false

  const add = (words: string, as: ParagraphKind | undefined) => {
    if (words !== '') pieces.push(as === undefined ? { text: words } : { text: words, kind: as })
  }
  const close = () => {
    const bold = current.length === 1 && /^\s*(\*\*|__)[^*_].*\1\s*$/u.test(current[0] ?? '')
    const words = plainWords(joinLines(current.map((line) => line.replace(/\\$/u, ''))), references)
    add(words, kind ?? (bold && looksLikeHeading(words) ? 'heading' : undefined))
    current = []
    kind = undefined
  }
  const head = (words: string, level: number) => {
    close()
    add(words, 'heading')
    if (level === 1 && words !== '') title ??= words
  }

  const isDate = (line: string, index: number) =>
    isDateOnTop(plainWords(line, references), { before: current, blocks: pieces.length }) &&
    !goesOn((lines[index + 1] ?? '').replace(QUOTE, ''))

  for (let index = 0; index < lines.length; index += 1) {
    const raw = lines[index] ?? ''
    const fence = FENCE.exec(raw)?.[1]
    if (fence !== undefined) {
      close()
      index = endOfFence(index, fence)
      continue
    }
    const line = raw.replace(QUOTE, '')
    const inQuote = line.length < raw.length
    if (line.trim() === '' || (inQuote && !quoted)) close()
    quoted = inQuote
    if (line.trim() === '' || DEFINITION.test(line) || /^:::/u.test(line)) continue
    const heading = HEADING.exec(line)
    if (heading !== null) {
      head(plainWords(heading[2] ?? '', references), heading[1]?.length ?? 1)
    } else if (
      UNDERLINE.test(line) &&
      kind === undefined &&
      current.length === 1 &&
      looksLikeHeading(current[0] ?? '')
    ) {
      const words = plainWords(current[0] ?? '', references)
      current = []
      head(words, line.trim().startsWith('=') ? 1 : 2)
    } else if (RULE.test(line) || /^ {0,3}=+[ \t]*$/u.test(line)) {
      close()
    } else if (line.includes('|') && TABLE_RULE.test(lines[index + 1] ?? '') && /[|]/u.test(lines[index + 1] ?? '')) {
      close()
      const rows = rowsOf(lines, index)
      add(rows.map((row) => cellsOf(row, references)).join('\n'), 'table')
      index += rows.length
    } else if (beginsItem(line, numbers.has(index), current.length > 0 && kind === undefined)) {
      close()
      kind = 'item'
      current.push(line.replace(ITEM, ''))
    } else if (FOOTNOTE.test(line)) {
      close()
      current.push(line.replace(FOOTNOTE, ''))
    } else if (kind === undefined && isDate(line, index)) {
      close()
      current.push(line)
      close()
    } else current.push(line)
  }
  close()
  return { pieces, title }
}

/** Within a paragraph a number begins a list only if it is 1: "… in\n1965. After that" is a wrapped sentence (CommonMark 5.2). */
function beginsItem(line: string, isNumbered: boolean, inParagraph: boolean): boolean {
  const [mark, number] = ITEM.exec(line) ?? []
  if (mark === undefined || beginsWithDay(line)) return false
  return number === undefined || (isNumbered && (!inParagraph || number === '1'))
}

/**
 * Finds the line that closes a fence; a fence that is never closed hides nothing but its own line. Remembers what was looked for in vain, so
 * that a file of nothing but open fences is not read to its end for each.
 */
function createFenceFinder(lines: readonly string[]): (start: number, fence: string) => number {
  const inVain = new Map<string, number>()
  return (start, fence) => {
    const mark = fence[0] ?? ''
    if (fence.length >= (inVain.get(mark) ?? Number.POSITIVE_INFINITY)) return start
    for (let index = start + 1; index < lines.length; index += 1) {
      const line = lines[index]?.trim() ?? ''
      if (line.length >= fence.length && line.startsWith(fence) && line === mark.repeat(line.length)) return index
    }
    inVain.set(mark, fence.length)
    return start
  }
}

/** Head and body of a table: the lines that follow, without the one of hyphens. */
function rowsOf(lines: readonly string[], start: number): string[] {
  const rows = [lines[start] ?? '']
  for (let index = start + 2; (lines[index] ?? '').includes('|'); index += 1) rows.push(lines[index] ?? '')
  return rows
}

function cellsOf(row: string, references: ReadonlySet<string>): string {
  const cells = row
    .trim()
    .replace(/^\||(?<!\\)\|$/gu, '')
    .split(/(?<!\\)\|/u)
  return cells.map((cell) => plainWords(cell, references)).join(' | ')
}
