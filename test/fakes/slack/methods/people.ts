import type { Arguments } from '../arguments.ts'
import type { JsonObject } from '../json.ts'
import { type Method, type MethodContext, requireScope } from '../method.ts'
import { SlackError } from '../slack-error.ts'
import { presentBot, type User } from '../workspace.ts'

/** Who the token is, who a user or bot is, and the door to Socket Mode. */
export const PEOPLE_METHODS: Record<string, Method> = {
  'auth.test': { token: 'bot', run: testAuth },
  'apps.connections.open': { token: 'app', run: (_args, context) => ({ url: context.issueSocketUrl() }) },
  'bots.info': { token: 'bot', run: botInfo },
  'users.info': { token: 'bot', run: userInfo },
}

function testAuth(_args: Arguments, context: MethodContext): JsonObject {
  const { identity } = context.workspace
  return {
    url: `https://${identity.teamDomain}.slack.com/`,
    team: identity.teamName,
    user: identity.botName,
    team_id: identity.teamId,
    user_id: identity.botUserId,
    bot_id: identity.botId,
    is_enterprise_install: false,
  }
}

function botInfo(args: Arguments, context: MethodContext): JsonObject {
  requireScope(context, 'users:read')
  const { identity } = context.workspace
  const bot = args.text('bot')
  if (bot !== undefined && bot !== identity.botId) throw new SlackError('bot_not_found')
  return { bot: presentBot(identity) }
}

function userInfo(args: Arguments, context: MethodContext): JsonObject {
  requireScope(context, 'users:read')
  const user = context.workspace.users.get(args.text('user') ?? '')
  if (user === undefined) throw new SlackError('user_not_found')
  return { user: presentUser(user, context) }
}

function presentUser(user: User, context: MethodContext): JsonObject {
  const { workspace } = context
  return {
    id: user.id,
    team_id: user.teamId ?? workspace.identity.teamId,
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: offsetSeconds(user.tz, workspace.now()),
    profile: { real_name: user.realName, display_name: user.name, team: workspace.identity.teamId },
    is_admin: user.isAdmin,
    is_owner: user.isOwner,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: user.isBot,
    is_app_user: false,
    updated: 1_700_000_000,
  }
}

/** Seconds east of UTC at that instant. */
function offsetSeconds(zone: string, at: number): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const match = /([+-])(\d\d):(\d\d)/.exec(name)
  if (match === null) return 0
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60
  return match[1] === '-' ? -seconds : seconds
}
