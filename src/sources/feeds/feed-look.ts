import { Parser } from 'htmlparser2'
import { InputError } from '../../core/errors.ts'
import type { FeedLook } from '../../core/feeds.ts'
import { optional } from '../../core/optional.ts'
import { decodeText } from '../text/decoding.ts'
import { webAddress } from '../text/draft.ts'
import { decodeFeed } from './encoding.ts'
import type { Feed } from './feed.ts'
import { readFeed } from './parsing.ts'
import type { FeedBytes } from './reader.ts'

/** What is there: a feed, or a page. */
export type SeenFeed = Extract<FeedLook, { readonly kind: 'feed' | 'page' }>

/** More is no choice for a person. */
const MOST_OFFERED = 5
const LONGEST_ADDRESS = 2_000
/** Characters of a page; what it names stands at its beginning. */
const LONGEST_HEAD = 1_000_000
const PAGE = /<!doctype\s+html|<(?:html|head|body)\b/iu
const FEED_TYPE = /^\s*(?:application|text)\/(?:(?:rss|atom|rdf)\+xml|feed\+json)\s*(?:;|$)/iu

/** Says in short what was fetched. Throws `InputError` if it is neither a feed nor a page. */
export async function seeFeed({ bytes, charset, address }: FeedBytes): Promise<SeenFeed> {
  try {
    return sumUp(readFeed(await decodeFeed(bytes, charset), address))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const page = decodeText(bytes, { html: true, ...optional('charset', charset) })
    const html = 'text' in page ? page.text.slice(0, LONGEST_HEAD) : ''
    const feeds = offeredFeeds(html, address)
    if (feeds.length === 0 && !PAGE.test(html)) throw error
    return { kind: 'page', feeds }
  }
}

/**
 * Addresses of the feeds that a page names in its head, each once, at most five
 * (https://blog.whatwg.org/feed-autodiscovery). Without `address` those that are written in full.
 */
export function offeredFeeds(html: string, address?: string): readonly string[] {
  const found = new Set<string>()
  let base: string | undefined
  const parser = new Parser({
    onopentag(name, { href, rel = '', type = '' }) {
      if (href === undefined) return
      if (name === 'base') base ??= URL.parse(href, address)?.href
      if (name !== 'link' || !FEED_TYPE.test(type) || !rel.toLowerCase().split(/\s+/u).includes('alternate')) return
      const offered = webAddress(URL.parse(href.trim(), base ?? address)?.href)?.replace(/#.*$/u, '')
      if (offered !== undefined && offered.length <= LONGEST_ADDRESS && found.size < MOST_OFFERED) found.add(offered)
    },
  })
  parser.end(html)
  return [...found]
}

function sumUp({ entries, isCut }: Feed): SeenFeed {
  const timeOf = (date: string | undefined) => Date.parse(date ?? '') || Number.NEGATIVE_INFINITY
  const [newest] = entries.toSorted((one, other) => timeOf(other.date) - timeOf(one.date) || 0)
  const about = newest && { ...optional('title', newest.title), ...optional('date', newest.date) }
  return { kind: 'feed', entries: entries.length, isCut, ...optional('newest', about) }
}
