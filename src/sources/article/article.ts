import type { Block } from '../../core/document.ts'
import { InputError } from '../../core/errors.ts'
import { optional } from '../../core/optional.ts'
import { type LinkedBlock, readHtml } from '../text/html.ts'
import { readPageHead } from '../text/html-head.ts'
import { attribute, evenSpaces, findElements, isElement, type Parent, parsePage, walkTree } from '../text/html-tree.ts'
import { parseDate } from '../text/published-date.ts'
import { findContent, markPage } from './content.ts'
import { isMachinery } from './furniture.ts'
import { isProse, trimLines } from './lines.ts'
import { type LinkedArticle, readLinkedArticle } from './linked-data.ts'
import { findPart } from './parts.ts'
import { lookAround, refusalOf } from './refusal.ts'
import { dateOfAddress, dateOfLines, findShownDates } from './visible-date.ts'

/** The article of a web page. */
export interface Article {
  readonly title?: string
  /** Who wrote it, as the page says it, without “By”. */
  readonly byline?: string
  /** A day or an instant, ISO 8601. */
  readonly date?: string
  /** Primary subtag, e.g. `de`. */
  readonly language?: string
  /** The address that the page says it has. */
  readonly link?: string
  /** The text without its title. At least one. */
  readonly blocks: readonly Block[]
  /** Where the article goes on, if it is spread over several pages. */
  readonly next?: string
}

/** Where a page was found: the address of an article's first part, and which part this is. */
export interface PagePlace {
  readonly first: string
  readonly part: number
}

/** A body in the page's data counts as the article if the page itself shows less than this share of it. */
const SHOWN_AT_LEAST = 0.5
const LONGEST_BYLINE = 120
const AUTHOR_NAMES = /^(?:author|article:author|dc\.creator|byl)$/iu
/** As deep as Chromium builds a page's tree; Readability's time grows with the square of it. */
const DEEPEST = 512

/**
 * Reads the article of a page: Readability's candidate, cleaned of what is no part of it; where that finds little, the text in the page's own
 * data (JSON-LD), else its `main` or `article`. Throws `InputError` for a page that holds none, and says why: a consent wall, a login, a
 * page for subscribers, one that scripts would have to fill. If `partial`, the beginning that others than subscribers see is an article, too.
 */
export function readArticle(html: string, place?: PagePlace, partial = false): Article {
  const { head, linked, names, shown, around, next, marked } = survey(html, place)
  const content = findContent(marked)
  const title = head.title ?? linked?.headline ?? content.title
  const byline = bylineOf([...names, content.byline ?? ''])
  const blocks = chooseBlocks(trimLines(content.blocks, { title, byline }), linked, html)
  const refusal = refusalOf({ around, title, blocks, free: linked?.free ?? true, partial })
  if (refusal !== undefined) throw new InputError(refusal)
  return {
    ...optional('title', title),
    ...optional('byline', byline),
    ...optional(
      'date',
      head.date ??
        parseDate(linked?.date ?? '') ??
        shown.under ??
        dateOfAddress(head.link) ??
        dateOfLines(content.blocks) ??
        shown.above,
    ),
    ...optional('language', head.language),
    ...optional('link', head.link),
    blocks: blocks.map(({ kind, text }) => ({ kind, text })),
    ...optional('next', next),
  }
}

/** All that is read of a page's own tree, which is then gone: a large page's would be too much beside Readability's. */
function survey(html: string, place: PagePlace | undefined) {
  const page = parsePage(html)
  if (isNestedTooDeeply(page)) throw new InputError(`its elements are nested more than ${DEEPEST} deep`)
  const linked = readLinkedArticle(page)
  const head = readPageHead(page, page, isMachinery)
  return {
    head,
    linked,
    names: [(linked?.authors ?? []).join(', '), ...authorsInHead(page)],
    shown: findShownDates(page),
    around: lookAround(page),
    next: place === undefined ? undefined : findPart(page, place.first, place.part + 1),
    // Last, since it marks the page.
    marked: markPage(page, head.title),
  }
}

function chooseBlocks(
  found: readonly LinkedBlock[],
  linked: LinkedArticle | undefined,
  html: string,
): readonly LinkedBlock[] {
  const body = linked?.body ?? ''
  if (body.length > 0 && lengthOf(found) < body.length * SHOWN_AT_LEAST) {
    // Some put markup into their data.
    const text = /<\p{L}/u.test(body)
      ? readHtml(body)
          .blocks.map((block) => block.text)
          .join('\n\n')
      : body
    return text
      .split(/\n+/u)
      .map((line) => ({ kind: 'prose' as const, text: evenSpaces(line), linked: 0 }))
      .filter((block) => block.text !== '')
  }
  if (found.some(isProse)) return found
  const plain = readHtml(html).blocks.map((block) => ({ ...block, linked: 0 }))
  return plain.some(isProse) ? plain : found
}

function isNestedTooDeeply(page: Parent): boolean {
  let [depth, deepest] = [0, 0]
  walkTree(
    page,
    (node) => {
      if (isElement(node)) depth += 1
      deepest = Math.max(deepest, depth)
      return true
    },
    () => {
      depth -= 1
    },
  )
  return deepest > DEEPEST
}

function lengthOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0)
}

function authorsInHead(page: Parent): string[] {
  return findElements(page, ({ tagName }) => tagName === 'meta')
    .filter((meta) => AUTHOR_NAMES.test(attribute(meta, 'name') ?? attribute(meta, 'property') ?? ''))
    .map((meta) => attribute(meta, 'content') ?? '')
}

/** What stands where a name should, in words; `Comments`, a month, an address. */
const NO_NAME =
  /^(?:https?:|www\.|comments?\b|(?:published|updated|posted|photo|image|authors?|staff|admin|share|for authors|follow|google|view)\b|\d|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b)|^\S+\.(?:com|org|net|fr|es|de|co\.uk)$/iu

/** The first that is a name. */
function bylineOf(names: readonly string[]): string | undefined {
  return (
    names
      .map((name) =>
        evenSpaces(name).replace(
          /^(?:(?:posted|written|reported|published) )?(?:by|von|par|por|di|door)\s*:?\s+/iu,
          '',
        ),
      )
      // Where the name is told apart from the rest by looks alone, when and where follow it.
      .map((name) =>
        name.replace(
          /(?:\s+(?:on|follow|posted|updated|published|yesterday|view|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|,?\s+\p{L}{3,9}\.?\s+\d|\s+\d|\s*[|@•]|\s[–—-](?:\s|$)|,$|(?<=\p{L})(?:19|20)\d\d).*$/iu,
          '',
        ),
      )
      .find((name) => name !== '' && name.length <= LONGEST_BYLINE && !NO_NAME.test(name))
  )
}
