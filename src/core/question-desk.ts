import { offerInstead, topicList } from './brief-desk.ts'
import { threadWording } from './conversation/thread-wording.ts'
import type { ConversationStore } from './conversation/turn.ts'
import { type Document, stableId } from './document.ts'
import { findTopic } from './finding.ts'
import { queryTokens } from './language/search-tokens.ts'
import { isWithin, type PassageStore, passageOfTopic } from './passage.ts'
import type { Command, EventId, Writer } from './ports.ts'
import type { Action } from './press.ts'
import type { AnswerReply, Reply } from './reply.ts'
import type { Search } from './search.ts'
import type { BriefStore, DocumentStore, TopicStore } from './store-ports.ts'
import type { Place } from './topic.ts'
import { wording } from './wording.ts'

/** Documents that a question is put to; the search has ranked them by then. */
const DOCUMENTS_A_QUESTION = 40

export interface QuestionDeskOptions {
  readonly store: DocumentStore & TopicStore & BriefStore & PassageStore & ConversationStore
  readonly writer: Writer
  readonly now: () => Date
}

/** An answer to a question that somebody put with a command. */
export async function ask(
  { question, topic, place, event }: Command & { name: 'ask' },
  options: QuestionDeskOptions,
): Promise<Reply> {
  const asked = question.trim()
  if (asked === '') return { kind: 'notice', text: wording.noQuestion }
  const named = topic?.trim() ?? ''
  if (named === '') {
    const [any] = await options.store.newestTopics(place, 1)
    if (any === undefined) return { kind: 'notice', text: wording.noTopics }
    return await answerFrom(asked, { place }, options)
  }
  const found = await findTopic(named, place, options.store)
  if (found.kind === 'one') {
    const within = { topics: [found.topic.slug] }
    const reply = await answerFrom(asked, within, options)
    return await offerEverywhere(reply, { question: asked, within, place, event }, options)
  }
  if (found.kind === 'several') return topicList(wording.several(named), found.topics, wording.topicsHint)
  return await offerInstead(named, found.topics, place, options)
}

/** How a question was put. */
export interface PutQuestion {
  readonly question: string
  readonly within: Search['within']
  readonly place: Place
  readonly event: EventId
}

/** Keeps a question that some topics have no answer to, where there are others that may be asked. */
export async function offerEverywhere(
  reply: AnswerReply,
  { question, within, place, event }: PutQuestion,
  { store, now }: QuestionDeskOptions,
): Promise<AnswerReply> {
  if (reply.answer.answered || !('topics' in within)) return reply
  const visible = await store.newestTopics(place, within.topics.length + 1)
  if (visible.every(({ slug }) => within.topics.includes(slug))) return reply
  const id = stableId(event)
  await store.keepQuestion({ id, place, text: question }, now().toISOString())
  return { ...reply, asked: id }
}

/** *Look in all topics*: puts a question that was kept to all that may be seen where it was asked. */
export async function askEverywhere({ value, place }: Action, options: QuestionDeskOptions): Promise<Reply> {
  const kept = await options.store.keptQuestion(value)
  if (kept === undefined || !isWithin(kept.place, place)) return { kind: 'notice', text: threadWording.questionGone }
  return { ...(await answerFrom(kept.text, { place }, options)), repeats: true }
}

/** An answer from some topics; it is about those of them whose documents it cites. */
export async function answerFrom(
  question: string,
  within: Search['within'],
  { store, writer }: QuestionDeskOptions,
): Promise<AnswerReply> {
  const topics = 'topics' in within ? within.topics : []
  const [only] = topics
  const search = { words: queryTokens(question), match: 'any', within } as const
  const searched = await store.searchDocuments(search, DOCUMENTS_A_QUESTION)
  // One topic is small enough to be read whole: a question may share no word with the sentence that answers it.
  const whole = only !== undefined && topics.length === 1 ? await store.documentsOf(only, DOCUMENTS_A_QUESTION) : []
  const texts = await Promise.all(topics.map((topic) => passageDocuments(topic, store)))
  const found = [...searched, ...whole, ...texts.flat()]
  const documents = new Map<string, Document>(found.map((document) => [document.id, document]))
  const answer = await writer.answer({ text: question, topics }, [...documents.values()])
  const cited = answer.sources.map(({ document }) => documents.get(document)?.topic)
  return { kind: 'answer', answer, topics: [...new Set(cited.filter((topic) => topic !== undefined))] }
}

/** What a thread is about that came out of a conversation: no search finds it. */
async function passageDocuments(topic: string, store: PassageStore): Promise<readonly Document[]> {
  const id = passageOfTopic(topic)
  return id === undefined ? [] : ((await store.passageById(id))?.documents ?? [])
}
