import type { Brief } from './brief.ts'
import type { DigestPolicy } from './digest-command.ts'
import { type Document, stableId } from './document.ts'
import { InputError } from './errors.ts'
import { clipFound, partRead } from './extent.ts'
import { identifyDocument } from './intake.ts'
import { identifyLanguage } from './language/language.ts'
import { queryTokens } from './language/search-tokens.ts'
import { splitWords } from './language/words.ts'
import { optional } from './optional.ts'
import { isWithin, type PassageCommand, type PassageStore, topicOfPassage } from './passage.ts'
import { passageWording } from './passage-wording.ts'
import { MOST_POINTED_AT, nameOf, type Pointed, type Reading, type ReadText, withoutAddresses } from './pointing.ts'
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
/** With fewer words of its own a message is a pointer to what it links to. */
const WORDS_OF_ITS_OWN = 40

export interface PassageDeskOptions {
  readonly store: PassageStore & DocumentStore & TopicStore
  readonly writer: Writer
  /** Without one, a message is briefed for its text alone. */
  readonly reading?: Reading
  readonly now: () => Date
  readonly policy: DigestPolicy
}

/**
 * Briefs a message for its conversation, and what it points at, as one brief of several sources:
 * - A message that points at nothing is briefed for its text.
 * - One that links to pages or has files is briefed for those, at most three of them, files first; the others are named.
 * - Where it also has forty words or more of its own, its text is one more source. Where nothing that it points at could be read, its text
 *   is what is left to brief, with what the platform shows of its links.
 * - The text of a message that it forwards is a source of its own, by the same rules, and is called a forwarded message.
 *
 * What could not be read, or only in part, is named below the brief with the reason, or is all there is to say.
 */
export async function briefPassage(command: PassageCommand, options: PassageDeskOptions): Promise<Reply> {
  const { event, text, preview = '', files = [], pages = [] } = command
  const things = options.reading === undefined ? [] : [...files, ...pages.map(pageAt)]
  const wanted = things.slice(0, MOST_POINTED_AT)
  const answers = wanted.length === 0 ? [] : ((await options.reading?.read(wanted)) ?? [])
  const found = answers.map((one) => (one instanceof InputError ? one : clipFound(one)))
  const notes = [
    ...found.flatMap((one, index) => noteOn(one, wanted[index])),
    ...(things.length > wanted.length ? [passageWording.leftOut(things.slice(wanted.length).map(nameOf))] : []),
  ]
  const id = stableId(SOURCE, event, text)
  const read = found.flatMap((one, index) => (one instanceof InputError ? [] : [titled(one, wanted[index])]))
  // In a sentence an address is noise; what it leads to is a source of its own.
  const said = wordsOf(command, things.length === 0 ? (words) => words : withoutAddresses, options.now())
  const wordy = said.filter(({ words }) => things.length === 0 || countWords(words) >= WORDS_OF_ITS_OWN)
  // The links are those of what is forwarded, where something is.
  const shown = said.map((one, index) =>
    index < said.length - 1 ? one : { ...one, words: `${one.words}\n\n${preview}` },
  )
  const choices = [
    [...wordy.map(asText), ...read],
    // Pages may hold no sentence, and where none could be read there is only what people see.
    shown.map(asText),
  ]
  for (const texts of choices) {
    const documents = texts.flatMap((one, index) => documentOf(one, { id, index, now: options.now() }))
    const brief = await briefOf(documents, id, options.writer)
    if (brief !== undefined) return await keep({ brief, documents, notes }, command, options)
  }
  if (notes.length > 0) return noticeOf(notes.join('\n'))
  return noticeOf(things.length === 0 ? wording.nothingToBrief : passageWording.nothingThere)
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
  for (const document of passage.documents) await options.store.saveDocument({ ...document, topic: slug, foundAt })
  return noticeOf(wording.filed(topic.title))
}

/** A brief of documents that belong to the conversation. */
interface Briefed {
  readonly brief: Brief
  readonly documents: readonly Document[]
  readonly notes: readonly string[]
}

async function keep(
  { brief, documents, notes }: Briefed,
  command: PassageCommand,
  options: PassageDeskOptions,
): Promise<Reply> {
  const { place } = command
  const { id } = brief
  await options.store.savePassage({ id, place, documents, brief, savedAt: options.now().toISOString() })
  const opening = documents.map(({ title, text }) => `${title}\n${text.slice(0, 4_000)}`).join('\n')
  const fileUnder = mayFile(command, options) ? await likelyTopics(opening, place, options.store) : []
  const [only] = documents
  const topicTitle = documents.length === 1 && only !== undefined ? only.title : wording.passageTitle
  return { kind: 'brief', brief, topicTitle, passage: { id, fileUnder, ...(notes.length === 0 ? {} : { notes }) } }
}

interface Words {
  readonly title: string
  readonly date: string
  readonly link?: string
  readonly words: string
}

/** What a message says, and what one says that it forwards: two texts, since two people wrote them. */
function wordsOf({ text, forwarded, link }: PassageCommand, clean: (words: string) => string, now: Date): Words[] {
  const about = { date: now.toISOString(), ...optional('link', link) }
  const own = { ...about, title: wording.passageTitle, words: clean(text.slice(0, LONGEST_TEXT)) }
  if (forwarded === undefined) return [own]
  return [own, { ...about, title: passageWording.forwardedTitle, words: clean(forwarded.slice(0, LONGEST_TEXT)) }]
}

function asText({ words, ...about }: Words): ReadText {
  return { ...about, blocks: paragraphs(words) }
}

/** Undefined if the documents hold no sentence. */
async function briefOf(documents: readonly Document[], id: string, writer: Writer): Promise<Brief | undefined> {
  if (documents.length === 0) return undefined
  try {
    return { ...(await writer.brief(topicOfPassage(id), documents)), id }
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

/** The document of a text; none if it is empty. It belongs to a passage, by which no model is given it (`passageOfTopic`). */
function documentOf(text: ReadText, { id, index, now }: { id: string; index: number; now: Date }): Document[] {
  const location = index === 0 ? id : `${id}/${index + 1}`
  const document = identifyDocument({ ...text, location, topic: SOURCE }, SOURCE, now)
  return document instanceof InputError ? [] : [{ ...document, topic: topicOfPassage(id) }]
}

/** What is to be said of one of the things that somebody pointed at: that it was not read, or only in part. */
function noteOn(found: ReadText | InputError, thing: Pointed | undefined): string[] {
  if (found instanceof InputError) return [passageWording.notRead(found.message)]
  const part = partRead(found)
  return part === undefined || thing === undefined ? [] : [passageWording.readInPart(nameOf(thing), part)]
}

function pageAt(address: string): Pointed {
  return { kind: 'page', address }
}

function titled(text: ReadText, thing: Pointed | undefined): ReadText {
  const title = text.title?.trim() ?? ''
  return title !== '' || thing === undefined ? text : { ...text, title: nameOf(thing) }
}

function paragraphs(text: string): ReadText['blocks'] {
  return text.split(/\n{2,}/u).map((part) => ({ kind: 'prose', text: part }))
}

function countWords(text: string): number {
  return splitWords(text, identifyLanguage(text)).length
}

function mayFile({ asker }: Pick<PassageCommand, 'asker'>, { policy }: PassageDeskOptions): boolean {
  return asker?.manages === true || policy.editors === 'members'
}

/** Topics of which a document is most like the text, most like first. */
async function likelyTopics(text: string, place: Place, store: DocumentStore & TopicStore) {
  const words = queryTokens(text).slice(0, WORDS_LOOKED_FOR)
  const documents = await store.searchDocuments({ words, match: 'any', within: { place } }, 5 * TOPICS_TO_FILE_UNDER)
  const slugs = [...new Set(documents.map(({ topic }) => topic))].slice(0, TOPICS_TO_FILE_UNDER)
  const topics = await Promise.all(slugs.map((slug) => store.topicBySlug(slug)))
  return topics.flatMap((topic) => (topic === undefined ? [] : [{ slug: topic.slug, title: topic.title }]))
}
