import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FEEDS } from '../../src/core/feeds.ts'
import { createArticleReader } from '../../src/sources/article/reader.ts'
import { createFeedSource } from '../../src/sources/feeds/feed-source.ts'
import { createFeedReader } from '../../src/sources/feeds/reader.ts'
import { createWebClient } from '../../src/sources/web/client.ts'
import { openStore } from '../../src/store/store.ts'
import { seededRandom } from '../lookup/random.ts'
import type { ServerCount, ServerOrder } from './server.ts'

export interface PollingRound {
  /** Feeds that were due of all, by what they and their servers wish for. */
  readonly asked: number
  readonly unchanged: number
  readonly bytes: number
  readonly documents: number
  readonly ms: number
}

export interface Polling {
  readonly rounds: readonly PollingRound[]
  /** At most, in MB: of this process, and of the child that reads feeds. */
  readonly memory: { readonly desk: number; readonly reader: number }
}

/** The clock goes on by so much from round to round: past the rhythm of half an hour, and what chance adds to it. */
const ROUND_MS = 34 * 60_000
const FIRST_ENTRIES = 5
/** A desk polls once a second; here what is done bounds the pace, not the beat. */
const BEAT_MS = 5

/** Follows so many feeds of a server on this machine through rounds of half an hour by a clock of its own, as fast as it goes. */
export async function pollFeeds(feeds: number, rounds: number, say: (words: string) => void): Promise<Polling> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-feeds-'))
  const server = fork(new URL('server.ts', import.meta.url), { stdio: 'inherit' })
  const [{ port }] = await once(server, 'message')
  const store = await openStore({ file: join(folder, 'attache.db'), role: 'owner', tokenize: () => [] })
  await store.migrate()
  // Hosts of their own, since a host is asked two things at once.
  const hosts = Array.from({ length: feeds }, (_, number) => `site${number}.example:${port}`)
  const followed = {
    feeds: hosts.map((host, number) => ({ address: `http://${host}/${number}.xml` })),
    unknown: new Set<string>(),
  }
  const random = seededRandom(1)
  let time = Date.UTC(2026, 10, 24)
  let answered = 0
  const source = createFeedSource({
    followed: async () => followed,
    store,
    async open() {
      const web = createWebClient({
        allowed: new Set(hosts),
        now: () => new Date(time),
        resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      })
      const get: typeof web.get = async (request) => {
        try {
          return await web.get(request)
        } finally {
          answered += 1
        }
      }
      return {
        web: { ...web, get },
        robots: { allows: async () => true },
        article: createArticleReader(),
        feeds: createFeedReader(),
      }
    },
    firstEntries: FIRST_ENTRIES,
    now: () => new Date(time),
    random: () => random.share(),
  })
  const memory = watchMemory()
  const done: PollingRound[] = []
  try {
    for (let round = 0; round < rounds; round += 1) {
      await tell(server, { round })
      const due =
        round === 0 ? feeds : (await store.fetchesOf(FEEDS)).filter(({ nextAt }) => Date.parse(nextAt) <= time).length
      answered = 0
      let documents = 0
      const began = performance.now()
      // Whatever the last one brought is kept by the polls after it.
      for (let more = 40; answered < due || more > 0; more -= answered < due ? 0 : 1) {
        const found = await source.poll(async () => new Set())
        for (const { where, what } of found.problems) say(`${where}: ${what}`)
        documents += found.documents.length
        await new Promise((resolve) => setTimeout(resolve, BEAT_MS))
      }
      const ms = performance.now() - began
      const { requests, unchanged, bytes } = await tell(server, 'count')
      done.push({ asked: requests, unchanged, bytes, documents, ms })
      time += ROUND_MS
    }
    return { rounds: done, memory: memory.most() }
  } finally {
    memory.end()
    source.close()
    await store.close()
    server.kill()
    await rm(folder, { recursive: true })
  }
}

async function tell(server: ChildProcess, order: ServerOrder): Promise<ServerCount> {
  const answer = once(server, 'message')
  server.send(order)
  return (await answer)[0]
}

/** Samples what this process and the reader of feeds take; Linux tells. */
function watchMemory() {
  let desk = 0
  let reader = 0
  const timer = setInterval(() => {
    desk = Math.max(desk, process.memoryUsage.rss() / 1024 ** 2)
    reader = Math.max(reader, ...childrenNamed('feeds/child.ts').map(megabytesOf))
  }, 50)
  return { most: () => ({ desk, reader }), end: () => clearInterval(timer) }
}

function childrenNamed(part: string): string[] {
  if (!existsSync('/proc/self/task')) return []
  return readdirSync('/proc/self/task')
    .flatMap((task) => readProc(`self/task/${task}/children`).split(' '))
    .filter((pid) => pid !== '' && readProc(`${pid}/cmdline`).includes(part))
}

function megabytesOf(pid: string): number {
  return Number(/VmRSS:\s+(\d+)/u.exec(readProc(`${pid}/status`))?.[1] ?? 0) / 1024
}

function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    // It ended just now.
    return ''
  }
}
