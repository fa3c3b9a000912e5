import type { Brief } from './brief.ts'
import { composeText, contentHash, type Document, type FoundDocument, stableId } from './document.ts'
import { InputError } from './errors.ts'
import { identifyLanguage } from './language/language.ts'
import type { Log } from './log.ts'
import type { BriefKeeper, BriefStore, DocumentStore, Found, Problem, Source, TopicStore, Writer } from './ports.ts'
import { slugify, titleOfSlug } from './topic.ts'

/** A brief rests on at most this many of its topic's newest documents. */
export const DOCUMENTS_A_BRIEF = 20
/** Briefs rewritten in one round, so that a first run over a large folder does not hold up digests that are due. */
const BRIEFS_A_ROUND = 50

export interface IntakeOptions {
  readonly sources: readonly Source[]
  readonly store: DocumentStore & TopicStore & BriefStore
  readonly writer: Writer
  readonly keepers: readonly BriefKeeper[]
  readonly now: () => Date
  readonly log: Log
}

/** What a round of intake did. */
export interface IntakeReport {
  readonly added: number
  readonly revised: number
  readonly withdrawn: number
  readonly briefs: readonly Brief[]
  readonly problems: readonly Problem[]
}

/** The way of documents from the sources through the writer into the store. */
export interface Intake {
  /**
   * Polls the sources, keeps what they found, and rewrites the briefs of topics that changed. `held` topics wait: who may see them is
   * not known yet. A failing source stops no other; the store's own failure is thrown, and what was found is tried again next round.
   */
  round(held: ReadonlySet<string>): Promise<IntakeReport>
}

interface Waiting {
  readonly source: string
  readonly found: FoundDocument
}

export function createIntake(options: IntakeOptions): Intake {
  // A source hands each document over once: until it is saved, it lives here.
  const waiting = new Map<string, Waiting>()
  const gone = new Map<string, { readonly source: string; readonly location: string }>()

  async function gather(): Promise<Problem[]> {
    const problems: Problem[] = []
    for (const source of options.sources) {
      const found = await poll(source, options)
      problems.push(...found.problems)
      for (const location of found.withdrawn) {
        const key = stableId(source.name, location)
        waiting.delete(key)
        gone.set(key, { source: source.name, location })
      }
      for (const item of found.documents) {
        const key = stableId(source.name, item.location)
        gone.delete(key)
        waiting.set(key, { source: source.name, found: item })
      }
    }
    return problems
  }

  return {
    async round(held) {
      const problems = await gather()
      const count = { new: 0, revised: 0, same: 0, withdrawn: 0 }
      for (const [key, { source, found }] of waiting) {
        const document = identifyDocument(found, source, options.now())
        if (document instanceof InputError) problems.push({ where: found.location, what: document.message })
        else if (held.has(document.topic)) continue
        else count[(await options.store.saveDocument(document)).outcome] += 1
        waiting.delete(key)
      }
      // After the new ones: a renamed file is saved at its new place first, and so keeps its document.
      for (const [key, { source, location }] of gone) {
        if ((await options.store.withdrawLocation(source, location)) !== undefined) count.withdrawn += 1
        gone.delete(key)
      }
      const briefs: Brief[] = []
      for (const topic of await options.store.staleTopics(BRIEFS_A_ROUND)) {
        const brief = await rewriteBrief(topic, options, problems)
        if (brief !== undefined) briefs.push(brief)
      }
      return { added: count.new, revised: count.revised, withdrawn: count.withdrawn, briefs, problems }
    },
  }
}

async function poll(source: Source, { store, log }: IntakeOptions): Promise<Found> {
  try {
    return await source.poll(() => store.locationsOf(source.name))
  } catch (error) {
    log.error('a source failed', { source: source.name, error })
    return { documents: [], withdrawn: [], problems: [{ where: source.name, what: messageOf(error) }] }
  }
}

/** Gives a found document its identity; an `InputError` says why it cannot have one. */
export function identifyDocument(found: FoundDocument, source: string, now: Date): Document | InputError {
  const { text, paragraphs } = composeText(found.blocks)
  if (text === '') return new InputError('it holds no text')
  const topic = slugify(found.topic ?? '')
  if (topic === '') return new InputError('it belongs to no topic: put it into a folder named after one')
  const title = (found.title ?? '').toWellFormed().replaceAll('\u0000', '').replace(/\s+/gu, ' ').trim()
  return {
    id: stableId(source, found.location),
    topic,
    source,
    location: found.location,
    title,
    language: found.language ?? identifyLanguage(text),
    text,
    paragraphs,
    hash: contentHash(title, text),
    revision: 1,
    foundAt: now.toISOString(),
    ...(found.date === undefined ? {} : { date: found.date }),
    ...(found.link === undefined ? {} : { link: found.link }),
  }
}

/** Writes a topic's current brief from its documents, saves it, and hands it to the keepers; undefined if there is none to write. */
async function rewriteBrief(topic: string, options: IntakeOptions, problems: Problem[]): Promise<Brief | undefined> {
  const documents = await options.store.documentsOf(topic, DOCUMENTS_A_BRIEF)
  const brief = documents.length === 0 ? undefined : await writeBrief(topic, documents, options, problems)
  if (brief === undefined) {
    await options.store.dropBrief(topic)
    return undefined
  }
  await options.store.saveBrief(brief, options.now().toISOString())
  const title = (await options.store.topicBySlug(topic))?.title ?? titleOfSlug(topic)
  for (const keeper of options.keepers) {
    await keeper.keepBrief(brief, title).catch((error: unknown) => {
      problems.push({ where: topic, what: `its brief could not be kept: ${messageOf(error)}` })
    })
  }
  return brief
}

async function writeBrief(
  topic: string,
  documents: readonly Document[],
  { writer, log }: IntakeOptions,
  problems: Problem[],
) {
  try {
    return await writer.brief(topic, documents)
  } catch (error) {
    problems.push({ where: topic, what: `no brief could be written: ${messageOf(error)}` })
    if (!(error instanceof InputError)) log.error('writing a brief failed', { topic, error })
    return undefined
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
