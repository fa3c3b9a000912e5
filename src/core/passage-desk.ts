import type { DigestPolicy } from './digest-command.ts'
import type { Document } from './document.ts'
import { stableId } from './document.ts'
import { InputError } from './errors.ts'
import { identifyDocument } from './intake.ts'
import { queryTokens } from './language/search-tokens.ts'
import { isWithin, type PassageCommand, type PassageStore, topicOfPassage } from './passage.ts'
import type { Writer } from './ports.ts'
import type { Action } from './press.ts'
import { noticeOf, type Reply } from './reply.ts'
import type { DocumentStore, TopicStore } from './store-ports.ts'
import { isVisible, type Place } from './topic.ts'
import { wording } from './wording.ts'

/** Name of the source of filed passages. */
const SOURCE = 'conversation'
/** A button a topic: more than these is a list, and `/brief` has that. */
const TOPICS_TO_FILE_UNDER = 3
/** What a text is about stands at its beginning; a search by more words finds everything. */
const WORDS_LOOKED_FOR = 60
/** A longer message than this is a file. Slack takes 40,000 characters, Discord 4,000. */
const LONGEST_TEXT = 100_000

export interface PassageDeskOptions {
  readonly store: PassageStore & DocumentStore & TopicStore
  readonly writer: Writer
  readonly now: () => Date
  readonly policy: DigestPolicy
}

/** Briefs a text out of a conversation, for that conversation. */
export async function briefPassage(command: PassageCommand, options: PassageDeskOptions): Promise<Reply> {
  const { place, link, event } = command
  const text = command.text.slice(0, LONGEST_TEXT)
  const now = options.now()
  const id = stableId(SOURCE, event, text)
  const topic = topicOfPassage(id)
  const blocks = text.split(/\n{2,}/u).map((part) => ({ kind: 'prose' as const, text: part }))
  const found = {
    location: id,
    topic: SOURCE,
    blocks,
    date: now.toISOString(),
    ...(link === undefined ? {} : { link }),
  }
  const document = identifyDocument(found, SOURCE, now)
  if (document instanceof InputError) return { kind: 'notice', text: wording.nothingToBrief }
  const kept: Document = { ...document, topic, title: wording.passageTitle }
  try {
    const brief = { ...(await options.writer.brief(topic, [kept])), id }
    await options.store.savePassage({ id, place, document: kept, brief, savedAt: now.toISOString() })
    const fileUnder = mayFile(command, options) ? await likelyTopics(text, place, options.store) : []
    return { kind: 'brief', brief, topicTitle: wording.passageTitle, passage: { id, fileUnder } }
  } catch (error) {
    if (error instanceof InputError) return { kind: 'notice', text: wording.nothingToBrief }
    throw error
  }
}

/** Makes a passage a document of a topic, for all who may see that topic. */
export async function filePassage(action: Action, options: PassageDeskOptions): Promise<Reply> {
  const [id = '', slug = ''] = action.value.split(' ')
  const passage = await options.store.passageById(id)
  const topic = await options.store.topicBySlug(slug)
  if (passage === undefined || !isWithin(passage.place, action.place)) return noticeOf(wording.briefGone)
  if (topic === undefined || !isVisible(topic, action.place)) return noticeOf(wording.topicGone)
  if (!mayFile(action, options)) return noticeOf(wording.mayNotFile)
  const foundAt = options.now().toISOString()
  await options.store.saveDocument({ ...passage.document, topic: slug, location: id, foundAt })
  return noticeOf(wording.filed(topic.title))
}

function mayFile({ asker }: Pick<Action, 'asker'>, { policy }: PassageDeskOptions): boolean {
  return asker.manages || policy.editors === 'members'
}

/** Topics of which a document is most like the text, most like first. */
async function likelyTopics(text: string, place: Place, store: DocumentStore & TopicStore) {
  const words = queryTokens(text).slice(0, WORDS_LOOKED_FOR)
  const documents = await store.searchDocuments({ words, match: 'any', within: { place } }, 5 * TOPICS_TO_FILE_UNDER)
  const slugs = [...new Set(documents.map(({ topic }) => topic))].slice(0, TOPICS_TO_FILE_UNDER)
  const topics = await Promise.all(slugs.map((slug) => store.topicBySlug(slug)))
  return topics.flatMap((topic) => (topic === undefined ? [] : [{ slug: topic.slug, title: topic.title }]))
}
