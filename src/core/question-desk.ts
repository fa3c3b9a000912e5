import { offerInstead, topicList } from './brief-desk.ts'
import type { Document } from './document.ts'
import { findTopic } from './finding.ts'
import type { RetractionStore } from './forgetting.ts'
import { queryTokens } from './language/search-tokens.ts'
import type { PassageStore } from './passage.ts'
import type { Command, Writer } from './ports.ts'
import type { AnswerReply, Reply } from './reply.ts'
import type { Search } from './search.ts'
import type { BriefStore, DocumentStore, TopicStore } from './store-ports.ts'
import { wording } from './wording.ts'

/** Documents that a question is put to; the search has ranked them by then. */
const DOCUMENTS_A_QUESTION = 40

export interface QuestionDeskOptions {
  readonly store: DocumentStore & TopicStore & BriefStore & PassageStore & Pick<RetractionStore, 'isRetracted'>
  readonly writer: Writer
}

/** An answer to a question that somebody put with a command. */
export async function ask(
  { question, topic, place }: Command & { name: 'ask' },
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
  if (found.kind === 'one') return await answerFrom(asked, { topics: [found.topic.slug] }, options)
  if (found.kind === 'several') return topicList(wording.several(named), found.topics, wording.topicsHint)
  return await offerInstead(named, found.topics, place, options)
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
  const documents = new Map<string, Document>([...searched, ...whole].map((document) => [document.id, document]))
  const answer = await writer.answer({ text: question, topics }, [...documents.values()])
  const cited = answer.sources.map(({ document }) => documents.get(document)?.topic)
  return { kind: 'answer', answer, topics: [...new Set(cited.filter((topic) => topic !== undefined))] }
}
