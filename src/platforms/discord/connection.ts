import {
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  Options,
  Partials,
  type RateLimitData,
  type RESTGetAPIGatewayBotResult,
  Routes,
  SimpleIdentifyThrottler,
  SimpleShardingStrategy,
} from 'discord.js'
import { LaterError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { INVALID_CALLS_WARNING } from './application.ts'
import { CALL_TIMEOUT_MS } from './client.ts'
import type { LoginBudget } from './login-budget.ts'
import { createReconnecting, type Reconnecting } from './reconnecting.ts'
import { startError } from './tokens.ts'

/** From the first call to the last of the servers that the bot is in; a gateway that cannot be reached is tried without an end else. */
const READY_TIMEOUT_MS = 45_000
/** A gateway that does not answer the closing of the socket by then is left to itself. */
const CLOSE_TIMEOUT_MS = 2_000
/** An answer that somebody waits for may wait this long for its turn. */
const LONGEST_WAIT_MS = 5_000

export interface ConnectionOptions {
  readonly token: string
  /** Base of the REST API; Discord's own if absent. */
  readonly apiUrl?: string
  /** Whether to ask for the text of messages that do not address the bot: a privileged intent. */
  readonly hearsAll: boolean
  readonly budget: LoginBudget
  readonly log: Log
  /** Called once if Discord closes for good what was open: as `open` would have thrown, and the gateway's close code. */
  readonly onLost: (reason: Error, code: number | undefined) => void
}

/** One client of discord.js, connected at most once. It resumes and reconnects on its own until it is closed. */
export interface Connection {
  readonly client: Client
  /** Resolves with the ready client. Throws `InputError` with what to mend, else what `postError` makes of it. */
  open(): Promise<Client<true>>
  /** The gateway's last close code. */
  closeCode(): number | undefined
  /** Resolves once the socket is closed, or has not closed in time; safe to call at any time, and twice. */
  close(): Promise<void>
}

export function createConnection(options: ConnectionOptions): Connection {
  const { log } = options
  let isOpen = false
  let isClosed = false
  let hasIdentified = false
  let closeCode: number | undefined
  const broken = Promise.withResolvers<never>()
  broken.promise.catch(() => undefined)
  const reconnecting = createReconnecting()

  /** It will not come back of itself. */
  function give(reason: Error): void {
    if (isClosed) return
    broken.reject(reason)
    if (!isOpen) return
    isOpen = false
    options.onLost(startError(reason, closeCode), closeCode)
  }

  /** What discord.js knows of the limit may be a day old, and of it heeds only the end. REST's answers have no type of their own. */
  async function spendLogin(): Promise<void> {
    const answer = (await client.rest.get(Routes.gatewayBot())) as RESTGetAPIGatewayBotResult
    options.budget.spend(answer.session_start_limit)
  }

  /** The first is spent before the login. To reject would have the shard try again in half a second. */
  async function mayIdentify(signal: AbortSignal): Promise<void> {
    const isFirst = !hasIdentified
    hasIdentified = true
    if (isFirst) return
    try {
      await spendLogin()
    } catch (error) {
      give(error instanceof Error ? error : new Error(String(error)))
      await untilAborted(signal)
    }
  }

  const client = new Client(clientOptions(options, reconnecting, mayIdentify))
  client.on(Events.Error, (error) => log.error('something from Discord was not dealt with', { error }))
  client.on(Events.ShardError, (error) => log.warn('something is wrong with the connection to Discord', { error }))
  client.on(Events.Warn, (said) => log.warn('Discord', { said }))
  client.on(Events.ShardReconnecting, () => {
    reconnecting.closed()
    if (!isClosed) log.info('the connection to Discord closed; it is made again')
  })
  client.on(Events.ShardReady, () => reconnecting.stands())
  client.on(Events.ShardResume, () => {
    reconnecting.stands()
    log.info('connected to Discord again')
  })
  client.on(Events.ShardDisconnect, ({ code }) => {
    closeCode = code
    give(new Error(`Discord closed the connection for good (close code ${code})`))
  })
  client.rest.on('invalidRequestWarning', (counted) => log.warn('Discord refused many calls', { ...counted }))

  return {
    client,
    closeCode: () => closeCode,
    async open() {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new LaterError('Discord did not say hello')), READY_TIMEOUT_MS)
      })
      const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve))
      try {
        client.rest.setToken(options.token)
        await Promise.race([spendLogin(), late, broken.promise])
        const login = client.login(options.token)
        // A login that fails after its time is up has nobody left to tell.
        login.catch(() => undefined)
        await Promise.race([login, late, broken.promise])
        const opened = await Promise.race([ready, late, broken.promise])
        isOpen = true
        return opened
      } catch (error) {
        await this.close()
        throw startError(error, closeCode)
      } finally {
        clearTimeout(timer)
      }
    },
    async close() {
      isClosed = true
      reconnecting.end()
      broken.reject(new LaterError('the connection to Discord was closed'))
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

function clientOptions(
  { apiUrl, hearsAll }: ConnectionOptions,
  reconnecting: Reconnecting,
  mayIdentify: (signal: AbortSignal) => Promise<void>,
): ClientOptions {
  // Without MessageContent the text of what addresses the bot is there all the same, and that of direct messages.
  const heard = [
    GatewayIntentBits.Guilds,
    GatewayIntentBits.GuildMessages,
    GatewayIntentBits.DirectMessages,
    GatewayIntentBits.GuildMessageReactions,
    GatewayIntentBits.DirectMessageReactions,
  ]
  return {
    intents: hearsAll ? [...heard, GatewayIntentBits.MessageContent] : heard,
    // Direct messages come from channels that were never announced.
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0, ReactionManager: 0 }),
    rest: {
      ...(apiUrl === undefined ? {} : { api: apiUrl }),
      retries: 0,
      timeout: CALL_TIMEOUT_MS,
      // The time that Discord asks for, not a moment more.
      offset: 0,
      // What goes by this client answers interactions, which Discord exempts from the limit of all calls together
      // (docs.discord.com/developers/interactions/receiving-and-responding, Endpoints). Left to itself, the client would hold back
      // whatever is over fifty a second until the second is over.
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      rejectOnRateLimit: isNoAnswer,
      invalidRequestWarningInterval: INVALID_CALLS_WARNING,
    },
    ws: {
      buildStrategy(manager) {
        // A shard that is between two attempts to connect asks this first: the only place to slow it down, and to stop it when it is
        // destroyed, since it goes on for ever.
        const retrieve = manager.options.retrieveSessionInfo
        manager.options.retrieveSessionInfo = async (shard) => {
          await reconnecting.turn()
          return await retrieve(shard)
        }
        return new SimpleShardingStrategy(manager)
      },
      async buildIdentifyThrottler(manager) {
        const { session_start_limit: limit } = await manager.fetchGatewayInformation()
        const throttler = new SimpleIdentifyThrottler(limit.max_concurrency)
        return {
          async waitForIdentify(shard, signal) {
            await mayIdentify(signal)
            await throttler.waitForIdentify(shard, signal)
          },
        }
      },
    },
  }
}

/** Answers to people wait their turn, if it is soon; everything else comes back at once. */
function isNoAnswer({ route, retryAfter }: RateLimitData): boolean {
  const isAnswer = route.startsWith('/interactions') || route.startsWith('/webhooks')
  return !isAnswer || retryAfter > LONGEST_WAIT_MS
}

/** Rejects once the signal is aborted. */
async function untilAborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) {
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  }
  throw signal.reason
}
