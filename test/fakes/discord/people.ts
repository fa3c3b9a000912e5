import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  InteractionContextType,
  InteractionType,
  MessageType,
  PermissionFlagsBits,
} from 'discord.js'
import type { CommandOption } from './command-form.ts'
import { visibleCommand } from './commands.ts'
import { type Component, walkComponents } from './components.ts'
import { type Attachment, attachmentPayload } from './files.ts'
import type { Interaction } from './interactions.ts'
import type { Embed } from './message-form.ts'
import { findMessage, messagePayload } from './message-payloads.ts'
import { addMessage, type Draft } from './messages.ts'
import { interactionBase } from './payloads.ts'
import { may } from './permissions.ts'
import { isArchived, setThread } from './thread-state.ts'
import { addUser, type Channel, type Command, findNamed, join, type Message, type User, type World } from './world.ts'

export type OptionValue = string | number | boolean

/** Who does something and where: ids or names. An unknown person is made up on the spot. */
export interface Doer {
  channel: string
  user: string
}

export interface Saying extends Doer {
  content: string
  /** Id of the message that is replied to. */
  replyTo?: string
  /** Whether the reply pings the author it replies to, default true as in Discord's clients. */
  ping?: boolean
  /** People or the bot (ids or names) to mention in front of the text. */
  mentions?: string[]
  attachments?: Omit<Attachment, 'id'>[]
  /** The message that is forwarded, from wherever it stands; nothing else can be said with it. */
  forward?: Message
  /** What Discord shows of the links in it. */
  embeds?: Embed[]
}

/** Somebody writes into a channel or thread; an archived thread opens unless it is locked. */
export function say(world: World, saying: Saying): Message {
  const { channel, user } = resolve(world, saying)
  if (isArchived(world, channel)) {
    if (channel.thread?.locked) throw new Error(`${channel.name} is locked`)
    setThread(world, channel, { archived: false })
  }
  channel.thread?.memberIds.add(user.id)
  const front = (saying.mentions ?? []).map((name) => `<@${findNamed(world.users, name).id}>`)
  const draft: Draft = { authorId: user.id, content: [...front, saying.content].join(' ').trim() }
  draft.attachments = (saying.attachments ?? []).map((one) => ({ ...one, id: world.newId() }))
  draft.embeds = saying.embeds ?? []
  // Only moderators may ping everyone; people here are none.
  draft.allowedMentions = { parse: ['users'] }
  const replied = saying.replyTo ? findMessage(world, channel.id, saying.replyTo) : undefined
  if (saying.replyTo && !replied) throw new Error(`No message ${saying.replyTo} in ${channel.name}`)
  if (replied) {
    draft.type = MessageType.Reply
    draft.reference = { messageId: replied.id, channelId: channel.id }
    // A reply to an interaction's answer does not mention the bot (docs: you-might-not-need-a-privileged-intent).
    if (saying.ping !== false && replied.interaction === null) draft.mentionIds = [replied.authorId]
  }
  if (saying.forward) {
    if (draft.content !== '') throw new Error('A message that forwards another has no text of its own')
    const { id: messageId, channelId } = saying.forward
    draft.reference = { messageId, channelId }
    draft.forwarded = { ...saying.forward }
  }
  return addMessage(world, channel, draft)
}

export interface CommandUse extends Doer {
  /** The command, with subcommands after it: `brief`, `digest add`. */
  name: string
  options?: Record<string, OptionValue>
  /** Files for options that take one. */
  files?: Record<string, Omit<Attachment, 'id'>>
}

/** Somebody uses a slash command. Throws if Discord's client would not send it: unknown command, missing or odd option. */
export function useCommand(world: World, use: CommandUse): Interaction {
  const { channel, user } = resolve(world, use)
  const { command, path, options } = findCommand(world, channel, use.name)
  requireUsable(world, command, channel, user)
  const files = Object.entries(use.files ?? {}).map(([name, file]) => ({ name, file: { ...file, id: world.newId() } }))
  const values = { ...use.options, ...Object.fromEntries(files.map(({ name, file }) => [name, file.id])) }
  for (const name of Object.keys(values)) {
    if (!options.some((option) => option.name === name)) throw new Error(`/${use.name} has no option "${name}"`)
  }
  const given = options.flatMap((option) => {
    const value = values[option.name]
    if (value === undefined && option.required) throw new Error(`/${use.name} needs "${option.name}"`)
    if (value !== undefined && option.choices?.length && !option.choices.some((choice) => choice.value === value)) {
      throw new Error(`"${value}" is no choice of "${option.name}"`)
    }
    return value === undefined ? [] : [{ name: option.name, type: option.type, value }]
  })
  const payloads = files.map(({ file }) => [file.id, attachmentPayload(world.files, channel.id, file)])
  const data = {
    id: command.id,
    name: command.name,
    type: ApplicationCommandType.ChatInput,
    options: nest(path, given),
    ...(files.length === 0 ? {} : { resolved: { attachments: Object.fromEntries(payloads) } }),
  }
  return emitInteraction(world, channel, user, {
    type: InteractionType.ApplicationCommand,
    data,
    commandName: use.name,
  })
}

export interface Typing extends Doer {
  name: string
  /** The option being typed. */
  option: string
  value: string
  /** Options filled in before. */
  options?: Record<string, OptionValue>
}

/** Somebody types into an option that completes itself. */
export function typeOption(world: World, typing: Typing): Interaction {
  const { channel, user } = resolve(world, typing)
  const { command, path, options } = findCommand(world, channel, typing.name)
  const option = options.find((candidate) => candidate.name === typing.option)
  if (!option?.autocomplete) throw new Error(`"${typing.option}" of /${typing.name} does not complete itself`)
  const filled = options.flatMap(({ name, type }) => {
    if (name === typing.option) return [{ name, type, value: typing.value, focused: true }]
    const value = typing.options?.[name]
    return value === undefined ? [] : [{ name, type, value }]
  })
  const data = {
    id: command.id,
    name: command.name,
    type: ApplicationCommandType.ChatInput,
    options: nest(path, filled),
  }
  const type = InteractionType.ApplicationCommandAutocomplete
  return emitInteraction(world, channel, user, { type, data, commandName: typing.name })
}

/** Somebody uses a message command ("Apps" in a message's menu); it carries the message's content whatever the intents. */
export function useMessageCommand(world: World, use: Doer & { name: string; message: string }): Interaction {
  const { channel, user } = resolve(world, use)
  const command = visibleCommand(world, channel.guildId, use.name, ApplicationCommandType.Message)
  const message = findMessage(world, channel.id, use.message)
  if (!message) throw new Error(`No message ${use.message} in ${channel.name}`)
  const resolved = { messages: { [message.id]: messagePayload(world, message) } }
  const data = { id: command.id, name: command.name, type: command.type, target_id: message.id, resolved }
  return emitInteraction(world, channel, user, {
    type: InteractionType.ApplicationCommand,
    data,
    commandName: use.name,
  })
}

export interface Click {
  message: Message
  customId: string
  user: string
  /** What is chosen, for a select menu. */
  values?: string[]
}

/** Somebody clicks a button or chooses from a menu. Throws if the message has no such component or it is disabled. */
export function clickComponent(world: World, click: Click): Interaction {
  const { channel, user } = resolve(world, { channel: click.message.channelId, user: click.user })
  const all = [...walkComponents(click.message.components)].map(([component]) => component)
  const component = all.find((candidate) => candidate.custom_id === click.customId)
  if (!component) {
    throw new Error(`No "${click.customId}" among: ${all.flatMap((other) => other.custom_id ?? []).join(', ')}`)
  }
  if (component.disabled) throw new Error(`"${click.customId}" is disabled`)
  const chosen = component.type === ComponentType.Button ? {} : { values: checkChosen(component, click.values ?? []) }
  const data = { custom_id: click.customId, component_type: component.type, id: component.id ?? 1, ...chosen }
  return emitInteraction(world, channel, user, { type: InteractionType.MessageComponent, data, source: click.message })
}

/** Somebody fills in the modal that an interaction opened. Throws if a value does not fit its input. */
export function fillModal(world: World, opener: Interaction, values: Record<string, string>): Interaction {
  if (!opener.modal) throw new Error('The bot showed no modal')
  const { channel, user } = resolve(world, { channel: opener.channelId, user: opener.userId })
  const known = [...walkComponents(opener.modal.components)].flatMap(([component]) => component.custom_id ?? [])
  for (const id of Object.keys(values))
    if (!known.includes(id)) throw new Error(`The modal has no "${id}", only: ${known.join(', ')}`)
  const components = opener.modal.components.map((component) => fill(component, values))
  const data = { custom_id: opener.modal.custom_id, components }
  return emitInteraction(world, channel, user, { type: InteractionType.ModalSubmit, data, source: opener.source })
}

interface Happening {
  type: InteractionType
  data: object
  commandName?: string
  source?: Message | null
}

function emitInteraction(world: World, channel: Channel, user: User, happening: Happening): Interaction {
  const { type, data, commandName = null, source = null } = happening
  const id = world.newId()
  const interaction: Interaction = {
    id,
    // Interaction tokens are long and opaque; this one can be told apart in a log.
    token: Buffer.from(`interaction:${id}:${'x'.repeat(64)}`).toString('base64url'),
    type,
    createdAt: world.now(),
    userId: user.id,
    channelId: channel.id,
    guildId: channel.guildId,
    commandName,
    source,
    callback: null,
    original: null,
    loading: false,
    edits: [],
    followUps: [],
    modal: null,
    choices: null,
  }
  world.interactions.set(id, interaction)
  const { token } = interaction
  const message = source ? { message: messagePayload(world, source) } : {}
  const payload = {
    id,
    token,
    type,
    ...interactionBase(world, channel, user),
    data: inGuild(channel, data),
    ...message,
  }
  // Interactions need no intent (docs: interactions/receiving-and-responding).
  world.emit({ name: 'INTERACTION_CREATE', guildId: channel.guildId, intents: 0, data: () => payload })
  return interaction
}

function inGuild(channel: Channel, data: object): object {
  return channel.guildId && 'name' in data ? { ...data, guild_id: channel.guildId } : data
}

export function resolve(world: World, { channel: where, user: who }: Doer): { channel: Channel; user: User } {
  const channel = findNamed(world.channels, where)
  const known = world.users.get(who) ?? [...world.users.values()].find((user) => user.name === who)
  const user = known ?? addUser(world, { name: who })
  const guild = channel.guildId ? world.guilds.get(channel.guildId) : undefined
  if (guild) join(world, guild, user)
  return { channel, user }
}

/** A person's client does not offer what they may not use, or not here (docs: interactions/application-commands, Permissions). */
function requireUsable(world: World, command: Command, channel: Channel, user: User): void {
  const context = channel.guildId === null ? InteractionContextType.BotDM : InteractionContextType.Guild
  if (command.contexts && !command.contexts.includes(context)) throw new Error(`/${command.name} is not offered here`)
  if (channel.guildId === null || command.default_member_permissions == null) return
  const needed = BigInt(command.default_member_permissions)
  // "0" is for administrators alone.
  const granted = may(world, channel, needed === 0n ? PermissionFlagsBits.Administrator : needed, user.id)
  if (!granted) throw new Error(`/${command.name} is not offered to ${user.name}`)
}

function findCommand(world: World, channel: Channel, path: string) {
  const [name = '', ...rest] = path.split(' ')
  const command = visibleCommand(world, channel.guildId, name, ApplicationCommandType.ChatInput)
  let options: CommandOption[] = command.options ?? []
  const groups = rest.map((step) => {
    const group = options.find((option) => option.name === step)
    if (!group) throw new Error(`/${name} has no "${step}"`)
    options = group.options ?? []
    return group
  })
  const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType
  const deeper = options.find((option) => option.type === Subcommand || option.type === SubcommandGroup)
  if (deeper) throw new Error(`/${path} must be followed by a subcommand such as "${deeper.name}"`)
  return { command, path: groups, options }
}

function nest(path: readonly CommandOption[], options: object[]): object[] {
  return path.reduceRight((inner, { name, type }) => [{ name, type, options: inner }], options)
}

function checkChosen(select: Component, values: string[]): string[] {
  const fits = values.every(
    (value) => select.type !== ComponentType.StringSelect || select.options?.some((option) => option.value === value),
  )
  const { min_values: min, max_values: max } = select
  if (!fits || values.length < (min ?? 1) || values.length > (max ?? 1)) {
    throw new Error(`[${values.join(', ')}] does not fit the menu "${select.custom_id}"`)
  }
  return values
}

function fill(component: Component, values: Record<string, string>): object {
  const { type, id = 1, custom_id: customId } = component
  if (component.component) return { type, id, component: fill(component.component, values) }
  if (component.components) return { type, id, components: component.components.map((child) => fill(child, values)) }
  if (customId === undefined) return { type, id }
  const value = values[customId] ?? component.value ?? ''
  if (type !== ComponentType.TextInput) return { type, id, custom_id: customId, values: value === '' ? [] : [value] }
  const required = component.required !== false
  const min = component.min_length ?? (required ? 1 : 0)
  if ((value !== '' || required) && (value.length < min || value.length > (component.max_length ?? 4000))) {
    throw new Error(`"${value}" does not fit the input "${customId}"`)
  }
  return { type, id, custom_id: customId, value }
}
