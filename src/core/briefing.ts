import { withoutPast } from './announced.ts'
import type { Brief } from './brief.ts'
import type { Document } from './document.ts'
import { InputError } from './errors.ts'
import type { Log } from './log.ts'
import type { BriefKeeper, Problem, Writer } from './ports.ts'
import type { RenamingStore } from './renaming.ts'
import type { BriefStore, DocumentStore, TopicStore } from './store-ports.ts'
import { titleOfSlug } from './topic.ts'

/** A brief rests on at most this many of its topic's newest documents. */
export const DOCUMENTS_A_BRIEF = 20
/** Briefs rewritten in one round, so that a first run over a large folder does not hold up digests that are due. */
const BRIEFS_A_ROUND = 50
/** A writer that takes seconds a brief, as a model does, gives way to digests that are due; the rest is written at the next beat. */
const ROUND_MS = 10_000
const FIRST_RETRY_MS = 10_000
const LONGEST_RETRY_MS = 60 * 60_000

export interface BriefingOptions {
  readonly store: DocumentStore & TopicStore & BriefStore & RenamingStore
  readonly writer: Writer
  readonly keepers: readonly BriefKeeper[]
  readonly now: () => Date
  readonly log: Log
}

/** Keeps each topic's current brief in step with its documents. */
export interface Briefing {
  /**
   * Rewrites briefs of topics that changed; gives them, and adds to `problems` what went wrong. A topic whose writer or keeper failed keeps the
   * brief it had, and is tried again later, at longer and longer intervals. Throws only if the store fails.
   */
  round(problems: Problem[]): Promise<Brief[]>
}

interface Retry {
  readonly failures: number
  readonly tryAt: number
}

export function createBriefing(options: BriefingOptions): Briefing {
  const { store, writer, keepers, now, log } = options
  const retries = new Map<string, Retry>()

  function postpone(topic: string): void {
    const failures = retries.get(topic)?.failures ?? 0
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures, 12))
    retries.set(topic, { failures: failures + 1, tryAt: now().getTime() + wait })
  }

  /** A brief of the documents; undefined if they hold none, `'later'` if the writer failed in a way that may pass. */
  async function write(
    topic: string,
    documents: readonly Document[],
    problems: Problem[],
  ): Promise<Brief | undefined | 'later'> {
    if (documents.length === 0) return undefined
    try {
      return withoutPast(await writer.brief(topic, documents), now().toISOString().slice(0, 10))
    } catch (error) {
      const isFinal = error instanceof InputError
      if (!isFinal) log.error('writing a brief failed', { topic, error })
      problems.push({ where: topic, what: `no brief could be written: ${messageOf(error)}` })
      return isFinal ? undefined : 'later'
    }
  }

  /** Hands a brief, or that there is none any more, to all keepers; false if one of them failed. */
  async function keep(topic: string, brief: Brief | undefined, problems: Problem[]): Promise<boolean> {
    const title = (await store.topicBySlug(topic))?.title ?? titleOfSlug(topic)
    let kept = true
    // Where it was kept under an earlier name, nobody keeps it in step any more.
    const former = [...(await store.formerSlugs())].filter(([, now]) => now === topic).map(([slug]) => slug)
    for (const keeper of keepers) {
      for (const slug of former) await keeper.dropBrief(slug).catch(() => undefined)
      const keeping = brief === undefined ? keeper.dropBrief(topic) : keeper.keepBrief(brief, title)
      await keeping.catch((error: unknown) => {
        kept = false
        problems.push({ where: topic, what: `its brief could not be kept: ${messageOf(error)}` })
      })
    }
    return kept
  }

  async function rewrite(topic: string, problems: Problem[]): Promise<Brief | undefined> {
    const documents = await store.documentsOf(topic, DOCUMENTS_A_BRIEF)
    const brief = await write(topic, documents, problems)
    if (brief === 'later') {
      postpone(topic)
      return undefined
    }
    // The same again, since the model is still away: nobody needs to see it twice.
    const isRepeated = brief?.fallback !== undefined && (await store.briefOf(topic))?.id === brief.id
    if (isRepeated && retries.has(topic)) {
      postpone(topic)
      return undefined
    }
    if (brief === undefined || (await store.isRetracted(brief.id))) {
      await store.dropBrief(topic, documents)
      if (brief !== undefined) return await dropKept(topic, problems)
    } else await store.saveBrief(brief, documents, now().toISOString())
    const isKept = await keep(topic, brief, problems)
    if (isKept && brief?.fallback === undefined) retries.delete(topic)
    else postpone(topic)
    return brief
  }

  /** Whoever runs the desk has taken it back: it is shown nowhere, until other documents give another one. */
  async function dropKept(topic: string, problems: Problem[]): Promise<undefined> {
    retries.delete(topic)
    await keep(topic, undefined, problems)
  }

  return {
    async round(problems) {
      const at = now().getTime()
      const due = [...retries].filter(([, { tryAt }]) => tryAt <= at).map(([topic]) => topic)
      const stale = await store.staleTopics(BRIEFS_A_ROUND + retries.size)
      const topics = new Set([...due, ...stale.filter((topic) => !retries.has(topic))])
      const briefs: Brief[] = []
      for (const topic of [...topics].slice(0, BRIEFS_A_ROUND)) {
        if (now().getTime() - at > ROUND_MS) break
        const brief = await rewrite(topic, problems)
        if (brief !== undefined) briefs.push(brief)
      }
      return briefs
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
