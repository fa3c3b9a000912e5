import type { DigestCommand, DigestPolicy } from './digest-command.ts'
import { feedWording } from './feed-wording.ts'
import { type AddedFeed, FEEDS, type FeedDeed, type FeedKnowledge, type FeedStore } from './feeds.ts'
import { type FetchStore, watchKey } from './fetching.ts'
import { findTopic } from './finding.ts'
import { cleanLine, clip, webAddress } from './one-line.ts'
import type { RenamingStore } from './renaming.ts'
import { noticeOf, type Reply } from './reply.ts'
import type { TopicStore } from './store-ports.ts'
import { isVisible, type Place, slugify, type Topic } from './topic.ts'

/** A workspace that follows more has a list to be imported by whoever runs the desk. */
export const MOST_FEEDS_A_PLACE = 100
const LONGEST_ADDRESS = 2_000
/** So many entries are one message on every platform. */
const FEEDS_A_PAGE = 20
const LONGEST_SHOWN = 150
const LONGEST_TYPED = 100

export interface FeedDeskOptions {
  readonly store: FeedStore & TopicStore & RenamingStore & Pick<FetchStore, 'fetchesOf'>
  readonly policy: DigestPolicy
  readonly feeds?: FeedKnowledge
  readonly now: () => Date
}

/** A feed of the place, with its number in the list, and its topic as far as that may be seen there. */
interface NumberedFeed {
  readonly feed: AddedFeed
  readonly number: number
  readonly topic: Pick<Topic, 'title'>
}

/**
 * Does what somebody wants of the feeds that were added in a workspace, and says what came of it. What a feed brings is seen by all who may
 * see its topic: from a chat it is therefore added to a topic that there is and that can be seen in that channel, by those who may set up
 * digests there. It belongs to the workspace from then on.
 */
export async function manageFeeds(deed: FeedDeed, command: DigestCommand, options: FeedDeskOptions): Promise<Reply> {
  const { place, asker } = command
  if (place.workspace === undefined) return noticeOf(feedWording.notHere)
  if (!asker.manages && options.policy.editors !== 'members') return noticeOf(feedWording.mayNot(place.platform))
  switch (deed.kind) {
    case 'list':
      return await list(deed.page ?? 1, place, options)
    case 'add':
      return await add(deed, command, options)
    case 'remove':
      return await remove(deed.feed, place, options)
  }
}

async function list(wanted: number, place: Place, options: FeedDeskOptions): Promise<Reply> {
  const feeds = await feedsOf(place, options.store)
  if (feeds.length === 0) return noticeOf(`${feedWording.none} ${feedWording.howToAdd}`)
  const records = new Map((await options.store.fetchesOf(FEEDS)).map((record) => [record.address, record]))
  const recordOf = ({ address, topic }: AddedFeed) => records.get(watchKey(address, topic))
  const pages = Math.ceil(feeds.length / FEEDS_A_PAGE)
  const page = Math.min(Math.max(1, wanted), pages)
  const shownNow = feeds.slice((page - 1) * FEEDS_A_PAGE, page * FEEDS_A_PAGE)
  const entries = shownNow.map(({ feed, number, topic }) => {
    const record = recordOf(feed)
    const address = clip(feed.address, LONGEST_SHOWN)
    const name = cleanLine(feed.title ?? record?.title ?? '')
    return [
      `${number}. ${name === '' ? address : clip(name, LONGEST_TYPED)}`,
      ...(name === '' ? [] : [address]),
      topic.title,
      feedWording.state(record, options.now()),
    ]
  })
  const failing = feeds.filter(({ feed }) => (recordOf(feed)?.failures ?? 0) > 0).map(({ number }) => number)
  return { kind: 'list', title: feedWording.title, entries, hint: feedWording.hint(page, pages, failing) }
}

async function add(
  { address: typed, topic: name }: FeedDeed & { readonly kind: 'add' },
  { place, asker }: DigestCommand,
  options: FeedDeskOptions,
): Promise<Reply> {
  const { store, feeds, now } = options
  const address = feedAddress(typed)
  if (address === undefined) return noticeOf(feedWording.noAddress(shown(typed)))
  const fault = feeds?.faultOf(address)
  if (fault !== undefined) return noticeOf(fault)
  const topic = await topicNamed(name, place, store)
  if (typeof topic === 'string') return noticeOf(topic)
  if (await isFollowed(address, topic.slug, place, options)) return noticeOf(feedWording.already(topic.title))
  // A workspace that may have no more makes the desk fetch no more.
  if ((await store.addedFeeds(place)).length >= MOST_FEEDS_A_PLACE)
    return noticeOf(feedWording.tooMany(MOST_FEEDS_A_PLACE))
  const look = await feeds?.look?.(address)
  if (look?.kind === 'page' || look?.kind === 'nothing') return noticeOf(feedWording.notAdded(address, look))
  const added = { address, topic: topic.slug, place, by: asker.user, addedAt: now().toISOString() }
  switch (await store.addFeedOfAtMost(added, MOST_FEEDS_A_PLACE)) {
    case 'already':
      return noticeOf(feedWording.already(topic.title))
    case 'full':
      return noticeOf(feedWording.tooMany(MOST_FEEDS_A_PLACE))
    case 'added':
      return noticeOf(feedWording.added(address, topic.title, feeds?.firstEntries ?? 0, look))
  }
}

async function remove(typed: string, place: Place, { store }: FeedDeskOptions): Promise<Reply> {
  const named = typed.trim()
  if (named === '') return noticeOf(feedWording.which)
  const feeds = await feedsOf(place, store)
  const address = feedAddress(named)
  const number = Number(named.replace(/^#/u, ''))
  const meant = feeds.filter((each) => each.number === number || each.feed.address === address)
  const [first] = meant
  if (first === undefined) return noticeOf(feedWording.unknown(shown(named)))
  if (meant.length > 1) return noticeOf(feedWording.ambiguous(meant.map((each) => each.number)))
  if (!(await store.removeFeed(first.feed))) return noticeOf(feedWording.unknown(shown(named)))
  return noticeOf(feedWording.removed(first.feed.address, first.topic.title))
}

/** Those of the workspace whose topic may be seen in the channel; their numbers are those of the workspace. */
async function feedsOf(place: Place, store: FeedStore & TopicStore): Promise<NumberedFeed[]> {
  const numbered: NumberedFeed[] = []
  for (const [index, feed] of (await store.addedFeeds(place)).entries()) {
    const topic = await store.topicBySlug(feed.topic ?? '')
    if (topic !== undefined && isVisible(topic, place)) numbered.push({ feed, number: index + 1, topic })
  }
  return numbered
}

/** A topic that may be seen at the place, with or without documents; words on why there is none. */
async function topicNamed(name: string, place: Place, store: TopicStore): Promise<Topic | string> {
  const typed = name.trim()
  if (typed === '') return feedWording.noTopic
  const exact = await store.topicBySlug(slugify(typed))
  if (exact !== undefined && isVisible(exact, place)) return exact
  const found = await findTopic(typed, place, store)
  if (found.kind === 'one') return found.topic
  const titles = found.topics.map(({ title }) => title)
  return found.kind === 'several'
    ? feedWording.several(shown(typed), titles)
    : feedWording.unknownTopic(shown(typed), titles)
}

/** By the operator, or already by this workspace: that another one follows it too says nothing here. */
async function isFollowed(
  address: string,
  topic: string,
  place: Place,
  { store, feeds }: FeedDeskOptions,
): Promise<boolean> {
  const here = await store.addedFeeds(place)
  if (here.some((feed) => feed.address === address && feed.topic === topic)) return true
  const followed = await feeds?.followed()
  const former = await store.formerSlugs()
  return (followed?.feeds ?? []).some(
    (feed) =>
      feed.isForeign !== true &&
      feed.topic !== undefined &&
      (former.get(feed.topic) ?? feed.topic) === topic &&
      feedAddress(feed.address) === address,
  )
}

/** The address in its normal form, without a fragment; undefined if it is none of the web. */
export function feedAddress(typed: string): string | undefined {
  const bare = typed.trim().replace(/^<([^<>]*)>$/u, '$1')
  return webAddress(bare, LONGEST_ADDRESS)?.replace(/#.*$/u, '')
}

function shown(typed: string): string {
  return clip(cleanLine(typed), LONGEST_TYPED)
}
