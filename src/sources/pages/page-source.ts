import type { FoundDocument } from '../../core/document.ts'
import type { FetchStore } from '../../core/fetching.ts'
import { optional } from '../../core/optional.ts'
import type { Source } from '../../core/ports.ts'
import { readPage } from '../article/page-reading.ts'
import type { ArticleReader } from '../article/reader.ts'
import type { WebClient } from '../web/client.ts'
import type { Rhythm } from '../web/rhythm.ts'
import { createRounds, keyOf, topicOf } from '../web/rounds.ts'
import { getByRules, type Robots } from '../web/ruled-get.ts'

/** A page that a topic watches. */
export interface WatchedPage {
  /** The topic's slug. */
  readonly topic: string
  readonly address: string
}

/** All pages that are watched. */
export interface WatchedPages {
  readonly pages: readonly WatchedPage[]
  /** Topics of which it is not known what they watch: their documents stay, and nothing is fetched for them. */
  readonly unknown: ReadonlySet<string>
}

export interface PageTools {
  readonly web: WebClient
  readonly robots: Robots
  readonly reader: ArticleReader
}

export interface PageSourceOptions {
  /** The pages that are watched now; asked at every poll. Undefined while that is not known, and everything stays. */
  readonly watched: () => WatchedPages | undefined
  readonly store: FetchStore
  /** Opened when there is something to fetch. */
  readonly open: () => Promise<PageTools>
  /** As in `RoundsOptions`. */
  readonly isPermitted?: (address: string) => boolean
  readonly now: () => Date
  readonly random: () => number
  readonly rhythm?: Rhythm
}

const NAME = 'pages'
const HOUR_MS = 60 * 60_000
const RHYTHM: Rhythm = { everyMs: HOUR_MS, leastMs: 5 * 60_000, mostMs: 24 * HOUR_MS }
const AT_ONCE = 4
const HTML = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1'

/**
 * Watches pages for changes, each some once an hour, with conditional requests and by the site's robots rules. Fetching goes on between
 * polls, which hand over what is ready. A page is one document a topic: its location is the address with the topic's slug as its fragment.
 */
export function createPageSource(options: PageSourceOptions): Source {
  let held: Set<string> | undefined
  const rounds = createRounds<WatchedPage, PageTools, FoundDocument>({
    name: NAME,
    store: options.store,
    open: options.open,
    ...optional('isPermitted', options.isPermitted),
    async shut({ web, reader }) {
      reader.close()
      await web.close()
    },
    async read({ watched: { topic }, record: { address: location }, tools, request, validators }) {
      // A document that the desk has lost, or never kept, is fetched whatever has changed.
      const known = held?.has(location) ? validators : {}
      const answer = await getByRules(tools, { ...request, ...known, accept: HTML })
      if (answer.kind === 'unchanged') return { answer }
      const { byline: _, ...found } = await readPage(answer, { ...tools, signal: request.signal })
      return { answer, result: { ...found, location, topic } }
    },
    rhythm: options.rhythm ?? RHYTHM,
    atOnce: AT_ONCE,
    now: options.now,
    random: options.random,
  })

  /** The locations that are watched no longer. */
  function forget({ pages, unknown }: WatchedPages): string[] {
    const watched = new Set(pages.map(keyOf))
    const gone = [...(held ?? [])].filter((location) => !watched.has(location) && !unknown.has(topicOf(location) ?? ''))
    for (const location of gone) held?.delete(location)
    return gone
  }

  return {
    name: NAME,
    async poll(known) {
      const orders = options.watched()
      if (orders !== undefined) held ??= new Set(await known())
      const outcomes = await rounds.poll(orders && { watched: orders.pages, unknown: orders.unknown })
      // Nothing is awaited from here on: what is taken is given.
      const withdrawn = orders === undefined ? [] : forget(orders)
      const documents = outcomes.flatMap(({ result }) => result ?? [])
      for (const { location } of documents) held?.add(location)
      return { documents, withdrawn, problems: outcomes.flatMap(({ problems }) => problems) }
    },
    close: () => rounds.close(),
  }
}
