import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const ATTACHE = fileURLToPath(new URL('../src/attache.js', import.meta.url))

/** `attache start` in a process of its own. */
export interface DeskProcess {
  /** Milliseconds from the start of the process until it was connected. */
  readonly connectedAfter: number
  /** Resident memory now, in MB. */
  memory(): number
  /** Seconds of processor time that it has used, whole ones. */
  processorTime(): number
  /** Everything that it has printed. */
  said(): string
  stop(): Promise<void>
}

export interface Signs {
  /** It is connected once it has said all of these. */
  readonly connected: readonly string[]
  /** What it says when it has begun in order, where that is to be waited for as well. */
  readonly begun?: string
}

/** Starts the desk on a database that is there, and resolves by the signs. Throws with what it said if it ends before. */
export async function startDeskProcess(env: Readonly<Record<string, string>>, signs: Signs): Promise<DeskProcess> {
  const started = performance.now()
  const child = spawn(process.execPath, [ATTACHE, 'start'], {
    env: { PATH: process.env.PATH, ...env, ATTACHE_HTTP: 'off', ATTACHE_LOG: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let connectedAfter: number | undefined
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
      if (signs.connected.every((words) => said.includes(words))) connectedAfter ??= performance.now() - started
      if (connectedAfter !== undefined && said.includes(signs.begun ?? '')) resolve(connectedAfter)
    })
  }
  child.once('close', () => reject(new Error(`the desk ended early: ${said}`)))
  return {
    connectedAfter: await promise,
    memory: () => column('rss', child.pid) / 1024,
    processorTime: () => column('cputimes', child.pid),
    said: () => said,
    async stop() {
      const closed = once(child, 'close')
      child.kill('SIGTERM')
      await closed
    },
  }
}

/** One number that `ps` knows of a process. */
function column(name: string, pid: number | undefined): number {
  return Number(execFileSync('ps', ['-o', `${name}=`, '-p', String(pid)], { encoding: 'utf8' }))
}
