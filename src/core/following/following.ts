import { DOCUMENTS_A_BRIEF } from '../briefing.ts'
import type { OwedDelivery } from '../delivery.ts'
import { stableId } from '../document.ts'
import { StoreError } from '../errors.ts'
import type { Log } from '../log.ts'
import { isFresh, type Told, versionOf, withdrawalOf } from '../news.ts'
import type { Writer } from '../ports.ts'
import type { BriefStore, DigestStore, DocumentStore, ThreadStore, TopicRecord, TopicStore } from '../store-ports.ts'
import { isVisible } from '../topic.ts'
import {
  type DevelopmentStore,
  type DueFollow,
  type FollowOutcome,
  type FollowRecord,
  type FollowStore,
  unsaidBrief,
} from './follow.ts'
import type { Pace } from './pace.ts'
import { createTidings, type Tiding, type Tidings } from './tidings.ts'

const FOLLOWS_A_ROUND = 100
/** A model takes seconds for an update: beyond this time no more are begun at one beat, so that digests that are due are not held up. */
const ROUND_MS = 10_000
/** A thread in which nothing was posted or asked for so long is over. */
const QUIET_MS = 14 * 24 * 60 * 60_000
/** What a document is compared with: the newest that the channel knows. */
const KNOWN_DOCUMENTS = 40
const RETRY_MS = 10 * 60_000

export interface FollowingOptions {
  readonly store: DocumentStore & TopicStore & BriefStore & ThreadStore & DigestStore & FollowStore & DevelopmentStore
  readonly writer: Writer
  readonly now: () => Date
  readonly log: Log
  readonly pace: Pace
}

/**
 * Tells following threads what has changed since they were told: each that is due, in one transaction with what it owes. Threads wait for
 * more documents at the given pace. What takes too long for one beat goes on at the next. Throws only if the store fails. Gives how many
 * messages are owed.
 */
export async function tellFollowers(options: FollowingOptions): Promise<number> {
  const now = options.now()
  const quiet = new Date(now.getTime() - QUIET_MS).toISOString()
  const tidings = createTidings(options)
  let owed = 0
  for (const due of await options.store.dueFollows(now.toISOString(), quiet, FOLLOWS_A_ROUND)) {
    // That documents have changed is noticed in any case: from then on more of them are waited for.
    if (!due.isChanged && options.now().getTime() - now.getTime() > ROUND_MS) continue
    const outcome = due.isChanged ? waitFor(due, now, options.pace) : await outcomeOf(due, now, tidings, options)
    if (!(await options.store.settleFollow(due, outcome, now.toISOString()))) continue
    if ('owed' in outcome) owed += outcome.owed.length
  }
  return owed
}

/** Ends what nobody reads any more. */
export async function endQuietFollows({ store, now }: Pick<FollowingOptions, 'store' | 'now'>): Promise<void> {
  await store.endQuietFollows(new Date(now().getTime() - QUIET_MS).toISOString())
}

function waitFor({ follow }: DueFollow, now: Date, { quietMs, longestMs }: Pace): FollowOutcome {
  const first = follow.waitsSince ?? now.toISOString()
  const until = Math.min(Date.parse(first) + longestMs, now.getTime() + quietMs)
  return { waitUntil: new Date(until).toISOString(), noticedAt: first }
}

const NOTHING: FollowOutcome = { owed: [], told: [] }

async function outcomeOf(
  due: DueFollow,
  now: Date,
  tidings: Tidings,
  options: FollowingOptions,
): Promise<FollowOutcome> {
  const { follow } = due
  try {
    const topic = await followedTopic(follow, options)
    return topic === undefined ? NOTHING : await tell(follow, topic, now, options.store, tidings)
  } catch (error) {
    if (error instanceof StoreError) throw error
    options.log.error('a following thread could not be told', { topic: follow.topic, error })
    const waitUntil = new Date(now.getTime() + RETRY_MS).toISOString()
    return { waitUntil, noticedAt: follow.waitsSince ?? now.toISOString() }
  }
}

/** Undefined if the topic may not be seen there, or the digest that the thread comes from is paused; a thread whose digest is gone ends. */
async function followedTopic(follow: FollowRecord, { store }: FollowingOptions): Promise<TopicRecord | undefined> {
  const { target, workspace, digest, topic: slug } = follow
  const place = {
    platform: target.platform,
    channel: target.channel,
    ...(workspace === undefined ? {} : { workspace }),
  }
  const topic = await store.topicBySlug(slug)
  if (topic === undefined || !isVisible(topic, place)) return undefined
  if (digest === undefined) return topic
  const digests = await store.digests({ platform: target.platform, channel: target.channel })
  const covering = digests.filter(({ topics }) => topics.length === 0 || topics.includes(slug))
  if (covering.length === 0) await store.unfollow(target, slug)
  return covering.some(({ paused }) => paused === undefined) ? topic : undefined
}

async function tell(
  follow: FollowRecord,
  topic: TopicRecord,
  now: Date,
  store: FollowingOptions['store'],
  tidings: Tidings,
): Promise<FollowOutcome> {
  const { target } = follow
  const told = (await store.toldOf(target, topic.slug)) ?? { documents: new Set<string>(), since: follow.since }
  const current = await store.documentsOf(topic.slug, DOCUMENTS_A_BRIEF)
  const fresh = current.filter((document) => isFresh(document, told))
  const known = await store.knownDocuments(target, topic.slug, told.since, KNOWN_DOCUMENTS)
  const gone = known
    .filter(({ document, isTold, isListed }) => isTold && !isListed && !told.documents.has(withdrawalOf(document)))
    .map(({ document }) => document)
  if (fresh.length + gone.length === 0) return NOTHING
  const messages = (await tidings.of(topic, { fresh, known, gone })).map((tiding) => messageOf(tiding, follow))
  const said = new Set(messages.flatMap(({ told: { documents } }) => documents))
  const rest = [...fresh.map(versionOf), ...gone.map(withdrawalOf)].filter((version) => !said.has(version))
  const unsaid = { target, topic: topic.slug, brief: unsaidBrief(setId(follow, rest)), documents: rest }
  return {
    owed: messages.map(({ owed }) => owed),
    told: [...messages.map(({ told: each }) => each), ...(rest.length === 0 ? [] : [unsaid])],
    note: { at: now.toISOString(), changed: fresh.length, withdrawn: gone.length, posted: messages.length > 0 },
  }
}

function messageOf({ reply, documents }: Tiding, follow: FollowRecord): { owed: OwedDelivery; told: Told } {
  const { target, workspace, topic } = follow
  const key = `${reply.kind}-${setId(follow, documents)}`
  return {
    owed: { key, target, reply, ...(workspace === undefined ? {} : { workspace }) },
    told: { target, topic, brief: key, documents },
  }
}

/** One for a thread, a topic and a set of documents. */
function setId({ target: { platform, channel, thread }, topic }: FollowRecord, versions: readonly string[]): string {
  return stableId(platform, channel, thread, topic, ...versions.toSorted())
}
