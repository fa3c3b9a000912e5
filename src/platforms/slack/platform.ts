import { App } from '@slack/bolt'
import { LaterError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Platform } from '../../core/ports.ts'
import { CALL_TIMEOUT_MS, type Client, type ClientOptions, callOptions, createClient, type Identity } from './client.ts'
import type { Connection, Transport } from './connection.ts'
import { goingOn } from './continuation.ts'
import { acknowledgeWhenHeard } from './hearing.ts'
import { createHttpConnection } from './http.ts'
import { listen } from './listeners.ts'
import { createLogger } from './logger.ts'
import { renderReply } from './render.ts'
import { createSocket } from './socket.ts'
import { BOT_TOKEN, checkToken, startError } from './tokens.ts'

export interface SlackOptions {
  /** Of the bot user, `xoxb-…`. */
  readonly botToken: string
  readonly transport: Transport
  /** Base of the Web API, for a proxy or a test; Slack's own if absent. */
  readonly apiUrl?: string
  readonly log: Log
  readonly now: () => Date
}

/**
 * Slack, over a socket or by requests. `start` throws `InputError` with what to mend if a token is wrong, else `LaterError` or
 * `AmbiguousError`, and may be called again after either. Until it has resolved, `post` and `find` throw `LaterError`.
 */
export function createSlack(options: SlackOptions): Platform {
  const { botToken, transport, log, now } = options
  const calls = { logger: createLogger(log), ...(options.apiUrl === undefined ? {} : { apiUrl: options.apiUrl }) }
  const files = { botToken, ...(options.apiUrl === undefined ? {} : { apiUrl: options.apiUrl }) }
  const client = goingOn(createClient({ botToken, ...calls }), options)
  const underWay = new Set<Promise<void>>()
  let connection: Connection | undefined
  let isUp = false
  let isStopped = false

  function connected(): Client {
    if (!isUp) throw new LaterError('Slack is not connected')
    return client
  }

  return {
    name: 'slack',

    async start(desk) {
      isStopped = false
      checkToken(botToken, BOT_TOKEN)
      const identity = await client.identify().catch((error: unknown) => {
        throw startError(error, botToken, BOT_TOKEN)
      })
      if (isStopped) return
      const ways = { log, now, ...calls }
      const opening =
        transport.kind === 'socket' ? createSocket(transport.appToken, ways) : createHttpConnection(transport, ways)
      connection = opening
      const app = createApp({ botToken, ...calls, log }, identity, opening, underWay)
      app.error(async (error) => log.error('something from Slack was not dealt with', { error }))
      listen(app, { desk, client, identity, files, log, now })
      await opening.open()
      isUp = !isStopped
      if (isUp) log.info('connected to Slack', { workspace: identity.team, as: identity.name })
    },

    async post(target, reply, key) {
      return await connected().post(target, renderReply(reply), key)
    },

    async find(target, key, since) {
      return await connected().find(target, key, since)
    },

    async edit(message, reply) {
      await connected().edit(message, renderReply(reply))
    },

    async stop() {
      isStopped = true
      isUp = false
      await connection?.close()
      await Promise.allSettled(underWay)
    },
  }
}

/** Bolt's App over our connection. It asks for nothing at all before that is open. */
function createApp(
  { botToken, log, ...calls }: ClientOptions & Pick<SlackOptions, 'log'>,
  identity: Identity,
  { receiver }: Connection,
  underWay: Set<Promise<void>>,
): App {
  const app = new App({
    receiver,
    // Given a token instead, Bolt calls auth.test in its constructor and leaves a failure unhandled.
    authorize: async () => ({ botToken, botId: identity.bot, botUserId: identity.botUser }),
    logger: calls.logger,
    convoStore: false,
    clientOptions: { ...callOptions(calls), fetch: fetchInTime },
  })
  const failed = new WeakSet<object>()
  app.use(async ({ next, body }) => {
    const work = next()
    // What was begun is ended before the desk stops: an answer that is on its way, above all.
    underWay.add(work)
    try {
      await work
    } catch (error) {
      failed.add(body)
      throw error
    } finally {
      underWay.delete(work)
    }
  })
  acknowledgeWhenHeard(app, (body) => failed.has(body), log)
  return app
}

/** Bolt posts to response addresses by this, without a limit of its own. */
const fetchInTime: typeof fetch = (address, init) =>
  fetch(address, { ...init, signal: init?.signal ?? AbortSignal.timeout(CALL_TIMEOUT_MS) })
