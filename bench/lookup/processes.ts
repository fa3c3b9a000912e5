import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { DESK_FLAGS } from '../../src/node-flags.js'
import type { BenchDatabase } from './databases.ts'

const ATTACHE = fileURLToPath(new URL('../../src/attache.js', import.meta.url))
const SERVING = fileURLToPath(new URL('serving-process.ts', import.meta.url))
const PROBES = 5
/** Long enough for what starting left behind to be collected. */
const SETTLE_MS = 2_000

/** Milliseconds from the start of the process `attache topics` to its first words, on a database that is there already; the median. */
export async function timeTopics({ env }: BenchDatabase): Promise<number> {
  const times: number[] = []
  for (let probe = 0; probe < PROBES; probe++) {
    const started = performance.now()
    const child = run([ATTACHE, 'topics'], env)
    await firstWords(child)
    times.push(performance.now() - started)
    await once(child, 'close')
  }
  return median(times)
}

/**
 * `attache start` without platforms: milliseconds until it says that it is ready, the median; the same of a start that finds no code
 * compiled, as the one after an update does; and its resident memory in MB a while later.
 */
export async function timeStart({ env }: BenchDatabase): Promise<{ ready: number; first: number; memory: number }> {
  const cache = mkdtempSync(join(tmpdir(), 'attache-bench-cache-'))
  const starts: { ready: number; memory: number }[] = []
  try {
    for (let probe = 0; probe <= PROBES; probe++)
      starts.push(await startOnce({ ...env, NODE_COMPILE_CACHE: cache }, probe === PROBES ? SETTLE_MS : 0))
  } finally {
    rmSync(cache, { recursive: true })
  }
  const [first, ...later] = starts.map(({ ready }) => ready)
  return { ready: median(later), first: first ?? Number.NaN, memory: starts.at(-1)?.memory ?? Number.NaN }
}

async function startOnce(env: Readonly<Record<string, string>>, settle: number) {
  const started = performance.now()
  const child = run([ATTACHE, 'start'], env)
  await firstWords(child, 'Ctrl+C')
  const ready = performance.now() - started
  await wait(settle)
  const memory = residentMegabytes(child)
  child.kill('SIGTERM')
  await once(child, 'close')
  return { ready, memory }
}

/**
 * Resident memory in MB of a process that has answered the questions of `seed`, at its highest. It runs with the flags of `attache start`,
 * and finds its code compiled, as that does from its second start on.
 */
export async function memoryServing({ env }: BenchDatabase, size: number, each: number, seed: number): Promise<number> {
  let megabytes = Number.NaN
  for (let start = 0; start < 2; start++) {
    const cache = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') }
    const child = run([...DESK_FLAGS, SERVING, String(size), String(each), String(seed)], { ...env, ...cache })
    megabytes = Number(await firstWords(child, '\n'))
    await once(child, 'close')
  }
  return megabytes
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}

function run(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** What a process says until it has said `expected`. Throws with its complaints if it ends before. */
async function firstWords(child: ChildProcess, expected = ''): Promise<string> {
  let said = ''
  let complaints = ''
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  child.stderr?.on('data', (chunk) => {
    complaints += chunk
  })
  child.stdout?.on('data', (chunk) => {
    said += chunk
    if (said.includes(expected)) resolve(said)
  })
  child.once('close', () => reject(new Error(`a process of the bench ended early: ${complaints || said}`)))
  return await promise
}

function residentMegabytes({ pid }: ChildProcess): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
}
