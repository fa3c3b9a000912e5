import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Client,
  RESTJSONErrorCodes as Codes,
  Events,
  type Interaction,
} from 'discord.js'
import { optional } from '../../core/optional.ts'
import { answering } from './answering.ts'
import { pressOf } from './buttons.ts'
import { forgetAbsent, watchDepartures, watchStanding } from './departure.ts'
import { readDeed } from './digest-command.ts'
import { completeDigest, filerOf, standingOf } from './digests.ts'
import { discordCode } from './errors.ts'
import { filesOf } from './files.ts'
import { choicesFrom, placeIn, readMessage } from './incoming.ts'
import { briefMessage, handedBy, namesIn, type PassageOptions, repliedTo, takeBriefCommand } from './passages.ts'
import { isAskButton, isQuestion, openQuestion, takeQuestion } from './questions.ts'
import { takeReaction, watchReactions } from './reactions.ts'
import { standpoint } from './standpoint.ts'

export interface ListenerOptions extends PassageOptions {
  /** Told of all that is begun, so that it can be ended in order. */
  readonly onBegin: (work: Promise<void>) => void
}

/** Hands what people type, say and press to the desk, and shows them what it says. */
export function listen(client: Client, options: ListenerOptions): void {
  const { desk, log, onBegin } = options
  const begin = (what: string, work: () => Promise<void>) =>
    onBegin(work().catch((error: unknown) => log.error(what, { error })))

  client.on(Events.InteractionCreate, (interaction) =>
    begin('somebody was not answered', () => takeInteraction(interaction, options)),
  )
  watchDepartures(client, (workspace, channels) =>
    begin('a server that the bot was removed from was not forgotten', () =>
      desk.left({ platform: 'discord', workspace }, channels),
    ),
  )
  watchStanding(client, (standing) =>
    begin('servers that the bot may have been removed from were not looked for', () =>
      forgetAbsent(standing, { rest: client.rest, desk, log }),
    ),
  )
  watchReactions(client, (reaction) =>
    begin('a reaction was not taken', () => takeReaction(reaction, { client, desk })),
  )
  client.on(Events.MessageCreate, (message) =>
    begin('a message was not heard', async () => {
      const bot = client.user?.id
      if (bot === undefined || message.author.bot || message.system || message.webhookId !== null) return
      const { channel, thread } = await standpoint(client, message.channelId)
      const { guildId: guild, mentions, attachments, messageSnapshots } = message
      const repliesTo = repliedTo(message)
      const isForward = messageSnapshots.size > 0
      // A mention alone, in reply to somebody: what it is about stands there.
      const pointsAtReplied = repliesTo !== undefined && mentions.users.has(bot) && mentions.repliedUser?.id !== bot
      const heard = readMessage(
        {
          id: message.id,
          content: message.content,
          channel,
          thread,
          guild: guild ?? undefined,
          ...(repliesTo === undefined ? {} : { repliesTo: { message: repliesTo, author: mentions.repliedUser?.id } }),
          mentions: new Set(mentions.users.keys()),
          holdsMore: isForward || pointsAtReplied || attachments.size > 0,
        },
        bot,
        namesIn(message),
      )
      if (heard === undefined) return
      const files = heard.addressed && !isForward ? filesOf(attachments.values(), options.files) : []
      const handed = heard.addressed ? await handedBy(message, bot, options) : undefined
      if (heard.text === '' && files.length === 0 && handed === undefined) return
      await desk.hear({ ...heard, ...(files.length === 0 ? {} : { files }), ...optional('handed', handed) })
    }),
  )
}

async function takeInteraction(interaction: Interaction, options: ListenerOptions): Promise<void> {
  if (interaction.isAutocomplete()) return await complete(interaction, options)
  if (interaction.isChatInputCommand()) return await obey(interaction, options)
  if (interaction.isMessageContextMenuCommand()) return await briefMessage(interaction, options)
  if (interaction.isModalSubmit()) return isQuestion(interaction) ? await takeQuestion(interaction, options) : undefined
  if (!interaction.isButton()) return
  if (isAskButton(interaction)) return await openQuestion(interaction, options)
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
      ...(pressed.name === 'file' ? { asker: filerOf(interaction) } : {}),
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
    const filing = deed.kind === 'feed' ? { asker: filerOf(interaction) } : {}
    await answering(interaction, { isPublic: false }, options, async (event) =>
      desk.command({ name: 'digest', deed, ...standingOf(interaction), ...filing, place: await place(), event }),
    )
    return
  }
  if (interaction.commandName === 'brief') await takeBriefCommand(interaction, options)
  if (interaction.commandName !== 'ask') return
  const topic = interaction.options.getString('topic') ?? ''
  const question = interaction.options.getString('question') ?? ''
  await answering(interaction, { isPublic: false }, options, async (event) =>
    desk.command({ name: 'ask', question, ...(topic === '' ? {} : { topic }), place: await place(), event }),
  )
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
