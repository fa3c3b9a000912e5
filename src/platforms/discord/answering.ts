import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  RESTJSONErrorCodes as Codes,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js'
import { InputError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Desk, EventId } from '../../core/ports.ts'
import type { Reply } from '../../core/reply.ts'
import { wording } from '../../core/wording.ts'
import type { Client } from './client.ts'
import { discordCode } from './errors.ts'
import type { Message as Rendered } from './page.ts'
import { renderNotice, renderReply } from './render.ts'
import { standpoint } from './standpoint.ts'

/** What a person did that is answered by showing them a reply. */
export type Answerable =
  | ChatInputCommandInteraction
  | ButtonInteraction
  | MessageContextMenuCommandInteraction
  | ModalSubmitInteraction

export interface AnsweringOptions {
  readonly desk: Desk
  readonly log: Log
  readonly now: () => Date
  /** Posts on the bot's own account, once it is too late to answer; undefined until the bot may post. */
  readonly client: () => Pick<Client, 'post' | 'postTo'> | undefined
}

/** An interaction's token lasts fifteen minutes (docs.discord.com/developers/interactions/receiving-and-responding); less what a call may take. */
const TOKEN_LASTS_MS = 15 * 60_000 - 15_000

/**
 * Defers at once, since Discord waits three seconds and the desk may take longer, then shows what the desk says. A brief that stands in
 * the channel is told to the desk; anything else that was to be seen by all is shown to the asker alone after all.
 */
export async function answering(
  interaction: Answerable,
  { isPublic }: { readonly isPublic: boolean },
  options: AnsweringOptions,
  ask: (event: EventId) => Promise<Reply | undefined>,
): Promise<void> {
  const { desk, log, now } = options
  try {
    await interaction.deferReply(isPublic ? {} : { flags: MessageFlags.Ephemeral })
  } catch (error) {
    const code = discordCode(error)
    log.warn('an answer could not be announced', { error, lateMs: now().getTime() - interaction.createdTimestamp })
    if (code === Codes.UnknownInteraction) return
    // Anything else leaves open whether Discord has it; a desk that was asked before says nothing.
  }
  const show = (page: Rendered, isForAll: boolean): Promise<{ readonly id: string }> => {
    if (now().getTime() - interaction.createdTimestamp > TOKEN_LASTS_MS)
      return showLate(interaction, page, isForAll, options)
    return isForAll || !isPublic ? fill(interaction, page) : whisper(interaction, page)
  }
  let reply: Reply | undefined
  let shown: { readonly id: string }
  try {
    reply = await ask(`discord:${interaction.id}`)
    if (reply === undefined) return
    shown = await show(renderReply(reply), isPublic && reply.kind === 'brief')
  } catch (error) {
    if (!(error instanceof InputError)) log.error('somebody was not answered', { error })
    const words = error instanceof InputError ? error.message : wording.failed
    await show(renderNotice(words), false).catch((unsaid: unknown) => log.warn('nor were they told', { error: unsaid }))
    return
  }
  if (!isPublic || reply.kind !== 'brief') return
  const where = await standpoint(interaction.client, interaction.channelId)
  const guild = interaction.guildId ?? undefined
  await desk.posted(reply, { platform: 'discord', ...where }, { ...where, message: shown.id }, guild)
}

/** By the webhook, not by `editReply`, which refuses where it does not know that the deferral arrived. */
async function fill({ webhook }: Answerable, page: Rendered): Promise<{ readonly id: string }> {
  return await webhook.editMessage('@original', page)
}

/** The announcement was for all; only once it is gone does Discord take another answer that is not. */
async function whisper({ webhook }: Answerable, page: Rendered): Promise<{ readonly id: string }> {
  await webhook.deleteMessage('@original').catch((error: unknown) => {
    if (discordCode(error) !== Codes.UnknownMessage) throw error
  })
  return await webhook.send({ ...page, flags: MessageFlags.Ephemeral })
}

/** On the bot's own account: in the channel what is for all, by direct message what is for one. */
async function showLate(
  interaction: Answerable,
  page: Rendered,
  isForAll: boolean,
  options: AnsweringOptions,
): Promise<{ readonly id: string }> {
  const client = options.client()
  if (client === undefined) throw new Error('it is too late to answer, and the bot may not post yet')
  const key = `late-${interaction.id}`
  if (!isForAll) return { id: (await client.postTo(interaction.user.id, page, key)).message }
  const where = await standpoint(interaction.client, interaction.channelId)
  return { id: (await client.post({ platform: 'discord', ...where }, page, key)).message }
}
