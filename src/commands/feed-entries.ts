import type { openFeeds } from '../app.ts'
import type { Backfill, OldDocument } from '../core/backfill.ts'
import type { SeenEntry } from '../core/entries.ts'
import { FEEDS, type FollowedFeed } from '../core/feeds.ts'
import type { FetchStore } from '../core/fetching.ts'
import { type BacklogEntry, type BacklogPage, type FetchedFeed, readBacklog } from '../sources/feeds/backlog.ts'
import { type ImportTools, stepsBehind } from './import-tools.ts'
import { inParallel } from './in-parallel.ts'
import type { Progress } from './progress.ts'
import type { Tally } from './tally.ts'

/** Entries that are read, and kept in one transaction, together. */
const ENTRIES_A_BATCH = 16
const ENTRIES_AT_ONCE = 4

export type WebTools = Awaited<ReturnType<typeof openFeeds>>

/** What the entries of feeds are taken in with. */
export interface EntryImport {
  readonly tools: ImportTools
  readonly web: WebTools
  readonly backfill: Backfill
  readonly tally: Tally
  /** Pages of a feed, its own included. */
  readonly pages: number
  /** Keys of feeds that a desk follows and has read: what is new in them since is its to tell. */
  readonly readByDesk: ReadonlySet<string>
  readonly say: (line: string) => void
  /** Of the entries; absent where the feeds are counted. */
  readonly progress?: Progress
}

/** Takes in the entries of a feed, of which its own page was fetched, until there are no more, or the import is to stop. */
export async function importEntries(feed: FollowedFeed, first: FetchedFeed, work: EntryImport): Promise<void> {
  const { tools, web, pages, say, progress } = work
  const { runtime, store } = tools
  let isFirst = true
  for await (const page of readBacklog(feed, first, { tools: web, store, pages, signal: runtime.stop })) {
    // What stands on its own page and the desk has not seen there came after its last look.
    const isNews = ({ isKnown }: BacklogEntry) => isFirst && !isKnown && work.readByDesk.has(page.key)
    const entries = page.entries.filter((entry) => !isNews(entry))
    const news = page.entries.length - entries.length
    if (news > 0) say(`${feed.address}: new since the desk last read it, and left to the desk: ${news}.`)
    progress?.expect(entries.length)
    await importPage({ ...page, entries }, work)
    isFirst = false
    if (runtime.stop.aborted) return
    if (page.isCut) say(`${feed.address}: a page of it is broken or too long; only what stands first could be read.`)
    if (page.unread !== undefined) say(`${feed.address}: it goes on at ${page.unread}; give more --pages to read on.`)
  }
}

export async function readByDesk(store: Pick<FetchStore, 'fetchesOf'>): Promise<ReadonlySet<string>> {
  const records = await store.fetchesOf(FEEDS)
  return new Set(records.filter(({ answeredAt }) => answeredAt !== undefined).map(({ address }) => address))
}

async function importPage({ key, entries }: BacklogPage, work: EntryImport): Promise<void> {
  const { tools, tally, progress } = work
  const { runtime, store } = tools
  const { done, forgotten } = await stepsBehind(entries.map(stepOf), tools)
  const left: BacklogEntry[] = []
  const known: SeenEntry[] = []
  for (const entry of entries) {
    const isDone = done.has(stepOf(entry)) || (await isDocument(entry, store))
    if (isDone) known.push(entry.seen)
    else left.push(entry)
  }
  await store.saveEntries(key, known, runtime.now().toISOString())
  tally.skip(known.length - forgotten)
  tally.leave(forgotten)
  progress?.advance(known.length, 'skipped')
  for (let start = 0; start < left.length && !runtime.stop.aborted; start += ENTRIES_A_BATCH) {
    await importBatch(left.slice(start, start + ENTRIES_A_BATCH), key, work)
  }
}

async function importBatch(batch: readonly BacklogEntry[], key: string, work: EntryImport): Promise<void> {
  const { tools, backfill, tally, progress } = work
  const { runtime, store } = tools
  const read: OldDocument[] = []
  const empty: string[] = []
  await inParallel(batch, ENTRIES_AT_ONCE, async (entry) => {
    const found = await entry.read()
    if (found.blocks.length === 0) empty.push(stepOf(entry))
    else read.push({ source: FEEDS, found, step: stepOf(entry) })
  })
  // What was being fetched when the import was stopped is only a teaser.
  if (runtime.stop.aborted) return
  for (const outcome of await backfill.take(read)) tally.count(outcome)
  const now = runtime.now().toISOString()
  if (empty.length > 0) await store.noteSteps(empty, now)
  await store.saveEntries(
    key,
    batch.map(({ seen }) => seen),
    now,
  )
  progress?.advance(batch.length)
}

/** Whether the desk made a document of it when it came: nothing of it need be fetched. */
async function isDocument({ isKnown, seen }: BacklogEntry, store: ImportTools['store']): Promise<boolean> {
  return isKnown && (await store.placeAt(FEEDS, seen.location)) !== undefined
}

function stepOf({ version }: BacklogEntry): string {
  return `entry ${version}`
}
