import { ChannelType, GatewayIntentBits, MessageFlags, MessageType, PermissionFlagsBits } from 'discord.js'
import { z } from 'zod'
import { ApiError, problem } from './api-errors.ts'
import { checkLength, readForm, trimmed } from './forms.ts'
import { LIMITS } from './limits.ts'
import { addMessage, emitMessage, existingMessage } from './messages.ts'
import { channelPayload, threadMember } from './payloads.ts'
import { may, requirePermission, visibleChannel } from './permissions.ts'
import { isArchived, requireActive, setThread } from './thread-state.ts'
import type { Channel, Message, World } from './world.ts'

const startSchema = z.object({
  name: trimmed,
  auto_archive_duration: z.int().nullish(),
  rate_limit_per_user: z.int().nullish(),
  type: z.int().nullish(),
})

const changeSchema = z.object({
  name: trimmed.optional(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
  auto_archive_duration: z.int().optional(),
  rate_limit_per_user: z.int().nullish(),
})

/**
 * POST /channels/:channel/messages/:message/threads: the thread gets the message's id.
 * Throws ApiError 160004 if it exists, 160006 if there are too many active ones, 50024 in threads and direct messages.
 */
export function startThreadFromMessage(world: World, channelId: string, messageId: string, body: unknown): Channel {
  const parent = visibleChannel(world, channelId)
  if (parent.thread || parent.guildId === null) throw new ApiError(50024)
  const message = existingMessage(world, channelId, messageId)
  requirePermission(world, parent, PermissionFlagsBits.CreatePublicThreads)
  const form = readStartForm(body)
  if (message.type !== MessageType.Default && message.type !== MessageType.Reply && message.interaction === null) {
    throw new ApiError(50021)
  }
  return openThreadFromMessage(world, parent, message, { ...form, ownerId: world.botId })
}

/** A thread from a message, whoever starts it. Throws ApiError 160004 if there is one. */
export function openThreadFromMessage(world: World, parent: Channel, message: Message, opening: Opening): Channel {
  if (world.channels.has(message.id)) throw new ApiError(160004)
  const thread = openThread(world, parent, { ...opening, id: message.id })
  message.flags |= MessageFlags.HasThread
  emitMessage(world, 'MESSAGE_UPDATE', parent, message)
  // docs: resources/message, THREAD_STARTER_MESSAGE: empty, points back. That its author is the one of the message is inferred.
  addMessage(world, thread, {
    authorId: message.authorId,
    type: MessageType.ThreadStarterMessage,
    reference: { messageId: message.id, channelId: parent.id },
  })
  return thread
}

/** POST /channels/:channel/threads: a thread without a message, announced in the channel. */
export function startThread(world: World, channelId: string, body: unknown): Channel {
  const parent = visibleChannel(world, channelId)
  if (parent.thread || parent.guildId === null) throw new ApiError(50024)
  const form = readStartForm(body)
  const isPublic = form.type === ChannelType.PublicThread
  const { CreatePublicThreads, CreatePrivateThreads } = PermissionFlagsBits
  requirePermission(world, parent, isPublic ? CreatePublicThreads : CreatePrivateThreads)
  const thread = openThread(world, parent, { ...form, ownerId: world.botId })
  if (isPublic) {
    addMessage(world, parent, {
      authorId: world.botId,
      type: MessageType.ThreadCreated,
      content: thread.name,
      reference: { messageId: thread.id, channelId: thread.id },
    })
  }
  return thread
}

interface Opening extends z.infer<typeof startSchema> {
  id?: string
  ownerId: string
}

/** Makes a thread and tells the gateway, whoever starts it. */
export function openThread(world: World, parent: Channel, opening: Opening): Channel {
  const active = [...world.channels.values()].filter((channel) => {
    return channel.guildId === parent.guildId && channel.thread && !isArchived(world, channel)
  })
  if (active.length >= world.activeThreadLimit) throw new ApiError(160006)
  const id = opening.id ?? world.newId()
  const thread: Channel = {
    id,
    type: opening.type === ChannelType.PrivateThread ? ChannelType.PrivateThread : ChannelType.PublicThread,
    guildId: parent.guildId,
    parentId: parent.id,
    name: opening.name,
    ownerId: opening.ownerId,
    recipientId: null,
    denied: new Map(),
    messages: [],
    thread: {
      archived: false,
      locked: false,
      autoArchiveMinutes: opening.auto_archive_duration ?? 4320,
      archiveChangedAt: world.now(),
      createdAt: world.now(),
      memberIds: new Set([opening.ownerId]),
    },
  }
  world.channels.set(id, thread)
  const data = { ...channelPayload(world, thread), newly_created: true }
  const { guildId } = thread
  world.emit({ name: 'THREAD_CREATE', guildId, intents: GatewayIntentBits.Guilds, data: () => data })
  return thread
}

/** PATCH /channels/:thread. Throws ApiError 50083 for any change of an archived thread that does not also unarchive it. */
export function changeThread(world: World, threadId: string, body: unknown): Channel {
  const thread = visibleChannel(world, threadId)
  if (!thread.thread) throw new ApiError(50024)
  const form = readForm(changeSchema, body, (read, problems) => {
    checkLength(problems, ['name'], read.name, LIMITS.thread.name, 1)
    checkAutoArchive(read.auto_archive_duration, problems)
  })
  const archived = isArchived(world, thread)
  if (archived && form.archived !== false) throw new ApiError(50083)
  const manages = may(world, thread, PermissionFlagsBits.ManageThreads)
  // Locking is for moderators, and so is waking a locked thread; the owner may archive (docs: topics/threads, Permissions).
  if (form.locked !== undefined && !manages) throw new ApiError(50013)
  if (thread.thread.locked && archived && !manages) throw new ApiError(50013)
  const changesOwn = form.archived === true || form.name !== undefined || form.auto_archive_duration !== undefined
  if (changesOwn && !manages && thread.ownerId !== world.botId) throw new ApiError(50013)
  setThread(world, thread, form)
  return thread
}

/** PUT /channels/:thread/thread-members/@me */
export function joinThread(world: World, threadId: string, userId: string): void {
  const thread = requireActive(world, threadId)
  if (!thread.thread) throw new ApiError(50024)
  if (thread.thread.memberIds.has(userId)) return
  thread.thread.memberIds.add(userId)
  const { guildId } = thread
  const members = [threadMember(thread, userId)]
  const data = {
    id: thread.id,
    guild_id: guildId,
    member_count: thread.thread.memberIds.size,
    added_members: members,
  }
  world.emit({ name: 'THREAD_MEMBERS_UPDATE', guildId, intents: GatewayIntentBits.Guilds, data: () => data })
}

function readStartForm(body: unknown): z.infer<typeof startSchema> {
  return readForm(startSchema, body, (form, problems) => {
    checkLength(problems, ['name'], form.name, LIMITS.thread.name, 1)
    checkAutoArchive(form.auto_archive_duration, problems)
  })
}

function checkAutoArchive(minutes: number | null | undefined, problems: ReturnType<typeof problem.choices>[]): void {
  const values: readonly number[] = LIMITS.thread.autoArchive
  if (minutes != null && !values.includes(minutes)) problems.push(problem.choices(['auto_archive_duration'], values))
}
