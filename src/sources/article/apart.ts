import { attribute, type Element, findElements, isElement, type Parent, walkTree } from '../text/html-tree.ts'
import { isMachinery } from './furniture.ts'
import { MARK, namesOf, type Piece } from './marks.ts'

/**
 * What is named like furniture is none if all that has the same names holds so much of the text: a body may be called anything, and some sites
 * call every paragraph that a subscriber sees `paywall`.
 */
const MOST_OF_IT = 0.3
/** Of a short item such boxes may be most of what is on its page. */
const NEVER_BODY = /cookie|consent|gdpr|newsletter|breadcrumb|share/iu
const NEARLY_ALL = 0.8

/** Menus and labels are shorter. */
const LONG_TEXT = 60
const AUTHOR = /author|byline/iu
/** Where the names of others stand. */
const OTHERS = /comment|disqus|repl(?:y|ies)|respon|related|recommend|popular|trending/iu

/** Takes out what certainly is no part of the article, so that Readability cannot take it for one; all but the names of its authors. */
export function prune(page: Parent, pieces: readonly Piece[]): void {
  const isApart = tellApart(page, pieces, LONG_TEXT)
  walkTree(page, (node) => {
    if (!isElement(node) || isMachinery(node)) return false
    node.childNodes = node.childNodes.flatMap((child) => {
      if (!isElement(child) || isMachinery(child) || !isApart(child)) return [child]
      if (OTHERS.test(namesOf(child)) && !AUTHOR.test(namesOf(child))) return []
      if (isAuthor(child)) return [child]
      // With what is inside of an author's element nothing is found twice.
      return findElements(child, isAuthor, (element) => element.parentNode !== null && isAuthor(element.parentNode))
    })
    return true
  })
}

/**
 * Tells what is not to be read: machinery, and furniture unless it holds much of the text. Texts shorter than `least` letters do not count:
 * a page has more menus than paragraphs.
 */
export function tellApart(content: Parent, pieces: readonly Piece[], least = 1): (element: Element) => boolean {
  const sizes = pieces.map(() => 0)
  const open = [0]
  walkTree(
    content,
    (node) => {
      const piece = open.at(-1) ?? 0
      if (node.nodeName === '#text' && 'value' in node) {
        const letters = node.value.trim().length
        if (letters >= least) sizes[piece] = (sizes[piece] ?? 0) + letters
      }
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
    if (piece === undefined || piece.names === '') return false
    return (bySameName.get(piece.names) ?? 0) < total * (NEVER_BODY.test(piece.names) ? NEARLY_ALL : MOST_OF_IT)
  }
}

function isAuthor(element: Parent): boolean {
  if (!isElement(element) || isMachinery(element)) return false
  return (
    attribute(element, 'rel') === 'author' || AUTHOR.test(`${namesOf(element)} ${attribute(element, 'itemprop') ?? ''}`)
  )
}
