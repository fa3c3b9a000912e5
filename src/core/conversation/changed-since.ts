import { DOCUMENTS_A_BRIEF } from '../briefing.ts'
import { type Document, stableId } from '../document.ts'
import { InputError } from '../errors.ts'
import { developmentOf } from '../following/development.ts'
import type { DevelopmentStore, KnownDocument } from '../following/follow.ts'
import { chooseNews } from '../following/news-choice.ts'
import type { Writer } from '../ports.ts'
import type { Reply } from '../reply.ts'
import type { BriefStore, DocumentStore, TopicRecord } from '../store-ports.ts'
import { threadWording } from './thread-wording.ts'

export interface ChangedSinceOptions {
  readonly store: DocumentStore & BriefStore & DevelopmentStore
  readonly writer: Writer
  readonly now: () => Date
}

/** No channel: what was there before that day is all that is compared with. */
const NOBODY = { platform: '', channel: '' }

/**
 * What documents of a topic that were published, or revised, since an instant say that earlier ones did not. A document without a date
 * counts from when it was found.
 */
export async function changedSince(
  topic: TopicRecord,
  since: Date,
  zone: string,
  { store, writer, now }: ChangedSinceOptions,
): Promise<Reply> {
  const nothing = { kind: 'notice', text: threadWording.nothingSince(topic.title, since, zone) } as const
  const current = await store.documentsOf(topic.slug, DOCUMENTS_A_BRIEF)
  const recent = current.filter((document) => isRecent(document, since))
  const earlier = await store.knownDocuments(NOBODY, topic.slug, since.toISOString(), DOCUMENTS_A_BRIEF)
  const revised = new Map(recent.map(({ id, revision }) => [id, revision]))
  const known: KnownDocument[] = [
    ...current
      .filter((document) => !recent.includes(document))
      .map((document) => ({ document, isTold: true, isListed: true })),
    ...earlier
      .filter(({ document: { id, revision } }) => revision < (revised.get(id) ?? 0))
      .map((each) => ({ ...each, isTold: true })),
  ]
  const { added, corrected } = developmentOf(recent, known, [])
  const documents = [...added.documents, ...corrected.documents]
  if (documents.length === 0) return nothing
  try {
    const { brief, news } =
      added.documents.length > 0
        ? await chooseNews(topic.slug, added, writer)
        : { brief: await writer.brief(topic.slug, documents), news: [] }
    const filed = { ...brief, id: stableId('since', brief.id, since.toISOString()) }
    await store.fileBrief(filed, now().toISOString())
    const changes = [...corrected.changes, ...added.changes].slice(0, MOST_CHANGES)
    return { kind: 'update', topic: topic.slug, topicTitle: topic.title, brief: filed, news, changes }
  } catch (error) {
    if (error instanceof InputError) return nothing
    throw error
  }
}

const MOST_CHANGES = 5

function isRecent({ date, foundAt, revision, isBackground }: Document, since: Date): boolean {
  // When old documents were taken in says nothing of when they were new.
  if (isBackground === true) return date !== undefined && Date.parse(date) >= since.getTime()
  const isNew = Date.parse(date ?? foundAt) >= since.getTime()
  return isNew || (revision > 1 && Date.parse(foundAt) >= since.getTime())
}
