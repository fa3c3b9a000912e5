import { type BriefDeskOptions, briefOf, lookUp, topicList } from '../brief-desk.ts'
import type { Target } from '../delivery.ts'
import { digestWording } from '../digest-wording.ts'
import { findTopic } from '../finding.ts'
import type { HeardMessage } from '../ports.ts'
import { answerFrom } from '../question-desk.ts'
import type { Reply } from '../reply.ts'
import { readSpoken, type Spoken } from '../spoken.ts'
import type { ThreadStore } from '../store-ports.ts'
import { isVisible } from '../topic.ts'
import { wording } from '../wording.ts'

export interface ListeningOptions extends BriefDeskOptions {
  readonly store: BriefDeskOptions['store'] & ThreadStore
}

/** What the desk says to a message, if anything: in a thread of its own, when addressed, else only when it is sure. */
export async function replyTo(message: HeardMessage, options: ListeningOptions): Promise<Reply | undefined> {
  const { verb, text: question }: Spoken = message.addressed ? readSpoken(message.text) : { text: message.text.trim() }
  if (verb === 'help') return { kind: 'notice', text: wording.helpLines() }
  const known = await threadTopics(message, options)
  if (!message.addressed && (known === undefined || !isQuestion(question))) return undefined
  if (question === '' && verb === 'brief') return await lookUp('', message.place, options)
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
async function threadTopics({ place, channel, thread }: HeardMessage, { store }: ListeningOptions) {
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
