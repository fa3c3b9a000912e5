import { primaryLanguage, webAddress } from './draft.ts'
import { attribute, type Element, evenSpaces, findElements, type Parent, textWithin } from './html-tree.ts'
import { parseDate } from './published-date.ts'

/** What a page says about itself. */
export interface PageHead {
  readonly title: string | undefined
  readonly date: string | undefined
  readonly language: string | undefined
  readonly link: string | undefined
}

/** Names under which pages give the day of publication, the most trustworthy first. */
const DATE_NAMES = [
  'article:published_time',
  'datepublished',
  'dc.date.issued',
  'dcterms.issued',
  'dc.date',
  'dcterms.date',
  'originalpublicationdate',
  'parsely-pub-date',
  'sailthru.date',
  'rnews:datepublished',
  'og:article:published_time',
  'article.published',
  'article_date_original',
  'publication_date',
  'published_time',
  'published-date',
  'pubdate',
  'pub_date',
  'publishdate',
  'publish-date',
  'publish_date',
  'displaydate',
  'date',
]

/** So many headings and times are looked into; a page that nests thousands of them in each other says nothing by it. */
const LOOKED_INTO = 20

/** The least share of a `<title>` that the heading of its page is, and the least words of a title without its site's name. */
const LEAST_OF_TITLE = 0.35
const LEAST_WORDS = 3

/** Reads the head of a page and the headings and times of its content. `isApart` tells what is not content: navigation, footers. */
export function readPageHead(page: Parent, content: Parent, isApart: (element: Element) => boolean): PageHead {
  const metas = new Map<string, string>()
  for (const meta of findElements(page, ({ tagName }) => tagName === 'meta')) {
    const name =
      attribute(meta, 'property') ??
      attribute(meta, 'name') ??
      attribute(meta, 'itemprop') ??
      attribute(meta, 'http-equiv')
    const value = evenSpaces(attribute(meta, 'content') ?? '')
    if (name !== undefined && value !== '' && !metas.has(name.toLowerCase())) metas.set(name.toLowerCase(), value)
  }
  const [html] = findElements(page, ({ tagName }) => tagName === 'html')
  const canonical = findElements(
    page,
    (element) => element.tagName === 'link' && relations(element).includes('canonical'),
  )
  return {
    title: titleOf(page, metas, isApart),
    date: firstDate([
      ...DATE_NAMES.map((name) => metas.get(name)),
      ...linkedDates(page),
      ...timesWithin(content, isApart),
    ]),
    language: primaryLanguage(html && attribute(html, 'lang')) ?? primaryLanguage(metas.get('content-language')),
    link: canonical.map((element) => webAddress(attribute(element, 'href'))).find((address) => address !== undefined),
  }
}

/** The heading of the page where `<title>` holds it too (there it often drags the site's name along), else what the head says. */
function titleOf(
  page: Parent,
  metas: ReadonlyMap<string, string>,
  isApart: (element: Element) => boolean,
): string | undefined {
  const [titleElement] = findElements(
    page,
    ({ tagName, namespaceURI }) => tagName === 'title' && namespaceURI.endsWith('xhtml'),
  )
  const title = titleElement === undefined ? '' : textWithin(titleElement)
  const headings = findElements(page, ({ tagName }) => tagName === 'h1', isApart)
    .slice(0, LOOKED_INTO)
    .map((element) => textWithin(element, isApart))
    .filter((text) => text !== '')
  const site = metas.get('og:site_name')
  const shared = headings.find((heading) => isTitle(heading, title, site))
  const known = [shared, withoutSite(metas.get('og:title') ?? '', site), withoutSite(title, site), headings[0]]
  return known.find((text) => text !== undefined && text !== '')
}

/** Whether a heading is what `<title>` says; a site's logo may be a heading, too, and is in every title. */
function isTitle(heading: string, title: string, site: string | undefined): boolean {
  if (title === '') return false
  if (heading === withoutSite(title, site, 1)) return true
  return heading.includes(title) || (title.includes(heading) && heading.length > title.length * LEAST_OF_TITLE)
}

/** `Bridge voted down | News | Gazette` without what comes after the bar; after a dash only the site's own name is cut off. */
function withoutSite(title: string, site: string | undefined, leastWords = LEAST_WORDS): string {
  const cut = title.replace(/\s(?:[|»•]|::)\s.*$/u, '')
  const ending = [' - ', ' – ', ' — '].map((dash) => `${dash}${site}`).find((each) => cut.endsWith(each)) ?? ''
  const alone = cut.slice(0, cut.length - ending.length)
  return alone.split(/\s+/u).length >= leastWords ? alone : title
}

/** What JSON-LD, the block of data that search engines read, says; only its date is of use here. */
function linkedDates(page: Parent): string[] {
  const scripts = findElements(
    page,
    (element) => element.tagName === 'script' && attribute(element, 'type') === 'application/ld+json',
  )
  return scripts.flatMap((script) => /"datePublished"\s*:\s*"([^"]+)"/u.exec(textWithin(script))?.[1] ?? [])
}

function timesWithin(content: Parent, isApart: (element: Element) => boolean): string[] {
  return findElements(content, ({ tagName }) => tagName === 'time', isApart)
    .slice(0, LOOKED_INTO)
    .map((element) => attribute(element, 'datetime') ?? textWithin(element))
}

function firstDate(values: readonly (string | undefined)[]): string | undefined {
  for (const value of values) {
    const date = parseDate(value ?? '')
    if (date !== undefined) return date
  }
  return undefined
}

function relations(element: Element): string[] {
  return (attribute(element, 'rel') ?? '').toLowerCase().split(/\s+/u)
}
