import type { Message, MessageContextMenuCommandInteraction } from 'discord.js'
import { type AnsweringOptions, answering } from './answering.ts'
import { filerOf } from './digests.ts'
import { type Names, placeIn, readText } from './incoming.ts'
import { standpoint } from './standpoint.ts'

/** “Brief this” on a message: Discord hands over its text, whether or not the bot may read the channel. */
export async function briefMessage(
  interaction: MessageContextMenuCommandInteraction,
  options: AnsweringOptions,
): Promise<void> {
  await answering(interaction, { isPublic: true }, options, async (event) => {
    const { targetMessage: message, client } = interaction
    const { channel } = await standpoint(client, interaction.channelId)
    return await options.desk.command({
      name: 'passage',
      text: textOf(message, client.user.id),
      link: message.url,
      asker: filerOf(interaction),
      place: placeIn(channel, interaction.guildId),
      event,
    })
  })
}

/** What a reader sees of a message: its text, then what embeds say, as of a link that was unfolded or another bot's news. */
function textOf(message: Message, bot: string): string {
  const embeds = message.embeds.flatMap(({ title, description, fields }) => [
    title ?? '',
    description ?? '',
    ...fields.map(({ name, value }) => `${name}: ${value}`),
  ])
  return [readText(message.content, bot, namesIn(message)), ...embeds].filter((part) => part !== '').join('\n\n')
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
