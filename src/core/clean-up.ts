import { endQuietFollows } from './following/following.ts'
import { createDocumentForgetting } from './forgetting.ts'
import { tryInTurn } from './in-turn.ts'
import { PASSAGE_DAYS } from './passage.ts'
import { createBriefForgetting, daysBefore, forgetHistory, HISTORY_DAYS } from './retention.ts'
import type { Store } from './store-ports.ts'
import { WRITTEN_DAYS } from './usage.ts'

/** Redelivered events arrive within hours (Slack's delayed events within 24); a day and a half covers them. */
const EVENT_DAYS = 1.5
/** A thread in which nobody asked for so long is talked out, as the follow of one is over (`following.ts`). */
const TURN_DAYS = 14
const QUESTION_DAYS = 1
/** An entry that its feed has not had for so long, while it had others, does not come back. */
const ENTRY_DAYS = 90
/** An import that was broken off is begun again by then. */
const STEP_DAYS = 90
const EVERY_MS = 60 * 60_000
/** What failed is tried again sooner than that, but not at every beat. */
const RETRY_MS = 60_000

export interface CleanUpOptions {
  readonly store: Store
  readonly now: () => Date
  /** Documents found longer ago are forgotten (`createDocumentForgetting`); none if absent. */
  readonly keepDays?: number
}

/** Keeps the store from growing for ever. */
export interface CleanUp {
  /**
   * To be called at every beat: each kind of thing that is over is forgotten once an hour, of kinds of which there is more at once some at
   * every beat. What fails keeps nothing else from being forgotten, and is tried again a minute later; the first failure is thrown.
   */
  forgetWhatIsOver(): Promise<void>
}

/** Forgets things of one kind; gives true if there is more of it. */
type Part = (at: Date) => Promise<unknown>

export function createCleanUp({ store, now, keepDays }: CleanUpOptions): CleanUp {
  const parts: readonly Part[] = [
    (at) => store.forgetEvents(daysBefore(at, EVENT_DAYS)),
    () => endQuietFollows({ store, now }),
    (at) => store.forgetConversations({ turns: daysBefore(at, TURN_DAYS), questions: daysBefore(at, QUESTION_DAYS) }),
    (at) => store.forgetWritten(daysBefore(at, WRITTEN_DAYS)),
    (at) => store.forgetFeedback(daysBefore(at, HISTORY_DAYS)),
    (at) => store.forgetEntries(daysBefore(at, ENTRY_DAYS)),
    (at) => store.forgetSteps(daysBefore(at, STEP_DAYS)),
    (at) => store.forgetPassages(daysBefore(at, PASSAGE_DAYS), at.toISOString()),
    ...(keepDays === undefined ? [] : [createDocumentForgetting(keepDays, { store, now })]),
    () => forgetHistory({ store, now }),
    createBriefForgetting({ store, now }),
  ]
  const dueAt = new Map<Part, number>()

  async function forget(part: Part): Promise<void> {
    const at = now()
    const wait = (dueAt.get(part) ?? 0) - at.getTime()
    // Longer than that it is only after the clock has been set back.
    if (wait > 0 && wait <= EVERY_MS) return
    dueAt.set(part, at.getTime() + RETRY_MS)
    const hasMore = (await part(at)) === true
    dueAt.set(part, hasMore ? at.getTime() : at.getTime() + EVERY_MS)
  }

  return {
    forgetWhatIsOver: async () => await tryInTurn(parts.map((part) => () => forget(part))),
  }
}
