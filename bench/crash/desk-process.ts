import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FAST_CLOCK = fileURLToPath(new URL('fast-clock.ts', import.meta.url))
/** Enough of what a process said to see why it ended. */
const KEPT = 4_000
/** One that cannot stay up is not started for ever. On a busy machine a start may fail for the ten seconds that PostgreSQL has to answer. */
const MOST_COLLAPSES = 100

/** A desk of its own process, started as people start it, which is killed and started again. */
export interface DeskProcess {
  readonly name: string
  readonly isAlive: boolean
  /** The machine's time at which both platforms were connected, in milliseconds since 1970; undefined while they are not. */
  readonly upSince: number | undefined
  /** How often it ended by itself, which it should not. */
  readonly collapses: number
  /** What it said before it last did. */
  readonly lastWords: string
  start(): void
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>
  /** As a service manager stops it. Gives the exit code. */
  stop(): Promise<number | null>
}

export interface DeskProcessOptions {
  readonly name: string
  /** The whole environment, but for what a process needs to run at all. */
  readonly env: Readonly<Record<string, string>>
  /** Working directory: one without a `.env`. */
  readonly folder: string
}

export function createDeskProcess({ name, env, folder }: DeskProcessOptions): DeskProcess {
  let child: ChildProcess | undefined
  let gone: Promise<unknown> = Promise.resolve()
  let said = ''
  let lastWords = ''
  let collapses = 0
  let connected = new Set<string>()
  let upSince: number | undefined
  let isWanted = false

  function hear(text: string): void {
    said = (said + text).slice(-KEPT)
    for (const [, platform = ''] of text.matchAll(/(Slack|Discord) is connected\./gu)) connected.add(platform)
    if (connected.size === 2) upSince ??= Date.now()
  }

  function start(): void {
    isWanted = true
    said = ''
    connected = new Set()
    upSince = undefined
    const started = spawn(process.execPath, ['--import', FAST_CLOCK, join(ROOT, 'src', 'attache.js'), 'start'], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    for (const stream of [started.stdout, started.stderr]) stream.setEncoding('utf8').on('data', hear)
    gone = once(started, 'close').then(() => {
      upSince = undefined
      child = undefined
      if (!isWanted) return
      collapses += 1
      lastWords = said
      if (collapses < MOST_COLLAPSES) start()
    })
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    isWanted = false
    const ending = child
    ending?.kill(signal)
    await gone
    return ending?.exitCode ?? null
  }

  return {
    name,
    get isAlive() {
      return child !== undefined
    },
    get upSince() {
      return upSince
    },
    get collapses() {
      return collapses
    },
    get lastWords() {
      return lastWords
    },
    start,
    async kill() {
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
  }
}
