import {
  attribute,
  type Element,
  findElements,
  isElement,
  type Parent,
  textWithin,
  walkTree,
} from '../text/html-tree.ts'
import { isMachinery } from './furniture.ts'
import { namesOf } from './marks.ts'

/**
 * An element that holds so much of a page's paragraphs is its body, or something around it, and its name misleads either way: Readability throws
 * away whatever is called `pagination`, and prefers what is called `content`, as the wrappers of whole pages are. Of a page with less text than
 * this, names are all there is to go by.
 */
const BODY_SHARE = 0.5
const LEAST_TEXT = 500
/** Comments may be longer than what they are about. */
const COMMENTS = /comment|disqus|repl(?:y|ies)|remark|respon|talkback|forum|discuss/iu
const COMMENTS_SHARE = 0.9
const PARAGRAPH_LENGTH = 80
/** Takes the names off the elements around most of the paragraphs. */
export function freeBody(page: Parent): void {
  const sizes = new Map<Element, number>()
  const open: number[] = [0]
  walkTree(
    page,
    (node) => {
      if (!isElement(node) || isMachinery(node)) return false
      if (node.tagName === 'p') {
        const letters = textWithin(node).length
        if (letters >= PARAGRAPH_LENGTH) open.push((open.pop() ?? 0) + letters)
        return false
      }
      open.push(0)
      return true
    },
    (element) => {
      const letters = open.pop() ?? 0
      if (letters > 0) sizes.set(element, letters)
      open.push((open.pop() ?? 0) + letters)
    },
  )
  const [total = 0] = open
  if (total < LEAST_TEXT) return
  const bodies = [...sizes].flatMap(([element, letters]) => {
    const enough = COMMENTS.test(namesOf(element)) ? COMMENTS_SHARE : BODY_SHARE
    return letters >= total * enough ? [element] : []
  })
  const classes = new Set(bodies.flatMap((body) => attribute(body, 'class') ?? []))
  for (const body of bodies) body.attrs = body.attrs.filter(({ name }) => name !== 'id')
  if (classes.size > 0) for (const element of findElements(page, () => true)) renameClass(element, [...classes])
}

/** Elements of one class keep one: Readability joins the parts of an article by it. */
function renameClass(element: Element, classes: readonly string[]): void {
  const own = element.attrs.find(({ name }) => name === 'class')
  if (own === undefined) return
  const at = classes.indexOf(own.value)
  if (at >= 0) own.value = `b${at}`
}
