import { GatewayIntentBits, MessageFlags, MessageType, PermissionFlagsBits } from 'discord.js'
import { ApiError } from './api-errors.ts'
import { LIMITS } from './limits.ts'
import { pingedUsers, pingsOf } from './mentions.ts'
import { isEmpty, type MessageForm, readMessageForm } from './message-form.ts'
import { findMessage, isEphemeral, messageEvent, nonceOf } from './message-payloads.ts'
import { may, requirePermission, visibleChannel } from './permissions.ts'
import { compareSnowflakes } from './snowflakes.ts'
import { requireActive, wakeForMessage } from './thread-state.ts'
import type { Channel, Message, World } from './world.ts'

/** Flags that a bot may set itself (docs: resources/message, Create Message and Interaction Callback Data). */
const SETTABLE =
  MessageFlags.SuppressEmbeds |
  MessageFlags.Ephemeral |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsComponentsV2

/** A message's parts that differ from those of a plain one. */
export type Draft = Partial<Message> & Pick<Message, 'authorId'>

/** Makes a message, puts it into the channel unless it is ephemeral, and tells the gateway. */
export function addMessage(world: World, channel: Channel, draft: Draft): Message {
  const message: Message = {
    id: world.newId(),
    type: MessageType.Default,
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    flags: 0,
    createdAt: world.now(),
    editedAt: null,
    nonce: null,
    allowedMentions: undefined,
    reference: null,
    forwarded: null,
    mentionIds: [],
    mentionsEveryone: false,
    interaction: null,
    ...draft,
    channelId: channel.id,
  }
  noteMentions(message, draft.mentionIds ?? [])
  if (isEphemeral(message)) {
    world.changes.notify()
    return message
  }
  channel.messages.push(message)
  emitMessage(world, 'MESSAGE_CREATE', channel, message)
  return message
}

/** The parts of a message that a form sets. */
export function draftFrom(world: World, form: MessageForm) {
  return {
    content: form.content ?? '',
    embeds: form.embeds ?? [],
    components: form.components ?? [],
    attachments: (form.attachments ?? []).map((file) => ({ id: world.newId(), filename: file.filename ?? 'file' })),
    flags: (form.flags ?? 0) & SETTABLE,
    allowedMentions: form.allowed_mentions ?? undefined,
  }
}

/** POST /channels/:channel/messages. Throws the ApiErrors of a missing permission, a bad form, a closed thread. */
export function postMessage(world: World, channelId: string, body: unknown): Message {
  const channel = visibleChannel(world, channelId)
  // SendMessages has no effect in threads (docs: topics/threads, Permissions).
  const needed = channel.thread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages
  requirePermission(world, channel, needed)
  const recipient = channel.recipientId ? world.users.get(channel.recipientId) : undefined
  if (recipient?.refusesDirectMessages) throw new ApiError(50007)
  const form = readMessageForm(body)
  const reference = referenceOf(world, channel, form)
  const before = form.enforce_nonce && form.nonce != null ? findByNonce(world, form.nonce) : undefined
  if (before) return before
  if (channel.thread) wakeForMessage(world, channel)
  const { flags, ...draft } = draftFrom(world, form)
  // Embeds are dropped without a word where the bot may not embed links (docs: topics/permissions, EMBED_LINKS).
  const embeds = may(world, channel, PermissionFlagsBits.EmbedLinks) ? draft.embeds : []
  if (isEmpty({ ...draft, embeds })) throw new ApiError(50006)
  const replied = reference && findMessage(world, channel.id, reference.messageId)
  const pingsReplied = form.allowed_mentions ? form.allowed_mentions.replied_user === true : true
  const message = addMessage(world, channel, {
    ...draft,
    embeds,
    // Only the answer to an interaction can be ephemeral.
    flags: flags & ~MessageFlags.Ephemeral,
    authorId: world.botId,
    type: reference ? MessageType.Reply : MessageType.Default,
    nonce: form.nonce ?? null,
    reference,
    mentionIds: replied && pingsReplied ? [replied.authorId] : [],
  })
  if (message.nonce !== null) world.nonces.set(String(message.nonce), message)
  return message
}

function referenceOf(world: World, channel: Channel, form: MessageForm): Message['reference'] {
  const asked = form.message_reference
  if (!asked) return null
  if (!may(world, channel, PermissionFlagsBits.ReadMessageHistory)) throw new ApiError(160002)
  if (findMessage(world, channel.id, asked.message_id)) return { messageId: asked.message_id, channelId: channel.id }
  if (asked.fail_if_not_exists === false) return null
  const message = 'Unknown message'
  throw new ApiError(50035, [{ path: ['message_reference'], code: 'REPLIES_UNKNOWN_MESSAGE', message }])
}

/**
 * The message that enforce_nonce gives back: of the same author with the same nonce, whatever the channel.
 * Throws ApiError 10008 if it has been deleted meanwhile (discord-api-docs #6647).
 */
function findByNonce(world: World, nonce: string | number): Message | undefined {
  const before = world.nonces.get(String(nonce))
  if (!before || before.createdAt <= world.now() - LIMITS.message.nonceWindowMs) return undefined
  if (!findMessage(world, before.channelId, before.id)) throw new ApiError(10008)
  return before
}

/** Changes a message in place by an edit's form; fields left out stay. Also serves answers to interactions. */
export function changeMessage(world: World, message: Message, body: unknown): Message {
  const form = readMessageForm(body, message.flags)
  const next = {
    content: form.content === undefined ? message.content : (form.content ?? ''),
    embeds: form.embeds === undefined ? message.embeds : (form.embeds ?? []),
    components: form.components === undefined ? message.components : (form.components ?? []),
    attachments: form.attachments === undefined ? message.attachments : draftFrom(world, form).attachments,
  }
  if (isEmpty(next)) throw new ApiError(50006)
  const kept = message.flags & ~(MessageFlags.Loading | MessageFlags.SuppressEmbeds)
  const suppressed = (form.flags ?? message.flags) & MessageFlags.SuppressEmbeds
  const v2 = (form.flags ?? 0) & MessageFlags.IsComponentsV2
  Object.assign(message, next, { flags: kept | suppressed | v2, editedAt: world.now() })
  if (form.allowed_mentions !== undefined) message.allowedMentions = form.allowed_mentions ?? undefined
  noteMentions(message, [])
  const channel = world.channels.get(message.channelId)
  if (channel && !isEphemeral(message)) emitMessage(world, 'MESSAGE_UPDATE', channel, message)
  else world.changes.notify()
  return message
}

/** PATCH /channels/:channel/messages/:message */
export function editMessage(world: World, channelId: string, messageId: string, body: unknown): Message {
  const message = existingMessage(world, channelId, messageId)
  if (message.authorId !== world.botId) throw new ApiError(50005)
  requireActive(world, channelId)
  return changeMessage(world, message, body)
}

/** DELETE /channels/:channel/messages/:message */
export function deleteMessage(world: World, channelId: string, messageId: string): void {
  const message = existingMessage(world, channelId, messageId)
  requireActive(world, channelId)
  const channel = visibleChannel(world, channelId)
  if (message.authorId !== world.botId) requirePermission(world, channel, PermissionFlagsBits.ManageMessages)
  removeMessage(world, channel, message)
}

/** Takes a message out of its channel, whoever does it. */
export function removeMessage(world: World, channel: Channel, message: Message): void {
  channel.messages = channel.messages.filter((other) => other !== message)
  const guild = channel.guildId ? { guild_id: channel.guildId } : {}
  const data = { id: message.id, channel_id: channel.id, ...guild }
  world.emit({ name: 'MESSAGE_DELETE', guildId: channel.guildId, intents: messageIntent(channel), data: () => data })
}

/** GET of one message. Throws ApiError 10003, 50001, 10008. */
export function existingMessage(world: World, channelId: string, messageId: string): Message {
  const channel = visibleChannel(world, channelId)
  // Without ReadMessageHistory a bot gets 50001 for single messages and an empty list (docs: resources/message).
  if (!may(world, channel, PermissionFlagsBits.ReadMessageHistory)) throw new ApiError(50001)
  const message = findMessage(world, channelId, messageId)
  if (!message) throw new ApiError(10008)
  return message
}

/** GET /channels/:channel/messages: newest first, by limit and one of before, after, around. */
export function listMessages(world: World, channelId: string, query: URLSearchParams): Message[] {
  const channel = visibleChannel(world, channelId)
  const limit = Number(query.get('limit') ?? LIMITS.message.defaultPage)
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMITS.message.page) {
    const message = `int value should be between 1 and ${LIMITS.message.page}.`
    throw new ApiError(50035, [{ path: ['limit'], code: 'NUMBER_TYPE_RANGE', message }])
  }
  if (!may(world, channel, PermissionFlagsBits.ReadMessageHistory)) return []
  const all = channel.messages
  const before = query.get('before')
  const after = query.get('after')
  const around = query.get('around')
  if (around) {
    const older = all.filter((message) => compareSnowflakes(message.id, around) < 0)
    const rest = all.slice(older.length)
    const half = Math.floor(limit / 2)
    return [...older.slice(-half || all.length), ...rest.slice(0, limit - half)].reverse()
  }
  // "after" answers the oldest ones past the mark, "before" and no mark the newest; both newest first.
  if (after)
    return all
      .filter((message) => compareSnowflakes(message.id, after) > 0)
      .slice(0, limit)
      .reverse()
  const older = before ? all.filter((message) => compareSnowflakes(message.id, before) < 0) : all
  return older.slice(-limit).reverse()
}

export function messageIntent(channel: Channel): GatewayIntentBits {
  return channel.guildId === null ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages
}

/** Sends a message's event to those who can see the channel. */
export function emitMessage(world: World, name: string, channel: Channel, message: Message): void {
  if (!may(world, channel, PermissionFlagsBits.ViewChannel)) {
    world.changes.notify()
    return
  }
  const snapshot = structuredClone({ ...message, interaction: null })
  const frozen = { ...snapshot, interaction: message.interaction }
  world.emit({
    name,
    guildId: channel.guildId,
    intents: messageIntent(channel),
    data: (intents) => ({
      ...messageEvent(world, frozen, intents),
      ...(name === 'MESSAGE_CREATE' ? nonceOf(frozen) : {}),
    }),
  })
}

function noteMentions(message: Message, also: readonly string[]): void {
  const pings = pingsOf(message)
  message.mentionIds = [...new Set([...pingedUsers(pings), ...also])]
  message.mentionsEveryone = pings.includes('@everyone') || pings.includes('@here')
}
