import { type APIGuildMember, type APIOverwrite, type APIRole, OverwriteType, PermissionFlagsBits } from 'discord.js'

/** All that is needed to tell what a member may do in a channel, as Discord's REST API gives it. */
export interface Standing {
  readonly guild: { readonly id: string; readonly owner_id: string; readonly roles: readonly APIRole[] }
  readonly user: string
  readonly member: Pick<APIGuildMember, 'roles'>
  /** Of the channel; for a thread those of the channel above it. */
  readonly overwrites: readonly APIOverwrite[]
}

const ALL = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n)

/**
 * A member's permissions in a channel as a bit set, in the order that docs.discord.com/developers/topics/permissions, Permission
 * Overwrites, lays down: roles of the server, then what the channel changes for everyone, for roles, for the member.
 */
export function permissionsIn({ guild, user, member, overwrites }: Standing): bigint {
  if (guild.owner_id === user) return ALL
  const own = new Set([guild.id, ...member.roles])
  const granted = guild.roles
    .filter(({ id }) => own.has(id))
    .reduce((bits, { permissions }) => bits | BigInt(permissions), 0n)
  if ((granted & PermissionFlagsBits.Administrator) !== 0n) return ALL
  const isFor = (id: string, type: OverwriteType) => (overwrite: APIOverwrite) => {
    return overwrite.id === id && overwrite.type === type
  }
  const steps = [
    overwrites.filter(isFor(guild.id, OverwriteType.Role)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== guild.id && own.has(id)),
    overwrites.filter(isFor(user, OverwriteType.Member)),
  ]
  const here = steps.reduce((bits, step) => {
    const denied = step.reduce((sum, { deny }) => sum | BigInt(deny), 0n)
    const allowed = step.reduce((sum, { allow }) => sum | BigInt(allow), 0n)
    return (bits & ~denied) | allowed
  }, granted)
  // Without View Channel nothing else holds.
  return (here & PermissionFlagsBits.ViewChannel) === 0n ? 0n : here
}
