import { ChannelType, type GatewayIntentBits, PermissionFlagsBits } from 'discord.js'
import type { Changes } from './changes.ts'
import type { CommandForm } from './command-form.ts'
import type { Component } from './components.ts'
import type { Attachment, Files } from './files.ts'
import type { Interaction } from './interactions.ts'
import type { AllowedMentions, Embed } from './message-form.ts'

/** What the fake holds: Discord's own objects, in memory, before they are written as payloads. */

export interface User {
  id: string
  /** Also the name by which tests speak of this person. */
  name: string
  bot: boolean
  /** The client's language, as interactions carry it. */
  locale: string
  /** What this person may do in every server they join. */
  permissions: bigint
  /** Whether direct messages from the bot are refused (50007). */
  refusesDirectMessages: boolean
}

export interface Role {
  id: string
  name: string
  permissions: bigint
}

export interface Member {
  userId: string
  roleIds: string[]
  joinedAt: number
}

export interface Guild {
  id: string
  name: string
  ownerId: string
  locale: string
  roles: Map<string, Role>
  members: Map<string, Member>
  /** It was let in with the scope applications.commands, with its bot or without. */
  letsCommandsIn: boolean
}

export interface Thread {
  archived: boolean
  locked: boolean
  autoArchiveMinutes: number
  archiveChangedAt: number
  createdAt: number
  memberIds: Set<string>
}

export interface Channel {
  id: string
  type: ChannelType
  /** null for a direct message */
  guildId: string | null
  /** The text channel above a thread. */
  parentId: string | null
  name: string
  ownerId: string | null
  /** The person at the other end of a direct message. */
  recipientId: string | null
  /** Permissions taken from single members here, by user id; the bot is one of them. */
  denied: Map<string, bigint>
  thread: Thread | null
  /** Oldest first. Ephemeral messages are not here, but with their interaction. */
  messages: Message[]
}

export interface Message {
  id: string
  type: number
  channelId: string
  authorId: string
  content: string
  embeds: Embed[]
  components: Component[]
  attachments: Attachment[]
  flags: number
  createdAt: number
  editedAt: number | null
  nonce: string | number | null
  /** undefined: not given, so Discord's default for this kind of message holds */
  allowedMentions: AllowedMentions | undefined
  reference: { messageId: string; channelId: string } | null
  /** The message that this one forwards, as it was then; `reference` says where it stands. */
  forwarded: Message | null
  /** Users this message pings, after allowed_mentions. */
  mentionIds: string[]
  mentionsEveryone: boolean
  /** The interaction that this message answers. */
  interaction: Interaction | null
}

export interface Command extends CommandForm {
  id: string
  guildId: string | null
  version: string
}

/** An event on its way to the gateway's sessions. */
export interface GatewayEvent {
  name: string
  /** null goes to shard 0, as direct messages do */
  guildId: string | null
  /** The event goes to sessions that asked for one of these; 0 goes to every session. */
  intents: GatewayIntentBits | 0
  /** The payload as a session with these intents sees it. */
  data: (intents: number) => object
}

export interface World {
  readonly now: () => number
  readonly newId: () => string
  readonly changes: Changes
  readonly applicationId: string
  /** The bot's user; Discord gives new applications and their bots the same id. */
  readonly botId: string
  /** Privileged intents switched on in the developer portal; REST answers hide message content without it. */
  privilegedIntents: number
  readonly users: Map<string, User>
  readonly guilds: Map<string, Guild>
  readonly channels: Map<string, Channel>
  readonly commands: Map<string, Command>
  readonly interactions: Map<string, Interaction>
  /** The bot's latest message of each nonce. */
  readonly nonces: Map<string, Message>
  /** When a thread cannot be started because there are too many (160006). */
  activeThreadLimit: number
  files: Files
  /** Sends to the gateway and wakes whoever waits for a change. */
  emit(event: GatewayEvent): void
}

/** What a bot that posts, answers and starts threads is invited with, and what a plain member of a server may do. */
export const BOT_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.ReadMessageHistory
export const EVERYONE_PERMISSIONS =
  BOT_PERMISSIONS | PermissionFlagsBits.UseApplicationCommands | PermissionFlagsBits.AddReactions

export function addUser(world: World, user: Partial<User> & Pick<User, 'name'>): User {
  const added: User = {
    id: user.id ?? world.newId(),
    bot: false,
    locale: 'en-US',
    permissions: EVERYONE_PERMISSIONS,
    refusesDirectMessages: false,
    ...user,
  }
  world.users.set(added.id, added)
  return added
}

/** Makes a server with the bot in it; everybody who speaks there later joins on the way. */
export function addGuild(world: World, name: string, botPermissions: bigint): Guild {
  const id = world.newId()
  const owner = addUser(world, { name: `owner of ${name}` })
  const botRole = { id: world.newId(), name: 'bot', permissions: botPermissions }
  // The bot's permissions come from its own role alone, so that a test can take every single one away.
  const everyone = { id, name: '@everyone', permissions: 0n }
  const guild: Guild = {
    id,
    name,
    ownerId: owner.id,
    locale: 'en-US',
    roles: new Map([everyone, botRole].map((role) => [role.id, role])),
    members: new Map(),
    letsCommandsIn: true,
  }
  world.guilds.set(id, guild)
  join(world, guild, owner)
  guild.members.set(world.botId, { userId: world.botId, roleIds: [botRole.id], joinedAt: world.now() })
  return guild
}

/** Makes a user a member, with a role of their own that grants what they may do. */
export function join(world: World, guild: Guild, user: User): Member {
  const existing = guild.members.get(user.id)
  if (existing) return existing
  const role = { id: world.newId(), name: `role of ${user.name}`, permissions: user.permissions }
  guild.roles.set(role.id, role)
  const member = { userId: user.id, roleIds: [role.id], joinedAt: world.now() }
  guild.members.set(user.id, member)
  return member
}

/** Makes a channel without thread and messages. */
export function addChannel(world: World, channel: Pick<Channel, 'type' | 'name'> & Partial<Channel>): Channel {
  const added: Channel = {
    id: channel.id ?? world.newId(),
    guildId: null,
    parentId: null,
    ownerId: null,
    recipientId: null,
    denied: new Map(),
    thread: null,
    messages: [],
    ...channel,
  }
  world.channels.set(added.id, added)
  return added
}

/** The direct-message channel with a user, opened at first use. */
export function directChannel(world: World, userId: string): Channel {
  for (const channel of world.channels.values()) if (channel.recipientId === userId) return channel
  return addChannel(world, { type: ChannelType.DM, name: '', recipientId: userId })
}

/** Finds by id, or else by name. Throws with the names there are, since a typing error in a test should be easy to see. */
export function findNamed<T extends { id: string; name: string }>(map: Map<string, T>, idOrName: string): T {
  const found = map.get(idOrName) ?? [...map.values()].find((item) => item.name === idOrName)
  if (found) return found
  throw new Error(`No "${idOrName}" among: ${[...map.values()].map((item) => `${item.name} (${item.id})`).join(', ')}`)
}
