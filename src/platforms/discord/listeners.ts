import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Client,
  RESTJSONErrorCodes as Codes,
  Events,
  type Interaction,
  type Message,
  MessageFlags,
} from 'discord.js'
import { InputError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Desk, EventId } from '../../core/ports.ts'
import type { Reply } from '../../core/reply.ts'
import { wording } from '../../core/wording.ts'
import { pressOf } from './buttons.ts'
import { readDeed } from './digest-command.ts'
import { completeDigest, standingOf } from './digests.ts'
import { discordCode } from './errors.ts'
import { choicesFrom, type Names, placeIn, readMessage } from './incoming.ts'
import type { Message as Rendered } from './page.ts'
import { renderNotice, renderReply } from './render.ts'

export interface ListenerOptions {
  readonly desk: Desk
  readonly log: Log
  readonly now: () => Date
  /** Told of all that is begun, so that it can be ended in order. */
  readonly onBegin: (work: Promise<void>) => void
}

type Answerable = ChatInputCommandInteraction | ButtonInteraction

/** Hands what people type, say and press to the desk, and shows them what it says. */
export function listen(client: Client, options: ListenerOptions): void {
  const { desk, log, onBegin } = options
  const begin = (what: string, work: () => Promise<void>) =>
    onBegin(work().catch((error: unknown) => log.error(what, { error })))

  client.on(Events.InteractionCreate, (interaction) =>
    begin('somebody was not answered', () => takeInteraction(interaction, options)),
  )
  client.on(Events.MessageCreate, (message) =>
    begin('a message was not heard', async () => {
      const bot = client.user?.id
      if (bot === undefined || message.author.bot || message.system || message.webhookId !== null) return
      const { channel, thread } = await standpoint(client, message.channelId)
      const { guildId: guild, reference, mentions } = message
      const heard = readMessage(
        {
          id: message.id,
          content: message.content,
          channel,
          thread,
          guild: guild ?? undefined,
          ...(reference?.messageId === undefined
            ? {}
            : { repliesTo: { message: reference.messageId, author: mentions.repliedUser?.id } }),
          mentions: new Set(mentions.users.keys()),
        },
        bot,
        namesIn(message),
      )
      if (heard !== undefined) await desk.hear(heard)
    }),
  )
}

async function takeInteraction(interaction: Interaction, options: ListenerOptions): Promise<void> {
  if (interaction.isAutocomplete()) return await complete(interaction, options)
  if (interaction.isChatInputCommand()) return await obey(interaction, options)
  if (!interaction.isButton()) return
  const pressed = pressOf(interaction.customId)
  if (pressed === undefined) return
  await answering(interaction, { isPublic: false }, options, async (event) => {
    const { channel, thread } = await standpoint(interaction.client, interaction.channelId)
    return await options.desk.act({
      ...pressed,
      place: placeIn(channel, interaction.guildId),
      channel,
      message: interaction.message.id,
      ...(thread === undefined ? {} : { thread }),
      ...standingOf(interaction),
      event,
    })
  })
}

async function obey(interaction: ChatInputCommandInteraction, options: ListenerOptions): Promise<void> {
  const { desk } = options
  const place = async () =>
    placeIn((await standpoint(interaction.client, interaction.channelId)).channel, interaction.guildId)
  if (interaction.commandName === 'digest') {
    const deed = readDeed(interaction.options)
    if (deed === undefined) return
    await answering(interaction, { isPublic: false }, options, async (event) =>
      desk.command({ name: 'digest', deed, ...standingOf(interaction), place: await place(), event }),
    )
    return
  }
  const topic = interaction.options.getString('topic') ?? ''
  if (interaction.commandName === 'brief') {
    // Discord wants to know who will see the answer before there is one. A list of topics is for the asker alone.
    const isPublic = topic.trim() !== '' && interaction.options.getBoolean('private') !== true
    await answering(interaction, { isPublic }, options, async (event) =>
      desk.command({ name: 'brief', topic, place: await place(), event }),
    )
  } else if (interaction.commandName === 'ask') {
    const question = interaction.options.getString('question') ?? ''
    await answering(interaction, { isPublic: false }, options, async (event) =>
      desk.command({ name: 'ask', question, ...(topic === '' ? {} : { topic }), place: await place(), event }),
    )
  }
}

async function complete(interaction: AutocompleteInteraction, { desk, log }: ListenerOptions): Promise<void> {
  // What a thread may see is what its channel may see; a thread that is not known yet is no reason to keep somebody waiting.
  const cached = interaction.client.channels.cache.get(interaction.channelId)
  const channel = (cached?.isThread() === true ? cached.parentId : undefined) ?? interaction.channelId
  const place = placeIn(channel, interaction.guildId)
  const choices =
    interaction.commandName === 'digest'
      ? await completeDigest(interaction, place, desk)
      : choicesFrom(await desk.suggest(interaction.options.getFocused(), place))
  await interaction.respond(choices).catch((error: unknown) => {
    // The next keystroke has made this one void.
    if (discordCode(error) !== Codes.UnknownInteraction) throw error
    log.debug('a suggestion came too late')
  })
}

/**
 * Defers at once, since Discord waits three seconds and the desk may take longer, then shows what the desk says. A brief that stands in
 * the channel is told to the desk; anything else that was to be seen by all is shown to the asker alone after all.
 */
async function answering(
  interaction: Answerable,
  { isPublic }: { readonly isPublic: boolean },
  options: ListenerOptions,
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
  const show = (page: Rendered, isForAll: boolean) =>
    isForAll || !isPublic ? fill(interaction, page) : whisper(interaction, page)
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
  const { channel, thread } = await standpoint(interaction.client, interaction.channelId)
  const where = { channel, ...(thread === undefined ? {} : { thread }) }
  await desk.posted(reply, { platform: 'discord', ...where }, { ...where, message: shown.id })
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

/**
 * The channel something happens in, and the thread if it is one. What Discord has not announced is asked for; a thread that it does not
 * show to the bot counts as a channel of its own, in which nothing is visible that is limited to others.
 */
async function standpoint(client: Client, id: string | null): Promise<{ channel: string; thread?: string }> {
  if (id === null) return { channel: '' }
  const known = client.channels.cache.get(id)
  const isKnown = known !== undefined && !(known.isThread() && known.parentId === null)
  const channel = isKnown ? known : await client.channels.fetch(id, { force: true }).catch(() => null)
  return channel?.isThread() === true && channel.parentId !== null
    ? { channel: channel.parentId, thread: id }
    : { channel: id }
}

function namesIn({ mentions, guild, client }: Message): Names {
  return {
    user: (id) => guild?.members.cache.get(id)?.displayName ?? mentions.users.get(id)?.displayName,
    role: (id) => mentions.roles.get(id)?.name,
    channel: (id) => {
      const channel = client.channels.cache.get(id)
      return channel !== undefined && 'name' in channel ? (channel.name ?? undefined) : undefined
    },
  }
}
