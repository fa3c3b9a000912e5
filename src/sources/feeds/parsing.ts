import { InputError } from '../../core/errors.ts'
import { optional } from '../../core/optional.ts'
import { primaryLanguage, webAddress } from '../text/draft.ts'
import { type Link, linkOf, linkOfCdf, partsOf, type RawEntry, readEntry, textOf, titleOf } from './entry.ts'
import type { Feed, FeedEntry } from './feed.ts'
import { readJsonFeed } from './json-feed.ts'
import { olderOf } from './older-page.ts'
import { readXml, type XmlElement } from './xml.ts'

/** More entries than these are an archive; they stand newest first. */
const MOST_ENTRIES = 2_000
const MINUTE_MS = 60_000
const PERIODS_MS: ReadonlyMap<string, number> = new Map([
  ['hourly', 60 * MINUTE_MS],
  ['daily', 24 * 60 * MINUTE_MS],
  ['weekly', 7 * 24 * 60 * MINUTE_MS],
  ['monthly', 30 * 24 * 60 * MINUTE_MS],
  ['yearly', 365 * 24 * 60 * MINUTE_MS],
])
const ROOTS: ReadonlySet<string> = new Set(['rss', 'feed', 'rdf:rdf', 'channel', 'rdf'])
/** Characters that XML does not know (https://www.w3.org/TR/xml/#charsets). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/gu

/** A feed whose links are not resolved yet. */
interface RawFeed {
  readonly title?: string
  readonly link?: Link
  readonly older?: Link
  readonly everyMs?: number
  readonly entries: readonly RawEntry[]
  readonly isCut: boolean
}

/**
 * Reads RSS, Atom, RDF, CDF or JSON Feed. `address` is where it was found: relative links are resolved against it; without one they stay as
 * they are written. What is malformed is read as far as it goes. Throws `InputError` if it is no feed.
 */
export function readFeed(text: string, address?: string): Feed {
  const clean = text.replace(FORBIDDEN, '')
  const start = clean.search(/[<{]/u)
  const raw: RawFeed =
    clean[start] === '{' ? readJsonFeed(clean.slice(start), MOST_ENTRIES) : readXmlFeed(clean.slice(start))
  const { title, everyMs, entries, isCut } = raw
  const link = raw.link === undefined ? undefined : resolve(raw.link, address)
  const older = raw.older === undefined ? undefined : webAddress(resolve(raw.older, address))
  // RSS says nothing of what links are relative to; its site is likelier than where its feed lies.
  const base = webAddress(link) ?? address
  return {
    ...optional('title', title),
    ...optional('link', link),
    ...optional('everyMs', everyMs),
    ...optional('older', older),
    entries: entries.map(({ link: written, ...entry }): FeedEntry => {
      return { ...entry, ...optional('link', written === undefined ? undefined : resolve(written, base)) }
    }),
    isCut,
  }
}

function readXmlFeed(text: string): RawFeed {
  const entries: RawEntry[] = []
  let read = 0
  const { document, isCut } = readXml(text, (element) => {
    read += 1
    if (read > MOST_ENTRIES) return false
    const entry = readEntry(element)
    if (entry !== undefined) entries.push(entry)
    return true
  })
  const root = childrenOf(document)[0]
  const head = findHead(document)
  if (head === undefined && entries.length === 0) throw noFeed(root?.name)
  const parts = partsOf(head ?? document)
  const language = primaryLanguage(textOf(parts.get('language')?.[0]) ?? head?.attributes.get('xml:lang'))
  return {
    ...optional('title', titleOf(parts)),
    ...optional('link', linkOf(parts) ?? (head && linkOfCdf(head))),
    ...optional('everyMs', everyMsOf(parts)),
    ...optional('older', olderOf(parts)),
    entries: entries.map((entry) => ({ ...optional('language', language), ...entry })),
    isCut,
  }
}

/** The element that tells of the feed itself. */
function findHead(document: XmlElement): XmlElement | undefined {
  let level = childrenOf(document)
  for (let depth = 0; depth < 4; depth += 1) {
    const head = level.find(({ name }) => name === 'channel' || name === 'feed')
    if (head !== undefined) return head
    level = level.flatMap(childrenOf)
  }
  return childrenOf(document).find(({ name }) => ROOTS.has(name))
}

function childrenOf({ children }: XmlElement): readonly XmlElement[] {
  return children.filter((child) => typeof child !== 'string')
}

function noFeed(root: string | undefined): InputError {
  return new InputError(
    root === 'html' || root === 'xhtml:html'
      ? 'it is a web page, not a feed; look for its feed’s own address'
      : 'it is no feed: neither RSS, Atom, RDF nor JSON Feed',
  )
}

/** How often it changes, as its hints say (https://web.resource.org/rss/1.0/modules/syndication/). */
function everyMsOf(parts: ReturnType<typeof partsOf>): number | undefined {
  const ttl = Number(textOf(parts.get('ttl')?.[0]))
  if (ttl > 0) return ttl * MINUTE_MS
  const period = PERIODS_MS.get(textOf(parts.get('sy:updateperiod')?.[0])?.toLowerCase() ?? '')
  const times = Number(textOf(parts.get('sy:updatefrequency')?.[0])) || 1
  return period === undefined ? undefined : period / Math.max(1, times)
}

/** An address of the web is given as it is written where it can be: other programs compare it. Undefined for what leads elsewhere. */
function resolve({ written, base }: Link, around: string | undefined): string | undefined {
  const trimmed = written.trim()
  const from = base === undefined ? around : (URL.parse(base, around)?.href ?? around)
  const full = URL.parse(trimmed, from)?.href
  if (full === undefined) return from === undefined && /^[\w./?#-]/u.test(trimmed) ? trimmed : undefined
  const isPlain = /^https?:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+$/iu.test(trimmed)
  return webAddress(full) === undefined ? undefined : isPlain ? trimmed : full
}
