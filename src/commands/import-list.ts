import { openFeeds } from '../app.ts'
import { InputError } from '../core/errors.ts'
import { feedAddress } from '../core/feed-desk.ts'
import { optional } from '../core/optional.ts'
import { slugify } from '../core/topic.ts'
import { createOpmlReader, type OpmlBytes } from '../sources/feeds/opml-reader.ts'
import type { WebTools } from './feed-entries.ts'
import { type FeedToImport, importFeeds } from './import-feeds.ts'
import type { ImportTools } from './import-tools.ts'
import type { Tally } from './tally.ts'

export interface ListImportOptions {
  /** Slug of the topic that all entries go into. */
  readonly topic?: string
  /** Entries of feeds in a folder go into a topic of its name. */
  readonly topicsFromFolders: boolean
  /** Pages of a feed, its own included. */
  readonly pages: number
  /** Whether the feeds are followed from now on; those of a list are unless this says otherwise. */
  readonly follow?: boolean
}

/** `attache import OPML`: the entries of all feeds of a list. Throws `InputError` if it is none. */
export async function importListFile(
  bytes: Uint8Array,
  options: ListImportOptions,
  tools: ImportTools,
): Promise<Tally> {
  const web = await openFeeds(tools.environment, tools.runtime.now)
  try {
    return await importList({ bytes }, options, tools, web)
  } finally {
    web.article.close()
    web.feeds.close()
    await web.web.close()
  }
}

export async function importList(
  list: OpmlBytes,
  { topic, topicsFromFolders, pages, follow = true }: ListImportOptions,
  tools: ImportTools,
  web: WebTools,
): Promise<Tally> {
  const reader = createOpmlReader()
  const {
    feeds: listed,
    unusable,
    leftOut,
    isCut,
  } = await reader
    .read(list)
    .catch((error: unknown) => {
      if (!(error instanceof InputError)) throw error
      throw new InputError(`The list cannot be taken in: ${error.message}`, { cause: error })
    })
    .finally(() => reader.close())
  const say = (line: string) => tools.runtime.err(`! ${line}\n`)
  if (unusable > 0) say(`${unusable} of the list have no address of the web, and are left out.`)
  if (leftOut > 0) say(`${leftOut} of the list are too many, and are left out: split it.`)
  if (isCut) say('The list is broken, and was read as far as it goes.')
  const feeds = new Map<string, FeedToImport>()
  for (const { address: given, title, folder } of listed) {
    const address = feedAddress(given) ?? given
    const named = topicsFromFolders && folder !== undefined ? slugify(folder) : ''
    const into = topic ?? (named === '' ? undefined : named)
    const key = JSON.stringify([address, into])
    if (!feeds.has(key)) feeds.set(key, { address, ...optional('topic', into), ...optional('title', title) })
  }
  return await importFeeds([...feeds.values()], { pages, follow }, tools, web)
}
