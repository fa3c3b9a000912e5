import { SocketModeReceiver } from '@slack/bolt'
import type { Log } from '../../core/log.ts'
import { type ClientOptions, callOptions } from './client.ts'
import { slackCode } from './errors.ts'
import { withoutSecrets } from './logger.ts'

/** Bolt's 5 s take a busy moment for a dead socket (slackapi/bolt-js#2496). We ping three times in this time. */
const PONG_TIMEOUT_MS = 15_000
const PING_TIMEOUT_MS = 60_000
/** From asking for an address to Slack's “hello”. */
const HELLO_TIMEOUT_MS = 30_000
/** A peer that does not answer the closing of the socket by then is cut off. */
const CLOSE_TIMEOUT_MS = 2_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/** A Socket Mode connection that stays open until it is closed. */
export interface Connection {
  readonly receiver: SocketModeReceiver
  /** Resolves once Slack has said hello. Throws what the Web API client throws, or an Error if the socket does not open. */
  open(): Promise<void>
  /** Resolves once the socket is closed; safe to call at any time, and twice. */
  close(): Promise<void>
}

export interface ConnectionOptions extends Pick<ClientOptions, 'apiUrl' | 'logger'> {
  readonly appToken: string
  readonly log: Log
}

/**
 * Socket Mode with a reconnection of our own. Slack's client leaves a rejection unhandled, which ends the process, and never tries
 * again when it is refused (`invalid_auth`) or cannot be reached while it reconnects (slackapi/node-slack-sdk#1495).
 */
export function createConnection(options: ConnectionOptions): Connection {
  const { log } = options
  const receiver = new SocketModeReceiver({
    appToken: options.appToken,
    logger: options.logger,
    autoReconnectEnabled: false,
    clientPingTimeout: PONG_TIMEOUT_MS,
    serverPingTimeout: PING_TIMEOUT_MS,
    installerOptions: { clientOptions: callOptions(options) },
  })
  const { client } = receiver
  let opening: Promise<void> | undefined
  let isOpen = false
  let isClosed = false
  let pause: NodeJS.Timeout | undefined
  let failures = 0

  function connect(): Promise<void> {
    opening ??= attempt().finally(() => {
      opening = undefined
    })
    return opening
  }

  async function attempt(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('Slack did not say hello')), HELLO_TIMEOUT_MS)
    })
    const started = client.start().catch((error: unknown) => {
      // The client rejects with nothing at all when the socket closes before it was greeted.
      throw error ?? new Error('the socket closed before Slack said hello')
    })
    try {
      await Promise.race([started, late])
      isOpen = true
      failures = 0
    } catch (error) {
      await shut()
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  function reconnect(): void {
    if (isClosed || opening !== undefined || pause !== undefined) return
    const wait = failures === 0 ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1))
    pause = setTimeout(() => {
      pause = undefined
      connect().then(
        () => log.info('connected to Slack again'),
        (error: unknown) => {
          failures += 1
          const reason = error instanceof Error ? withoutSecrets(error.message) : String(error)
          log.error('could not connect to Slack again; it is tried until it works', { reason, code: slackCode(error) })
          reconnect()
        },
      )
    }, wait)
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
    if (isOpen && !isClosed) log.info('the connection to Slack closed')
    if (isOpen) reconnect()
    isOpen = false
  })

  return {
    receiver,
    open: connect,
    async close() {
      isClosed = true
      clearTimeout(pause)
      await opening?.catch(() => undefined)
      await shut()
    },
  }
}
