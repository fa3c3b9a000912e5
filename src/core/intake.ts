import type { Brief } from './brief.ts'
import type { Briefing } from './briefing.ts'
import { createCopies } from './copies.ts'
import { composeText, composeTitle, contentHash, type Document, type FoundDocument, stableId } from './document.ts'
import { InputError, StoreError } from './errors.ts'
import { clipFound, cutNotice } from './extent.ts'
import { identifyLanguage } from './language/language.ts'
import type { Log } from './log.ts'
import type { Found, Problem, Source, StandingOrders } from './ports.ts'
import { createRouting, type MatchRules } from './routing.ts'
import type { DocumentStore, SavedDocument, TopicStore } from './store-ports.ts'
import { slugify } from './topic.ts'

export interface IntakeOptions {
  readonly sources: readonly Source[]
  readonly store: DocumentStore & TopicStore
  readonly briefing: Briefing
  readonly now: () => Date
  readonly log: Log
}

/** What a round of intake did. */
export interface IntakeReport {
  /** Documents that were looked at, the same old ones included. */
  readonly seen: number
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
  round(orders: Pick<StandingOrders, 'held' | 'matches'>): Promise<IntakeReport>
}

interface Waiting {
  readonly source: string
  readonly found: FoundDocument
}

export function createIntake(options: IntakeOptions): Intake {
  const routing = createRouting(options)
  const copies = createCopies(options.store)
  // A source hands each document over once: until it is saved, it lives here.
  const waiting = new Map<string, Waiting>()
  const gone = new Map<string, { readonly source: string; readonly location: string }>()
  // By asking for more a source is told that all before is kept.
  let mayAsk = true

  async function gather(): Promise<Problem[]> {
    const problems: Problem[] = []
    for (const source of options.sources) {
      const found = await poll(source, options)
      for (const problem of found.problems) problems.push(problem)
      for (const location of found.withdrawn) {
        const key = stableId(source.name, location)
        waiting.delete(key)
        gone.set(key, { source: source.name, location })
      }
      for (const whole of found.documents) {
        const item = clipFound(whole)
        const notice = cutNotice(item)
        if (notice !== undefined) problems.push({ where: item.location, what: notice })
        const key = stableId(source.name, item.location)
        gone.delete(key)
        waiting.set(key, { source: source.name, found: item })
      }
    }
    return problems
  }

  /** What came of one waiting document; a problem with the document itself is not the store's, and stops no other. */
  async function save({ source, found }: Waiting): Promise<SavedDocument['outcome'] | Problem> {
    const document = identifyDocument(found, source, options.now())
    if (document instanceof InputError) return { where: found.location, what: document.message }
    try {
      return (await keep(document)).outcome
    } catch (error) {
      if (error instanceof StoreError) throw error
      options.log.error('a document could not be kept', { source, location: found.location, error })
      return { where: found.location, what: `it could not be kept: ${messageOf(error)}` }
    }
  }

  /** What comes to a place of its own may be a copy of what is there already; so may what changed at one of several places. */
  async function keep(document: Document): Promise<SavedDocument> {
    const { store } = options
    const here = await store.placeAt(document.source, document.location)
    const mayBeCopy = here === undefined || (here.places > 1 && here.hash !== document.hash)
    const original = mayBeCopy ? await copies.originalOf(document, isGone) : undefined
    const saved = original === undefined ? undefined : await store.saveCopy(document, original)
    return saved ?? (await store.saveDocument(document))
  }

  /** A file that was renamed and edited is no copy of what it was. */
  function isGone({ source, location, also = [] }: Document): boolean {
    return also.length === 0 && gone.has(stableId(source, location))
  }

  async function topicOf({ found, source }: Waiting, matches: MatchRules): Promise<string> {
    if (found.topic !== undefined) return slugify(found.topic)
    return found.blocks.length === 0 ? '' : await routing.route(found, source, matches)
  }

  return {
    async round({ held, matches }) {
      const problems = mayAsk ? await gather() : []
      mayAsk = false
      const count = { new: 0, revised: 0, same: 0, forgotten: 0, withdrawn: 0 }
      let seen = 0
      for (const [key, item] of waiting) {
        const topic = await topicOf(item, matches)
        if (held.has(topic)) continue
        seen += 1
        const outcome = await save({ ...item, found: { ...item.found, topic } })
        if (typeof outcome === 'string') count[outcome] += 1
        else problems.push(outcome)
        waiting.delete(key)
      }
      // After the new ones: a renamed file is saved at its new place first, and so keeps its document.
      for (const [key, { source, location }] of gone) {
        if ((await options.store.withdrawLocation(source, location)) !== undefined) count.withdrawn += 1
        gone.delete(key)
      }
      mayAsk = true
      const briefs = await options.briefing.round(problems)
      return { seen, added: count.new, revised: count.revised, withdrawn: count.withdrawn, briefs, problems }
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

/**
 * Gives a found document its identity; an `InputError` says why it cannot have one. Its date is what its source read from its text, its
 * name or the program that made it, and nothing else: the time of a file is often that of a copy, an archive or a checkout, and would show
 * an old text as today's, to readers as well as to whatever goes by dates. A document without a date counts by when it was found.
 */
export function identifyDocument(found: FoundDocument, source: string, now: Date): Document | InputError {
  const { text, paragraphs } = composeText(found.blocks)
  if (text === '') return new InputError('it holds no text')
  const topic = slugify(found.topic ?? '')
  if (topic === '') return new InputError('it belongs to no topic: put it into a folder named after one')
  const title = composeTitle(found.title)
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
