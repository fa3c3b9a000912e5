import { InteractionResponseType } from 'discord.js'
import type { Changes, WaitOptions } from './changes.ts'
import type { Choice } from './command-form.ts'
import type { Interaction, Modal } from './interactions.ts'
import { isEphemeral } from './message-payloads.ts'
import type { Message } from './world.ts'

/** One interaction, from the side of the person who started it. All properties are live. */
export interface Exchange {
  readonly interaction: Interaction
  /** How the bot acknowledged it; null if it did not yet. */
  readonly callback: InteractionResponseType | null
  /** Whether the first answer was "thinking…" (type 5) or a silent deferral (type 6). */
  readonly deferred: boolean
  /** Whether only this person sees the answer. */
  readonly ephemeral: boolean
  /** The answer as it stands (`@original`); null if there is none. */
  readonly message: Message | null
  /** The answer after each edit, oldest first. */
  readonly edits: readonly Message[]
  readonly followUps: readonly Message[]
  readonly modal: Modal | null
  readonly choices: readonly Choice[] | null
  /** Resolves with the answer once it says something, that is, after a deferral has been filled in. */
  answered(options?: WaitOptions): Promise<Message>
  /** Resolves with the nth follow-up, counted from 1. */
  followUp(nth?: number, options?: WaitOptions): Promise<Message>
}

/** Waits until the bot has acknowledged an interaction. Rejects by name if it does not. */
export async function acknowledged(
  changes: Changes,
  interaction: Interaction,
  options: WaitOptions = {},
): Promise<Exchange> {
  const what = options.what ?? `an acknowledgement of ${nameOf(interaction)}`
  await changes.until(() => interaction.callback !== null, { ...options, what })
  return exchangeOf(changes, interaction)
}

export function exchangeOf(changes: Changes, interaction: Interaction): Exchange {
  return {
    interaction,
    get callback() {
      return interaction.callback
    },
    get deferred() {
      return (
        interaction.callback === InteractionResponseType.DeferredChannelMessageWithSource ||
        interaction.callback === InteractionResponseType.DeferredMessageUpdate
      )
    },
    get ephemeral() {
      return interaction.original !== null && isEphemeral(interaction.original)
    },
    get message() {
      return interaction.original
    },
    get edits() {
      return interaction.edits
    },
    get followUps() {
      return interaction.followUps
    },
    get modal() {
      return interaction.modal
    },
    get choices() {
      return interaction.choices
    },
    answered: (options = {}) => {
      const what = options.what ?? `an answer to ${nameOf(interaction)}`
      return changes.until(() => (interaction.loading ? null : interaction.original), { ...options, what })
    },
    followUp: (nth = 1, options = {}) => {
      const what = options.what ?? `follow-up ${nth} to ${nameOf(interaction)}`
      return changes.until(() => interaction.followUps[nth - 1], { ...options, what })
    },
  }
}

function nameOf({ commandName, id }: Interaction): string {
  return commandName === null ? `interaction ${id}` : `/${commandName}`
}
