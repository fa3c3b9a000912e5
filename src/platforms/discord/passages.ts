import type { ChatInputCommandInteraction, Embed, Message, MessageContextMenuCommandInteraction } from 'discord.js'
import { addressesIn } from '../../core/pointing.ts'
import { type AnsweringOptions, answering } from './answering.ts'
import { filerOf } from './digests.ts'
import { type FileOptions, filesOf } from './files.ts'
import { type Names, placeIn, readText } from './incoming.ts'
import { standpoint } from './standpoint.ts'

export interface PassageOptions extends AnsweringOptions {
  readonly files: FileOptions
}

/** “Brief this” on a message: Discord hands over its text and files, whether or not the bot may read the channel. */
export async function briefMessage(
  interaction: MessageContextMenuCommandInteraction,
  options: PassageOptions,
): Promise<void> {
  await answering(interaction, { isPublic: true }, options, async (event) => {
    const { targetMessage: message, client } = interaction
    const { channel } = await standpoint(client, interaction.channelId)
    const files = filesOf(message.attachments.values(), options.files)
    return await options.desk.command({
      name: 'passage',
      ...textsOf(message, client.user.id),
      ...(files.length === 0 ? {} : { files }),
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

/**
 * What a reader sees of a message: its text, then what embeds say, as of another bot's news; and apart from that what Discord shows of the
 * pages that it links to.
 */
function textsOf(message: Message, bot: string) {
  const { embeds, author } = message
  const own = readText(message.content, bot, namesIn(message))
  // What a bot embeds is its own, and its heading often leads to the page that it is about; people's embeds are made of their links.
  const links = [...addressesIn(own), ...(author.bot ? embeds.flatMap(({ url }) => addressesIn(url ?? '')) : [])]
  const pages = [...new Set(links)].filter((address) => !isInDiscord(address))
  const said = author.bot || pages.length === 0 ? [own, ...embeds.map(textOfEmbed)] : [own]
  const text = said.filter((part) => part !== '').join('\n\n')
  return pages.length === 0 ? { text } : { text, pages, ...(author.bot ? {} : { preview: previewOf(embeds) }) }
}

function previewOf(embeds: readonly Embed[]): string {
  return embeds
    .map(textOfEmbed)
    .filter((part) => part !== '')
    .join('\n\n')
}

function textOfEmbed({ title, description, fields }: Embed): string {
  const parts = [title ?? '', description ?? '', ...fields.map(({ name, value }) => `${name}: ${value}`)]
  return parts.filter((part) => part !== '').join('\n\n')
}

function isInDiscord(address: string): boolean {
  const host = URL.parse(address)?.hostname ?? ''
  return ['discord.com', 'discord.gg'].some((own) => host === own || host.endsWith(`.${own}`))
}

/** Names for the ids in a message, as far as Discord has told them. */
export function namesIn({ mentions, guild, client }: Message): Names {
  return {
    user: (id) => guild?.members.cache.get(id)?.displayName ?? mentions.users.get(id)?.displayName,
    role: (id) => mentions.roles.get(id)?.name,
    channel: (id) => {
      const channel = client.channels.cache.get(id)
      return channel !== undefined && 'name' in channel ? (channel.name ?? undefined) : undefined
    },
  }
}
