import {
  Client,
  type ClientOptions,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  Options,
  Partials,
  type RateLimitData,
  SimpleShardingStrategy,
} from 'discord.js'
import { LaterError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { CALL_TIMEOUT_MS } from './client.ts'
import { closeWords, startError } from './tokens.ts'

/** From the first call to the last of the servers that the bot is in; a gateway that cannot be reached is tried without an end else. */
const READY_TIMEOUT_MS = 45_000
/** A gateway that does not answer the closing of the socket by then is left to itself. */
const CLOSE_TIMEOUT_MS = 2_000
/** An answer that somebody waits for may wait this long for its turn. */
const LONGEST_WAIT_MS = 5_000
/** Ten thousand refused calls in ten minutes get an address banned; a warning long before that. */
const INVALID_CALLS_WARNING = 500

export interface ConnectionOptions {
  readonly token: string
  /** Base of the REST API; Discord's own if absent. */
  readonly apiUrl?: string
  readonly log: Log
  /** Called when Discord does not know the bot's token any more. */
  readonly onRefused: () => void
}

/** One client of discord.js, connected at most once. It resumes and reconnects on its own until it is closed. */
export interface Connection {
  readonly client: Client
  /** Resolves with the ready client. Throws `InputError` with what to mend, else what `postError` makes of it. */
  open(): Promise<Client<true>>
  /** Resolves once the socket is closed, or has not closed in time; safe to call at any time, and twice. */
  close(): Promise<void>
}

export function createConnection(options: ConnectionOptions): Connection {
  const { log } = options
  let isClosed = false
  let closeCode: number | undefined
  const closing = Promise.withResolvers<never>()
  closing.promise.catch(() => undefined)
  const client = new Client(clientOptions(options.apiUrl, () => isClosed))

  client.on(Events.Error, (error) => log.error('something from Discord was not dealt with', { error }))
  client.on(Events.ShardError, (error) => log.warn('something is wrong with the connection to Discord', { error }))
  client.on(Events.Warn, (said) => log.warn('Discord', { said }))
  client.on(Events.ShardReconnecting, () => {
    if (!isClosed) log.info('the connection to Discord closed; it is made again')
  })
  client.on(Events.ShardResume, () => log.info('connected to Discord again'))
  client.on(Events.ShardDisconnect, ({ code }) => {
    closeCode = code
    if (!client.isReady()) return
    const words = closeWords(code)
    if (code === GatewayCloseCodes.AuthenticationFailed) options.onRefused()
    else log.error(words ?? 'Discord closed the connection for good', { code })
  })
  client.rest.on('invalidRequestWarning', (counted) => log.warn('Discord refused many calls', { ...counted }))

  return {
    client,
    async open() {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new LaterError('Discord did not say hello')), READY_TIMEOUT_MS)
      })
      const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve))
      try {
        const login = client.login(options.token)
        // A login that fails after its time is up has nobody left to tell.
        login.catch(() => undefined)
        await Promise.race([login, late, closing.promise])
        return await Promise.race([ready, late, closing.promise])
      } catch (error) {
        await this.close()
        throw startError(error, closeCode)
      } finally {
        clearTimeout(timer)
      }
    },
    async close() {
      isClosed = true
      closing.reject(new LaterError('the connection to Discord was closed'))
      let timer: NodeJS.Timeout | undefined
      const forced = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSE_TIMEOUT_MS)
      })
      const destroyed = client
        .destroy()
        .catch((error: unknown) => log.warn('Discord did not close in order', { error }))
      await Promise.race([destroyed, forced])
      clearTimeout(timer)
    },
  }
}

function clientOptions(apiUrl: string | undefined, isClosed: () => boolean): ClientOptions {
  return {
    // Without MessageContent the text of what addresses the bot is there all the same, and that of direct messages.
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    // Direct messages come from channels that were never announced.
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0, ReactionManager: 0 }),
    rest: {
      ...(apiUrl === undefined ? {} : { api: apiUrl }),
      retries: 0,
      timeout: CALL_TIMEOUT_MS,
      // The time that Discord asks for, not a moment more: the outbox keeps its own.
      offset: 0,
      rejectOnRateLimit: isForOutbox,
      invalidRequestWarningInterval: INVALID_CALLS_WARNING,
    },
    ws: {
      buildStrategy(manager) {
        // A shard that is between two attempts to connect when it is destroyed goes on with them for ever. It asks this first.
        const retrieve = manager.options.retrieveSessionInfo
        manager.options.retrieveSessionInfo = (shard) => (isClosed() ? new Promise<never>(() => {}) : retrieve(shard))
        return new SimpleShardingStrategy(manager)
      },
    },
  }
}

/** Answers to people wait their turn, if it is soon; everything else comes back to the outbox at once. */
function isForOutbox({ route, retryAfter }: RateLimitData): boolean {
  const isAnswer = route.startsWith('/interactions') || route.startsWith('/webhooks')
  return !isAnswer || retryAfter > LONGEST_WAIT_MS
}
