import { openDatabase, openFeedTrial } from '../app.ts'
import { type Environment, readEnvironment } from '../config/environment.ts'
import { InputError } from '../core/errors.ts'
import { feedAddress } from '../core/feed-desk.ts'
import { feedWording } from '../core/feed-wording.ts'
import { watchKey } from '../core/fetching.ts'
import { findTopic } from '../core/finding.ts'
import { clip } from '../core/one-line.ts'
import { optional } from '../core/optional.ts'
import type { Store } from '../core/store-ports.ts'
import { OPERATOR, slugify } from '../core/topic.ts'
import type { Runtime } from '../runtime.ts'
import { type KnownFeed, knownFeeds } from './known-feeds.ts'
import { likelyAddress } from './likely-address.ts'

export interface FeedsOptions {
  readonly json?: boolean
  readonly opml?: boolean
}

const LONGEST_TITLE = 100
const NONE =
  'No feed is followed. List some in briefs/<topic>/topic.yaml or briefs/desk.yaml (feeds:), or attache feeds add URL TOPIC.'
const SOON = 'at once while attache start runs, else when it runs next'
const LOOKED_AT = 'It is looked at within a minute while attache start runs, else when it runs next.'

/** `attache feeds`: each feed that is followed, where it stands and how it goes with it; as JSON a line each, or as OPML. */
export async function listFeeds(options: FeedsOptions, runtime: Runtime): Promise<void> {
  const feeds = await withStore(runtime, knownFeeds)
  // OPML without an entry is none (https://opml.org/spec2.opml, “What is a <body>?”).
  if (options.opml === true && feeds.length === 0) throw new InputError(NONE)
  if (options.opml === true) runtime.out(await opmlOf(feeds, runtime.now()))
  else if (options.json === true) for (const feed of feeds) runtime.out(`${JSON.stringify(rowOf(feed))}\n`)
  else runtime.out(textOf(feeds, runtime.now()))
}

/** `attache feeds add URL [TOPIC]`: a topic that there is not yet is made by the first document. */
export async function addFeed(typed: string, name: string | undefined, runtime: Runtime): Promise<void> {
  await withStore(runtime, async (environment, store) => {
    const address = await readOwnAddress(typed, environment)
    const { slug, near } = await topicFor(name, store)
    const key = watchKey(address, slug)
    const known = (await knownFeeds(environment, store)).find((feed) => isAt(feed, key) && !isOfChats(feed))
    if (known !== undefined)
      throw new InputError(`${address} is followed${forTopic(slug)} already: ${known.where.join('; ')}.`)
    const look = await openFeedTrial(environment, runtime)(address, true)
    if (look.kind === 'page' || look.kind === 'nothing') throw new InputError(feedWording.notAdded(address, look))
    const added = { address, ...optional('topic', slug), place: OPERATOR, addedAt: runtime.now().toISOString() }
    await store.addFeeds([added])
    const lines = [`${address} is followed${forTopic(slug)} from now on.`, feedWording.looked(look), ...near, LOOKED_AT]
    runtime.out(`${lines.join('\n')}\n`)
  })
}

/** `attache feeds remove URL [TOPIC]`: wherever it was added; files are left alone. */
export async function removeFeed(typed: string, name: string | undefined, runtime: Runtime): Promise<void> {
  await withStore(runtime, async (environment, store) => {
    const address = feedAddress(typed) ?? typed
    const topic = name === undefined ? undefined : ((await store.topicBySlug(name))?.slug ?? slugify(name))
    const meant = (await knownFeeds(environment, store)).filter(
      (feed) => (feedAddress(feed.address) ?? feed.address) === address && (name === undefined || feed.topic === topic),
    )
    const added = meant.flatMap((feed) => feed.added)
    for (const feed of added) await store.removeFeed(feed)
    const [first] = meant
    if (first === undefined) throw new InputError(`No feed ${address} is followed. attache feeds lists those that are.`)
    const files = meant.flatMap(({ where, added: those }) => where.slice(0, where.length - those.length))
    const there = files.length === 0 ? undefined : `It stands in ${files.join(' and ')}: take it out there.`
    if (added.length === 0) throw new InputError(there ?? 'It is gone already.')
    for (const feed of added) runtime.out(`${address} is not followed${forTopic(feed.topic)} any more.\n`)
    runtime.out(there === undefined ? 'What it has brought stays.\n' : `${there}\n`)
  })
}

/** The topic of that name; one that is only near is named, since a slip would make a topic of its own. */
async function topicFor(
  name: string | undefined,
  store: Store,
): Promise<{ readonly slug: string | undefined; readonly near: readonly string[] }> {
  if (name === undefined) return { slug: undefined, near: [] }
  const slug = slugify(name)
  if (slug === '') throw new InputError(`“${name}” holds no letter or digit, so it cannot be a topic.`)
  const exact = await store.topicBySlug(slug)
  if (exact !== undefined) return { slug: exact.slug, near: [] }
  const found = await findTopic(name, OPERATOR, store)
  const topics = found.kind === 'one' ? [found.topic] : found.topics
  const same = topics.find(({ title, aliases }) => [title, ...aliases].some((each) => slugify(each) === slug))
  if (same !== undefined) return { slug: same.slug, near: [] }
  const others = topics.length === 0 ? '' : ` (near it: ${topics.map((topic) => topic.slug).join(', ')})`
  return { slug, near: [`No topic is called ${slug} yet${others}: its first document makes it, open to all.`] }
}

/** The address in its normal form. Throws `InputError`: it is none, or none that the operator lets be fetched. */
async function readOwnAddress(typed: string, { allowedHosts }: Environment): Promise<string> {
  if (!/^\s*https?:\/\/[^/]/iu.test(typed)) {
    const meant = likelyAddress(typed) ?? 'https://host/path'
    throw new InputError(`${typed}: it is no web address; write it as ${meant}`)
  }
  const { readAddress } = await import('../sources/web/address.ts')
  return readAddress(typed, allowedHosts).href
}

function isAt({ address, topic }: KnownFeed, key: string): boolean {
  return watchKey(feedAddress(address) ?? address, topic) === key
}

/** Those of chats are strangers'; the operator may add the same as their own. */
function isOfChats({ where, added }: KnownFeed): boolean {
  return added.length === where.length && added.every(({ place }) => place.platform !== OPERATOR.platform)
}

function forTopic(topic: string | undefined): string {
  return topic === undefined ? '' : ` for ${topic}`
}

/** What is printed of a feed as JSON; instants are ISO 8601. */
function rowOf({ address, title, topic, where, record }: KnownFeed) {
  const { answeredAt, nextAt, failures = 0, failingSince, trouble, movedTo } = record ?? {}
  return { address, title, topic, where, answeredAt, nextAt, failures, failingSince, trouble, movedTo }
}

function textOf(feeds: readonly KnownFeed[], now: Date): string {
  if (feeds.length === 0) return `${NONE}\n`
  const parts = feeds.map(({ address, title, topic = 'each entry by what it tells of', where, record }) => {
    const lines = [address, `${topic} · ${where.join('; ')}`, feedWording.state(record, now, SOON)]
    const [head = '', ...rest] = title === undefined ? lines : [clip(title, LONGEST_TITLE), ...lines]
    return [head, ...rest.map((line) => `  ${line}`)].join('\n')
  })
  const failing = feeds.filter(({ record }) => (record?.failures ?? 0) > 0).length
  const sum = `${feeds.length} ${feeds.length === 1 ? 'feed' : 'feeds'}, ${failing === 0 ? 'none' : failing} of them failing.`
  return `${[...parts, sum].join('\n\n')}\n`
}

async function opmlOf(feeds: readonly KnownFeed[], now: Date): Promise<string> {
  const { writeOpml } = await import('../sources/feeds/opml.ts')
  const listed = feeds.map(({ address, title, topic }) => ({
    address,
    ...optional('title', title),
    ...optional('folder', topic),
  }))
  return `${writeOpml(listed, 'Feeds of Attaché', now).trimEnd()}\n`
}

async function withStore<Result>(
  runtime: Runtime,
  work: (environment: Environment, store: Store) => Promise<Result>,
): Promise<Result> {
  const environment = readEnvironment(runtime.env)
  const store = await openDatabase(environment, 'guest')
  try {
    return await work(environment, store)
  } finally {
    await store.close()
  }
}
