import { INLINE } from '../text/html.ts'
import {
  attribute,
  type Element,
  evenSpaces,
  isElement,
  type Node,
  type Parent,
  textWithin,
  walkTree,
} from '../text/html-tree.ts'
import { isCaption, isFurniture, isMachinery } from './furniture.ts'

/** Carries the number of the piece of furniture that an element belongs to: Readability takes elements apart, and their names with them. */
export const MARK = 'data-furniture'

/** Something that is probably no part of an article. */
export interface Piece {
  /** The piece that it stands in, 0 where there is none. */
  readonly outer: number
  readonly names: string
}

const BEFORE_TITLE = 'before the title'
const PICTURE = 'a picture and what it shows'
/** A box with a picture and so little text shows the picture; it has neither headings nor many parts. */
const LONGEST_CAPTION = 320
const MOST_PARTS = 40
const HEADING = /^h[1-6]$/u

/** Marks what in a page is named like furniture, stands above its title, or shows a picture. */
export function markPieces(page: Parent, title: string | undefined): readonly Piece[] {
  const pieces = markFurniture(page)
  markPictures(page, pieces)
  if (title !== undefined) markBeforeTitle(page, title, pieces)
  return pieces
}

/** Marks what is named like furniture, and what stands in it, with the number of its piece. */
export function markFurniture(page: Parent): Piece[] {
  const pieces: Piece[] = [{ outer: 0, names: '' }]
  const open = [0]
  walkTree(
    page,
    (node) => {
      if (!isElement(node)) return false
      const names = namesOf(node)
      const outer = open.at(-1) ?? 0
      // Within a line names say how it looks, and Readability would take a dateline for the author's name.
      if (INLINE.has(node.tagName)) {
        if (isCaption(names)) mark(node, pieces.push({ outer, names }) - 1)
        else if (/dateline/iu.test(names)) dropNames(node)
        return true
      }
      const piece = isFurniture(names) ? pieces.push({ outer, names }) - 1 : outer
      open.push(piece)
      if (piece > 0) mark(node, piece)
      // Readability makes such a box a paragraph of its own, without its attributes.
      if (piece > 0 && node.tagName === 'div' && node.childNodes.every(isPhrase)) becomeParagraph(node)
      return true
    },
    (element) => {
      if (!INLINE.has(element.tagName)) open.pop()
    },
  )
  return pieces
}

/** Marks the boxes that hold a picture and what it shows, and hardly anything else. Paragraphs may begin with a picture. */
function markPictures(page: Parent, pieces: Piece[]): void {
  interface Box {
    pictures: number
    letters: number
    parts: number
    headings: number
  }
  const open: Box[] = [{ pictures: 0, letters: 0, parts: 0, headings: 0 }]
  walkTree(
    page,
    (node) => {
      const around = open.at(-1)
      if (node.nodeName === '#text' && 'value' in node && around !== undefined)
        around.letters += node.value.trim().length
      if (!isElement(node) || isMachinery(node)) return false
      open.push({
        pictures: node.tagName === 'img' ? 1 : 0,
        letters: 0,
        parts: 1,
        headings: HEADING.test(node.tagName) ? 1 : 0,
      })
      return true
    },
    (element) => {
      const box = open.pop()
      const around = open.at(-1)
      if (box === undefined || around === undefined) return
      around.pictures += box.pictures
      around.letters += box.letters
      around.parts += box.parts
      around.headings += box.headings
      if (INLINE.has(element.tagName) || element.tagName === 'p' || box.pictures === 0 || box.letters === 0) return
      if (box.letters > LONGEST_CAPTION || box.parts > MOST_PARTS || box.headings > 0) return
      const piece = pieces.push({ outer: 0, names: PICTURE }) - 1
      for (const part of [element, ...elementsWithin(element)]) {
        if (attribute(part, MARK) === undefined && !INLINE.has(part.tagName)) mark(part, piece)
      }
    },
  )
}

/** Marks what ends before the page's own heading begins: an article has nothing above its title. */
function markBeforeTitle(page: Parent, title: string, pieces: Piece[]): void {
  const even = evenOut(title)
  const before: Element[] = []
  let reached = false
  walkTree(
    page,
    (node) => {
      if (reached || !isElement(node) || isMachinery(node)) return false
      reached = /^h[12]$/u.test(node.tagName) && evenOut(textWithin(node)) === even
      return !reached
    },
    (element) => {
      if (!reached && !INLINE.has(element.tagName)) before.push(element)
    },
  )
  if (!reached) return
  const piece = pieces.push({ outer: 0, names: BEFORE_TITLE }) - 1
  for (const element of before) if (attribute(element, MARK) === undefined) mark(element, piece)
}

function mark(element: Element, piece: number): void {
  element.attrs.push({ name: MARK, value: String(piece) })
}

function isPhrase(node: Node): boolean {
  return !isElement(node) || INLINE.has(node.tagName) || node.tagName === 'br'
}

function becomeParagraph(element: Element): void {
  element.tagName = 'p'
  element.nodeName = 'p'
}

/** What its `class` and `id` call an element. */
export function namesOf(element: Element): string {
  return `${attribute(element, 'class') ?? ''} ${attribute(element, 'id') ?? ''}`
}

function dropNames(element: Element): void {
  element.attrs = element.attrs.filter(({ name }) => name !== 'class' && name !== 'id')
}

function elementsWithin(root: Parent): Element[] {
  const found: Element[] = []
  walkTree(root, (node) => {
    if (isElement(node)) found.push(node)
    return true
  })
  return found
}

function evenOut(text: string): string {
  return evenSpaces(text.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, ' ')).toLowerCase()
}
