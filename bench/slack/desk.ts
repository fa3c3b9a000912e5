import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { FakeDiscord } from '../../test/fakes/discord/server.ts'
import type { FakeSlack } from '../../test/fakes/slack/fake-slack.ts'

const ATTACHE = fileURLToPath(new URL('../../src/attache.js', import.meta.url))
export const SIGNING_SECRET = '0123456789abcdef0123456789abcdef'

/** How Slack reaches the desk. */
export type Way = 'socket' | 'http'
export const WAYS: readonly Way[] = ['socket', 'http']

/** `attache start` in a process of its own, connected to both platforms. */
export interface BenchDesk {
  /** Milliseconds from the start of the process until both platforms were connected. */
  readonly connectedAfter: number
  /** Resident memory now, in MB. */
  memory(): number
  /** Seconds of processor time that it has used, whole ones. */
  processorTime(): number
  /** Everything that it has printed. */
  said(): string
  stop(): Promise<void>
}

/** Starts the desk on a database that is there, and resolves once Slack and Discord are connected. Throws with what it said if it ends before. */
export async function startDesk(
  env: Readonly<Record<string, string>>,
  way: Way,
  slack: FakeSlack,
  discord: FakeDiscord,
): Promise<BenchDesk> {
  const port = await freePort()
  const started = performance.now()
  const child = spawn(process.execPath, [ATTACHE, 'start'], {
    env: {
      PATH: process.env.PATH,
      ...env,
      ATTACHE_HTTP: 'off',
      ATTACHE_LOG: 'warn',
      SLACK_TRANSPORT: way,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_HTTP: `127.0.0.1:${port}`,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
      if (said.includes('Slack is connected') && said.includes('Discord is connected')) resolve()
    })
  }
  child.once('close', () => reject(new Error(`the desk ended early: ${said}`)))
  await promise
  const connectedAfter = performance.now() - started
  if (way === 'http') {
    await slack.useRequests({ urls: [`http://127.0.0.1:${port}/slack/events`], signingSecret: SIGNING_SECRET })
  }
  return {
    connectedAfter,
    memory: () => column('rss', child.pid) / 1024,
    said: () => said,
    processorTime: () => column('cputimes', child.pid),
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}
