import { openFeeds } from '../app.ts'
import { IMPORT } from '../core/backfill.ts'
import { stableId } from '../core/document.ts'
import { GoneError, InputError, LaterError } from '../core/errors.ts'
import { optional } from '../core/optional.ts'
import { charsetOf } from '../sources/article/reader.ts'
import { type FetchedFeed, fetchFeed } from '../sources/feeds/backlog.ts'
import { createReaders } from '../sources/file/readers.ts'
import { readFetched } from '../sources/reading/pointed-page.ts'
import { readAddress } from '../sources/web/address.ts'
import type { WebTools } from './feed-entries.ts'
import { importOneFeed } from './import-feeds.ts'
import { importList, type ListImportOptions } from './import-list.ts'
import { type ImportTools, openBackfill } from './import-tools.ts'
import { createProgress } from './progress.ts'
import { createTally, type Tally } from './tally.ts'

/** `attache import URL`: what is there decides, a feed, a list of feeds (OPML), or a page or file, which is one document. */
export async function importAddress(given: string, options: ListImportOptions, tools: ImportTools): Promise<Tally> {
  const { environment, runtime } = tools
  const { href: address } = readAddress(given, environment.allowedHosts)
  const feed = { address, ...optional('topic', options.topic) }
  const web = await openFeeds(environment, runtime.now)
  try {
    const answer = await fetchFeed(feed.address, feed, { tools: web, signal: runtime.stop })
    switch (kindOf(answer.body)) {
      case 'list':
        return await importList(
          { bytes: answer.body, ...optional('charset', charsetOf(answer.contentType)) },
          options,
          tools,
          web,
        )
      case 'feed':
        return await importOneFeed(feed, answer, { ...options, follow: options.follow ?? false }, tools, web)
      case 'page':
        if (options.follow === true) {
          throw new InputError(`${given} is a page, not a feed: to watch it, put it under pages: in a topic.yaml.`)
        }
        return await importPage(feed, answer, tools, web)
    }
  } catch (error) {
    if (error instanceof LaterError || error instanceof GoneError) throw new InputError(error.message, { cause: error })
    throw error
  } finally {
    web.article.close()
    web.feeds.close()
    await web.web.close()
  }
}

/** By the first element, whatever the server says that it is: servers say anything of feeds. */
function kindOf(body: Uint8Array): 'list' | 'feed' | 'page' {
  // Every other byte of UTF-16 is none.
  const start = new TextDecoder('latin1').decode(body.subarray(0, 8_192)).replaceAll('\0', '')
  const root = /<([a-z][\w:.-]*)/iu.exec(start.replace(/<!--[\s\S]*?-->/gu, ''))?.[1]?.toLowerCase() ?? ''
  if (['%PDF-', 'PK'].some((mark) => start.startsWith(mark))) return 'page'
  if (root === 'opml') return 'list'
  return /^(?:[\w.-]+:)?(?:rss|feed|rdf|channel)$/u.test(root) || /^[^<]{0,3}\{/u.test(start.trimStart())
    ? 'feed'
    : 'page'
}

async function importPage(
  { address, topic }: { readonly address: string; readonly topic?: string },
  answer: FetchedFeed,
  tools: ImportTools,
  { web, robots }: WebTools,
): Promise<Tally> {
  const tally = createTally(createProgress({ of: 1, things: 'pages' }, tools.runtime).say)
  const readers = createReaders()
  const reading = { web, robots, readers, isOwn: true }
  const read = await readFetched(answer, reading, tools.runtime.stop).finally(() => readers.close())
  const found = { ...read, location: address, ...optional('topic', topic) }
  const step = `page ${stableId(address, topic ?? '')}`
  for (const outcome of await openBackfill(tools, tally).take([{ source: IMPORT, found, step }])) tally.count(outcome)
  return tally
}
