import { GoneError, LaterError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Platform } from '../../core/ports.ts'
import { type Client, createClient } from './client.ts'
import { registerCommands } from './commands.ts'
import { type Connection, createConnection } from './connection.ts'
import { listen } from './listeners.ts'
import { renderReply } from './render.ts'
import { checkToken, startError, TOKEN_REFUSED } from './tokens.ts'

export interface DiscordOptions {
  /** Of the bot, without “Bot ” before it. */
  readonly token: string
  /** Base of the REST API, for a proxy or a test; Discord's own if absent. */
  readonly apiUrl?: string
  /** The one server in which commands are registered; everywhere if absent. */
  readonly guild?: string
  readonly log: Log
  readonly now: () => Date
}

/**
 * Discord over its gateway and REST API. `start` throws `InputError` with what to mend if the token or the server is wrong, else
 * `LaterError` or `AmbiguousError`, and may be called again after either. Until it has resolved, `post` and `find` throw `LaterError`;
 * once Discord has refused the token, `GoneError`.
 */
export function createDiscord(options: DiscordOptions): Platform {
  const { token, guild, log, now } = options
  const underWay = new Set<Promise<void>>()
  let connection: Connection | undefined
  let client: Client | undefined
  let isRefused = false
  let isStopped = false

  function onRefused(): void {
    if (!isRefused) log.error(TOKEN_REFUSED)
    isRefused = true
  }

  function connected(): Client {
    if (isRefused) throw new GoneError(TOKEN_REFUSED)
    if (client === undefined) throw new LaterError('Discord is not connected')
    return client
  }

  return {
    name: 'discord',

    async start(desk) {
      isStopped = false
      isRefused = false
      checkToken(token)
      const opening = createConnection({
        token,
        log,
        onRefused,
        ...(options.apiUrl === undefined ? {} : { apiUrl: options.apiUrl }),
      })
      connection = opening
      listen(opening.client, {
        desk,
        log,
        now,
        onBegin(work) {
          underWay.add(work)
          work.finally(() => underWay.delete(work))
        },
      })
      const { rest, user, application } = await opening.open()
      try {
        const isNew = await registerCommands(rest, application.id, guild)
        if (isNew) log.info('commands are registered with Discord', { server: guild ?? 'every' })
      } catch (error) {
        await opening.close()
        throw startError(error, undefined)
      }
      if (isStopped) return
      client = createClient({ rest, botUser: user.id, onRefused })
      log.info('connected to Discord', { as: user.username })
    },

    async post(target, reply, key) {
      return await connected().post(target, renderReply(reply), key)
    },

    async find(target, key, since) {
      return await connected().find(target, key, since)
    },

    async stop() {
      isStopped = true
      client = undefined
      connection?.client.removeAllListeners('interactionCreate')
      connection?.client.removeAllListeners('messageCreate')
      await Promise.allSettled(underWay)
      await connection?.close()
    },
  }
}
