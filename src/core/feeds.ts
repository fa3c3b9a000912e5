import { watchKey } from './fetching.ts'
import { optional } from './optional.ts'
import type { RenamingStore } from './renaming.ts'
import type { TopicStore } from './store-ports.ts'
import { isVisible, OPERATOR, type Place } from './topic.ts'

/** A feed that is followed. */
export interface FollowedFeed {
  readonly address: string
  /** Slug of the topic that its entries belong to; absent where each goes to the topic that it tells of. */
  readonly topic?: string
  /** Somebody in a chat gave the address: it is fetched like any stranger's, from the public internet only. */
  readonly isForeign?: true
  /** The file that it stands in, below the folder of topics; absent where it was added. */
  readonly file?: string
}

/** All feeds that are followed. */
export interface FollowedFeeds {
  readonly feeds: readonly FollowedFeed[]
  /**
   * Topics of which it is not known what they follow: nothing is fetched for them. The empty slug is among them while it is not known what is
   * followed for no topic in particular.
   */
  readonly unknown: ReadonlySet<string>
}

/** A feed that somebody added, not in a file. */
export interface AddedFeed {
  /** http(s), without a fragment. */
  readonly address: string
  /** As in `FollowedFeed`; added in a chat, it always has one. */
  readonly topic?: string
  /** What whoever added it calls it. */
  readonly title?: string
  /** Where it was added: a channel, or `OPERATOR` for the command line. */
  readonly place: Place
  /** Who added it, as the platform names them; absent on the command line. */
  readonly by?: string
  /** ISO 8601 instant. */
  readonly addedAt: string
}

/** What tells one added feed from the others: the same address may be added for several topics, and in several workspaces. */
export type AddedFeedId = Pick<AddedFeed, 'address' | 'topic' | 'place'>

/** Feeds that were added in channels and on the command line. One belongs to the platform and workspace that it was added in. */
export interface FeedStore {
  /** Keeps those that were not added there for that topic before; gives how many. */
  addFeeds(feeds: readonly AddedFeed[]): Promise<number>
  /**
   * Keeps one, unless it was added there for that topic before (`already`), or so many were added in its platform and workspace (`full`):
   * however many processes add some at once, there are never more than `most`.
   */
  addFeedOfAtMost(feed: AddedFeed, most: number): Promise<'added' | 'already' | 'full'>
  /** False if there is no such feed. The channel makes no difference. */
  removeFeed(feed: AddedFeedId): Promise<boolean>
  /** Those of a platform and workspace; all without one. In the order of their adding, then of addresses. */
  addedFeeds(of?: Pick<Place, 'platform' | 'workspace'>): Promise<readonly AddedFeed[]>
}

/** What somebody wants of the feeds of their workspace. `feed` is an address, or a number in the list; pages count from 1. */
export type FeedDeed =
  | { readonly kind: 'add'; readonly address: string; readonly topic: string }
  | { readonly kind: 'list'; readonly page?: number }
  | { readonly kind: 'remove'; readonly feed: string }

/** What is at an address that somebody wants to be followed. Titles and troubles are of strangers' words. */
export type FeedLook =
  | {
      readonly kind: 'feed'
      readonly entries: number
      /** What follows them is broken, or too much. */
      readonly isCut: boolean
      /** The one of the latest date, else the first; absent where there is none. */
      readonly newest?: { readonly title?: string; readonly date?: string }
    }
  /** A web page; addresses of the feeds that it names, which may be none. */
  | { readonly kind: 'page'; readonly feeds: readonly string[] }
  /** Nothing that can be followed. */
  | { readonly kind: 'nothing'; readonly trouble: string }
  /** It cannot be told now. */
  | { readonly kind: 'later'; readonly trouble: string }

/** What is known of feeds apart from those that were added. */
export interface FeedKnowledge {
  /** All that are followed; undefined while that is not known. */
  followed(): Promise<FollowedFeeds | undefined>
  /** Why an address of a stranger is never fetched, in words, as far as that can be told without trying. */
  faultOf(address: string): string | undefined
  /** What is at an address of a stranger; people wait for it some 20 s at most. Not asked where absent. */
  readonly look?: (address: string) => Promise<FeedLook>
  /** Of a feed that is new, so many of its newest entries are documents. */
  readonly firstEntries: number
}

/** Name of the source of feeds: what it watches is kept under this name. */
export const FEEDS = 'feeds'

/** What is added on the command line counts for a running desk after so long. */
const LOOK_EVERY_MS = 5_000

export interface FollowingOptions {
  /** Feeds of the files; undefined while they are not known. */
  readonly inFiles: () => FollowedFeeds | undefined
  readonly store: FeedStore & TopicStore & RenamingStore
  readonly now: () => Date
}

/**
 * Gives the feeds of the files and those that were added, as often as it is asked; those that were added are looked up every five seconds.
 * A feed that stands in both is that of the file. One that was added in a channel from which its topic cannot be seen any more rests. The
 * list is the same array while nothing has changed.
 */
export function joinFeeds({ inFiles, store, now }: FollowingOptions): () => Promise<FollowedFeeds | undefined> {
  let added: readonly AddedFeed[] = []
  let former: ReadonlyMap<string, string> = new Map()
  let lookAt = 0
  let joined: readonly FollowedFeed[] = []
  let shape = ''
  let addedShape = ''

  async function look(): Promise<void> {
    added = await visibleFeeds(await store.addedFeeds(), store)
    former = added.length === 0 ? new Map() : await store.formerSlugs()
    addedShape = JSON.stringify([added, [...former]])
  }

  return async () => {
    const files = inFiles()
    if (files === undefined) return undefined
    const at = now().getTime()
    if (at >= lookAt) {
      await look()
      lookAt = at + LOOK_EVERY_MS
    }
    const next = JSON.stringify(files.feeds) + addedShape
    if (next !== shape) joined = joinAll(files.feeds, added, former)
    shape = next
    return { feeds: joined, unknown: files.unknown }
  }
}

/** Those of the command line come before those of chats: where both name a feed, it is the operator's. */
function joinAll(
  inFiles: readonly FollowedFeed[],
  added: readonly AddedFeed[],
  former: ReadonlyMap<string, string>,
): readonly FollowedFeed[] {
  const joined = new Map<string, FollowedFeed>()
  for (const feed of [...inFiles, ...added.filter(isOperators), ...added.filter((each) => !isOperators(each))]) {
    const topic = feed.topic === undefined ? undefined : (former.get(feed.topic) ?? feed.topic)
    const key = watchKey(feed.address, topic)
    if (!joined.has(key)) joined.set(key, 'place' in feed ? followed(feed) : feed)
  }
  return [...joined.values()]
}

/** Whether the operator added a feed. */
export function isOperators({ place }: Pick<AddedFeed, 'place'>): boolean {
  return place.platform === OPERATOR.platform
}

function followed(feed: AddedFeed): FollowedFeed {
  const { address, topic } = feed
  return { address, ...optional('topic', topic), ...(isOperators(feed) ? {} : { isForeign: true as const }) }
}

/** Those of which the topic may be seen where they were added; a topic that is not known yet hides nothing. */
async function visibleFeeds(feeds: readonly AddedFeed[], store: TopicStore): Promise<readonly AddedFeed[]> {
  const slugs = new Set(feeds.flatMap((feed) => (feed.topic === undefined || isOperators(feed) ? [] : [feed.topic])))
  const topics = new Map(
    await Promise.all([...slugs].map(async (slug) => [slug, await store.topicBySlug(slug)] as const)),
  )
  return feeds.filter((feed) => {
    const topic = topics.get(feed.topic ?? '')
    return topic === undefined || isVisible(topic, feed.place)
  })
}
