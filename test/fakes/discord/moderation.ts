import { ChannelType, GatewayIntentBits } from 'discord.js'
import { findMessage } from './message-payloads.ts'
import { changeMessage, removeMessage } from './messages.ts'
import { channelPayload, guildPayload } from './payloads.ts'
import { setThread } from './thread-state.ts'
import { openThread, openThreadFromMessage } from './threads.ts'
import {
  addChannel,
  addGuild,
  addUser,
  type Channel,
  directChannel,
  findNamed,
  type Guild,
  type Message,
  type User,
  type World,
} from './world.ts'

/** What people do to a server, apart from speaking. Channels, servers and people go by id or name. */
export interface Moderation {
  /** Makes a server and invites the bot. */
  addGuild(name: string): Guild
  /** Makes a server that lets the application's commands in, and not its bot. */
  addGuildWithoutBot(name: string): Guild
  /** Makes a channel, by default a text channel of the ready-made server. */
  addChannel(options: { name: string; guild?: string; type?: ChannelType }): Channel
  /** Makes a person; `permissions` are theirs in every server they join, by default a plain member's. */
  addUser(options: Partial<Omit<User, 'id'>> & { name: string }): User
  /** The direct-message channel between the bot and somebody. */
  directMessages(user: string): Channel
  /** Takes permissions from the bot in a channel and the threads below; 0n gives all back. */
  deny(channel: string, permissions: bigint): void
  deleteChannel(channel: string): void
  /** Throws the bot out of a server, and its commands with it: the channels answer 50001 from now on. */
  kickBot(guild: string): void
  archiveThread(thread: string, options?: { locked?: boolean }): void
  unarchiveThread(thread: string): void
  /** Somebody starts a thread, from a message if its id is given. */
  openThread(options: { channel: string; user: string; name: string; message?: string }): Channel
  /** The author of a message changes its text. */
  editMessage(message: Message, content: string): void
  deleteMessage(message: Message): void
}

export function createModeration(world: World, homeGuildId: string, botPermissions: bigint): Moderation {
  const person = (name: string) => {
    const known = world.users.get(name) ?? [...world.users.values()].find((user) => user.name === name)
    return known ?? addUser(world, { name })
  }
  const channelOf = (name: string) => findNamed(world.channels, name)
  const announce = (name: string, guildId: string | null, data: object) => {
    world.emit({ name, guildId, intents: GatewayIntentBits.Guilds, data: () => data })
  }
  const announceChannel = (name: string, channel: Channel) => {
    announce(name, channel.guildId, channelPayload(world, channel))
  }

  return {
    addGuild(name) {
      const guild = addGuild(world, name, botPermissions)
      announce('GUILD_CREATE', guild.id, guildPayload(world, guild))
      return guild
    },
    addGuildWithoutBot(name) {
      const guild = addGuild(world, name, botPermissions)
      guild.members.delete(world.botId)
      return guild
    },
    addChannel({ name, guild = homeGuildId, type = ChannelType.GuildText }) {
      const channel = addChannel(world, { type, name, guildId: findNamed(world.guilds, guild).id })
      announceChannel('CHANNEL_CREATE', channel)
      return channel
    },
    addUser: (options) => addUser(world, options),
    directMessages: (user) => directChannel(world, person(user).id),
    deny(name, permissions) {
      const channel = channelOf(name)
      if (permissions === 0n) channel.denied.delete(world.botId)
      else channel.denied.set(world.botId, permissions)
      announceChannel('CHANNEL_UPDATE', channel)
    },
    deleteChannel(name) {
      const channel = channelOf(name)
      for (const other of world.channels.values()) if (other.parentId === channel.id) world.channels.delete(other.id)
      world.channels.delete(channel.id)
      const { id, guildId, parentId, type } = channel
      const thread = { id, guild_id: guildId, parent_id: parentId, type }
      announce(
        channel.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE',
        guildId,
        channel.thread ? thread : channelPayload(world, channel),
      )
    },
    kickBot(name) {
      const guild = findNamed(world.guilds, name)
      guild.members.delete(world.botId)
      guild.letsCommandsIn = false
      announce('GUILD_DELETE', guild.id, { id: guild.id })
    },
    archiveThread: (name, { locked } = {}) => setThread(world, channelOf(name), { archived: true, locked }),
    unarchiveThread: (name) => setThread(world, channelOf(name), { archived: false }),
    openThread({ channel: parentName, user, name, message: messageId }) {
      const parent = channelOf(parentName)
      const { id: ownerId } = person(user)
      const message = messageId === undefined ? undefined : findMessage(world, parent.id, messageId)
      if (messageId !== undefined && !message) throw new Error(`No message ${messageId} in ${parent.name}`)
      const opening = { name, ownerId, type: ChannelType.PublicThread }
      return message ? openThreadFromMessage(world, parent, message, opening) : openThread(world, parent, opening)
    },
    editMessage: (message, content) => void changeMessage(world, message, { content }),
    deleteMessage: (message) => removeMessage(world, channelOf(message.channelId), message),
  }
}
