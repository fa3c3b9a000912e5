import { composeDraft, type Draft } from '../text/draft.ts'
import { isApart, type LinkedBlock, readBlocks } from '../text/html.ts'
import { readPageHead } from '../text/html-head.ts'
import { type Element, findElements, type Parent, textWithin } from '../text/html-tree.ts'
import { takeDateLine } from '../text/plain-text.ts'
import { endsSentence } from '../text/text-lines.ts'
import { tellApart } from './apart.ts'
import { isInvitation, isNotice } from './lines.ts'
import { markFurniture } from './marks.ts'

/** All of a page's text but its menus, asides, footers and furniture, and the sentences in it. */
export interface Body {
  readonly draft: Draft
  /** In letters, as `measureText` counts them. */
  readonly size: number
  readonly sentences: ReadonlyMap<string, number>
  /** Of all links of the page, its menus', too; in the same letters. */
  readonly links: number
}

/** A line with so much of it in links that is no sentence is a menu; a sentence with so much of it is the teaser of another page. */
const MENU = 0.7
const TEASER = 0.5
/** Some systems put a whole page into a form. */
const WHOLE_PAGE = 0.5
/** Scripts that write a word with one or two signs say as much in fewer. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu
const LETTERS_OF_DENSE = 3

/** Reads all of a page's body, whatever an extractor would take for its article; the page itself is changed by it. */
export function readBody(page: Parent): Body {
  const isFurniture = tellApart(page, markFurniture(page))
  const letters = textWithin(page).length
  const holdsPage = (element: Element) =>
    element.tagName === 'form' && textWithin(element).length > letters * WHOLE_PAGE
  const passesOver = (element: Element) => (isApart(element) && !holdsPage(element)) || isFurniture(element)
  const found = readBlocks(page, passesOver).filter(
    ({ kind, text, linked }) => kind === 'heading' || linked < MENU || endsSentence(text),
  )
  const links = findElements(page, ({ tagName }) => tagName === 'a')
  const head = readPageHead(page, page, isApart)
  const { date, rest } = takeDateLine(found.map(({ kind, text }) => ({ kind, text })))
  return {
    draft: composeDraft({ ...head, date: head.date ?? date, blocks: rest }),
    size: found.reduce((sum, { text }) => sum + measureText(text), 0),
    sentences: new Map(found.filter(isRunning).flatMap(({ text }) => sentencesOf(text))),
    links: links.reduce((sum, link) => sum + measureText(textWithin(link)), 0),
  }
}

/** How much of the sentences of a page's body a reading of it keeps, 0 to 1; 1 of a body without sentences. */
export function shareKept({ sentences }: Body, { blocks, title }: Draft): number {
  const kept = new Set([title ?? '', ...blocks.map(({ text }) => text)].flatMap(sentencesOf).map(([words]) => words))
  let [whole, share] = [0, 0]
  for (const [words, size] of sentences) {
    whole += size
    if (kept.has(words)) share += size
  }
  return whole === 0 ? 1 : share / whole
}

function isRunning(block: LinkedBlock): boolean {
  if (block.kind === 'table') return true
  return endsSentence(block.text) && block.linked < TEASER && !isInvitation(block) && !isNotice(block)
}

/** Sentences without what parts them, so that it matters not how a reading parts its blocks; with their sizes. */
function sentencesOf(text: string): (readonly [string, number])[] {
  return text.split(/(?<=[.!?…。！？।؟۔\n])/u).flatMap((sentence) => {
    const words = sentence.normalize('NFKC').replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    const even = words.trim().toLowerCase()
    return even === '' ? [] : [[even, measureText(even)] as const]
  })
}

function measureText(text: string): number {
  return text.length + (text.match(DENSE)?.length ?? 0) * (LETTERS_OF_DENSE - 1)
}
