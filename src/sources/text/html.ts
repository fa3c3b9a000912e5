import type { Block, ParagraphKind } from '../../core/document.ts'
import { composeDraft, type Draft } from './draft.ts'
import { readPageHead } from './html-head.ts'
import {
  attribute,
  type Element,
  evenSpaces,
  findElements,
  isElement,
  type Parent,
  parsePage,
  textWithin,
  walkTree,
} from './html-tree.ts'
import { goesOn, isDateOnTop, takeDateLine } from './plain-text.ts'
import { endsSentence, looksLikeHeading } from './text-lines.ts'

/** Never part of an article: machinery, controls, pictures, and what leads elsewhere. */
const APART: ReadonlySet<string> = new Set([
  ...[
    'head',
    'script',
    'style',
    'noscript',
    'template',
    'svg',
    'math',
    'iframe',
    'object',
    'canvas',
    'audio',
    'video',
    'figcaption',
  ],
  ...['form', 'button', 'select', 'textarea', 'dialog', 'nav', 'footer', 'aside', 'menu'],
])
const APART_ROLES: ReadonlySet<string> = new Set(['navigation', 'complementary', 'contentinfo', 'search', 'dialog'])

/** Elements that stand within a line; all others begin a new block (HTML standard, 15.3). */
export const INLINE: ReadonlySet<string> = new Set([
  ...[
    'a',
    'abbr',
    'acronym',
    'b',
    'bdi',
    'bdo',
    'big',
    'cite',
    'code',
    'data',
    'del',
    'dfn',
    'em',
    'font',
    'i',
    'img',
    'ins',
    'kbd',
  ],
  ...[
    'label',
    'mark',
    'q',
    'ruby',
    's',
    'samp',
    'small',
    'span',
    'strike',
    'strong',
    'sub',
    'sup',
    'time',
    'tt',
    'u',
    'var',
    'wbr',
  ],
])

/** Pages nest tables to arrange things, though not deeper than this; each level is searched for data once. */
const ARRANGING_TABLES = 6

/** The share of a block's letters that stand in links from which on it only leads elsewhere. */
export const LINKED = 0.9

/** HTML as browsers parse it: the article (`main` or `article` where there is one) without navigation, asides, footers and controls. */
export function readHtml(html: string): Draft {
  const page = parsePage(html)
  const content = findContent(page)
  const head = readPageHead(page, content, isApart)
  const blocks = readBlocks(content, isApart).map(({ kind, text }) => ({ kind, text }))
  const { date, rest } = takeDateLine(blocks)
  return composeDraft({ ...head, date: head.date ?? date, blocks: rest })
}

/** The one element that holds the article, as long as it holds most of the text. */
function findContent(page: Parent): Parent {
  for (const name of ['main', 'article']) {
    const [only, ...others] = findElements(
      page,
      (element) => element.tagName === name || (name === 'main' && attribute(element, 'role') === 'main'),
      isApart,
    )
    if (
      only !== undefined &&
      others.length === 0 &&
      textWithin(only, isApart).length * 2 > textWithin(page, isApart).length
    )
      return only
  }
  return page
}

/** What of a page is no part of its text: machinery, navigation, asides, footers, controls, what is hidden, marks of notes. */
export function isApart(element: Element): boolean {
  if (APART.has(element.tagName) || APART_ROLES.has(attribute(element, 'role') ?? '')) return true
  if (attribute(element, 'hidden') !== undefined || attribute(element, 'aria-hidden') === 'true') return true
  if (element.tagName === 'pre') return element.childNodes.some(({ nodeName }) => nodeName === 'code')
  return element.tagName === 'sup' && isNoteMark(element)
}

/** A number that leads to a note: within the text it would read as part of the word before it. */
function isNoteMark(sup: Element): boolean {
  let text = ''
  let linked = false
  let nodes = 0
  walkTree(sup, (node) => {
    // A mark is a link and a number; looking deeper would cost a page of nothing but nested marks dearly.
    nodes += 1
    if (node.nodeName === '#text' && 'value' in node) text += node.value
    linked ||= node.nodeName === 'a'
    return nodes <= 8
  })
  return linked && nodes <= 8 && /^[[(]?(?:\d{1,3}|[a-z*†‡])[\])]?$/u.test(evenSpaces(text))
}

/** A power must not become part of the number before it: 10<sup>3</sup> is 10³, not 103. */
function raise(text: string): string {
  return /^[\d+−-]+$/u.test(text)
    ? text.replace(/./gu, (sign) => '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻'['0123456789+−-'.indexOf(sign)] ?? sign)
    : text
}

/** Text that is still being gathered: a line, or all lines of a block. */
interface Line {
  text: string
  /** How many of its characters, white space aside, stand in links, and how many are bold. */
  linked: number
  bold: number
}

/** A block, and the share of its letters that stand in links. */
export interface LinkedBlock extends Block {
  readonly linked: number
}

/**
 * The blocks of what lies below a node, in reading order. `passesOver` tells what is not to be read; blocks that only lead elsewhere are
 * left out unless `links` says otherwise.
 */
export function readBlocks(
  content: Parent,
  passesOver: (element: Element) => boolean,
  links: 'text only' | 'links too' = 'text only',
): LinkedBlock[] {
  const blocks: LinkedBlock[] = []
  const kinds: ParagraphKind[] = []
  const depth = { a: 0, bold: 0, pre: 0, sup: 0, table: 0 }
  // What stands before the last break, and since; between them a line that is just a date, until the next one tells whose it is.
  let before: Line[] = []
  let date: Line | undefined
  let line = { ...EMPTY }

  const add = (lines: readonly Line[]) => {
    const block = blockOf(joinTexts(lines), kinds.at(-1) ?? 'prose', links === 'links too')
    if (block !== undefined) blocks.push(block)
  }
  const settleDate = (next: string) => {
    if (date === undefined) return
    if (goesOn(next)) before.push(date)
    else {
      add(before)
      add([date])
      before = []
    }
    date = undefined
  }
  const breakLine = () => {
    const text = evenSpaces(line.text)
    settleDate(text)
    // Behind two lines no date is on top: to even out all of them for each line would take the square of their number.
    const mayBeDate = before.length < 2 && (kinds.at(-1) ?? 'prose') === 'prose'
    const evenBefore = mayBeDate ? before.map((one) => evenSpaces(one.text)) : []
    if (mayBeDate && isDateOnTop(text, { before: evenBefore, blocks: blocks.length })) date = line
    else if (before.length > 0 || text !== '') before.push(line)
    line = { ...EMPTY }
  }
  const close = () => {
    breakLine()
    settleDate('')
    add(before)
    before = []
  }
  const gather = (text: string) => {
    const letters = depth.a > 0 || depth.bold > 0 ? text.replace(/\s+/gu, '').length : 0
    line.text += depth.sup > 0 ? raise(text) : text
    if (depth.a > 0) line.linked += letters
    if (depth.bold > 0) line.bold += letters
  }
  const count = ({ tagName }: Element, by: 1 | -1) => {
    if (tagName === 'a') depth.a += by
    if (tagName === 'b' || tagName === 'strong') depth.bold += by
    if (tagName === 'pre') depth.pre += by
    if (tagName === 'sup') depth.sup += by
    if (tagName === 'table') depth.table += by
  }

  walkTree(
    content,
    (node) => {
      if (node.nodeName === '#text' && 'value' in node) {
        const parts = depth.pre > 0 ? node.value.split(/\n[ \t]*\n/u) : [node.value]
        for (const [index, part] of parts.entries()) {
          if (index > 0) close()
          gather(part)
        }
      }
      if (!isElement(node)) return false
      if (passesOver(node)) {
        if (!INLINE.has(node.tagName)) close()
        return false
      }
      if (node.tagName === 'br') {
        // Pages of old part paragraphs by two breaks.
        if ((before.length > 0 || date !== undefined) && line.text.trim() === '') close()
        else breakLine()
        return false
      }
      if (INLINE.has(node.tagName)) {
        count(node, 1)
        return true
      }
      close()
      const rows = node.tagName === 'table' && depth.table < ARRANGING_TABLES ? readTable(node, passesOver) : undefined
      if (rows !== undefined) {
        if (rows !== '') blocks.push({ kind: 'table', text: rows, linked: 0 })
        return false
      }
      count(node, 1)
      kinds.push(kindOf(node, kinds.at(-1) ?? 'prose'))
      return true
    },
    (element) => {
      count(element, -1)
      if (INLINE.has(element.tagName)) return
      close()
      kinds.pop()
    },
  )
  close()
  return blocks
}

const EMPTY: Readonly<Line> = { text: '', linked: 0, bold: 0 }

/** The lines of one block; the breaks between them are white space until that is evened out. */
function joinTexts(lines: readonly Line[]): Line {
  return {
    text: lines.map(({ text }) => text).join('\n'),
    linked: lines.reduce((sum, { linked }) => sum + linked, 0),
    bold: lines.reduce((sum, { bold }) => sum + bold, 0),
  }
}

function kindOf({ tagName }: Element, around: ParagraphKind): ParagraphKind {
  if (/^h[1-6]$/u.test(tagName)) return 'heading'
  // What a picture shows is no sentence of the text around it: to be found, not to be briefed.
  if (tagName === 'figcaption') return 'table'
  if (tagName === 'li' || tagName === 'dt' || tagName === 'dd') return 'item'
  return around === 'item' && (tagName === 'p' || tagName === 'div') ? 'item' : 'prose'
}

function blockOf({ text: raw, linked, bold }: Line, kind: ParagraphKind, keepsLinks: boolean): LinkedBlock | undefined {
  const text = evenSpaces(raw)
  const letters = text.replaceAll(' ', '').length
  if (letters === 0) return undefined
  if (!keepsLinks && kind !== 'heading' && linked >= letters * LINKED && !endsSentence(text)) return undefined
  const shown = kind === 'prose' && bold === letters && looksLikeHeading(text) ? 'heading' : kind
  return { kind: shown, text, linked: linked / letters }
}

/** The rows of a table of data; undefined for a table that only arranges the page. */
function readTable(table: Element, passesOver: (element: Element) => boolean): string | undefined {
  const arranging = /^(?:table|p|h[1-6]|ul|ol|article|section|blockquote)$/u
  if (findElements(table, ({ tagName }) => arranging.test(tagName)).length > 0) return undefined
  const rows = findElements(table, ({ tagName }) => tagName === 'tr').map((row) =>
    findElements(row, ({ tagName }) => tagName === 'td' || tagName === 'th').map((cell) =>
      textWithin(cell, passesOver),
    ),
  )
  if (!rows.some((cells) => cells.length > 1)) return undefined
  return rows
    .map((cells) => cells.join(' | '))
    .filter((row) => /[^|\s]/u.test(row))
    .join('\n')
}
