import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { serialize } from 'parse5'
import type { LinkedBlock } from '../text/html.ts'
import { INLINE, readBlocks } from '../text/html.ts'
import { attribute, type Element, isElement, type Parent, parsePage, walkTree } from '../text/html-tree.ts'
import { isCaption, isFurniture, isMachinery } from './furniture.ts'
import { isProse } from './lines.ts'

/** What Readability took for the article: its blocks, and what it read of its head. */
export interface Content {
  readonly blocks: readonly LinkedBlock[]
  readonly title: string | undefined
  readonly byline: string | undefined
}

/**
 * Below so much text (of itself it asks for 500 letters) Readability takes the page apart again, more leniently each time, and ends with all
 * of it. News in brief have less.
 */
const ENOUGH_LETTERS = 250
const ENOUGH_OF_ITSELF = 500
/** What the lenient reading finds is the article, not more of the page, if it holds so many times the prose. */
const FAR_MORE = 3

/**
 * What is named like furniture is none if all that has the same names holds so much of the text: a body may be called anything, and some sites
 * call every paragraph that a subscriber sees `paywall`.
 */
const MOST_OF_IT = 0.3

/** Deeper there is only nesting. */
const DEEPEST_LOOK = 40
/** A part of the content stands for all of it if it has so much of the prose, and leaves so much of other text behind. */
const NEARLY_ALL = 0.85
const MUCH = 0.25

/** A page written out again, as browsers would have understood it, whatever it was; its furniture is marked. */
export interface MarkedPage {
  readonly html: string
  readonly pieces: readonly Piece[]
}

/** Marks what in a page is named like furniture; the page itself is changed by it. */
export function markPage(page: Parent): MarkedPage {
  const pieces = markFurniture(page)
  return { html: serialize(page), pieces }
}

/**
 * The article as Readability finds it, without what its elements' names say is no part of it. In the words of `class` and `id` Readability
 * itself looks for whole candidates only; what stands within the one it takes, it keeps.
 */
export function findContent(page: MarkedPage): Content {
  const strict = readContent(page, ENOUGH_LETTERS)
  if (lettersOf(strict.blocks) >= ENOUGH_OF_ITSELF) return strict
  const lenient = readContent(page, ENOUGH_OF_ITSELF)
  return proseOf(lenient) > proseOf(strict) * FAR_MORE ? lenient : strict
}

function readContent({ html, pieces }: MarkedPage, enough: number): Content {
  const found = readWithReadability(html, enough)
  const page = parsePage(found?.content ?? '')
  const isApart = tellApart(page, pieces)
  return {
    blocks: readBlocks(narrow(page, isApart), isApart),
    title: found?.title ?? undefined,
    byline: found?.byline ?? undefined,
  }
}

/** In a function of its own, so that a large page's tree is gone before the next one is made. */
function readWithReadability(html: string, charThreshold: number) {
  return new Readability(parseHTML(html).document, { charThreshold }).parse()
}

function lettersOf(blocks: readonly LinkedBlock[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0)
}

function proseOf({ blocks }: Content): number {
  return lettersOf(blocks.filter(isProse))
}

/** Carries the number of the piece of furniture that an element belongs to: Readability takes elements apart, and their names with them. */
const MARK = 'data-furniture'

export interface Piece {
  /** The piece that it stands in, 0 where there is none. */
  readonly outer: number
  readonly names: string
}

/** Marks what is named like furniture, and what stands in it, with the number of its piece. */
function markFurniture(page: Parent): readonly Piece[] {
  const pieces: Piece[] = [{ outer: 0, names: '' }]
  const open = [0]
  walkTree(
    page,
    (node) => {
      if (!isElement(node)) return false
      const names = `${attribute(node, 'class') ?? ''} ${attribute(node, 'id') ?? ''}`
      // Within a line names say how it looks, and Readability would take a dateline for the author's name.
      if (INLINE.has(node.tagName)) {
        if (/dateline/iu.test(names)) node.attrs = node.attrs.filter(({ name }) => name !== 'class' && name !== 'id')
        return true
      }
      const outer = open.at(-1) ?? 0
      const piece = isFurniture(names) ? pieces.push({ outer, names }) - 1 : outer
      open.push(piece)
      if (piece > 0) node.attrs.push({ name: MARK, value: String(piece) })
      if (node.tagName === 'p' && isCaption(names)) becomeCaption(node)
      return true
    },
    (element) => {
      if (!INLINE.has(element.tagName)) open.pop()
    },
  )
  return pieces
}

function becomeCaption(element: Element): void {
  element.tagName = 'figcaption'
  element.nodeName = 'figcaption'
}

/** Tells what of the content is not to be read: machinery, and furniture unless it holds much of the text. */
function tellApart(page: Parent, pieces: readonly Piece[]): (element: Element) => boolean {
  const sizes = pieces.map(() => 0)
  const open = [0]
  walkTree(
    page,
    (node) => {
      const piece = open.at(-1) ?? 0
      if (node.nodeName === '#text' && 'value' in node) sizes[piece] = (sizes[piece] ?? 0) + node.value.trim().length
      if (!isElement(node) || isMachinery(node)) return false
      open.push(Number(attribute(node, MARK) ?? piece))
      return true
    },
    () => {
      open.pop()
    },
  )
  const bySameName = new Map<string, number>()
  // A piece has a higher number than the one around it.
  for (const [number, { outer, names }] of [...pieces.entries()].reverse()) {
    const size = sizes[number] ?? 0
    bySameName.set(names, (bySameName.get(names) ?? 0) + size)
    if (number > 0) sizes[outer] = (sizes[outer] ?? 0) + size
  }
  const [total = 0] = sizes
  return (element) => {
    if (isMachinery(element)) return true
    const piece = pieces[Number(attribute(element, MARK) ?? 0)]
    return piece !== undefined && piece.names !== '' && (bySameName.get(piece.names) ?? 0) < total * MOST_OF_IT
  }
}

/** The smallest part of the content that holds nearly all of its prose, if that leaves much behind which is none. */
function narrow(page: Parent, isApart: (element: Element) => boolean): Parent {
  const whole = weigh(page, isApart)
  let [best, here] = [page, page]
  for (let depth = 0; depth < DEEPEST_LOOK; depth += 1) {
    const parts = here.childNodes.filter(isElement).filter((element) => !isApart(element))
    const [heaviest] = parts
      .map((element) => ({ element, ...weigh(element, isApart) }))
      .sort((a, b) => b.prose - a.prose)
    if (heaviest === undefined || heaviest.prose < whole.prose * NEARLY_ALL) return best
    here = heaviest.element
    const left = { prose: whole.prose - heaviest.prose, other: whole.other - heaviest.other }
    if (left.prose + left.other > (whole.prose + whole.other) * MUCH && left.other > left.prose * 2) best = here
  }
  return best
}

/** Letters of prose, and of other text. */
function weigh(part: Parent, isApart: (element: Element) => boolean): { prose: number; other: number } {
  const weight = { prose: 0, other: 0 }
  for (const block of readBlocks(part, isApart)) weight[isProse(block) ? 'prose' : 'other'] += block.text.length
  return weight
}
