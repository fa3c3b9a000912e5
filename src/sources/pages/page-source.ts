import type { FoundDocument } from '../../core/document.ts'
import { InputError } from '../../core/errors.ts'
import type { FetchRecord, FetchStore } from '../../core/fetching.ts'
import type { Problem, Source } from '../../core/ports.ts'
import type { ArticleReader } from '../article/reader.ts'
import type { WebAnswer, WebClient } from '../web/client.ts'
import { afterAnswer, afterFailure, newsOf, type Rhythm, shownError } from '../web/rhythm.ts'
import type { Robots } from '../web/robots.ts'
import { readPage } from './reading.ts'

/** A page that a topic watches. */
export interface WatchedPage {
  /** The topic's slug. */
  readonly topic: string
  readonly address: string
}

/** All pages that are watched. */
export interface WatchedPages {
  readonly pages: readonly WatchedPage[]
  /** Topics of which it is not known what they watch: their documents stay. */
  readonly unknown: ReadonlySet<string>
}

export interface PageSourceOptions {
  /** The pages that are watched now; asked at every poll. Undefined while that is not known, and everything stays. */
  readonly watched: () => WatchedPages | undefined
  readonly store: FetchStore
  /** Opened when there is something to fetch. */
  readonly open: () => Promise<{ readonly web: WebClient; readonly robots: Robots; readonly reader: ArticleReader }>
  readonly now: () => Date
  readonly random: () => number
  readonly rhythm?: Rhythm
}

const NAME = 'pages'
const HOUR_MS = 60 * 60_000
const RHYTHM: Rhythm = { everyMs: HOUR_MS, leastMs: 5 * 60_000, mostMs: 24 * HOUR_MS }
const AT_ONCE = 4
/** Polls come every second; what is due can wait so long. */
const LOOK_EVERY_MS = 5_000
/** Longer than any fetch with its parts takes; then another process may try. */
const LEASE_MS = 10 * 60_000

/** What came of fetching a page. */
interface Outcome {
  readonly record: FetchRecord
  readonly document?: FoundDocument
  readonly news?: string
}

/**
 * Watches pages for changes, each some once an hour, with conditional requests and by the site's robots rules. Fetching goes on between
 * polls, which hand over what is ready. A page is one document a topic: its location is the address with the topic's slug as its fragment.
 */
export function createPageSource(options: PageSourceOptions): Source {
  const { store, now, random, rhythm = RHYTHM } = options
  const stopped = new AbortController()
  const running = new Set<Promise<void>>()
  let ready: Outcome[] = []
  // What the desk was handed is only certain to be kept when it asks for more.
  let handed: FetchRecord[] = []
  let watched: ReadonlyMap<string, WatchedPage> = new Map()
  let held: Set<string> | undefined
  let lookAt = 0
  let opened: ReturnType<PageSourceOptions['open']> | undefined

  /** Brings what is watched up to date; gives the locations that are no longer. */
  async function update(known: () => Promise<ReadonlySet<string>>): Promise<string[]> {
    const orders = options.watched()
    if (orders === undefined) return []
    const { unknown } = orders
    const pages = new Map(orders.pages.map((page) => [locationOf(page), page]))
    const began = held === undefined
    held ??= new Set(await known())
    if (began || !isSame(pages, watched)) {
      await store.watchAddresses(NAME, [...pages.keys()], now().toISOString())
      watched = pages
      lookAt = 0
    }
    const gone = [...held].filter((location) => !pages.has(location) && !unknown.has(topicOf(location)))
    for (const location of gone) held.delete(location)
    return gone
  }

  async function begin(): Promise<void> {
    const at = now().getTime()
    const free = AT_ONCE - running.size
    if (watched.size === 0 || free <= 0 || at < lookAt) return
    const until = new Date(at + LEASE_MS).toISOString()
    const due = await store.claimFetches(NAME, new Date(at).toISOString(), until, free)
    // A full hand means that there is more.
    lookAt = due.length === free ? at : at + LOOK_EVERY_MS
    for (const record of due) {
      const page = watched.get(record.address)
      if (page === undefined) continue
      const work = fetchPage(page, record).then((outcome) => {
        running.delete(work)
        if (!stopped.signal.aborted) ready.push(outcome)
      })
      running.add(work)
    }
  }

  async function fetchPage(page: WatchedPage, record: FetchRecord): Promise<Outcome> {
    try {
      opened ??= options.open()
      const tools = await opened
      const address = record.movedTo ?? page.address
      if (!(await tools.robots.allows(address)))
        throw new InputError(`${new URL(address).hostname}: the site asks programs not to read this page (robots.txt)`)
      // A document that the desk has lost, or never kept, is fetched whatever has changed.
      const validators = held?.has(record.address) ? record : {}
      const answer = await tools.web.get({ address, ...pick(validators), accept: HTML, signal: stopped.signal })
      const after = afterAnswer(record, answer, rhythm, { now: now(), random })
      const document = await documentOf(page, record, answer, tools)
      return { record: after, ...document, ...news(record, after) }
    } catch (error) {
      const after = afterFailure(record, shownError(error), rhythm, { now: now(), random })
      return { record: after, ...news(record, after) }
    }
  }

  async function documentOf(
    { topic }: WatchedPage,
    { address: location }: FetchRecord,
    answer: WebAnswer,
    { web, reader }: { readonly web: WebClient; readonly reader: ArticleReader },
  ): Promise<{ readonly document?: FoundDocument }> {
    if (answer.kind === 'unchanged') return {}
    const { byline: _, ...found } = await readPage(answer, { web, reader, signal: stopped.signal })
    return { document: { ...found, location, topic } }
  }

  return {
    name: NAME,
    async poll(known) {
      for (const record of handed) await store.settleFetch(NAME, record)
      handed = []
      const withdrawn = await update(known)
      const outcomes = ready.filter(({ record }) => watched.has(record.address))
      ready = []
      handed = outcomes.map(({ record }) => record)
      await begin()
      const documents = outcomes.flatMap(({ document }) => document ?? [])
      for (const { location } of documents) held?.add(location)
      return { documents, withdrawn, problems: outcomes.flatMap(problemOf) }
    },
    close() {
      stopped.abort()
      void opened?.then(({ web, reader }) => {
        reader.close()
        return web.close()
      })
    },
  }
}

const HTML = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1'

function pick({ etag, lastModified }: Partial<FetchRecord>): Pick<FetchRecord, 'etag' | 'lastModified'> {
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) }
}

function news(before: FetchRecord, after: FetchRecord): { readonly news?: string } {
  const words = newsOf(before, after)
  return words === undefined ? {} : { news: words }
}

function problemOf({ record, news: what }: Outcome): Problem[] {
  return what === undefined ? [] : [{ where: record.address.replace(/#.*$/u, ''), what }]
}

function locationOf({ topic, address }: WatchedPage): string {
  return `${address.replace(/#.*$/u, '')}#${topic}`
}

function topicOf(location: string): string {
  return location.replace(/^[^#]*#/u, '')
}

function isSame(one: ReadonlyMap<string, WatchedPage>, other: ReadonlyMap<string, WatchedPage>): boolean {
  return one.size === other.size && [...one.keys()].every((location) => other.has(location))
}
