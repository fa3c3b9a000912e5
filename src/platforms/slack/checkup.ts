import { webApi } from '@slack/bolt'
import { type Check, checkClock, good, mend, note } from '../../core/check.ts'
import { InputError, LaterError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { callOptions } from './client.ts'
import type { Transport } from './connection.ts'
import { postError, slackCode } from './errors.ts'
import { checkHttp } from './http-checkup.ts'
import { createLogger, withoutSecrets } from './logger.ts'
import { SCOPES } from './manifest.ts'
import { createSocket } from './socket.ts'
import { APP_TOKEN, BOT_TOKEN, checkToken, startError, type TokenKind } from './tokens.ts'

const SCOPES_PLACE = 'api.slack.com/apps → your app → OAuth & Permissions → Scopes, then reinstall the app'
const REACH = 'see whether this machine gets out to the internet, and SLACK_API_URL if it is set'

export interface CheckupOptions {
  /** Base of the Web API, for a proxy or a test; Slack's own if absent. */
  readonly apiUrl?: string
  readonly now: () => Date
}

/** What a bot token can do, and in whose name. */
export interface BotTokenFindings {
  readonly checks: readonly Check[]
  /** Absent where Slack does not accept the token. */
  readonly identity?: { readonly team: string; readonly teamName: string; readonly name: string }
}

export interface SlackCheckupOptions extends CheckupOptions {
  readonly botToken: string
  readonly transport: Transport
  /** Ids of the channels that digests go to. */
  readonly channels: readonly string[]
  /**
   * Whether to connect and disconnect. Slack shares what people type among all connections of an app: while a desk is connected, another
   * would take some of it for the moment that it is open (docs.slack.dev/apis/events-api/using-socket-mode).
   */
  readonly connect: boolean
}

/** Looks at everything about Slack that can be told from outside; each fault is one line. Never throws for what Slack says. */
export async function checkSlack(options: SlackCheckupOptions): Promise<Check[]> {
  const { botToken, channels } = options
  const [bot, way] = await Promise.all([checkBotToken(botToken, options), checkTransport(options)])
  const checks = [...bot.checks, ...way]
  // One after the other: Slack counts calls of one method together.
  if (bot.identity !== undefined) {
    for (const channel of channels) checks.push(await checkChannel(channel, botToken, bot.identity.name, options))
  }
  return checks
}

async function checkTransport(options: SlackCheckupOptions): Promise<Check[]> {
  const { transport } = options
  if (transport.kind === 'http') return await checkHttpSetting(transport, options)
  const app = await checkAppToken(transport.appToken, options)
  if (app.state !== 'good') return [app]
  return [app, options.connect ? await checkSocket(transport.appToken, options) : SOCKET_SPARED]
}

const SOCKET_SPARED = note('Slack socket', 'not tried, since the desk that runs holds one already')

/** Whose token it is, whether it has the scopes, and whether the clocks agree. */
export async function checkBotToken(token: string, options: CheckupOptions): Promise<BotTokenFindings> {
  const what = 'Slack bot token'
  let date: string | null = null
  try {
    checkToken(token, BOT_TOKEN)
    const web = openWeb(token, options, (response) => {
      date = response.headers.get('date')
    })
    const who = await web.auth.test()
    const [team, name] = [who.team ?? 'a workspace without a name', who.user ?? '']
    const clock = checkClock('Slack', date, options.now())
    const identity = { team: who.team_id ?? '', teamName: team, name }
    return { checks: [good(what, `accepted: @${name} in ${team}`), checkScopes(who), clock], identity }
  } catch (error) {
    return { checks: [refusal(what, error, token, BOT_TOKEN)] }
  }
}

/** Whether the app token opens Socket Mode. */
export async function checkAppToken(token: string, options: CheckupOptions): Promise<Check> {
  const what = 'Slack app token'
  try {
    checkToken(token, APP_TOKEN)
    await openWeb(token, options).apps.connections.open({})
    return good(what, 'accepted')
  } catch (error) {
    return refusal(what, error, token, APP_TOKEN)
  }
}

/** Whether requests signed with this secret are taken, or can be, where the setting says. */
export async function checkHttpSetting(
  transport: Transport & { kind: 'http' },
  options: CheckupOptions,
): Promise<Check[]> {
  return await checkHttp(transport, { log: SILENCE, now: options.now, ...calls(options) })
}

/** Whether the app is in the channel. Its history tells, so that no scope is needed for this alone. */
export async function checkChannel(
  channel: string,
  botToken: string,
  name: string,
  options: CheckupOptions,
): Promise<Check> {
  const what = `Slack channel ${channel}`
  try {
    await openWeb(botToken, options).conversations.history({ channel, limit: 1 })
    return good(what, `@${name} is a member`)
  } catch (error) {
    switch (slackCode(error)) {
      case 'not_in_channel':
        return mend(what, `@${name} is not a member; type /invite @${name} there`)
      case 'channel_not_found':
        return mend(
          what,
          `there is none, or it is private and @${name} is not in it; check the id, and type /invite @${name} there`,
        )
      case 'missing_scope':
        return note(what, 'it cannot be told whether the app is a member, since a scope is missing')
      default:
        return note(what, `it cannot be told whether the app is a member: ${postError(error).message}`)
    }
  }
}

function checkScopes(answer: webApi.AuthTestResponse): Check {
  const what = 'Slack scopes'
  const granted = answer.response_metadata?.scopes
  if (granted === undefined) return note(what, 'Slack did not say which the app has')
  const missing = SCOPES.filter(({ scope }) => !granted.includes(scope))
  if (missing.length > 0) {
    const list = missing.map(({ scope, why }) => `${scope} (to ${why})`).join('; ')
    return mend(what, `missing: ${list}. Add what is missing at ${SCOPES_PLACE}`)
  }
  const extra = granted.filter((scope) => !SCOPES.some((needed) => needed.scope === scope))
  if (extra.length === 0) return good(what, 'all that it needs, and no more')
  return note(what, `all that it needs, and more: ${extra.join(', ')}. You may remove these at ${SCOPES_PLACE}`)
}

async function checkSocket(appToken: string, options: CheckupOptions): Promise<Check> {
  const what = 'Slack socket'
  const connection = createSocket(appToken, { log: SILENCE, now: options.now, ...calls(options) })
  try {
    await connection.open()
    return good(what, 'it connects')
  } catch (error) {
    const reason = withoutSecrets(error instanceof Error ? error.message : String(error))
    return mend(what, `it does not connect (${reason}); ${REACH}. Slack’s sockets are at wss://wss-primary.slack.com`)
  } finally {
    await connection.close()
  }
}

/** Why a token is not taken, or why that cannot be told. */
function refusal(what: string, error: unknown, token: string, kind: TokenKind): Check {
  const reason = error instanceof InputError ? error : startError(error, token, kind)
  if (reason instanceof InputError) return mend(what, reason.message)
  if (reason instanceof LaterError && reason.afterMs !== undefined)
    return note(what, `${reason.message}; look again then`)
  return mend(what, `${reason.message}; ${REACH}`)
}

function openWeb(token: string, options: CheckupOptions, onAnswer?: (response: Response) => void): webApi.WebClient {
  return new webApi.WebClient(token, {
    ...callOptions(calls(options)),
    fetch: async (address, init) => {
      const response = await fetch(address, init)
      onAnswer?.(response)
      return response
    },
  })
}

function calls({ apiUrl }: CheckupOptions) {
  return { logger: createLogger(SILENCE), ...(apiUrl === undefined ? {} : { apiUrl }) }
}

/** What goes wrong here is told as a check. */
const SILENCE: Log = { error() {}, warn() {}, info() {}, debug() {} }
