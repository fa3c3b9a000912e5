import { InputError } from '../../core/errors.ts'
import type { Draft } from '../text/draft.ts'
import { readHtml } from '../text/html.ts'
import { attribute, type Element, findElements, type Parent, parsePage } from '../text/html-tree.ts'
import { type Article, readArticle } from './article.ts'
import { type Body, readBody, shareKept } from './body.ts'

/** What a document of one's own hardly ever has so many of. */
const MANY_SCRIPTS = 3

/** A file that is no page of a site is read as its article only if that leaves out so much of it. */
const MUCH_ELSE = 1.5
/** The article of a page holds at least so much of the text that all of the page does, unless the wrong thing was taken for it. */
const ARTICLE_SHARE = 0.05
/** Of a page with less text than this an article keeps every sentence: there is too little to tell by what stands around it. */
const SMALL = 1_200
/** Of a larger page, so much of what is written in sentences. */
const FAIR_SHARE = 0.5

/** With so many links for its text, or so much text, a page of a site has teasers and comments that are sentences, too. */
const LINKS_AROUND = 0.2
const COMMENTED = 10_000

/**
 * Reads an HTML file that somebody put down: as an article where it is a page of a site, saved with all that stands around the article there,
 * else, as one writes HTML by hand or exports it, all of its text. Who saved a page wants what is on it, if only the beginning of an article:
 * where the article leaves out sentences of a small page, or most of a large one's, all of the body is read, without menus and furniture.
 * Throws `InputError` as `readArticle` does for a page of a site.
 */
export function readSavedPage(html: string): Article | Draft {
  const plain = readHtml(html)
  const whole = lengthOf(plain)
  const page = parsePage(html)
  const ofSite = isPageOfSite(page)
  const body = readBody(page)
  const all = shareKept(body, plain) < 1 ? body.draft : plain
  try {
    const article = readArticle(html, undefined, true)
    const share = lengthOf(article)
    if (ofSite && share < whole * ARTICLE_SHARE) return all
    const least = body.size < SMALL ? 1 : FAIR_SHARE
    const isFair = (ofSite && hasMuchAround(body)) || shareKept(body, article) >= least
    if (isFair && (ofSite || share * MUCH_ELSE < whole)) return article
    // Who wrote it, and when, an article is searched for more closely.
    return ofSite ? { ...all, ...article, blocks: body.draft.blocks } : all
  } catch (error) {
    // What refuses a page of a site (a consent wall, a login) is no reason to refuse what somebody wrote.
    if (!ofSite && error instanceof InputError && whole > 0) return all
    throw error
  }
}

function hasMuchAround({ links, size }: Body): boolean {
  return links >= size * LINKS_AROUND || size >= COMMENTED
}

/** Sites tell search engines and other sites about their pages, and run scripts. */
function isPageOfSite(page: Parent): boolean {
  const telling = findElements(page, (element) => element.tagName === 'meta' || element.tagName === 'link').some(
    isTelling,
  )
  const scripts = findElements(page, ({ tagName }) => tagName === 'script')
  const linked = scripts.some((script) => attribute(script, 'type') === 'application/ld+json')
  return telling || linked || scripts.length >= MANY_SCRIPTS
}

function isTelling(element: Element): boolean {
  const name = attribute(element, 'property') ?? attribute(element, 'name') ?? attribute(element, 'rel') ?? ''
  return /^(?:og:|twitter:|article:|canonical$|amphtml$|alternate$)/iu.test(name)
}

function lengthOf({ blocks }: Draft): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0)
}
