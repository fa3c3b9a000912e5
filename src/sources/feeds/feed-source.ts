import type { FoundDocument } from '../../core/document.ts'
import type { EntryStore, SeenEntry } from '../../core/entries.ts'
import { FEEDS, type FollowedFeed, type FollowedFeeds } from '../../core/feeds.ts'
import type { FetchStore } from '../../core/fetching.ts'
import { optional } from '../../core/optional.ts'
import type { Source } from '../../core/ports.ts'
import { charsetOf } from '../article/reader.ts'
import type { Rhythm } from '../web/rhythm.ts'
import { createRounds, type Reading, type Visit } from '../web/rounds.ts'
import { documentOf, fullText, isTeaser, keyed, locationOf, type PageTools } from './entry-documents.ts'
import type { Feed, FeedEntry } from './feed.ts'
import type { FeedReader } from './reader.ts'

export interface FeedTools extends PageTools {
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
  /** Milliseconds for the pages of one feed; those of chats get a quarter. */
  readonly pagesMs?: number
}

const NAME = FEEDS
const MINUTE_MS = 60_000
const RHYTHM: Rhythm = { everyMs: 30 * MINUTE_MS, leastMs: 5 * MINUTE_MS, mostMs: 24 * 60 * MINUTE_MS }
const AT_ONCE = 8
/** Pages that are fetched for the teasers of one feed at once; the rest of a flood is taken as it stands. */
const MOST_PAGES = 20
/** Milliseconds that all of them may take, that nobody's slow pages keep the feeds of others waiting, or outlast the lease of the visit. */
const PAGES_MS = 2 * MINUTE_MS
/** Of a feed that somebody in a chat gave, so many new entries of a visit become documents at most, and their pages get the time divided by so much. */
const MOST_FOREIGN = 50
const FOREIGN_SHARE = 4
export const ACCEPT =
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
 * Of a feed that somebody in a chat gave, a visit takes at most the newest 50 entries that are new or say something else, and their pages get
 * a quarter of the time (30 s): nobody in a chat can fill the desk, or keep it busy.
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
    const named = keyed(entries)
    const known = await store.seenEntries(key, [...new Set(named.flatMap(({ keys }) => keys))])
    const seen: SeenEntry[] = []
    const fresh: { readonly entry: FeedEntry; readonly location: string }[] = []
    for (const { entry, keys } of named) {
      const before = keys.map((each) => known.get(each)).find((location) => location !== undefined)
      const location = before ?? locationOf(keys, feed.address, key)
      seen.push({ keys, location })
      const content = keys.at(-1)
      // The same words at whatever address are no news; other words at a known one are a revision.
      if (content === undefined || !known.has(content)) fresh.push({ entry, location })
    }
    const wanted = newestOf(fresh, mostOf(visit))
    const pagesMs = Math.ceil((options.pagesMs ?? PAGES_MS) / (feed.isForeign === true ? FOREIGN_SHARE : 1))
    const signal = AbortSignal.any([visit.request.signal, AbortSignal.timeout(pagesMs)])
    let pages = 0
    const documents: FoundDocument[] = []
    for (const { entry, location } of wanted) {
      const hasPage = !signal.aborted && isTeaser(entry) && ++pages <= MOST_PAGES
      const page = hasPage ? await fullText(entry, visit.tools, signal) : undefined
      const document = documentOf(entry, location, feed.topic, page)
      if (document.blocks.length > 0) documents.push(document)
    }
    return { documents, seen }
  }

  /** So many of its new entries become documents, and the others are passed over for good; undefined where all do. */
  function mostOf({ watched, record }: Visit<FollowedFeed, FeedTools>): number | undefined {
    const most = watched.isForeign === true ? MOST_FOREIGN : undefined
    return record.answeredAt === undefined ? Math.min(options.firstEntries, most ?? options.firstEntries) : most
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

/** So many of them, the newest first; without `most` all in their order. */
function newestOf<Item extends { readonly entry: FeedEntry }>(items: readonly Item[], most?: number): readonly Item[] {
  if (most === undefined) return items
  const timeOf = ({ entry }: Item) => Date.parse(entry.date ?? '')
  return items.toSorted((one, other) => timeOf(other) - timeOf(one) || 0).slice(0, most)
}
