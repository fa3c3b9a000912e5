import { referenceTo } from '../brief.ts'
import { type Document, stableId } from '../document.ts'
import { InputError } from '../errors.ts'
import type { Log } from '../log.ts'
import { versionOf, withdrawalOf } from '../news.ts'
import type { Writer } from '../ports.ts'
import type { CorrectionReply, UpdateReply } from '../reply.ts'
import type { BriefStore, TopicRecord } from '../store-ports.ts'
import { type Development, developmentOf } from './development.ts'
import type { KnownDocument } from './follow.ts'
import { chooseNews } from './news-choice.ts'

/** More of them are another text, not a correction. */
const MOST_CORRECTIONS = 5

/** A message to the threads that follow a topic, and what they are told by it: documents as `versionOf` and `withdrawalOf` have them. */
export interface Tiding {
  readonly reply: UpdateReply | CorrectionReply
  readonly documents: readonly string[]
}

/** What a topic's documents are to a channel. */
export interface Situation {
  /** Those that it has not been told of. */
  readonly fresh: readonly Document[]
  readonly known: readonly KnownDocument[]
  /** Those of the latter that were withdrawn. */
  readonly gone: readonly Document[]
}

export interface TidingsOptions {
  readonly store: BriefStore
  readonly writer: Writer
  readonly now: () => Date
  readonly log: Log
}

/** What there is to tell, at most a correction and an update; the same situation of several channels is looked at once. */
export interface Tidings {
  of(topic: TopicRecord, situation: Situation): Promise<readonly Tiding[]>
}

export function createTidings(options: TidingsOptions): Tidings {
  const looked = new Map<string, Promise<readonly Tiding[]>>()
  return {
    async of(topic, situation) {
      const key = keyOf(topic, situation)
      const tidings = looked.get(key) ?? compose(topic, situation, options)
      looked.set(key, tidings)
      return await tidings
    },
  }
}

function keyOf({ slug, title }: TopicRecord, { fresh, known, gone }: Situation): string {
  const knownVersions = known.map(({ document, isTold }) => `${versionOf(document)} ${isTold}`)
  return JSON.stringify([slug, title, fresh.map(versionOf), knownVersions, gone.map(versionOf)])
}

async function compose(topic: TopicRecord, situation: Situation, options: TidingsOptions): Promise<readonly Tiding[]> {
  const development = developmentOf(situation.fresh, situation.known, situation.gone)
  const tidings = [correct(topic, development), await update(topic, development, options)]
  return tidings.filter((tiding) => tiding !== undefined)
}

function correct(topic: TopicRecord, { corrected }: Development): Tiding | undefined {
  const { documents, changes, withdrawn } = corrected
  if (changes.length + withdrawn.length === 0) return undefined
  return {
    reply: {
      kind: 'correction',
      topic: topic.slug,
      topicTitle: topic.title,
      changes: changes.slice(0, MOST_CORRECTIONS),
      withdrawn: withdrawn.map(referenceTo),
      sources: documents.map(referenceTo),
    },
    documents: [...documents.map(versionOf), ...withdrawn.map(withdrawalOf)],
  }
}

/** Undefined where nothing is materially new. */
async function update(
  topic: TopicRecord,
  { added }: Development,
  { store, writer, now, log }: TidingsOptions,
): Promise<Tiding | undefined> {
  if (added.documents.length === 0) return undefined
  try {
    const { brief: written, news } = await chooseNews(topic.slug, added, writer)
    // Of parts of its documents only: not the brief that they have by themselves.
    const brief = { ...written, id: stableId('update', written.id, ...news.map(({ text }) => text)) }
    await store.fileBrief(brief, now().toISOString())
    const about = { topic: topic.slug, topicTitle: topic.title, brief, news, changes: added.changes }
    return { reply: { kind: 'update', ...about, isFollowed: true }, documents: added.documents.map(versionOf) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    log.info('new documents hold nothing to update on', { topic: topic.slug })
    return undefined
  }
}
