import { LIMITS } from './limits.ts'
import { SlackError } from './slack-error.ts'
import type { Workspace } from './workspace.ts'

/** The short-lived tickets with which an app may open a modal for a person who just did something. */
export class Triggers {
  readonly #workspace: Workspace
  readonly #issued = new Map<string, { user: string; at: number; used: boolean }>()

  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  issue(user: string): string {
    const id = `${this.#issued.size + 1}.${Math.floor(this.#workspace.now())}.fake`
    this.#issued.set(id, { user, at: this.#workspace.now(), used: false })
    return id
  }

  /**
   * Spends a ticket and tells whose it was.
   * Throws SlackError: invalid_trigger_id, exchanged_trigger_id, expired_trigger_id.
   */
  spend(id: string | undefined): string {
    const trigger = this.#issued.get(id ?? '')
    if (trigger === undefined) throw new SlackError('invalid_trigger_id')
    if (trigger.used) throw new SlackError('exchanged_trigger_id')
    if (this.#workspace.now() - trigger.at > LIMITS.triggerSeconds * 1000) throw new SlackError('expired_trigger_id')
    trigger.used = true
    return trigger.user
  }
}
