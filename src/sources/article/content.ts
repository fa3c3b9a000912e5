import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { serialize } from 'parse5'
import type { LinkedBlock } from '../text/html.ts'
import { readBlocks } from '../text/html.ts'
import { type Element, isElement, type Parent, parsePage, walkTree } from '../text/html-tree.ts'
import { prune, tellApart } from './apart.ts'
import { freeBody } from './body-names.ts'
import { isProse } from './lines.ts'
import { markPieces, type Piece } from './marks.ts'

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

/** Deeper there is only nesting. */
const DEEPEST_LOOK = 40
/** A part of the content stands for all of it if it has so much of the prose, and leaves so much of other text behind. */
const NEARLY_ALL = 0.85
const MUCH = 0.25
/** Or so much, if the rest is a column of teasers: so large a share of their text stands in links. */
const MOST = 0.5
const LINKED = 0.2

/** A page written out again, as browsers would have understood it, whatever it was; its furniture is marked. */
export interface MarkedPage {
  readonly html: string
  readonly pieces: readonly Piece[]
}

/** Makes a page ready to look for its article, which has this title; the page itself is changed by it. */
export function markPage(page: Parent, title: string | undefined): MarkedPage {
  const pieces = markPieces(page, title)
  prune(page, pieces)
  freeBody(page)
  return { html: serialize(page), pieces }
}

/**
 * The article as Readability finds it, without what its elements' names say is no part of it. In the words of `class` and `id` Readability
 * itself looks for whole candidates only; what stands within the one it takes, it keeps.
 */
export function findContent(page: MarkedPage): Content {
  const strict = readContent(page, ENOUGH_LETTERS)
  if (proseOf(strict) > 0 && lettersOf(strict.blocks) >= ENOUGH_OF_ITSELF) return strict
  const lenient = readContent(page, ENOUGH_OF_ITSELF)
  const better = proseOf(lenient) > proseOf(strict) * FAR_MORE ? lenient : strict
  return proseOf(better) > 0 ? better : { ...better, blocks: readDensest(page) }
}

/** Where Readability finds no prose: the part of the page that has most of it. */
function readDensest({ html, pieces }: MarkedPage): readonly LinkedBlock[] {
  const page = parsePage(html)
  const isApart = tellApart(page, pieces)
  return readBlocks(narrow(page, isApart), isApart)
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

/** What some part of the content holds, in letters. */
interface Weight {
  readonly prose: number
  /** Of blocks that are no prose. */
  readonly other: number
  /** Of all text, and of the text of links, with the lines that are nothing but links. */
  readonly letters: number
  readonly linked: number
}

/**
 * The smallest part of the content that holds nearly all of its prose, if that leaves much behind which is none; or most of it, if what it
 * leaves behind is a column of links and teasers.
 */
function narrow(page: Parent, isApart: (element: Element) => boolean): Parent {
  let whole = weigh(page, isApart)
  // A page of short sentences only: no part of it has more of its prose than another.
  if (whole.prose === 0) return page
  let [best, here] = [page, page]
  for (let depth = 0; depth < DEEPEST_LOOK; depth += 1) {
    const parts = here.childNodes.filter(isElement).filter((element) => !isApart(element))
    const [heaviest, ...others] = parts
      .map((element) => ({ element, ...weigh(element, isApart) }))
      .sort((a, b) => b.prose - a.prose)
    if (heaviest === undefined) return best
    const left = whatIsLeft(whole, heaviest)
    here = heaviest.element
    if (heaviest.prose >= whole.prose * NEARLY_ALL) {
      if (left.prose + left.other > (whole.prose + whole.other) * MUCH && left.other > left.prose * 2) best = here
    } else if (
      heaviest.prose >= whole.prose * MOST &&
      !isLinked(heaviest) &&
      others.every((part) => part.prose === 0 || isLinked(part))
    ) {
      best = here
      whole = heaviest
    } else return best
  }
  return best
}

function weigh(part: Parent, isApart: (element: Element) => boolean): Weight {
  const weight = { prose: 0, other: 0, letters: 0, linked: 0 }
  for (const block of readBlocks(part, isApart)) weight[isProse(block) ? 'prose' : 'other'] += block.text.length
  let links = 0
  walkTree(
    part,
    (node) => {
      if (node.nodeName === '#text' && 'value' in node) {
        const letters = node.value.trim().length
        weight.letters += letters
        if (links > 0) weight.linked += letters
      }
      if (!isElement(node) || isApart(node)) return false
      if (node.tagName === 'a') links += 1
      return true
    },
    ({ tagName }) => {
      if (tagName === 'a') links -= 1
    },
  )
  return weight
}

function whatIsLeft(whole: Weight, part: Weight): Weight {
  return {
    prose: whole.prose - part.prose,
    other: whole.other - part.other,
    letters: whole.letters - part.letters,
    linked: whole.linked - part.linked,
  }
}

function isLinked({ letters, linked }: Weight): boolean {
  return linked > letters * LINKED
}
