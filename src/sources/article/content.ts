import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { serialize } from 'parse5'
import type { LinkedBlock } from '../text/html.ts'
import { INLINE, readBlocks } from '../text/html.ts'
import { attribute, type Element, isElement, type Parent, parsePage, walkTree } from '../text/html-tree.ts'
import { isFurniture, isMachinery } from './furniture.ts'
import { isProse } from './lines.ts'

/** What Readability took for the article: its blocks, and what it read of its head. */
export interface Content {
  readonly blocks: readonly LinkedBlock[]
  readonly title: string | undefined
  readonly byline: string | undefined
}

/**
 * Below so much text Readability takes the page apart again, more leniently each time, and ends with all of it. News in brief have less than
 * the 500 letters that it asks for of itself.
 */
const ENOUGH_LETTERS = 250
/** What is named like furniture is none if it holds so much of the text. */
const MOST_OF_IT = 0.3

/** Deeper there is only nesting. */
const DEEPEST_LOOK = 40
/** A part of the content stands for all of it if it has so much of the prose, and leaves so much of other text behind. */
const NEARLY_ALL = 0.85
const MUCH = 0.25

/**
 * The article as Readability finds it, without what its elements' names say is no part of it. In the words of its `class` and `id`
 * attributes Readability itself looks for whole candidates only; what stands within the one it takes, it keeps.
 */
export function findContent(whole: Parent): Content {
  // Written out again, a page is as browsers would have understood it, whatever it was.
  const { document } = parseHTML(serialize(whole))
  const found = new Readability(document, { charThreshold: ENOUGH_LETTERS, keepClasses: true }).parse()
  const page = parsePage(found?.content ?? '')
  const isApart = tellApart(page)
  return {
    blocks: readBlocks(narrow(page, isApart), isApart),
    title: found?.title ?? undefined,
    byline: found?.byline ?? undefined,
  }
}

/** Tells what of the content is not to be read. */
function tellApart(page: Parent): (element: Element) => boolean {
  const sizes = measure(page)
  const total = sizes.get(page) ?? 0
  return (element) => {
    if (isMachinery(element)) return true
    // Within a line names say how it looks.
    if (INLINE.has(element.tagName)) return false
    const names = `${attribute(element, 'class') ?? ''} ${attribute(element, 'id') ?? ''}`
    return isFurniture(names) && (sizes.get(element) ?? 0) < total * MOST_OF_IT
  }
}

/** How many letters stand below each element. */
function measure(page: Parent): ReadonlyMap<Parent, number> {
  const sizes = new Map<Parent, number>()
  const open: Parent[] = [page]
  let size = 0
  const begins: number[] = []
  walkTree(
    page,
    (node) => {
      if (node.nodeName === '#text' && 'value' in node) size += node.value.trim().length
      if (!isElement(node) || isMachinery(node)) return false
      open.push(node)
      begins.push(size)
      return true
    },
    (element) => {
      open.pop()
      sizes.set(element, size - (begins.pop() ?? 0))
    },
  )
  return sizes.set(page, size)
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
