import type { Brief } from './brief.ts'
import { DOCUMENTS_A_BRIEF } from './briefing.ts'
import type { OwedDelivery, Target } from './delivery.ts'
import type { DigestPolicy } from './digest-command.ts'
import { manageDigests, postEdition, suggestDigests } from './digest-desk.ts'
import { digestWording } from './digest-wording.ts'
import type { Document } from './document.ts'
import { InputError } from './errors.ts'
import { completeTopic, findTopic, topicsThatMention } from './finding.ts'
import type { Observe } from './happening.ts'
import { homeOf } from './home.ts'
import { queryTokens } from './language/search-tokens.ts'
import type { Log } from './log.ts'
import { versionOf } from './news.ts'
import { isWithin, type PassageStore } from './passage.ts'
import { briefPassage, filePassage } from './passage-desk.ts'
import type { Command, Desk, EventId, HeardMessage, Writer } from './ports.ts'
import type { Action } from './press.ts'
import { type AnswerReply, type Reply, topicsOf } from './reply.ts'
import type { Search } from './search.ts'
import { readSpoken, type Spoken } from './spoken.ts'
import type {
  BriefStore,
  DigestStore,
  DocumentStore,
  InboxStore,
  OutboxStore,
  ThreadStore,
  TopicRecord,
  TopicStore,
} from './store-ports.ts'
import { isVisible, type Place } from './topic.ts'
import { wording } from './wording.ts'
import { suggestZones } from './zones.ts'

/** A list in a channel is read, not searched: the newest are enough. */
const TOPICS_A_LIST = 20
const TOPICS_INSTEAD = 5
const SUGGESTIONS = 25
/** Documents that a question is put to; the search has ranked them by then. */
const DOCUMENTS_A_QUESTION = 40

export interface DeskOptions {
  readonly store: DocumentStore &
    TopicStore &
    BriefStore &
    DigestStore &
    ThreadStore &
    InboxStore &
    OutboxStore &
    PassageStore
  readonly writer: Writer
  readonly now: () => Date
  /** Something new is owed: send it without waiting for the next tick. */
  readonly hurry: () => void
  readonly observe: Observe
  readonly policy: DigestPolicy
  readonly log: Log
}

/** What platforms may ask for, over the given stores. */
export function createDesk(options: DeskOptions): Desk {
  const { store } = options
  const now = () => options.now().toISOString()

  return {
    async command(command) {
      if (!(await store.acceptEvent(command.event, now()))) return undefined
      const reply = await obey(command, options)
      options.observe({ kind: 'reply', to: command.name, reply })
      return reply
    },

    async hear(message) {
      const reply = await replyTo(message, options)
      const thread = message.thread ?? (message.inLine === true ? undefined : message.message)
      const channel = { platform: message.place.platform, channel: message.channel }
      const target = thread === undefined ? channel : { ...channel, thread }
      const { workspace } = message.place
      const where = workspace === undefined ? { target } : { target, workspace }
      const owed: OwedDelivery[] = reply === undefined ? [] : [{ key: keyOf(message.event), ...where, reply }]
      const first = await store.acceptEvent(message.event, now(), owed)
      if (first && reply !== undefined) {
        options.hurry()
        options.observe({ kind: 'reply', to: 'message', reply })
      }
    },

    async act(action) {
      for (const event of [action.event, ...(action.alias === undefined ? [] : [action.alias])]) {
        if (!(await store.acceptEvent(event, now()))) return undefined
      }
      const reply = await press(action, options)
      options.observe({ kind: 'reply', to: 'button', reply })
      return reply
    },

    async suggest(prefix, place, of = 'topics') {
      if (of === 'digests') return await suggestDigests(place, store)
      if (of === 'zones') return suggestZones(prefix, SUGGESTIONS).map((zone) => ({ slug: zone, title: zone }))
      const topics = await completeTopic(prefix, place, SUGGESTIONS, store)
      return topics.map(({ slug, title }) => ({ slug, title }))
    },

    async home(place, user) {
      return await homeOf(place, user, store)
    },

    async posted(reply, target, message) {
      await store.saveThread(target, message.thread ?? message.message, topicsOf(reply), now())
      if (reply.kind !== 'brief' || reply.passage !== undefined) return
      const documents = reply.brief.sources.map(({ document, revision }) => versionOf({ id: document, revision }))
      await store.saveTold({ target, topic: reply.brief.topic, brief: reply.brief.id, documents }, now())
    },
  }
}

async function obey(command: Command, options: DeskOptions): Promise<Reply> {
  switch (command.name) {
    case 'brief':
      return await brief(command, options)
    case 'ask':
      return await ask(command, options)
    case 'digest':
      return await manageDigests(command, options)
    case 'passage':
      return await briefPassage(command, options)
  }
}

async function press(action: Action, options: DeskOptions): Promise<Reply> {
  switch (action.name) {
    case 'sources':
    case 'more':
      return await openBrief(action, options)
    case 'post':
      return await postEdition(action, options)
    case 'file':
      return await filePassage(action, options)
    case 'follow':
    case 'unfollow':
    case 'everywhere':
      return { kind: 'notice', text: wording.briefGone }
  }
}

async function brief({ topic, place }: Command & { name: 'brief' }, options: DeskOptions): Promise<Reply> {
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

async function briefOf(topic: TopicRecord, options: DeskOptions): Promise<Reply> {
  const brief = (await options.store.briefOf(topic.slug)) ?? (await firstBrief(topic, options))
  if (brief === undefined) return { kind: 'notice', text: wording.noBrief(topic.title) }
  return { kind: 'brief', brief, topicTitle: topic.title }
}

/** Of a topic whose turn has not come yet, in a first run over many; undefined if its documents hold no sentence. */
async function firstBrief({ slug }: TopicRecord, { store, writer, now }: DeskOptions): Promise<Brief | undefined> {
  const documents = await store.documentsOf(slug, DOCUMENTS_A_BRIEF)
  if (documents.length === 0) return undefined
  try {
    const brief = await writer.brief(slug, documents)
    await store.fileBrief(brief, now().toISOString())
    return brief
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

/** For a name that no topic has: the nearest, or where none comes near the newest, and how to add one. */
async function offerInstead(
  typed: string,
  nearest: readonly TopicRecord[],
  place: Place,
  { store }: DeskOptions,
): Promise<Reply> {
  if (nearest.length > 0) return topicList(wording.unknown(typed), nearest, wording.howToAdd)
  const newest = await store.newestTopics(place, TOPICS_INSTEAD)
  if (newest.length === 0) return { kind: 'notice', text: wording.noTopics }
  return topicList(wording.unlike(typed), newest, wording.howToAdd)
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

async function ask({ question, topic, place }: Command & { name: 'ask' }, options: DeskOptions): Promise<Reply> {
  const asked = question.trim()
  if (asked === '') return { kind: 'notice', text: wording.noQuestion }
  const named = topic?.trim() ?? ''
  if (named === '') {
    const [any] = await options.store.newestTopics(place, 1)
    if (any === undefined) return { kind: 'notice', text: wording.noTopics }
    return await answerFrom(asked, { place }, options)
  }
  const found = await findTopic(named, place, options.store)
  if (found.kind === 'one') return await answerFrom(asked, { topics: [found.topic.slug] }, options)
  if (found.kind === 'several') return topicList(wording.several(named), found.topics, wording.topicsHint)
  return await offerInstead(named, found.topics, place, options)
}

/** An answer from some topics; it is about those of them whose documents it cites. */
async function answerFrom(
  question: string,
  within: Search['within'],
  { store, writer }: DeskOptions,
): Promise<AnswerReply> {
  const topics = 'topics' in within ? within.topics : []
  const [only] = topics
  const search = { words: queryTokens(question), match: 'any', within } as const
  const searched = await store.searchDocuments(search, DOCUMENTS_A_QUESTION)
  // One topic is small enough to be read whole: a question may share no word with the sentence that answers it.
  const whole = only !== undefined && topics.length === 1 ? await store.documentsOf(only, DOCUMENTS_A_QUESTION) : []
  const documents = new Map<string, Document>([...searched, ...whole].map((document) => [document.id, document]))
  const answer = await writer.answer({ text: question, topics }, [...documents.values()])
  const cited = answer.sources.map(({ document }) => documents.get(document)?.topic)
  return { kind: 'answer', answer, topics: [...new Set(cited.filter((topic) => topic !== undefined))] }
}

/** What the desk says to a message, if anything: in a thread of its own, when addressed, else only when it is sure. */
async function replyTo(message: HeardMessage, options: DeskOptions): Promise<Reply | undefined> {
  const { verb, text: question }: Spoken = message.addressed ? readSpoken(message.text) : { text: message.text.trim() }
  if (verb === 'help') return { kind: 'notice', text: wording.helpLines() }
  const known = await threadTopics(message, options)
  if (!message.addressed && (known === undefined || !isQuestion(question))) return undefined
  if (question === '' && verb === 'brief') return await brief({ name: 'brief', topic: '', ...message }, options)
  // A thread about something else is no reason to take the name of a topic for a question.
  if (message.addressed && (known === undefined || !isQuestion(question))) {
    const name = verb === 'digest' ? message.text : question
    const found = await findTopic(name, message.place, options.store)
    if (found.kind === 'one') return await briefOf(found.topic, options)
    if (found.kind === 'several' && !isQuestion(name)) {
      return topicList(wording.several(name), found.topics, wording.topicsHint)
    }
  }
  if (verb === 'digest') return { kind: 'notice', text: digestWording.bySlash(message.place.platform) }
  if (question === '') return { kind: 'notice', text: wording.noQuestion }
  const within = known === undefined ? { place: message.place } : { topics: known }
  const reply = await answerFrom(question, within, options)
  if (!message.addressed && !reply.answer.sure) return undefined
  return message.unseen === true ? { ...reply, repeats: true } : reply
}

/** The topics of the thread a message stands in, as far as they may be seen there; undefined if the thread is none of ours. */
async function threadTopics({ place, channel, thread }: HeardMessage, { store }: DeskOptions) {
  if (thread === undefined) return undefined
  const target: Target = { platform: place.platform, channel }
  const slugs = await store.topicsOfThread(target, thread)
  const topics = await Promise.all((slugs ?? []).map((slug) => store.topicBySlug(slug)))
  const visible = topics.filter((topic) => topic !== undefined && isVisible(topic, place))
  return slugs && visible.flatMap((topic) => (topic === undefined ? [] : [topic.slug]))
}

/** Ends in a question mark of any script (Latin, Arabic, full-width, Armenian, Greek). */
function isQuestion(text: string): boolean {
  return /[?？؟՞;]["'”’)\s]*$/u.test(text)
}

/** The evidence of a brief, or what it had no room for. The button may have travelled: a brief is only opened where it may be seen. */
async function openBrief({ name, value, place }: Action, { store, writer }: DeskOptions): Promise<Reply> {
  const found = await visibleBrief(value, place, store)
  if (found === undefined) return { kind: 'notice', text: wording.briefGone }
  const { brief, documents } = found
  if (name === 'sources') return { kind: 'sources', brief }
  return { kind: 'more', brief, claims: await writer.more(brief, await documents()) }
}

async function visibleBrief(id: string, place: Place, store: DeskOptions['store']) {
  const brief = await store.briefById(id)
  if (brief !== undefined) {
    const topic = await store.topicBySlug(brief.topic)
    const isOpen = topic !== undefined && isVisible(topic, place)
    return isOpen ? { brief, documents: () => store.documentsOf(brief.topic, DOCUMENTS_A_BRIEF) } : undefined
  }
  const passage = await store.passageById(id)
  if (passage === undefined || !isWithin(passage.place, place)) return undefined
  return { brief: passage.brief, documents: async () => [passage.document] }
}

function keyOf(event: EventId): string {
  return `answer-${event}`.slice(0, 120)
}
