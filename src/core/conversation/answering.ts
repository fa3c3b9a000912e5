import type { Target } from '../delivery.ts'

/**
 * What is answered in a channel:
 * - `mentions`: what addresses the desk
 * - `questions`: plain questions in its threads too, where the answer is sure
 * - `off`: nothing that is said there; commands work all the same
 */
export type Answering = (typeof ANSWERING)[number]

export const ANSWERING = ['mentions', 'questions', 'off'] as const

/** What is answered where. */
export interface AnsweringRules {
  /** In channels that are not named. */
  readonly usual: Answering
  readonly channels: readonly { readonly target: Target; readonly answers: Answering }[]
}

export const USUAL_ANSWERING: AnsweringRules = { usual: 'questions', channels: [] }

export function answeringIn({ platform, channel }: Target, { usual, channels }: AnsweringRules): Answering {
  const own = channels.find(({ target }) => target.platform === platform && target.channel === channel)
  return own?.answers ?? usual
}
