import { withoutPast } from './announced.ts'
import type { Brief } from './brief.ts'
import { DOCUMENTS_A_BRIEF } from './briefing.ts'
import { InputError } from './errors.ts'
import { findTopic, topicsThatMention } from './finding.ts'
import { isWithin, type PassageStore } from './passage.ts'
import type { Writer } from './ports.ts'
import type { Action } from './press.ts'
import type { Reply } from './reply.ts'
import type { BriefStore, DocumentStore, TopicRecord, TopicStore } from './store-ports.ts'
import { isVisible, type Place } from './topic.ts'
import { topicCardOf } from './topic-card.ts'
import { wording } from './wording.ts'

/** A list in a channel is read, not searched: the newest are enough. */
const TOPICS_A_LIST = 20
const TOPICS_INSTEAD = 5

export interface BriefDeskOptions {
  readonly store: DocumentStore & TopicStore & BriefStore & PassageStore
  readonly writer: Writer
  readonly now: () => Date
}

/** The brief on the topic that somebody means by a name, or topics to choose from; all of them for no name. */
export async function lookUp(topic: string, place: Place, options: BriefDeskOptions): Promise<Reply> {
  const typed = topic.trim()
  if (typed === '') {
    const topics = await options.store.newestTopics(place, TOPICS_A_LIST)
    return topics.length === 0
      ? { kind: 'notice', text: wording.noTopics }
      : topicList(wording.topicsIntro, topics, wording.topicsHint)
  }
  const found = await findTopic(typed, place, options.store)
  if (found.kind === 'one') return await briefOf(found.topic, options)
  if (found.kind === 'several') return topicList(wording.several(typed), found.topics, wording.topicsHint)
  const mentioned = await topicsThatMention(typed, place, options.store)
  const [only] = mentioned
  if (only !== undefined && mentioned.length === 1) return await briefOf(only, options)
  if (mentioned.length > 1) return topicList(wording.mentioned(typed), mentioned, wording.topicsHint)
  return await offerInstead(typed, found.topics, place, options)
}

/** A topic's current brief. */
export async function briefOf(topic: TopicRecord, options: BriefDeskOptions): Promise<Reply> {
  const brief = (await options.store.briefOf(topic.slug)) ?? (await firstBrief(topic, options))
  if (brief === 'retracted') return { kind: 'notice', text: wording.retracted }
  if (brief === undefined) return { kind: 'notice', text: wording.noBrief(topic.title) }
  const today = options.now().toISOString().slice(0, 10)
  return { kind: 'brief', brief: withoutPast(brief, today), topicTitle: topic.title, mayFollow: true }
}

/** Of a topic whose turn has not come yet, in a first run over many; undefined if its documents hold no sentence. */
async function firstBrief(
  { slug }: TopicRecord,
  { store, writer, now }: BriefDeskOptions,
): Promise<Brief | undefined | 'retracted'> {
  const documents = await store.documentsOf(slug, DOCUMENTS_A_BRIEF)
  if (documents.length === 0) return undefined
  try {
    const brief = await writer.brief(slug, documents)
    if (await store.isRetracted(brief.id)) return 'retracted'
    await store.fileBrief(brief, now().toISOString())
    return brief
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

/** For a name that no topic has: the nearest, or where none comes near the newest, and how to add one. */
export async function offerInstead(
  typed: string,
  nearest: readonly TopicRecord[],
  place: Place,
  { store }: Pick<BriefDeskOptions, 'store'>,
): Promise<Reply> {
  if (nearest.length > 0) return topicList(wording.unknown(typed), nearest, wording.howToAdd)
  const newest = await store.newestTopics(place, TOPICS_INSTEAD)
  if (newest.length === 0) return { kind: 'notice', text: wording.noTopics }
  return topicList(wording.unlike(typed), newest, wording.howToAdd)
}

export function topicList(intro: string, topics: readonly TopicRecord[], hint: string): Reply {
  return { kind: 'topics', intro, topics: topics.map(topicCardOf), hint }
}

/** The evidence of a brief, or what it had no room for. The button may have travelled: a brief is only opened where it may be seen. */
export async function openBrief({ name, value, place }: Action, { store, writer }: BriefDeskOptions): Promise<Reply> {
  const found = await visibleBrief(value, place, store)
  if (found === undefined) return { kind: 'notice', text: wording.briefGone }
  const { brief, documents } = found
  if (name === 'sources') return { kind: 'sources', brief }
  return { kind: 'more', brief, claims: await writer.more(brief, await documents()) }
}

async function visibleBrief(id: string, place: Place, store: BriefDeskOptions['store']) {
  const brief = await store.briefById(id)
  if (brief !== undefined) {
    const topic = await store.topicBySlug(brief.topic)
    const isOpen = topic !== undefined && isVisible(topic, place)
    return isOpen ? { brief, documents: () => store.documentsOf(brief.topic, DOCUMENTS_A_BRIEF) } : undefined
  }
  const passage = await store.passageById(id)
  if (passage === undefined || !isWithin(passage.place, place)) return undefined
  return { brief: passage.brief, documents: async () => passage.documents }
}
