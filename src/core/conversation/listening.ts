import { type BriefDeskOptions, briefOf, lookUp, topicList } from '../brief-desk.ts'
import type { Target } from '../delivery.ts'
import type { DigestPolicy } from '../digest-command.ts'
import { digestWording } from '../digest-wording.ts'
import { findTopic } from '../finding.ts'
import type { DevelopmentStore, FollowStore } from '../following/follow.ts'
import { isWithin, passageOfTopic } from '../passage.ts'
import { briefPassage } from '../passage-desk.ts'
import type { Reading } from '../pointing.ts'
import type { HeardMessage } from '../ports.ts'
import { answerFrom, offerEverywhere } from '../question-desk.ts'
import type { AnswerReply, Reply } from '../reply.ts'
import { readSpoken, type Spoken } from '../spoken.ts'
import type { DigestStore, ThreadStore } from '../store-ports.ts'
import { isVisible, type Place } from '../topic.ts'
import { wording } from '../wording.ts'
import { type AnsweringRules, answeringIn, USUAL_ANSWERING } from './answering.ts'
import { completeQuestion } from './follow-on.ts'
import { fulfil } from './fulfilling.ts'
import { readHandedOver } from './handing.ts'
import type { ConversationStore, Turn } from './turn.ts'
import { readWish } from './wish.ts'

export interface ListeningOptions extends BriefDeskOptions {
  readonly store: BriefDeskOptions['store'] &
    ThreadStore &
    DigestStore &
    FollowStore &
    DevelopmentStore &
    ConversationStore
  readonly policy: DigestPolicy
  readonly reading?: Reading
  /** `USUAL_ANSWERING` if absent. */
  readonly answering?: () => AnsweringRules
}

/** Nobody asks as much; a message of 40,000 characters is not to keep others waiting. */
const LONGEST_READ = 2_000

/** What the desk says to a message. */
export interface Heard {
  readonly reply: Reply
  /** The question as it was understood, where the reply answers one. */
  readonly question?: string
}

/**
 * What the desk says to a message, if anything: when addressed, and in its threads where it is sure, as far as the channel wants answers.
 * A question may lean on the one before it, and a word of command is taken for one.
 */
export async function listen(message: HeardMessage, options: ListeningOptions): Promise<Heard | undefined> {
  const target: Target = { platform: message.place.platform, channel: message.channel }
  const answering = answeringIn(target, options.answering?.() ?? USUAL_ANSWERING)
  if (answering === 'off' || (answering === 'mentions' && !message.addressed)) return undefined
  const said = message.text.slice(0, LONGEST_READ)
  const spoken: Spoken = message.addressed ? readSpoken(said) : { text: said.trim() }
  const { verb, text } = spoken
  const handedOver = readHandedOver({ ...message, text: said }, spoken)
  if (handedOver !== undefined) return { reply: await briefPassage(handedOver, options) }
  if (verb === 'help') return { reply: { kind: 'notice', text: wording.helpLines() } }
  const known = await threadTopics(message, options)
  if (!message.addressed && known === undefined) return undefined
  const turn = await options.store.lastTurn(target, threadOf(message))
  const wish = verb === undefined || verb === 'brief' ? readWish(text || said) : undefined
  if (wish !== undefined && !(text === '' && known === undefined)) {
    const reply = await fulfil(wish, { message, known, turn }, options)
    if (reply !== undefined) return { reply }
  }
  if (!message.addressed) return isQuestion(text) ? await answer(text, { message, known, turn }, options) : undefined
  const command = await readCommand({ ...(verb === undefined ? {} : { verb }), text }, message, known, options)
  return command === undefined ? await answer(text, { message, known, turn }, options) : { reply: command }
}

/** Remembers what was asked and answered, for questions that lean on it; and that the thread is not quiet. */
export async function remember(
  message: HeardMessage,
  { reply, question }: Heard,
  { store, now }: ListeningOptions,
): Promise<void> {
  const target = { platform: message.place.platform, channel: message.channel }
  const at = now().toISOString()
  if (message.thread !== undefined) await store.keepFollows(target, message.thread, at)
  if (reply.kind !== 'answer' || question === undefined) return
  await store.saveTurn(target, threadOf(message), turnOf(question, reply), at)
}

/** Where a message stands among others. */
interface Standing {
  readonly message: HeardMessage
  /** The topics of its thread; undefined if that is none of the desk's. */
  readonly known: readonly string[] | undefined
  readonly turn: Turn | undefined
}

async function answer(
  text: string,
  { message, known, turn }: Standing,
  options: ListeningOptions,
): Promise<Heard | undefined> {
  if (text === '') return { reply: { kind: 'notice', text: wording.noQuestion } }
  const question = completeQuestion(text, turn ?? (await openingTurn(known, options)))
  const within = known === undefined ? { place: message.place } : { topics: known }
  const reply = await answerFrom(question, within, options)
  const [said] = reply.answer.claims
  // What was just said is not said again unasked.
  const isSure = reply.answer.sure && said?.text !== turn?.answer[0]
  if (!message.addressed && !isSure) return undefined
  const offered = await offerEverywhere(reply, { question, within, ...message }, options)
  const asPut: AnswerReply = { ...offered, answer: { ...offered.answer, question: text } }
  return { reply: message.unseen === true ? { ...asPut, repeats: true } : asPut, question }
}

/** A thread that nobody has asked in yet is about what its brief says. */
async function openingTurn(
  known: readonly string[] | undefined,
  { store }: ListeningOptions,
): Promise<Turn | undefined> {
  const [only] = known ?? []
  if (only === undefined || known?.length !== 1) return undefined
  const brief = await store.briefOf(only)
  if (brief === undefined) return undefined
  return { question: brief.headline.text, answer: [brief.bottomLine.text], topics: [only] }
}

function turnOf(question: string, { answer: { answered, claims }, topics }: AnswerReply): Turn {
  return { question, answer: answered ? claims.map(({ text }) => text) : [], topics }
}

/** The reply to what names a topic or a command; undefined for a question. */
async function readCommand(
  { verb, text }: Spoken,
  message: HeardMessage,
  known: readonly string[] | undefined,
  options: ListeningOptions,
): Promise<Reply | undefined> {
  if (text === '' && verb === 'brief') return await lookUp('', message.place, options)
  // A thread about something else is no reason to take the name of a topic for a question.
  if (known === undefined || !isQuestion(text)) {
    const name = verb === 'digest' ? `digest ${text}` : text
    const found = await findTopic(name, message.place, options.store)
    if (found.kind === 'one') return await briefOf(found.topic, options)
    if (found.kind === 'several' && !isQuestion(name)) {
      return topicList(wording.several(name), found.topics, wording.topicsHint)
    }
  }
  return verb === 'digest' ? { kind: 'notice', text: digestWording.bySlash(message.place.platform) } : undefined
}

/**
 * The topics of the thread a message stands in, as far as they may be seen there, among them texts out of this conversation; undefined if
 * the thread is none of ours, or was about such texts alone and they are forgotten.
 */
async function threadTopics({ place, channel, thread }: HeardMessage, { store }: ListeningOptions) {
  if (thread === undefined) return undefined
  const slugs = await store.topicsOfThread({ platform: place.platform, channel }, thread)
  const seen = await Promise.all((slugs ?? []).map((slug) => mayBeAskedOf(slug, place, store)))
  const visible = (slugs ?? []).filter((_slug, index) => seen[index])
  const isOver = visible.length === 0 && slugs?.every((slug) => passageOfTopic(slug) !== undefined) === true
  return isOver ? undefined : slugs && visible
}

async function mayBeAskedOf(slug: string, place: Place, store: ListeningOptions['store']): Promise<boolean> {
  const id = passageOfTopic(slug)
  if (id !== undefined) {
    const passage = await store.passageById(id)
    return passage !== undefined && isWithin(passage.place, place)
  }
  const topic = await store.topicBySlug(slug)
  return topic !== undefined && isVisible(topic, place)
}

/** The thread whose turns a message belongs to: its own, the one that the answer opens, or the line of a direct conversation. */
function threadOf({ thread, inLine, message }: HeardMessage): string {
  return thread ?? (inLine === true ? '' : message)
}

/** Ends in a question mark of any script (Latin, Arabic, full-width, Armenian, Greek). */
function isQuestion(text: string): boolean {
  return /[?？؟՞;]["'”’)\s]*$/u.test(text)
}
