import {
  type APIChannel,
  type APIOverwrite,
  ApplicationFlags,
  ChannelType,
  RESTJSONErrorCodes as Codes,
  PermissionFlagsBits,
  type REST,
  type RESTGetAPIChannelResult,
  type RESTGetAPICurrentUserGuildsResult,
  type RESTGetAPIGatewayBotResult,
  type RESTGetAPIGuildMemberResult,
  type RESTGetAPIGuildResult,
  type RESTGetCurrentApplicationResult,
  Routes,
} from 'discord.js'
import { type Check, checkClock, good, mend, note } from '../../core/check.ts'
import { InputError, LaterError } from '../../core/errors.ts'
import { fetchApplication, openRest } from './application.ts'
import { commandsStand } from './commands.ts'
import { discordCode, postError } from './errors.ts'
import { invitationLink, PERMISSIONS } from './invitation.ts'
import { findLeftOverCommands } from './left-over-commands.ts'
import { createLoginBudget, isSpent } from './login-budget.ts'
import { permissionsIn } from './permissions.ts'
import { CONTENT_REFUSED } from './tokens.ts'

const REACH = 'see whether this machine gets out to the internet, and DISCORD_API_URL if it is set'
/** Of servers in one answer: docs.discord.com/developers/resources/user, Get Current User Guilds. */
const GUILDS_A_PAGE = 200

export interface CheckupOptions {
  /** Base of the REST API, for a proxy or a test; Discord's own if absent. */
  readonly apiUrl?: string
  readonly now: () => Date
}

/** What a token is good for, and in whose name. */
export interface TokenFindings {
  readonly checks: readonly Check[]
  /** Absent where Discord does not accept the token. */
  readonly application?: RESTGetCurrentApplicationResult
}

export interface DiscordCheckupOptions extends CheckupOptions {
  readonly token: string
  /** The one server in which commands are registered; everywhere if absent. */
  readonly guild?: string
  /** Whether the desk is to read what does not address it; not if absent. */
  readonly messageContent?: boolean
  /** Ids of the channels that digests go to. */
  readonly channels: readonly string[]
}

/**
 * Looks at everything about Discord that can be told from outside; each fault is one line. It does not log in, since a day has only a
 * thousand logins. Never throws for what Discord says.
 */
export async function checkDiscord(options: DiscordCheckupOptions): Promise<Check[]> {
  const { token, guild, channels } = options
  const { checks, application } = await checkToken(token, options)
  if (application === undefined) return [...checks]
  const rest = openRest({ ...options, token })
  const intents = checkIntents(application, options.messageContent ?? false)
  const found = [...checks, intents, await telling('Discord gateway', () => checkGateway(rest, options.now()))]
  const servers = await checkServers(token, application.id, options)
  found.push(servers)
  // In no server, there is nothing to register them in.
  if (servers.state !== 'mend') {
    found.push(await telling('Discord commands', () => checkCommands(rest, application.id, guild)))
  }
  for (const channel of channels) found.push((await checkChannel(channel, token, options)).check)
  return found
}

/** Whose token it is, and whether the clocks agree. */
export async function checkToken(token: string, options: CheckupOptions): Promise<TokenFindings> {
  const what = 'Discord token'
  let date: string | null = null
  try {
    const rest = openRest({ ...options, token })
    rest.on('response', (_request, response) => {
      date = response.headers.get('date')
    })
    const application = await fetchApplication(rest)
    const checks = [good(what, `accepted: ${application.name}`), checkClock('Discord', date, options.now())]
    return { checks, application }
  } catch (error) {
    return { checks: [refusal(what, error)] }
  }
}

/** Whether the bot is in a server, and in the one that the settings name. */
export async function checkServers(
  token: string,
  application: string,
  options: CheckupOptions & { readonly guild?: string },
): Promise<Check> {
  const what = 'Discord servers'
  return await telling(what, async () => {
    const query = new URLSearchParams({ limit: String(GUILDS_A_PAGE) })
    // REST's answers have no type of their own: the route says which it is. So below.
    const guilds = (await openRest({ ...options, token }).get(Routes.userGuilds(), {
      query,
    })) as RESTGetAPICurrentUserGuildsResult
    const link = invitationLink(application, options.guild)
    if (guilds.length === 0) return mend(what, `the bot is in none yet; let it in: ${link}`)
    if (options.guild !== undefined && !guilds.some(({ id }) => id === options.guild)) {
      return mend(what, `the bot is not in ${options.guild} (DISCORD_GUILD); let it in: ${link}`)
    }
    const names = guilds.slice(0, 3).map(({ name }) => name)
    const more = guilds.length > names.length ? ` and ${guilds.length - names.length} more` : ''
    return good(what, `the bot is in ${names.join(', ')}${more}`)
  })
}

/** Whether the bot may do something in a channel, and the server that this is in; absent for direct messages, and where it cannot be told. */
export interface ChannelFindings {
  readonly check: Check
  readonly guild?: string
}

/** Whether the bot may do in the channel what it has to. */
export async function checkChannel(channel: string, token: string, options: CheckupOptions): Promise<ChannelFindings> {
  const what = `Discord channel ${channel}`
  try {
    return await examineChannel(what, channel, openRest({ ...options, token }))
  } catch (error) {
    return { check: refusalOfChannel(what, error) }
  }
}

function refusalOfChannel(what: string, error: unknown): Check {
  switch (discordCode(error)) {
    case Codes.UnknownChannel:
      return mend(what, 'there is none; check the id (Developer Mode, right-click the channel → Copy Channel ID)')
    case Codes.MissingAccess:
      return mend(
        what,
        'the bot cannot see it: give it View Channels there, or let it into the server (npx attache discord invite)',
      )
    default:
      return note(what, `it cannot be told what the bot may do there: ${postError(error).message}`)
  }
}

/** The channel, with the one above it where it is a thread. */
async function examineChannel(what: string, id: string, rest: REST): Promise<ChannelFindings> {
  const channel = (await rest.get(Routes.channel(id))) as RESTGetAPIChannelResult
  const isForum = channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildMedia
  if (isForum || channel.type === ChannelType.GuildCategory) {
    return {
      check: mend(what, 'messages cannot be posted there, since it is a forum or a category; give a text channel'),
    }
  }
  if (!('guild_id' in channel) || channel.guild_id === undefined) return { check: good(what, 'direct messages') }
  const above = 'thread_metadata' in channel ? await parentOf(channel, rest) : channel
  const [guild, user] = [
    (await rest.get(Routes.guild(channel.guild_id))) as RESTGetAPIGuildResult,
    (await rest.get(Routes.user())) as { readonly id: string },
  ]
  const member = (await rest.get(Routes.guildMember(guild.id, user.id))) as RESTGetAPIGuildMemberResult
  const bits = permissionsIn({ guild, user: user.id, member, overwrites: overwritesOf(above) })
  const missing = PERMISSIONS.filter(({ flag }) => (bits & PermissionFlagsBits[flag]) === 0n)
  const name = `#${channel.name ?? id} in ${guild.name}`
  if (missing.length === 0) return { check: good(what, `${name}: the bot may do all that it has to`), guild: guild.id }
  const list = missing.map((one) => `${one.name} (to ${one.why})`).join('; ')
  const words = `${name}: the bot lacks ${list}. Grant it in the channel’s settings → Permissions`
  return { check: mend(what, words), guild: guild.id }
}

async function parentOf({ parent_id: id }: { readonly parent_id?: string | null }, rest: REST) {
  return id == null ? undefined : ((await rest.get(Routes.channel(id))) as RESTGetAPIChannelResult)
}

function overwritesOf(channel: APIChannel | undefined): readonly APIOverwrite[] {
  if (channel === undefined || !('permission_overwrites' in channel)) return []
  return channel.permission_overwrites ?? []
}

function checkIntents(application: RESTGetCurrentApplicationResult, isWanted: boolean): Check {
  const what = 'Discord intents'
  const flags: number = application.flags ?? 0
  const content = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited
  const isGranted = (flags & content) !== 0
  if (isWanted && !isGranted) return mend(what, CONTENT_REFUSED)
  if (isWanted) return good(what, 'Message Content is switched on, as DISCORD_MESSAGE_CONTENT is')
  const spare = isGranted ? '; Message Content is switched on, and not used (DISCORD_MESSAGE_CONTENT=on does)' : ''
  return good(what, `none of the privileged ones is needed${spare}`)
}

async function checkGateway(rest: REST, now: Date): Promise<Check> {
  const what = 'Discord gateway'
  const { session_start_limit: limit } = (await rest.get(Routes.gatewayBot())) as RESTGetAPIGatewayBotResult
  try {
    createLoginBudget(() => now).spend(limit)
    return good(what, `${limit.remaining} of ${limit.total} logins left`)
  } catch (error) {
    if (!(error instanceof LaterError)) throw error
    return isSpent(limit) ? mend(what, error.message) : note(what, error.message)
  }
}

async function checkCommands(rest: REST, application: string, guild: string | undefined): Promise<Check> {
  const what = 'Discord commands'
  const where = guild === undefined ? 'everywhere' : `in the server ${guild}`
  if (!(await commandsStand(rest, application, guild)))
    return note(what, `not registered ${where} as they are now; the desk does that when it connects`)
  const places = (await findLeftOverCommands(rest, application, guild)).map((one) => one.where)
  return places.length === 0
    ? good(what, `registered ${where}`)
    : note(what, `registered ${where}, and still in: ${places.join(', ')}; the desk takes those back when it connects`)
}

async function telling(what: string, look: () => Promise<Check>): Promise<Check> {
  return await look().catch((error: unknown) => refusal(what, error))
}

/** Why something is not granted, or why that cannot be told. */
function refusal(what: string, error: unknown): Check {
  const reason = error instanceof InputError ? error : postError(error)
  if (reason instanceof InputError) return mend(what, reason.message)
  if (reason instanceof LaterError && reason.afterMs !== undefined) {
    return note(what, `${reason.message}; look again then`)
  }
  return mend(what, `${reason.message}; ${REACH}`)
}
