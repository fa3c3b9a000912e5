import { parseFeed } from 'feedsmith'
import type { Block } from '../../core/document.ts'
import { InputError } from '../../core/errors.ts'
import { webAddress } from '../text/draft.ts'
import { readHtml } from '../text/html.ts'
import { evenSpaces, parsePage, textWithin } from '../text/html-tree.ts'
import type { Feed, FeedEntry } from './feed.ts'
import { feedDate } from './feed-date.ts'
import { cleanFeed, cutFeed } from './mending.ts'

/** More entries than these are an archive: the newest are news. */
const MOST_ENTRIES = 500
const MINUTE_MS = 60_000
const PERIODS_MS: ReadonlyMap<string, number> = new Map([
  ['hourly', 60 * MINUTE_MS],
  ['daily', 24 * 60 * MINUTE_MS],
  ['weekly', 7 * 24 * 60 * MINUTE_MS],
  ['monthly', 30 * 24 * 60 * MINUTE_MS],
  ['yearly', 365 * 24 * 60 * MINUTE_MS],
])

/**
 * Reads RSS, Atom, RDF or JSON Feed. `address` is where it was found: relative links are resolved against it. What is malformed is read as
 * far as it goes. Throws `InputError` if it is no feed.
 */
export function readFeed(text: string, address: string): Feed {
  const { parsed, isCut } = parse(text)
  switch (parsed.format) {
    case 'rss': {
      const { title, ttl, sy, items = [], link } = parsed.feed
      const base = resolve(link, address) ?? address
      const everyMs = ttl === undefined ? periodOf(sy) : ttl * MINUTE_MS
      return feedOf(title, everyMs, isCut, items, (item) => {
        const address = item.link ?? (item.guid?.isPermaLink === false ? undefined : item.guid?.value)
        return entryOf(base, {
          id: item.guid?.value,
          link: address,
          title: item.title,
          date: written(item.pubDate ?? item.dc?.dates?.[0] ?? item.dcterms?.created),
          html: longest(item.content?.encoded, item.description),
          language: parsed.feed.language,
        })
      })
    }
    case 'atom': {
      const { title, sy, entries = [], links } = parsed.feed
      const base = resolve(alternate(links), address) ?? address
      return feedOf(textOf(title), periodOf(sy), isCut, entries, (entry) =>
        entryOf(base, {
          id: entry.id,
          link: alternate(entry.links),
          title: textOf(entry.title),
          date: written(entry.published ?? entry.updated),
          html: longest(htmlOf(entry.content), htmlOf(entry.summary)),
        }),
      )
    }
    case 'rdf': {
      const { title, sy, items = [], link } = parsed.feed
      const base = resolve(link, address) ?? address
      return feedOf(title, periodOf(sy), isCut, items, (item) =>
        entryOf(base, {
          id: item.rdf?.about ?? item.link,
          link: item.link,
          title: item.title,
          date: written(item.dc?.dates?.[0]),
          html: longest(item.content?.encoded, item.description),
        }),
      )
    }
    case 'json': {
      const { title, items = [], home_page_url: home, language } = parsed.feed
      const base = resolve(home, address) ?? address
      return feedOf(title, undefined, isCut, items, (item) =>
        entryOf(base, {
          id: item.id,
          link: item.url ?? item.external_url,
          title: item.title,
          date: written(item.date_published ?? item.date_modified),
          html: item.content_html ?? paragraphs(item.content_text ?? item.summary),
          language: item.language ?? language,
        }),
      )
    }
  }
}

function parse(text: string): { readonly parsed: ReturnType<typeof parseFeed>; readonly isCut: boolean } {
  const clean = cleanFeed(text)
  try {
    return { parsed: parseFeed(clean), isCut: false }
  } catch (cause) {
    const cut = cutFeed(clean)
    try {
      if (cut !== undefined) return { parsed: parseFeed(cut), isCut: true }
    } catch {
      // Nothing of it can be read: what is wrong with the whole is said.
    }
    const isPage = /<html[\s>]/iu.test(clean.slice(0, 2_000))
    throw new InputError(
      isPage
        ? 'it is a web page, not a feed; look for its feed’s own address'
        : 'it is no feed: neither RSS, Atom, RDF nor JSON Feed',
      { cause },
    )
  }
}

function feedOf<Item>(
  title: string | undefined,
  everyMs: number | undefined,
  isCut: boolean,
  items: readonly Item[],
  read: (item: Item) => FeedEntry | undefined,
): Feed {
  const name = wordsOf(title)
  return {
    ...(name === '' ? {} : { title: name }),
    ...(everyMs === undefined || !(everyMs > 0) ? {} : { everyMs }),
    entries: items.slice(0, MOST_ENTRIES).flatMap((item) => read(item) ?? []),
    isCut,
  }
}

interface RawEntry {
  readonly id?: string | undefined
  readonly link?: string | undefined
  readonly title?: string | undefined
  readonly date?: string | undefined
  readonly html?: string | undefined
  readonly language?: string | undefined
}

/** Undefined for an entry that says nothing. */
function entryOf(base: string, raw: RawEntry): FeedEntry | undefined {
  const title = wordsOf(raw.title)
  const link = resolve(raw.link, base)
  const blocks = raw.html === undefined ? [] : blocksOf(raw.html)
  if (title === '' && blocks.length === 0) return undefined
  const date = feedDate(raw.date)
  const language = /^[a-z]{2,3}\b/iu.exec(raw.language ?? '')?.[0].toLowerCase()
  const id = raw.id?.trim()
  return {
    ...(id === undefined || id === '' ? {} : { id }),
    ...(link === undefined ? {} : { link }),
    ...(title === '' ? {} : { title }),
    ...(date === undefined ? {} : { date }),
    ...(language === undefined ? {} : { language }),
    blocks,
  }
}

function blocksOf(html: string): readonly Block[] {
  // A fragment's first heading is part of what it says: the entry has a title of its own.
  const { title, blocks } = readHtml(html)
  return title === undefined ? blocks : [{ kind: 'heading', text: title }, ...blocks]
}

/** Titles are escaped once, twice or not at all: what is left of markup and references is none of the words. */
function wordsOf(title: string | undefined): string {
  if (title === undefined) return ''
  const read = (text: string) => (/[<&]/u.test(text) ? textWithin(parsePage(text)) : text)
  return evenSpaces(read(read(title))).trim()
}

type AtomText = string | { readonly value?: string; readonly type?: string } | undefined

function textOf(text: AtomText): string | undefined {
  return typeof text === 'string' ? text : text?.value
}

function isHtml(text: AtomText): boolean {
  return typeof text === 'object' && text.type !== undefined && /html/u.test(text.type)
}

function htmlOf(text: AtomText): string | undefined {
  const value = textOf(text)
  return value === undefined || isHtml(text) || /<\/?[a-z][^>]*>/iu.test(value) ? value : paragraphs(value)
}

function paragraphs(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return escaped
    .split(/\n{2,}/u)
    .map((part) => `<p>${part}</p>`)
    .join('')
}

/** feedsmith gives dates as they stand there. */
function written(date: unknown): string | undefined {
  return typeof date === 'string' ? date : undefined
}

function longest(...texts: readonly (string | undefined)[]): string | undefined {
  return texts.filter((text) => text !== undefined).sort((one, other) => other.length - one.length)[0]
}

function alternate(
  links: readonly { readonly href?: string; readonly rel?: string }[] | undefined,
): string | undefined {
  return (
    links?.find(({ rel }) => rel === undefined || rel === 'alternate') ?? links?.find(({ rel }) => rel !== 'self')
  )?.href
}

function resolve(link: string | undefined, base: string): string | undefined {
  const trimmed = link?.trim()
  if (trimmed === undefined || trimmed === '') return undefined
  return webAddress(URL.parse(trimmed, base)?.href)
}

function periodOf(
  sy: { readonly updatePeriod?: string; readonly updateFrequency?: number } | undefined,
): number | undefined {
  const period = PERIODS_MS.get(sy?.updatePeriod?.trim().toLowerCase() ?? '')
  return period === undefined ? undefined : period / Math.max(1, sy?.updateFrequency ?? 1)
}
