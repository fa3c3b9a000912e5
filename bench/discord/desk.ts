import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { FakeDiscord } from '../../test/fakes/discord/server.ts'

const ATTACHE = fileURLToPath(new URL('../../src/attache.js', import.meta.url))

/** `attache start` in a process of its own, listening to Discord. */
export interface BenchDesk {
  /** Milliseconds from the start of the process until it listened. */
  readonly connectedAfter: number
  /** Seconds of processor time that it has used, whole ones. */
  processorTime(): number
  stop(): Promise<void>
}

/** Starts the desk on a database that is there; resolves once it says that it is ready. Throws with what it said if it ends before. */
export async function startDesk(env: Readonly<Record<string, string>>, discord: FakeDiscord): Promise<BenchDesk> {
  const started = performance.now()
  const child = spawn(process.execPath, [ATTACHE, 'start'], {
    env: {
      PATH: process.env.PATH,
      ...env,
      ATTACHE_HTTP: 'off',
      ATTACHE_LOG: 'warn',
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let connectedAfter: number | undefined
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
      if (said.includes('Discord gateway is connected')) connectedAfter ??= performance.now() - started
      if (connectedAfter !== undefined && said.includes('Ctrl+C')) resolve(connectedAfter)
    })
  }
  child.once('close', () => reject(new Error(`the desk ended early: ${said}`)))
  return {
    connectedAfter: await promise,
    processorTime: () => Number(execFileSync('ps', ['-o', 'cputimes=', '-p', String(child.pid)], { encoding: 'utf8' })),
    async stop() {
      const closed = once(child, 'close')
      child.kill('SIGTERM')
      await closed
    },
  }
}
