import { stableId } from '../core/document.ts'
import { GoneError, InputError, LaterError } from '../core/errors.ts'
import type { FollowedFeed } from '../core/feeds.ts'
import { optional } from '../core/optional.ts'
import { OPERATOR } from '../core/topic.ts'
import { type FetchedFeed, fetchFeed } from '../sources/feeds/backlog.ts'
import { type EntryImport, importEntries, readByDesk, type WebTools } from './feed-entries.ts'
import { type ImportTools, openBackfill } from './import-tools.ts'
import { inParallel } from './in-parallel.ts'
import { createProgress, format } from './progress.ts'
import { createTally, type Tally } from './tally.ts'

/** Feeds that are read side by side; of each host two addresses are fetched at once. */
const FEEDS_AT_ONCE = 8
/** A list that is given again within a day was broken off: what was done of it is not fetched again. */
const DONE_FOR_MS = 24 * 60 * 60_000

export interface FeedImportOptions {
  /** Pages of a feed, its own included. */
  readonly pages: number
  /** Whether the feeds are followed from now on. */
  readonly follow: boolean
}

/** A feed of a list. */
export interface FeedToImport extends FollowedFeed {
  /** What the list calls it. */
  readonly title?: string
}

/** Takes in all entries of many feeds. One that fails is named, and followed all the same: it may come back. Gives what came of it. */
export async function importFeeds(
  feeds: readonly FeedToImport[],
  { pages, follow }: FeedImportOptions,
  tools: ImportTools,
  web: WebTools,
): Promise<Tally> {
  const { runtime, store } = tools
  const detail = () => `, ${format(tally.taken)} documents`
  const progress = createProgress({ of: feeds.length, things: 'feeds', detail }, runtime)
  const tally = createTally(progress.say)
  const work = {
    tools,
    web,
    backfill: openBackfill(tools, tally),
    tally,
    pages,
    readByDesk: await readByDesk(store),
    say: progress.say,
  }
  const stepOf = ({ address, topic }: FeedToImport) => `feed ${stableId(address, topic ?? '', String(pages))}`
  const done = await store.stepsDone(feeds.map(stepOf))
  const since = runtime.now().getTime() - DONE_FOR_MS
  const isDone = (feed: FeedToImport) => !tools.recalls && Date.parse(done.get(stepOf(feed))?.at ?? '') > since
  const left = feeds.filter((feed) => !isDone(feed))
  tally.pass(feeds.length - left.length)
  progress.advance(feeds.length - left.length, 'skipped')
  await inParallel(left, FEEDS_AT_ONCE, async (feed) => {
    if (runtime.stop.aborted) return
    const isWhole = await importFeed(feed, undefined, work)
    if (runtime.stop.aborted) return
    if (follow) await followFeed(feed, tools)
    if (isWhole) await store.noteSteps([stepOf(feed)], runtime.now().toISOString())
    progress.advance(1)
  })
  progress.end()
  return tally
}

/** Takes in all entries of one feed, of which the first page was fetched already. */
export async function importOneFeed(
  feed: FeedToImport,
  first: FetchedFeed,
  { pages, follow }: FeedImportOptions,
  tools: ImportTools,
  web: WebTools,
): Promise<Tally> {
  const progress = createProgress({ of: 0, things: 'entries' }, tools.runtime)
  const tally = createTally(progress.say)
  await importFeed(feed, first, {
    tools,
    web,
    backfill: openBackfill(tools, tally),
    tally,
    pages,
    readByDesk: await readByDesk(tools.store),
    say: progress.say,
    progress,
  })
  progress.end()
  if (follow && !tools.runtime.stop.aborted) await followFeed(feed, tools)
  return tally
}

/** False if it failed, which is said. */
async function importFeed(feed: FeedToImport, fetched: FetchedFeed | undefined, work: EntryImport): Promise<boolean> {
  const { tools, web, tally } = work
  const { stop } = tools.runtime
  try {
    const first = fetched ?? (await fetchFeed(feed.address, feed, { tools: web, signal: stop }))
    await importEntries(feed, first, work)
    return true
  } catch (error) {
    if (!isOfTheWeb(error)) throw error
    if (!stop.aborted) tally.fail({ where: feed.address, what: error.message })
    return false
  }
}

/** What the feed or its server is to blame for. */
export function isOfTheWeb(error: unknown): error is InputError | GoneError | LaterError {
  return error instanceof InputError || error instanceof GoneError || error instanceof LaterError
}

async function followFeed({ address, topic, title }: FeedToImport, { store, runtime }: ImportTools): Promise<void> {
  const about = { ...optional('topic', topic), ...optional('title', title) }
  await store.addFeeds([{ address, ...about, place: OPERATOR, addedAt: runtime.now().toISOString() }])
}
