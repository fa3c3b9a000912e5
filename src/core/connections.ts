import { InputError } from './errors.ts'
import type { Log } from './log.ts'
import type { Desk, Platform } from './ports.ts'

const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 5 * 60_000

/**
 * - `waiting`: it is tried again
 * - `refused`: it will not connect until somebody changes something, e.g. a wrong token
 * - `standby`: another process is connected, and this one takes over when that ends
 */
export type ConnectionState = 'connecting' | 'up' | 'waiting' | 'refused' | 'standby'

/** The platforms, each connected for itself: one that cannot connect keeps none of the others waiting. */
export interface Connections {
  /** Begins to connect whatever is due to be tried; does not wait for it. */
  attempt(): void
  /** Resolves once every attempt that has begun is over. */
  settled(): Promise<void>
  up(): readonly Platform[]
  stateOf(name: string): ConnectionState | undefined
  stop(): Promise<void>
}

interface Connection {
  readonly platform: Platform
  state: ConnectionState
  failures: number
  tryAt: number
  attempt: Promise<void>
}

export interface ConnectionOptions {
  readonly desk: Desk
  readonly log: Log
  readonly now: () => Date
  /** Called when a platform is about to be connected to, has connected, or has not; then with words for whoever runs the desk. */
  readonly onChange: (platform: string, state: ConnectionState, words?: string) => void
}

/** Milliseconds to wait after a failure to connect that followed on so many others. */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures)
}

export function createConnections(platforms: readonly Platform[], options: ConnectionOptions): Connections {
  const connections = platforms.map((platform): Connection => {
    return { platform, state: 'waiting', failures: 0, tryAt: 0, attempt: Promise.resolve() }
  })

  async function connect(connection: Connection): Promise<void> {
    const { platform } = connection
    try {
      await platform.start(options.desk)
      connection.state = 'up'
      connection.failures = 0
      options.onChange(platform.name, 'up')
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      connection.state = error instanceof InputError ? 'refused' : 'waiting'
      connection.tryAt = options.now().getTime() + pauseAfter(connection.failures)
      connection.failures += 1
      options.log.error('a platform did not connect', { platform: platform.name, state: connection.state, error })
      options.onChange(platform.name, connection.state, words)
    }
  }

  return {
    attempt() {
      const now = options.now().getTime()
      for (const connection of connections) {
        if (connection.state !== 'waiting' || connection.tryAt > now) continue
        connection.state = 'connecting'
        options.onChange(connection.platform.name, 'connecting')
        connection.attempt = connect(connection)
      }
    },
    async settled() {
      await Promise.all(connections.map(({ attempt }) => attempt))
    },
    up() {
      return connections.filter(({ state }) => state === 'up').map(({ platform }) => platform)
    },
    stateOf(name) {
      return connections.find(({ platform }) => platform.name === name)?.state
    },
    async stop() {
      const ended = await Promise.allSettled(connections.map(({ platform }) => platform.stop()))
      for (const end of ended)
        if (end.status === 'rejected') options.log.warn('a platform did not stop in order', { error: end.reason })
    },
  }
}
