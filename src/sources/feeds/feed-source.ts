import type { Block, FoundDocument } from '../../core/document.ts'
import { stableId } from '../../core/document.ts'
import type { EntryStore, SeenEntry } from '../../core/entries.ts'
import { FEEDS, type FollowedFeed, type FollowedFeeds } from '../../core/feeds.ts'
import type { FetchStore } from '../../core/fetching.ts'
import { optional } from '../../core/optional.ts'
import type { Source } from '../../core/ports.ts'
import { readPage } from '../article/page-reading.ts'
import { type ArticleReader, charsetOf } from '../article/reader.ts'
import type { WebClient } from '../web/client.ts'
import type { Rhythm } from '../web/rhythm.ts'
import { getByRules, type Robots } from '../web/robots.ts'
import { createRounds, type Reading, type Visit } from '../web/rounds.ts'
import type { Feed, FeedEntry } from './feed.ts'
import type { FeedReader } from './reader.ts'

export interface FeedTools {
  readonly web: WebClient
  readonly robots: Robots
  readonly article: ArticleReader
  readonly feeds: FeedReader
}

export interface FeedSourceOptions {
  /** The feeds that are followed now; asked at every poll. Undefined while that is not known, and everything stays. */
  readonly followed: () => Promise<FollowedFeeds | undefined>
  readonly store: FetchStore & EntryStore
  /** Opened when there is something to fetch. */
  readonly open: () => Promise<FeedTools>
  /** As in `RoundsOptions`. */
  readonly isPermitted?: (address: string) => boolean
  /** Of a feed that is new, so many of its newest entries are documents; the others are old. */
  readonly firstEntries: number
  readonly now: () => Date
  readonly random: () => number
  readonly rhythm?: Rhythm
}

const NAME = FEEDS
const MINUTE_MS = 60_000
const RHYTHM: Rhythm = { everyMs: 30 * MINUTE_MS, leastMs: 5 * MINUTE_MS, mostMs: 24 * 60 * MINUTE_MS }
const AT_ONCE = 8
/** An entry of fewer words is a teaser: the page has the text. */
const TEASER_WORDS = 120
/** Pages that are fetched for the teasers of one feed at once; the rest of a flood is taken as it stands. */
const MOST_PAGES = 20
const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5'

/** What a feed brought. */
interface Entries {
  readonly documents: readonly FoundDocument[]
  readonly seen: readonly SeenEntry[]
}

/**
 * Follows feeds, each by its own rhythm between five minutes and a day, with conditional requests. Fetching goes on between polls, which
 * hand over what is ready. An entry is known again by its id, its link or what it says, so that one whose id or address changed does not
 * come as new; one that says something else at a known place is a revision. Documents stay when their feed has no room for them any more.
 */
export function createFeedSource(options: FeedSourceOptions): Source {
  const { store, now } = options
  const rounds = createRounds<FollowedFeed, FeedTools, Entries>({
    name: NAME,
    store,
    open: options.open,
    ...optional('isPermitted', options.isPermitted),
    async shut({ web, article, feeds }) {
      article.close()
      feeds.close()
      await web.close()
    },
    read: readVisited,
    keep: async (key, { seen }) => await store.saveEntries(key, seen, now().toISOString()),
    rhythm: options.rhythm ?? RHYTHM,
    atOnce: AT_ONCE,
    now,
    random: options.random,
  })

  async function readVisited(visit: Visit<FollowedFeed, FeedTools>): Promise<Reading<Entries>> {
    const { tools, request, validators } = visit
    const answer = await tools.web.get({ ...request, ...validators, accept: ACCEPT })
    if (answer.kind === 'unchanged') return { answer }
    const charset = charsetOf(answer.contentType)
    const feed = await tools.feeds.read({
      bytes: answer.body,
      address: answer.address,
      ...(charset === undefined ? {} : { charset }),
    })
    const hinted = { ...answer, freshMs: Math.max(answer.freshMs ?? 0, feed.everyMs ?? 0) }
    return { answer: hinted, ...optional('title', feed.title), result: await takeEntries(feed, visit) }
  }

  async function takeEntries({ entries }: Feed, visit: Visit<FollowedFeed, FeedTools>): Promise<Entries> {
    const { watched: feed, record } = visit
    const { address: key } = record
    const named = entries.map((entry) => ({ entry, keys: keysOf(entry, entries) }))
    const known = await store.seenEntries(key, [...new Set(named.flatMap(({ keys }) => keys))])
    const seen: SeenEntry[] = []
    const fresh: { readonly entry: FeedEntry; readonly location: string }[] = []
    for (const { entry, keys } of named) {
      const before = keys.map((each) => known.get(each)).find((location) => location !== undefined)
      const location = before ?? `${feed.address}#${stableId(key, keys[0] ?? '')}`
      seen.push({ keys, location })
      const content = keys.at(-1)
      // The same words at whatever address are no news; other words at a known one are a revision.
      if (content === undefined || !known.has(content)) fresh.push({ entry, location })
    }
    const wanted = record.answeredAt === undefined ? newestFirst(fresh).slice(0, options.firstEntries) : fresh
    let pages = 0
    const documents: FoundDocument[] = []
    for (const { entry, location } of wanted) {
      const isTeaser = entry.link !== undefined && wordsIn(entry.blocks) < TEASER_WORDS
      const page = isTeaser && ++pages <= MOST_PAGES ? await fullText(entry, visit) : undefined
      const document = documentOf(entry, location, feed, page)
      if (document.blocks.length > 0) documents.push(document)
    }
    return { documents, seen }
  }

  /** The article that a teaser leads to; undefined where it cannot be had, or says no more than the teaser. */
  async function fullText({ link, blocks }: FeedEntry, { tools, request }: Visit<FollowedFeed, FeedTools>) {
    if (link === undefined) return undefined
    const { signal } = request
    try {
      // The link is the feed's word, not the operator's.
      const answer = await getByRules(tools, { address: link, signal })
      if (answer.kind !== 'content') return undefined
      const page = await readPage(answer, { web: tools.web, robots: tools.robots, reader: tools.article, signal })
      return wordsIn(page.blocks) > wordsIn(blocks) ? page : undefined
    } catch {
      return undefined
    }
  }

  return {
    name: NAME,
    async poll() {
      const orders = await options.followed()
      const outcomes = await rounds.poll(orders && { watched: orders.feeds, unknown: orders.unknown })
      return {
        documents: outcomes.flatMap(({ result }) => result?.documents ?? []),
        withdrawn: [],
        problems: outcomes.flatMap(({ problems }) => problems),
      }
    },
    close: () => rounds.close(),
  }
}

function documentOf(
  entry: FeedEntry,
  location: string,
  { topic }: FollowedFeed,
  page: Awaited<ReturnType<typeof readPage>> | undefined,
): FoundDocument {
  const title = entry.title ?? page?.title
  const date = entry.date ?? page?.date
  const language = page?.language ?? entry.language
  const link = entry.link ?? page?.link
  return {
    location,
    ...(topic === undefined ? {} : { topic }),
    ...(title === undefined ? {} : { title }),
    ...(date === undefined ? {} : { date }),
    ...(language === undefined ? {} : { language }),
    ...(link === undefined ? {} : { link }),
    // An entry that is all title says what it says.
    blocks:
      page?.blocks ??
      (entry.blocks.length > 0 || title === undefined ? entry.blocks : [{ kind: 'prose', text: title }]),
  }
}

/**
 * By what an entry is known again, the hash of what it says last. An id or link that several entries share, as where every link leads to
 * the home page, tells none of them.
 */
function keysOf(entry: FeedEntry, all: readonly FeedEntry[]): string[] {
  const { id, link, title = '', blocks } = entry
  const isOwn = (name: 'id' | 'link', value: string) => all.filter((other) => other[name] === value).length === 1
  return [
    ...(id !== undefined && isOwn('id', id) ? [`id ${stableId(id)}`] : []),
    ...(link !== undefined && isOwn('link', link) ? [`link ${stableId(withoutTracking(link))}`] : []),
    `text ${stableId(title, ...blocks.map(({ text }) => text))}`,
  ]
}

/** Campaign parameters change from reader to reader, the page does not. */
function withoutTracking(link: string): string {
  const url = new URL(link)
  for (const name of [...url.searchParams.keys()])
    if (/^(?:utm_|fbclid$|gclid$|mc_)/u.test(name)) url.searchParams.delete(name)
  url.hash = ''
  return url.href
}

function newestFirst<Item extends { readonly entry: FeedEntry }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((one, other) => Date.parse(other.entry.date ?? '') - Date.parse(one.entry.date ?? '') || 0)
}

function wordsIn(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]+|\p{sc=Han}/gu)?.length ?? 0), 0)
}
