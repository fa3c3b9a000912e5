import { SocketModeReceiver } from '@slack/bolt'
import { connectionCode, whyUnreached } from '../../core/connection-fault.ts'
import { LaterError } from '../../core/errors.ts'
import { callOptions } from './client.ts'
import { type Connection, type ConnectionOptions, UnheardError } from './connection.ts'
import { isCallError, postError, slackCode } from './errors.ts'
import { withoutSecrets } from './logger.ts'
import { APP_TOKEN, checkToken, startError } from './tokens.ts'
import { createWatchdog } from './watchdog.ts'

/** Bolt's 5 s take a busy moment for a dead socket (slackapi/bolt-js#2496). We ping three times in this time. */
const PONG_TIMEOUT_MS = 15_000
const PING_TIMEOUT_MS = 60_000
/** From asking for an address to Slack's “hello”. */
const HELLO_TIMEOUT_MS = 30_000
/** A peer that does not answer the closing of the socket by then is cut off. */
const CLOSE_TIMEOUT_MS = 2_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000
/** A connection that lasted no longer has failed, too: else one that always closes at once would be opened without a pause. */
const STABLE_MS = 10_000

/** A connection in Socket Mode, with the receiver as Bolt has it. */
export interface SocketConnection extends Connection {
  readonly receiver: SocketModeReceiver
}

/**
 * Socket Mode with a reconnection of our own. Slack's client leaves a rejection unhandled, which ends the process, and never tries
 * again when it is refused (`invalid_auth`) or cannot be reached while it reconnects (slackapi/node-slack-sdk#1495). `open` throws
 * `InputError` if the app token is to blame, what `postError` makes of a call that failed, or an Error if the socket does not open.
 */
export function createSocket(appToken: string, options: ConnectionOptions): SocketConnection {
  const { log } = options
  const receiver = new SocketModeReceiver({
    // The client throws for an empty one; `open` says what to mend.
    appToken: appToken || 'none',
    // What it calls an error is a connection that was lost or refused, which is told below, with what to mend.
    logger: { ...options.logger, error: options.logger.info },
    autoReconnectEnabled: false,
    clientPingTimeout: PONG_TIMEOUT_MS,
    serverPingTimeout: PING_TIMEOUT_MS,
    installerOptions: { clientOptions: callOptions(options) },
    async processEventErrorHandler({ error }) {
      if (!(error instanceof UnheardError)) log.error('a message of Slack’s was not dealt with', { error })
      return false
    },
  })
  const { client } = receiver
  let opening: Promise<void> | undefined
  let openedAt: number | undefined
  let isClosed = false
  let pause: NodeJS.Timeout | undefined
  let failures = 0
  let lifetimeMs: number | undefined
  /** Why Slack closes the connection, as far as it says. */
  let farewell: string | undefined
  /** What the log says already, so that hours without a connection are not said a minute each. */
  let said: string | undefined

  const watchdog = createWatchdog(
    () => client.websocket?.isActive() === true,
    (reason) => {
      log.warn('the connection to Slack is opened anew', { reason })
      shut().catch((error: unknown) => log.error('the old connection to Slack did not close', { error }))
    },
  )

  function connect(): Promise<void> {
    opening ??= attempt().finally(() => {
      opening = undefined
    })
    return opening
  }

  async function attempt(): Promise<void> {
    checkToken(appToken, APP_TOKEN)
    farewell = undefined
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new LaterError('Slack did not say hello')), HELLO_TIMEOUT_MS)
    })
    const started = client.start().catch((error: unknown) => {
      // The client rejects with nothing at all when the socket closes before it was greeted.
      throw error ?? new LaterError(`the socket closed before Slack said hello${inBrackets(farewell)}`)
    })
    try {
      await Promise.race([started, late])
      openedAt = Date.now()
      said = undefined
      watchdog.watch(lifetimeMs)
    } catch (error) {
      await shut()
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  function reconnect(leastMs = 0): void {
    if (isClosed || opening !== undefined || pause !== undefined) return
    const wait = failures <= 1 ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 2))
    pause = setTimeout(
      () => {
        pause = undefined
        connect().then(() => log.info('connected to Slack again'), tryAgain)
      },
      Math.max(wait, leastMs),
    )
  }

  function tryAgain(error: unknown): void {
    failures += 1
    const code = slackCode(error)
    const reason = wordsOf(openingError(error, appToken))
    const line = 'could not connect to Slack again; it is tried until it works'
    if (reason === said) log.debug(line, { reason, code })
    else log.error(line, { reason, code })
    said = reason
    const outcome = postError(error)
    reconnect(outcome instanceof LaterError ? outcome.afterMs : undefined)
  }

  /** `receiver.stop()` resolves while the socket is still open. */
  async function shut(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const forced = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        // A second call ends a socket whose peer does not answer the first.
        client.disconnect().then(resolve, resolve)
      }, CLOSE_TIMEOUT_MS)
    })
    await Promise.race([client.disconnect(), forced])
    clearTimeout(timer)
  }

  client.on('disconnected', () => {
    watchdog.rest()
    if (openedAt === undefined) return
    failures = Date.now() - openedAt < STABLE_MS ? failures + 1 : 0
    openedAt = undefined
    if (!isClosed) log.info('the connection to Slack closed', { reason: farewell })
    reconnect()
  })

  // Slack's client leaves the rejection unhandled if a message is not of the form that it expects.
  const readers = client.listeners('ws_message')
  client.removeAllListeners('ws_message')
  client.on('ws_message', async (...message: unknown[]) => {
    try {
      const notice = readNotice(message[0])
      if (notice?.type === 'hello') lifetimeMs = lifetimeIn(notice)
      if (notice?.type === 'disconnect') farewell = WORDS[String(notice.reason)] ?? String(notice.reason)
      for (const read of readers) await read(...message)
    } catch (error) {
      log.warn('a message of Slack’s could not be read', { reason: wordsOf(error) })
    }
  })

  return {
    receiver,
    async open() {
      await connect().catch((error: unknown) => {
        throw openingError(error, appToken)
      })
    },
    async close() {
      isClosed = true
      clearTimeout(pause)
      await opening?.catch(() => undefined)
      watchdog.rest()
      await shut()
    },
  }
}

/** Slack's reasons for which somebody has to do something. */
const WORDS: Readonly<Record<string, string>> = {
  link_disabled: 'Socket Mode is turned off; turn it on at https://api.slack.com/apps, your app, “Socket Mode”',
  too_many_websockets: 'the app has ten connections open, which is the most that Slack allows',
}

/** A message about the connection itself; undefined for what somebody did, which is far longer. Throws if it is not JSON. */
function readNotice(message: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof message !== 'string' || message.length > 2_000) return undefined
  const notice: unknown = JSON.parse(message)
  return typeof notice === 'object' && notice !== null ? { ...notice } : undefined
}

/** How long Slack means to keep a connection, if its greeting says so. Milliseconds. */
function lifetimeIn({ debug_info: info }: Readonly<Record<string, unknown>>): number | undefined {
  if (typeof info !== 'object' || info === null || !('approximate_connection_time' in info)) return undefined
  const seconds = info.approximate_connection_time
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1_000 : undefined
}

/** Why the socket does not open: of the call that gives its address as `startError`, else of the socket itself. */
function openingError(error: unknown, appToken: string): unknown {
  if (isCallError(error)) return startError(error, appToken, APP_TOKEN)
  if (connectionCode(error) === undefined) return error
  const said = withoutSecrets(`Slack’s socket could not be reached${whyUnreached(error)}`)
  return new LaterError(said, undefined, { cause: error })
}

function inBrackets(words: string | undefined): string {
  return words === undefined ? '' : ` (${words})`
}

function wordsOf(error: unknown): string {
  return withoutSecrets(error instanceof Error ? error.message : String(error))
}
