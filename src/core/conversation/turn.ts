import type { Target } from '../delivery.ts'
import type { Place } from '../topic.ts'

/** The last question of a thread and what was said to it: what a follow-on question takes its subject from. */
export interface Turn {
  /** As it was understood: a follow-on with what it leans on. */
  readonly question: string
  /** The claims of the answer, the best first; none where there was no answer. */
  readonly answer: readonly string[]
  /** Slugs that it was about. */
  readonly topics: readonly string[]
}

/** A question that may be put to all topics yet. */
export interface KeptQuestion {
  readonly id: string
  /** Where it was asked: only there is it opened again. */
  readonly place: Place
  readonly text: string
}

/** What conversations are kept for: for days, not for ever. */
export interface ConversationStore {
  /** The turn takes the place of the thread's last. */
  saveTurn(target: Target, thread: string, turn: Turn, now: string): Promise<void>
  lastTurn(target: Target, thread: string): Promise<Turn | undefined>
  keepQuestion(question: KeptQuestion, now: string): Promise<void>
  keptQuestion(id: string): Promise<KeptQuestion | undefined>
  /** Drops turns and questions from before these instants. */
  forgetConversations(before: { readonly turns: string; readonly questions: string }): Promise<void>
}
