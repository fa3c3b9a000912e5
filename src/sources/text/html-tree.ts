import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5'
import { InputError } from '../../core/errors.ts'

export type Element = DefaultTreeAdapterTypes.Element
export type Node = DefaultTreeAdapterTypes.ChildNode
export type Parent = DefaultTreeAdapterTypes.ParentNode

/** A page of a book's length has some ten thousand; markup that multiplies open elements reaches millions from a few kilobytes. */
const MOST_ELEMENTS = 500_000

/** The tree that browsers make of a page. Throws `InputError` if it has more than 500,000 elements. */
export function parsePage(html: string): DefaultTreeAdapterTypes.Document {
  let elements = 0
  return parse(html, {
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement(...parts) {
        elements += 1
        if (elements > MOST_ELEMENTS) throw new InputError('it has more than 500,000 elements; save the article alone')
        return defaultTreeAdapter.createElement(...parts)
      },
    },
  })
}

export function isElement(node: Node | Parent): node is Element {
  return 'tagName' in node
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value
}

/**
 * Visits everything below a node in reading order; `enter` may return false to pass over what is inside an element. With a stack of its own,
 * since pages can be nested deeper than calls can.
 */
export function walkTree(
  root: Parent,
  enter: (node: Node) => boolean,
  leave: (element: Element) => void = () => {},
): void {
  const open: { readonly parent: Parent; next: number }[] = [{ parent: root, next: 0 }]
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const node = top.parent.childNodes[top.next]
    top.next += 1
    if (node === undefined) {
      open.pop()
      if (open.length > 0 && isElement(top.parent)) leave(top.parent)
    } else if (enter(node) && isElement(node)) open.push({ parent: node, next: 0 })
  }
}

/** Every element below a node that fits, in reading order; what lies within elements that are passed over is left out. */
export function findElements(
  root: Parent,
  fits: (element: Element) => boolean,
  passesOver: (element: Element) => boolean = () => false,
): Element[] {
  const found: Element[] = []
  walkTree(root, (node) => {
    if (!isElement(node) || passesOver(node)) return false
    if (fits(node)) found.push(node)
    return true
  })
  return found
}

/** The text within a node, white space evened out; what lies within elements that are passed over is left out. */
export function textWithin(root: Parent, passesOver: (element: Element) => boolean = () => false): string {
  let text = ''
  walkTree(root, (node) => {
    if (node.nodeName === '#text' && 'value' in node) text += node.value
    else if (node.nodeName === 'br') text += ' '
    return !isElement(node) || !passesOver(node)
  })
  return evenSpaces(text)
}

/** White space evened out; without soft hyphens and zero-width spaces, which are layout. */
export function evenSpaces(text: string): string {
  // Most spaces are single ones already: to write each of them anew takes a tenth of the time of reading a feed.
  return text
    .replace(/[\u00AD\u200B]/gu, '')
    .replace(/\s{2,}|[^\S ]/gu, ' ')
    .trim()
}
