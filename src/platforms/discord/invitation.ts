import { PermissionFlagsBits, type PermissionsString } from 'discord.js'

/** A permission as people read it in Discord's settings. */
interface Permission {
  readonly flag: PermissionsString
  readonly name: string
  readonly why: string
}

/**
 * What the bot may do in a server, and why it must. This table is the only one: the invitation, the README and `attache doctor` go by it.
 * Names and bits: docs.discord.com/developers/topics/permissions.
 */
export const PERMISSIONS = [
  { flag: 'ViewChannel', name: 'View Channels', why: 'see the channels that it posts to' },
  { flag: 'SendMessages', name: 'Send Messages', why: 'post digests, briefs and answers' },
  { flag: 'EmbedLinks', name: 'Embed Links', why: 'show them: without it Discord drops what is in an embed' },
  { flag: 'CreatePublicThreads', name: 'Create Public Threads', why: 'open the thread below a digest or brief' },
  { flag: 'SendMessagesInThreads', name: 'Send Messages in Threads', why: 'post briefs, answers and updates there' },
  {
    flag: 'ReadMessageHistory',
    name: 'Read Message History',
    why: 'reply to a message; look for a message of its own after its answer was lost',
  },
] as const satisfies readonly Permission[]

/** All of them as Discord's bit set. */
export const PERMISSION_BITS: bigint = PERMISSIONS.reduce((bits, { flag }) => bits | PermissionFlagsBits[flag], 0n)

/** The page on which whoever manages a server lets the bot in; `guild` is then chosen already. */
export function invitationLink(application: string, guild?: string): string {
  const link = new URL('https://discord.com/oauth2/authorize')
  link.searchParams.set('client_id', application)
  link.searchParams.set('scope', 'bot applications.commands')
  link.searchParams.set('permissions', PERMISSION_BITS.toString())
  if (guild !== undefined) link.searchParams.set('guild_id', guild)
  return link.href
}

/**
 * The id in the first part of a bot token, undefined if there is none. It is the bot's, which is the application's too, save for
 * applications from before 2016.
 */
export function applicationInToken(token: string): string | undefined {
  const id = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('latin1')
  return /^\d{15,21}$/u.test(id) ? id : undefined
}

/** The README's table of permissions, in Markdown. */
export function printPermissionTable(): string {
  const rows = PERMISSIONS.map(({ name, why }) => `| ${name} | ${why} |`)
  return ['| Permission | What for |', '| --- | --- |', ...rows].join('\n')
}
