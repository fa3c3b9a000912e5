import {
  type ChatInputCommandInteraction,
  type Embed,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageReferenceType,
  type MessageSnapshot,
} from 'discord.js'
import type { PassageContent } from '../../core/passage.ts'
import { addressesIn } from '../../core/pointing.ts'
import { type AnsweringOptions, answering } from './answering.ts'
import { filerOf } from './digests.ts'
import { type FileOptions, filesOf } from './files.ts'
import { type Names, placeIn, readText } from './incoming.ts'
import { standpoint } from './standpoint.ts'

export interface PassageOptions extends AnsweringOptions {
  readonly files: FileOptions
}

/** “Brief this” on a message: Discord hands over what it holds, whether or not the bot may read the channel. */
export async function briefMessage(
  interaction: MessageContextMenuCommandInteraction,
  options: PassageOptions,
): Promise<void> {
  await answering(interaction, { isPublic: true }, options, async (event) => {
    const { targetMessage: message, client } = interaction
    const { channel } = await standpoint(client, interaction.channelId)
    return await options.desk.command({
      name: 'passage',
      ...contentOf(message, client.user.id, options.files),
      link: message.url,
      asker: filerOf(interaction),
      place: placeIn(channel, interaction.guildId),
      event,
    })
  })
}

/** `/brief` with a topic, with the address of a page in its place, or with a file. */
export async function takeBriefCommand(
  interaction: ChatInputCommandInteraction,
  options: PassageOptions,
): Promise<void> {
  const topic = interaction.options.getString('topic') ?? ''
  const file = interaction.options.getAttachment('file')
  const isPrivate = interaction.options.getBoolean('private') === true
  // Discord wants to know who will see the answer before there is one. A list of topics is for the asker alone.
  const isPublic = (topic.trim() !== '' || file !== null) && !isPrivate
  await answering(interaction, { isPublic }, options, async (event) => {
    const { channel } = await standpoint(interaction.client, interaction.channelId)
    const from = { asker: filerOf(interaction), place: placeIn(channel, interaction.guildId), event }
    if (file === null) return await options.desk.command({ name: 'brief', topic, ...from })
    return await options.desk.command({ name: 'passage', text: '', files: filesOf([file], options.files), ...from })
  })
}

/** The message that one replies to. */
export function repliedTo({ reference }: Message): string | undefined {
  return reference?.type === MessageReferenceType.Default ? reference.messageId : undefined
}

/** What is in the message that one forwards, or replies to if that is not the bot's; undefined where the bot sees nothing of it. */
export async function handedBy(
  message: Message,
  bot: string,
  { files, log }: PassageOptions,
): Promise<PassageContent | undefined> {
  if (message.messageSnapshots.size > 0) return { ...contentOf(message, bot, files), text: '' }
  const id = repliedTo(message)
  if (id === undefined || message.mentions.repliedUser?.id === bot) return undefined
  try {
    // It came with the reply, and is asked for only where that was not kept.
    const replied = await message.channel.messages.fetch(id)
    const content = contentOf(replied, bot, files)
    const isEmpty = `${content.text}${content.forwarded ?? ''}` === '' && !('pages' in content) && !('files' in content)
    return replied.author.id === bot || isEmpty ? undefined : content
  } catch (error) {
    log.debug('a message that was replied to could not be had', { error })
    return undefined
  }
}

/** What a message holds, and what those hold that it forwards: Discord shows such a message as a quotation, without whose it is. */
function contentOf(message: Message, bot: string, options: FileOptions): PassageContent {
  const own = textsOf(message, bot)
  const forwarded = [...message.messageSnapshots.values()]
  const quoted = forwarded.map((one) => textsOf(one, bot))
  const pages = [...new Set([own, ...quoted].flatMap((one) => one.pages))]
  const attachments = [message, ...forwarded].flatMap((one) => [...one.attachments.values()])
  const files = filesOf(attachments, options)
  return {
    text: own.text,
    ...(quoted.length === 0 ? {} : { forwarded: joined(quoted.map(({ text }) => text)) }),
    ...(pages.length === 0 ? {} : { pages, preview: joined([own, ...quoted].map(({ preview }) => preview)) }),
    ...(files.length === 0 ? {} : { files }),
  }
}

/**
 * What a reader sees of a message: its text, then what embeds say, as of another bot's news; and apart from that what Discord shows of the
 * pages that it links to.
 */
function textsOf(message: Message | MessageSnapshot, bot: string) {
  const { embeds, author } = message
  const own = readText(message.content, bot, namesIn(message))
  const typed = addressesIn(own)
  // People's embeds are made of their links. Whose a forwarded message is Discord does not tell.
  const isBots = author?.bot ?? typed.length === 0
  // What a bot embeds is its own, and its heading often leads to the page that it is about.
  const links = [...typed, ...(isBots ? embeds.flatMap(({ url }) => addressesIn(url ?? '')) : [])]
  const pages = [...new Set(links)].filter((address) => !isInDiscord(address))
  const shown = joined(embeds.map(textOfEmbed))
  const isSaid = isBots || pages.length === 0
  return { text: joined(isSaid ? [own, shown] : [own]), pages, preview: isSaid ? '' : shown }
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n')
}

function textOfEmbed({ title, description, fields }: Embed): string {
  return joined([title ?? '', description ?? '', ...fields.map(({ name, value }) => `${name}: ${value}`)])
}

function isInDiscord(address: string): boolean {
  const host = URL.parse(address)?.hostname ?? ''
  return ['discord.com', 'discord.gg'].some((own) => host === own || host.endsWith(`.${own}`))
}

/** Names for the ids in a message, as far as Discord has told them. */
export function namesIn({ mentions, guild, client }: Message | MessageSnapshot): Names {
  return {
    user: (id) => guild?.members.cache.get(id)?.displayName ?? mentions.users.get(id)?.displayName,
    role: (id) => mentions.roles.get(id)?.name,
    channel: (id) => {
      const channel = client.channels.cache.get(id)
      return channel !== undefined && 'name' in channel ? (channel.name ?? undefined) : undefined
    },
  }
}
