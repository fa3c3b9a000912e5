import { briefOf, lookUp, topicList } from '../brief-desk.ts'
import { findTopic } from '../finding.ts'
import type { HeardMessage } from '../ports.ts'
import type { Reply } from '../reply.ts'
import type { TopicRecord } from '../store-ports.ts'
import { isVisible } from '../topic.ts'
import { wording } from '../wording.ts'
import { changedSince } from './changed-since.ts'
import type { ListeningOptions } from './listening.ts'
import { readDay } from './since.ts'
import { threadWording } from './thread-wording.ts'
import type { Turn } from './turn.ts'
import type { Wish } from './wish.ts'

/** Of more topics than these the newest are offered. */
const TOPICS_LOOKED_AT = 20

/** What a message asks for, and where. */
export interface Asking {
  readonly message: HeardMessage
  readonly known: readonly string[] | undefined
  readonly turn: Turn | undefined
}

/** Does what a message asks of the desk itself; undefined if it turns out to be a question after all. */
export async function fulfil(
  wish: Wish,
  { message, known, turn }: Asking,
  options: ListeningOptions,
): Promise<Reply | undefined> {
  const { place } = message
  if (wish.kind !== 'changes' && wish.of !== '') {
    const found = await findTopic(wish.of, place, options.store)
    return found.kind === 'one' ? await show(wish.kind, found.topic, options) : undefined
  }
  const topics = await topicsMeant(known, turn, message, options)
  if (wish.kind === 'changes') return await changes(wish.text, topics, message, options)
  const [only] = topics
  if (only !== undefined && topics.length === 1) return await show(wish.kind, only, options)
  if (topics.length > 1) return topicList(threadWording.whichOfThese, topics, wording.topicsHint)
  return message.addressed ? await lookUp('', place, options) : undefined
}

async function show(kind: 'summary' | 'sources', topic: TopicRecord, options: ListeningOptions): Promise<Reply> {
  const reply = await briefOf(topic, options)
  return kind === 'sources' && reply.kind === 'brief' ? { kind: 'sources', brief: reply.brief } : reply
}

/** The topics of the thread; of several those that the last answer was about. */
async function topicsMeant(
  known: readonly string[] | undefined,
  turn: Turn | undefined,
  { place }: HeardMessage,
  { store }: ListeningOptions,
): Promise<readonly TopicRecord[]> {
  const last = turn?.topics.filter((slug) => known?.includes(slug) === true) ?? []
  const slugs = known !== undefined && known.length > 1 && last.length > 0 ? last : (known ?? [])
  const topics = await Promise.all(slugs.map((slug) => store.topicBySlug(slug)))
  return topics.filter((topic) => topic !== undefined).filter((topic) => isVisible(topic, place))
}

/** What changed since a day; undefined if the message names none. Without a topic, those that have changed. */
async function changes(
  text: string,
  meant: readonly TopicRecord[],
  { place, channel, addressed }: HeardMessage,
  options: ListeningOptions,
): Promise<Reply | undefined> {
  const { store, policy, now } = options
  const [digest] = await store.digests({ platform: place.platform, channel })
  const zone = digest?.zone ?? policy.zone
  const since = readDay(text, now(), zone)
  if (since === undefined) return undefined
  const [only] = meant
  if (only !== undefined && meant.length === 1) return await changedSince(only, since, zone, options)
  if (only === undefined && !addressed) return undefined
  const topics = meant.length > 0 ? meant : await store.newestTopics(place, TOPICS_LOOKED_AT)
  const changed = topics.filter(({ updatedAt }) => Date.parse(updatedAt) >= since.getTime())
  if (changed.length === 0) return { kind: 'notice', text: threadWording.nothingSinceAnywhere(since, zone) }
  return topicList(threadWording.newSince(since, zone), changed, wording.topicsHint)
}
