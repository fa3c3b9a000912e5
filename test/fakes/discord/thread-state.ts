import { GatewayIntentBits, PermissionFlagsBits } from 'discord.js'
import { ApiError } from './api-errors.ts'
import { channelPayload } from './payloads.ts'
import { may, visibleChannel } from './permissions.ts'
import type { Channel, World } from './world.ts'

export interface ThreadChange {
  name?: string | undefined
  archived?: boolean | undefined
  locked?: boolean | undefined
  auto_archive_duration?: number | undefined
}

/** Sets what is given and tells the gateway, whoever does it. */
export function setThread(world: World, thread: Channel, change: ThreadChange): void {
  const { thread: state } = thread
  if (!state) throw new Error(`${thread.name} is no thread`)
  if (change.archived !== undefined && change.archived !== state.archived) state.archiveChangedAt = world.now()
  state.archived = change.archived ?? state.archived
  state.locked = change.locked ?? state.locked
  state.autoArchiveMinutes = change.auto_archive_duration ?? state.autoArchiveMinutes
  thread.name = change.name ?? thread.name
  const data = channelPayload(world, thread)
  const { guildId } = thread
  world.emit({ name: 'THREAD_UPDATE', guildId, intents: GatewayIntentBits.Guilds, data: () => data })
}

/**
 * Opens an archived thread for a new message, as sending does.
 * Throws ApiError 160005 if it is locked and the bot may not manage threads, 50083 if it is locked and archived:
 * a moderator must unarchive that one (docs: topics/threads, "unless the thread has been locked by a moderator").
 */
export function wakeForMessage(world: World, channel: Channel): void {
  const state = channel.thread
  if (!state) return
  const archived = isArchived(world, channel)
  if (state.locked && !may(world, channel, PermissionFlagsBits.ManageThreads)) throw new ApiError(160005)
  if (state.locked && archived) throw new ApiError(50083)
  state.memberIds.add(world.botId)
  if (archived) setThread(world, channel, { archived: false })
}

/** The channel, if things in it may be changed. Throws ApiError 50083 in an archived thread. */
export function requireActive(world: World, channelId: string): Channel {
  const channel = visibleChannel(world, channelId)
  if (isArchived(world, channel)) throw new ApiError(50083)
  return channel
}

/** Whether a thread is archived, by hand or because nothing happened in it for its auto-archive duration. */
export function isArchived(world: World, channel: Channel): boolean {
  const state = channel.thread
  if (!state) return false
  const lastActivity = Math.max(state.archiveChangedAt, channel.messages.at(-1)?.createdAt ?? 0)
  // Discord archives by a job of its own; here the thread is archived when somebody next looks.
  if (!state.archived && world.now() >= lastActivity + state.autoArchiveMinutes * 60_000) {
    setThread(world, channel, { archived: true })
  }
  return state.archived
}
