import type { OwedDelivery, Target } from './delivery.ts'
import type { Document } from './document.ts'
import { versionOf } from './edition.ts'
import { searchTokens } from './language/search-tokens.ts'
import { decide, matchTopics, suggestTopics } from './lookup.ts'
import type {
  Action,
  BriefStore,
  Command,
  Desk,
  DocumentStore,
  EventId,
  HeardMessage,
  InboxStore,
  OutboxStore,
  ThreadStore,
  TopicRecord,
  TopicStore,
  Writer,
} from './ports.ts'
import { type AnswerReply, type Reply, topicsOf } from './reply.ts'
import { isVisible, type Place } from './topic.ts'
import { wording } from './wording.ts'

/** A list in a channel is read, not searched: the newest are enough. */
const TOPICS_A_LIST = 20
const SUGGESTIONS = 25
/** Documents that a question is put to; the search has ranked them by then. */
const DOCUMENTS_A_QUESTION = 40

export interface DeskOptions {
  readonly store: DocumentStore & TopicStore & BriefStore & ThreadStore & InboxStore & OutboxStore
  readonly writer: Writer
  readonly now: () => Date
  /** Something new is owed: send it without waiting for the next tick. */
  readonly hurry: () => void
}

/** What platforms may ask for, over the given stores. */
export function createDesk(options: DeskOptions): Desk {
  const { store } = options
  const now = () => options.now().toISOString()

  return {
    async command(command) {
      if (!(await store.acceptEvent(command.event, now()))) return undefined
      return command.name === 'brief' ? await brief(command, options) : await ask(command, options)
    },

    async hear(message) {
      const reply = await replyTo(message, options)
      const thread = message.thread ?? message.message
      const target = { platform: message.place.platform, channel: message.channel, thread }
      const owed: OwedDelivery[] = reply === undefined ? [] : [{ key: keyOf(message.event), target, reply }]
      const first = await store.acceptEvent(message.event, now(), owed)
      if (first && owed.length > 0) options.hurry()
    },

    async act(action) {
      if (!(await store.acceptEvent(action.event, now()))) return undefined
      return await sources(action, options)
    },

    async suggest(prefix, place) {
      const topics = await visibleTopics(place, options)
      return suggestTopics(prefix, topics, SUGGESTIONS).map(({ slug, title }) => ({ slug, title }))
    },

    async posted(reply, target, message) {
      await store.saveThread(target, message.thread ?? message.message, topicsOf(reply), now())
      if (reply.kind !== 'brief') return
      const documents = reply.brief.sources.map(({ document, revision }) => versionOf({ id: document, revision }))
      await store.saveTold({ target, topic: reply.brief.topic, brief: reply.brief.id, documents }, now())
    },
  }
}

async function visibleTopics(place: Place, { store }: DeskOptions): Promise<TopicRecord[]> {
  return (await store.topics()).filter((topic) => isVisible(topic, place))
}

async function brief(command: Command & { name: 'brief' }, options: DeskOptions): Promise<Reply> {
  const topics = await visibleTopics(command.place, options)
  const typed = command.topic.trim()
  if (topics.length === 0) return { kind: 'notice', text: wording.noTopics }
  if (typed === '') return topicList(wording.topicsIntro, topics.slice(0, TOPICS_A_LIST), wording.topicsHint)
  const found = decide(matchTopics(typed, topics))
  if (found.kind === 'one') return await briefOf(found.topic, options)
  if (found.kind === 'several') return topicList(wording.several(typed), found.topics, wording.topicsHint)
  const mentioned = await topicsThatMention(typed, topics, options)
  const [only] = mentioned
  if (only !== undefined && mentioned.length === 1) return await briefOf(only, options)
  if (mentioned.length > 1) return topicList(wording.mentioned(typed), mentioned, wording.topicsHint)
  const nearest = found.topics.length > 0 ? found.topics : topics.slice(0, 5)
  return topicList(wording.unknown(typed), nearest, wording.howToAdd)
}

async function briefOf(topic: TopicRecord, { store }: DeskOptions): Promise<Reply> {
  const current = await store.briefOf(topic.slug)
  if (current === undefined) return { kind: 'notice', text: wording.noBrief(topic.title) }
  return { kind: 'brief', brief: current, topicTitle: topic.title }
}

async function topicsThatMention(typed: string, topics: readonly TopicRecord[], { store }: DeskOptions) {
  const tokens = searchTokens(typed)
  if (tokens.length === 0) return []
  const found = await store.searchDocuments(
    tokens,
    topics.map(({ slug }) => slug),
    SUGGESTIONS,
  )
  const slugs = new Set(found.map(({ topic }) => topic))
  return topics.filter(({ slug }) => slugs.has(slug)).slice(0, 5)
}

function topicList(intro: string, topics: readonly TopicRecord[], hint: string): Reply {
  const cards = topics.map(({ slug, title, documents, updatedAt, headline }) => ({
    slug,
    title,
    documents,
    updatedAt,
    ...(headline === undefined ? {} : { headline }),
  }))
  return { kind: 'topics', intro, topics: cards, hint }
}

async function ask(command: Command & { name: 'ask' }, options: DeskOptions): Promise<Reply> {
  const question = command.question.trim()
  if (question === '') return { kind: 'notice', text: wording.noQuestion }
  const topics = await visibleTopics(command.place, options)
  if (topics.length === 0) return { kind: 'notice', text: wording.noTopics }
  const named = command.topic?.trim() ?? ''
  if (named === '') return await answerFrom(question, topics, options)
  const found = decide(matchTopics(named, topics))
  if (found.kind === 'one') return await answerFrom(question, [found.topic], options)
  return topicList(wording.unknown(named), found.topics, wording.topicsHint)
}

/** An answer from these topics; it is about those of them whose documents it cites. */
async function answerFrom(
  question: string,
  topics: readonly TopicRecord[],
  { store, writer }: DeskOptions,
): Promise<AnswerReply> {
  const slugs = topics.map(({ slug }) => slug)
  const [only] = slugs
  const searched = await store.searchDocuments(searchTokens(question), slugs, DOCUMENTS_A_QUESTION)
  // One topic is small enough to be read whole: a question may share no word with the sentence that answers it.
  const whole = only !== undefined && slugs.length === 1 ? await store.documentsOf(only, DOCUMENTS_A_QUESTION) : []
  const documents = new Map<string, Document>([...searched, ...whole].map((document) => [document.id, document]))
  const answer = await writer.answer({ text: question, topics: slugs }, [...documents.values()])
  const cited = new Set(answer.sources.map(({ document }) => documents.get(document)?.topic))
  return { kind: 'answer', answer, topics: slugs.filter((slug) => cited.has(slug)) }
}

/** What the desk says to a message, if anything: in a thread of its own, when addressed, else only when it is sure. */
async function replyTo(message: HeardMessage, options: DeskOptions): Promise<Reply | undefined> {
  const question = message.text.trim()
  if (question === '') return undefined
  const visible = await visibleTopics(message.place, options)
  const known = await threadTopics(message, visible, options)
  if (!message.addressed && (known === undefined || !isQuestion(question))) return undefined
  if (known === undefined) {
    const found = decide(matchTopics(question, visible))
    if (found.kind === 'one') return await briefOf(found.topic, options)
  }
  const reply = await answerFrom(question, known ?? visible, options)
  return message.addressed || reply.answer.sure ? reply : undefined
}

/** The topics of the thread a message stands in, as far as they may be seen there; undefined if the thread is none of ours. */
async function threadTopics(message: HeardMessage, visible: readonly TopicRecord[], { store }: DeskOptions) {
  if (message.thread === undefined) return undefined
  const target: Target = { platform: message.place.platform, channel: message.channel }
  const slugs = await store.topicsOfThread(target, message.thread)
  return slugs === undefined ? undefined : visible.filter(({ slug }) => slugs.includes(slug))
}

/** Ends in a question mark of any script (Latin, Arabic, full-width, Armenian, Greek). */
function isQuestion(text: string): boolean {
  return /[?？؟՞;]["'”’)\s]*$/u.test(text)
}

async function sources(action: Action, { store }: DeskOptions): Promise<Reply> {
  const brief = await store.briefById(action.brief)
  const topic = brief === undefined ? undefined : await store.topicBySlug(brief.topic)
  // The button may have travelled: a brief is only opened where its topic may be seen.
  if (brief === undefined || topic === undefined || !isVisible(topic, action.place)) {
    return { kind: 'notice', text: wording.briefGone }
  }
  return { kind: 'sources', brief }
}

function keyOf(event: EventId): string {
  return `answer-${event}`.slice(0, 120)
}
