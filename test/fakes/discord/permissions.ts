import { PermissionFlagsBits } from 'discord.js'
import { ApiError } from './api-errors.ts'
import type { Channel, World } from './world.ts'

const ALL = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n)

/** A member's permissions in a channel: roles, less what is denied there; threads go by their parent (docs: topics/permissions). */
export function permissionsIn(world: World, channel: Channel, userId: string): bigint {
  if (channel.guildId === null) return ALL
  const guild = world.guilds.get(channel.guildId)
  const member = guild?.members.get(userId)
  if (!guild || !member) return 0n
  if (guild.ownerId === userId) return ALL
  const roles = [guild.roles.get(guild.id), ...member.roleIds.map((id) => guild.roles.get(id))]
  const granted = roles.reduce((sum, role) => sum | (role?.permissions ?? 0n), 0n)
  if ((granted & PermissionFlagsBits.Administrator) !== 0n) return ALL
  const parent = channel.parentId ? world.channels.get(channel.parentId) : undefined
  const here = granted & ~((parent ?? channel).denied.get(userId) ?? 0n)
  // Without ViewChannel nothing else holds (docs: topics/permissions, Implicit Permissions).
  return (here & PermissionFlagsBits.ViewChannel) === 0n ? 0n : here
}

export function may(world: World, channel: Channel, permission: bigint, userId: string = world.botId): boolean {
  return (permissionsIn(world, channel, userId) & permission) === permission
}

/** The channel, if the bot can see it. Throws ApiError 10003 (no such channel) or 50001 (hidden from the bot). */
export function visibleChannel(world: World, channelId: string): Channel {
  const channel = world.channels.get(channelId)
  if (!channel) throw new ApiError(10003)
  if (!may(world, channel, PermissionFlagsBits.ViewChannel)) throw new ApiError(50001)
  return channel
}

/** Throws ApiError 50013 unless the bot holds all of `permission` in the channel. */
export function requirePermission(world: World, channel: Channel, permission: bigint): void {
  if (!may(world, channel, permission)) throw new ApiError(50013)
}
