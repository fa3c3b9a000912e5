import { type FoundDocument, stableId } from '../../core/document.ts'
import type { EntryStore, SeenEntry } from '../../core/entries.ts'
import type { FollowedFeed } from '../../core/feeds.ts'
import { optional } from '../../core/optional.ts'
import { charsetOf } from '../article/reader.ts'
import type { WebAnswer } from '../web/client.ts'
import { keyOf } from '../web/rounds.ts'
import { documentOf, fullText, isTeaser, keyed, locationOf } from './entry-documents.ts'
import type { Feed } from './feed.ts'
import { ACCEPT, type FeedTools } from './feed-source.ts'

/** A page of a feed as its server gave it. */
export type FetchedFeed = Extract<WebAnswer, { kind: 'content' }>

export interface BacklogOptions {
  readonly tools: FeedTools
  readonly store: EntryStore
  /** So many pages of the feed are read, its own included. */
  readonly pages: number
  readonly signal: AbortSignal
}

/** A page of a feed: its own, or one with older entries. */
export interface BacklogPage {
  /** The key under which the feed’s entries are remembered. */
  readonly key: string
  readonly title?: string
  readonly entries: readonly BacklogEntry[]
  /** Further entries are broken, or too many. */
  readonly isCut: boolean
  /** Where it goes on, if it does and no more pages are read. */
  readonly unread?: string
}

export interface BacklogEntry {
  readonly seen: SeenEntry
  /** The source of feeds, or an earlier import, has seen it as it is now; whether it made a document of it is another matter. */
  readonly isKnown: boolean
  /** Changes when the entry does. */
  readonly version: string
  /** Its document, with the text of its page where it is only a teaser; one without blocks says nothing. */
  read(): Promise<FoundDocument>
}

/** Fetches a feed, or a page of it. The address is the operator’s while it is on the host that they named. Throws as `WebClient.get`. */
export async function fetchFeed(
  address: string,
  feed: FollowedFeed,
  { tools, signal }: Pick<BacklogOptions, 'tools' | 'signal'>,
): Promise<FetchedFeed> {
  const isOwn = feed.isForeign !== true && URL.parse(address)?.hostname === URL.parse(feed.address)?.hostname
  const answer = await tools.web.get({ address, isOwn, accept: ACCEPT, signal })
  // Nothing was known of it, so that nothing can be unchanged.
  if (answer.kind !== 'content') throw new Error('a feed that was never read is said to be unchanged')
  return answer
}

/**
 * All entries of a feed, page by page, the newest first. They are known by the keys and places that the source of feeds gives them, so that
 * this knows them if the feed is followed later. A page that was seen before ends it. Throws as `WebClient.get` and `FeedReader.read`, once
 * the pages before were given.
 */
export async function* readBacklog(
  feed: FollowedFeed,
  first: FetchedFeed,
  options: BacklogOptions,
): AsyncGenerator<BacklogPage> {
  const visited = new Set([feed.address])
  let next: FetchedFeed | undefined = first
  for (let page = 1; next !== undefined; page += 1) {
    const read: Feed = await readFeed(next, options)
    const older: string | undefined = read.older !== undefined && !visited.has(read.older) ? read.older : undefined
    const isLast: boolean = older === undefined || page >= options.pages
    yield {
      ...(await toPage(read, feed, options)),
      ...optional('unread', isLast ? older : undefined),
    }
    if (older === undefined || isLast) return
    visited.add(older)
    next = await fetchFeed(older, feed, options)
  }
}

async function readFeed({ body, address, contentType }: FetchedFeed, { tools }: BacklogOptions): Promise<Feed> {
  return await tools.feeds.read({ bytes: body, address, ...optional('charset', charsetOf(contentType)) })
}

async function toPage(
  { title, entries, isCut }: Feed,
  feed: FollowedFeed,
  { tools, store, signal }: BacklogOptions,
): Promise<BacklogPage> {
  const key = keyOf(feed)
  const named = keyed(entries)
  const known = await store.seenEntries(key, [...new Set(named.flatMap(({ keys }) => keys))])
  return {
    key,
    ...optional('title', title),
    isCut,
    entries: named.map(({ entry, keys }) => {
      const before = keys.map((each) => known.get(each)).find((place) => place !== undefined)
      const location = before ?? locationOf(keys, feed.address, key)
      return {
        seen: { keys, location },
        isKnown: known.has(keys.at(-1) ?? ''),
        version: stableId(location, keys.at(-1) ?? ''),
        async read() {
          const page = isTeaser(entry) ? await fullText(entry, tools, signal) : undefined
          return documentOf(entry, location, feed.topic, page)
        },
      }
    }),
  }
}
