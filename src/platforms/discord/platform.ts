import { type REST, type RESTGetAPICurrentUserResult, Routes } from 'discord.js'
import type { Ear } from '../../core/ear.ts'
import { GoneError, LaterError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Platform } from '../../core/ports.ts'
import { fetchApplication, openRest } from './application.ts'
import { type Client, createClient } from './client.ts'
import { registerCommands } from './commands.ts'
import { createGateway } from './gateway.ts'
import { removeLeftOverCommands } from './left-over-commands.ts'
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
  /** Whether to ask for the text of messages that do not address the bot: a privileged intent. Not if absent. */
  readonly messageContent?: boolean
  readonly log: Log
  readonly now: () => Date
}

/** Discord: posts go by its REST API, from any process; what people do comes by its gateway, to one. */
export interface DiscordPlatform extends Platform {
  readonly ear: Ear
}

/**
 * `start` throws `InputError` with what to mend if the token or the server is wrong, else `LaterError` or `AmbiguousError`, and may be
 * called again after either. Until it has resolved, `post` and `find` throw `LaterError`; once Discord has refused the token, `GoneError`.
 * `stop` waits for answers that are under way.
 */
export function createDiscord(options: DiscordOptions): DiscordPlatform {
  const { token, guild, log, now } = options
  const address = { token, ...(options.apiUrl === undefined ? {} : { apiUrl: options.apiUrl }) }
  const files = options.apiUrl === undefined ? {} : { apiUrl: options.apiUrl }
  const underWay = new Set<Promise<void>>()
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

  function track(work: Promise<void>): void {
    underWay.add(work)
    work.finally(() => underWay.delete(work))
  }

  /** Commands that are registered twice are a nuisance and no more. */
  async function tidyCommands(rest: REST, application: string): Promise<void> {
    try {
      const where = await removeLeftOverCommands(rest, application, guild)
      if (where.length > 0) log.info('commands are no longer registered where they were before', { where })
    } catch (error) {
      log.warn('it could not be seen to that commands are registered only once', { error })
    }
  }

  const ear = createGateway({
    ...address,
    messageContent: options.messageContent ?? false,
    log,
    now,
    listen: (gateway, desk) => listen(gateway, { desk, log, now, files, onBegin: track, client: () => client }),
    onRefused() {
      isRefused = true
    },
  })

  return {
    name: 'discord',
    ear,

    async start() {
      isStopped = false
      isRefused = false
      checkToken(token)
      const rest = openRest({ ...address, log })
      const application = await fetchApplication(rest)
      let user: RESTGetAPICurrentUserResult
      try {
        // REST's answers have no type of their own: the route says which it is.
        user = (await rest.get(Routes.user())) as RESTGetAPICurrentUserResult
        const isNew = await registerCommands(rest, application.id, guild)
        if (isNew) log.info('commands are registered with Discord', { server: guild ?? 'every' })
      } catch (error) {
        throw startError(error, undefined)
      }
      if (isStopped) throw new LaterError('Discord was stopped while it started')
      client = createClient({ rest, botUser: user.id, onRefused })
      log.info('connected to Discord', { as: user.username })
      await tidyCommands(rest, application.id)
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
      client = undefined
      await ear.close()
      await Promise.allSettled(underWay)
    },
  }
}
