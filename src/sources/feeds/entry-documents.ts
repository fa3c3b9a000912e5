import { withoutTracking } from '../../core/addresses.ts'
import type { Block, FoundDocument } from '../../core/document.ts'
import { stableId } from '../../core/document.ts'
import { type PageDocument, readPage } from '../article/page-reading.ts'
import type { ArticleReader } from '../article/reader.ts'
import type { WebClient } from '../web/client.ts'
import { getByRules, type Robots } from '../web/ruled-get.ts'
import type { FeedEntry } from './feed.ts'

/** What fetches the pages that entries lead to. */
export interface PageTools {
  readonly web: WebClient
  readonly robots: Robots
  readonly article: ArticleReader
}

/** An entry of fewer words is a teaser: the page has the text. */
const TEASER_WORDS = 120

/** An entry, and by what it is known again. */
export interface KeyedEntry {
  readonly entry: FeedEntry
  readonly keys: readonly string[]
}

/**
 * By what each entry of a feed is known again, the hash of what it says last. An id or link that several entries share, as where every link
 * leads to the home page, tells none of them.
 */
export function keyed(entries: readonly FeedEntry[]): readonly KeyedEntry[] {
  const ids = Map.groupBy(entries, ({ id }) => id)
  const links = Map.groupBy(entries, ({ link }) => link)
  return entries.map((entry) => {
    const { id, link, title = '', blocks } = entry
    const keys = [
      ...(id !== undefined && ids.get(id)?.length === 1 ? [`id ${stableId(id)}`] : []),
      ...(link !== undefined && links.get(link)?.length === 1 ? [`link ${stableId(withoutTracking(link))}`] : []),
      `text ${stableId(title, ...blocks.map(({ text }) => text))}`,
    ]
    return { entry, keys }
  })
}

/** Where the document of an entry stands that was never seen. `feed` is the key under which the entries of the feed are kept. */
export function locationOf(keys: readonly string[], address: string, feed: string): string {
  return `${address}#${stableId(feed, keys[0] ?? '')}`
}

/** Whether the text stands on the page that an entry leads to. */
export function isTeaser({ link, blocks }: FeedEntry): boolean {
  return link !== undefined && wordsIn(blocks) < TEASER_WORDS
}

/** The article that a teaser leads to; undefined where it cannot be had, or says no more than the teaser. */
export async function fullText(
  { link, blocks }: FeedEntry,
  { web, robots, article: reader }: PageTools,
  signal: AbortSignal,
): Promise<PageDocument | undefined> {
  if (link === undefined) return undefined
  try {
    // The link is the feed's word, not the operator's.
    const answer = await getByRules({ web, robots }, { address: link, signal })
    if (answer.kind !== 'content') return undefined
    const page = await readPage(answer, { web, robots, reader, signal })
    return wordsIn(page.blocks) > wordsIn(blocks) ? page : undefined
  } catch {
    return undefined
  }
}

/** The document of an entry, with the text of its page where that was fetched. It may hold nothing. */
export function documentOf(
  entry: FeedEntry,
  location: string,
  topic: string | undefined,
  page: PageDocument | undefined,
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

function wordsIn(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]+|\p{sc=Han}/gu)?.length ?? 0), 0)
}
