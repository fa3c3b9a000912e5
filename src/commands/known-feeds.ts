import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../config/environment.ts'
import { createStandingFiles } from '../config/standing-files.ts'
import { type AddedFeed, FEEDS, type FollowedFeed, isOperators } from '../core/feeds.ts'
import { type FetchRecord, watchKey } from '../core/fetching.ts'
import { cleanLine } from '../core/one-line.ts'
import { optional } from '../core/optional.ts'
import type { Store } from '../core/store-ports.ts'

/** A feed for a topic, or for none, with everywhere that it stands and what is known of it. */
export interface KnownFeed {
  readonly address: string
  /** What it calls itself, else what whoever added it calls it. */
  readonly title?: string
  /** Slug of the topic that its entries belong to. */
  readonly topic?: string
  /** In words: `briefs/desk.yaml:4`, `command line`, `slack T1 C1, by U1`. At least one. */
  readonly where: readonly string[]
  /** Those of `where` that were added. */
  readonly added: readonly AddedFeed[]
  /** Absent until a desk has seen it. */
  readonly record?: FetchRecord
}

/** All feeds of the files, and those that were added; by topic, those for none first, then by address. */
export async function knownFeeds({ briefs, zone }: Environment, store: Store): Promise<readonly KnownFeed[]> {
  const files = createStandingFiles(briefs, { zone })
  await files.read()
  const former = await store.formerSlugs()
  const records = new Map((await store.fetchesOf(FEEDS)).map((record) => [record.address, record]))
  const current = (topic: string | undefined) => (topic === undefined ? undefined : (former.get(topic) ?? topic))
  const all = [...(files.followedFeeds()?.feeds ?? []), ...(await store.addedFeeds())]
  const groups = Map.groupBy(all, ({ address, topic }) => watchKey(address, current(topic)))
  const texts = createTexts(briefs)
  const known = await Promise.all(
    [...groups].map(async ([key, feeds]): Promise<KnownFeed> => {
      const added = feeds.filter((feed) => 'place' in feed)
      // A file goes on under the name that its topic had.
      const record =
        records.get(key) ?? feeds.map((feed) => records.get(watchKey(feed.address, feed.topic))).find(Boolean)
      const title = cleanLine(record?.title ?? added.find((feed) => feed.title !== undefined)?.title ?? '')
      return {
        address: feeds[0]?.address ?? key,
        ...optional('title', title === '' ? undefined : title),
        ...optional('topic', current(feeds[0]?.topic)),
        where: await Promise.all(feeds.map((feed) => placeOf(feed, texts))),
        added,
        ...optional('record', record),
      }
    }),
  )
  const rank = ({ topic = '', address }: KnownFeed) => `${topic} ${address}`
  return known.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))
}

type Texts = (file: string) => Promise<readonly string[]>

/** The lines of files below a folder, each read once; none where one cannot be read. */
function createTexts(folder: string): Texts {
  const texts = new Map<string, Promise<readonly string[]>>()
  return (file) => {
    const known = texts.get(file)
    if (known !== undefined) return known
    const path = join(folder, file)
    const lines = readFile(path, 'utf8').then(
      (text) => text.split('\n'),
      () => [],
    )
    texts.set(file, lines)
    return lines
  }
}

async function placeOf(feed: FollowedFeed | AddedFeed, texts: Texts): Promise<string> {
  if ('place' in feed) {
    const { platform, workspace, channel } = feed.place
    if (isOperators(feed)) return 'command line'
    return [platform, workspace, channel].filter(Boolean).join(' ') + (feed.by === undefined ? '' : `, by ${feed.by}`)
  }
  const { file = '', address } = feed
  const line = (await texts(file)).findIndex((each) => each.includes(address)) + 1
  return line === 0 ? file : `${file}:${line}`
}
