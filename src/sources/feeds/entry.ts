import { optional } from '../../core/optional.ts'
import { primaryLanguage } from '../text/draft.ts'
import type { FeedEntry } from './feed.ts'
import { feedDate } from './feed-date.ts'
import { blocksOf, textWrittenIn, type Written, wordsOf, writtenIn } from './written.ts'
import type { XmlElement } from './xml.ts'

/** An entry whose link is not resolved yet. */
export interface RawEntry extends Omit<FeedEntry, 'link'> {
  readonly link?: Link
}

export interface Link {
  readonly written: string
  /** What the document itself says that it is relative to. */
  readonly base?: string
}

const TITLES = ['title', 'dc:title', 'media:title', 'itunes:title']
const DATES = [
  ...['pubdate', 'published', 'issued', 'dcterms:issued', 'dc:date', 'date'],
  ...['updated', 'modified', 'dcterms:modified', 'created', 'dcterms:created', 'lastbuilddate'],
]
const CONTENTS = ['content:encoded', 'content', 'xhtml:body', 'body', 'xhtml:div', 'fullitem', 'content:items']
const SUMMARIES = [
  ...['description', 'summary', 'abstract', 'dc:description', 'itunes:summary', 'googleplay:description'],
  ...['media:description', 'itunes:subtitle'],
]

/** Reads an `item` or `entry` of whatever kind of feed. Undefined for an empty one. */
export function readEntry(element: XmlElement): RawEntry | undefined {
  const parts = partsOf(element)
  if (parts.size === 0 && element.attributes.size === 0) return undefined
  const title = titleOf(parts)
  const blocks = [CONTENTS, SUMMARIES].map((names) => textIn(parts, names)).find((each) => each.length > 0) ?? []
  const link = linkOf(parts) ?? linkOfCdf(element)
  const id = textOf(first(parts, ['id', 'guid'])) ?? element.attributes.get('about')?.trim()
  const date = dateOf(parts) ?? feedDate(element.attributes.get('lastmod'))
  const language = primaryLanguage(
    textOf(first(parts, ['dc:language', 'language'])) ?? element.attributes.get('xml:lang'),
  )
  return {
    ...optional('id', id),
    ...optional('title', title),
    ...optional('date', date),
    ...optional('language', language),
    ...optional('link', link),
    blocks,
  }
}

/** The parts of an entry or a feed by name, in the order of the document. */
export type Parts = ReadonlyMap<string, readonly XmlElement[]>

export function partsOf(element: XmlElement): Parts {
  const parts = new Map<string, XmlElement[]>()
  for (const child of element.children) {
    if (typeof child === 'string') continue
    // Media of one entry may stand in a group (https://www.rssboard.org/media-rss#media-group).
    const inner = child.name === 'media:group' || child.name === 'media:content' ? child.children : []
    for (const part of [child, ...inner]) {
      if (typeof part === 'string') continue
      const same = parts.get(part.name)
      if (same === undefined) parts.set(part.name, [part])
      else same.push(part)
    }
  }
  return parts
}

export function titleOf(parts: Parts): string | undefined {
  for (const name of TITLES) {
    for (const element of parts.get(name) ?? []) {
      const words = wordsOf(writtenIn(element))
      if (words !== '') return words
    }
  }
  return undefined
}

/**
 * Where people read it: of Atom's links the first that leads to the text itself (RFC 4287, 4.2.7.2), else what RSS writes between the tags,
 * else an id that is an address (https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt).
 */
export function linkOf(parts: Parts): Link | undefined {
  const links = parts.get('link') ?? []
  const plain = links.flatMap((link) => (link.attributes.has('href') ? [] : linkTo(textOf(link), link)))
  const rated = links.flatMap((link) => {
    const rank = rankOf(link)
    return rank === undefined ? [] : linkTo(link.attributes.get('href'), link).map((to) => ({ to, rank }))
  })
  const best = rated.toSorted((one, other) => one.rank - other.rank)[0]
  return plain[0] ?? best?.to ?? permalinkIn(parts)
}

/** The lower, the surer it is the page; undefined for what is not. */
function rankOf(link: XmlElement): number | undefined {
  const rel = (link.attributes.get('rel') ?? 'alternate')
    .trim()
    .toLowerCase()
    .replace(/^.*[/#]/u, '')
  if (rel !== 'alternate') return undefined
  const type = link.attributes.get('type')?.toLowerCase()
  if (type === undefined) return 1
  return /html/u.test(type) ? 0 : 2
}

function permalinkIn(parts: Parts): Link | undefined {
  for (const id of [...(parts.get('guid') ?? []), ...(parts.get('id') ?? [])]) {
    const isNone = id.attributes.get('ispermalink')?.trim().toLowerCase() === 'false'
    const address = textOf(id)
    if (!isNone && address !== undefined && /^(?:https?:\/)?\//iu.test(address))
      return { written: address, ...optional('base', id.base) }
  }
  return undefined
}

function linkTo(written: string | undefined, { base }: XmlElement): Link[] {
  // No address holds a reference: it was escaped twice.
  const trimmed = written?.trim().replaceAll('&amp;', '&') ?? ''
  return trimmed === '' ? [] : [{ written: trimmed, ...optional('base', base) }]
}

/** CDF (https://www.w3.org/TR/NOTE-CDFsubmit.html) has it as an attribute, or in an `A` of its own. */
export function linkOfCdf(element: XmlElement): Link | undefined {
  const [own] = linkTo(element.attributes.get('href'), element)
  const anchor = element.children.find((child) => typeof child !== 'string' && child.name === 'a')
  return (
    own ??
    (anchor === undefined || typeof anchor === 'string' ? undefined : linkTo(anchor.attributes.get('href'), anchor)[0])
  )
}

function dateOf(parts: Parts): string | undefined {
  for (const name of DATES) {
    // Of several the last is what it was changed to.
    for (const element of (parts.get(name) ?? []).toReversed()) {
      const date = feedDate(textOf(element))
      if (date !== undefined) return date
    }
  }
  return undefined
}

function textIn(parts: Parts, names: readonly string[]): ReturnType<typeof blocksOf> {
  for (const name of names) {
    for (const element of parts.get(name) ?? []) {
      const blocks = readText(textWrittenIn(element))
      if (blocks.length > 0) return blocks
    }
  }
  return []
}

function readText(written: Written): ReturnType<typeof blocksOf> {
  try {
    return blocksOf(written)
  } catch {
    // Markup that was made to do harm costs this entry its text, and no other anything.
    return []
  }
}

export function first(parts: Parts, names: readonly string[]): XmlElement | undefined {
  return names.flatMap((name) => parts.get(name) ?? []).find((element) => textOf(element) !== undefined)
}

/** What stands between the tags of a part that holds no markup; undefined for nothing. */
export function textOf(element: XmlElement | undefined): string | undefined {
  const text = element?.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim()
  return text === '' ? undefined : text
}
