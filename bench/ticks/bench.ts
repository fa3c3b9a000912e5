import { availableParallelism, loadavg } from 'node:os'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import type { Platform } from '../../src/core/ports.ts'
import { createRunningDesk } from '../../src/core/running-desk.ts'
import { openStore } from '../../src/store/store.ts'
import { deskParts } from '../../test/fakes/desk-parts.ts'
import { milliseconds, table } from '../lookup/table.ts'
import { saveDigests, saveTopics, TOPICS } from './many-digests.ts'
import type { EmptyStore } from './stores.ts'

export interface TicksBenchOptions {
  readonly digests: number
  readonly due: number
  readonly stores: readonly EmptyStore[]
  readonly say: (words: string) => void
}

const SLOT = '2026-11-24T08:00:00.000Z'
const LATER = '2026-11-25T08:00:00.000Z'
const IDLE_BEATS = 50
/** What is asked: nobody's digest is later than a minute for the digests of others, and an idle desk does nothing. */
const ALL_WITHIN_MS = 60_000
const IDLE_BUDGET_MS = 50

interface Result {
  readonly kind: EmptyStore['kind']
  readonly idle: number
  readonly first: number
  readonly all: number
  readonly beats: number
  readonly sent: number
  readonly processor: number
}

/** Times the beats of a desk with many digests of which some are due at once. False if a budget is missed. */
export async function benchTicks(options: TicksBenchOptions): Promise<boolean> {
  const { say } = options
  const results: Result[] = []
  for (const empty of options.stores) results.push(await measure(empty, options))
  const load = loadavg().map((each) => each.toFixed(1))
  say(`\nLoad of the machine over 1, 5 and 15 minutes: ${load.join(', ')}, on ${availableParallelism()} processors.`)
  say(`${options.digests} digests, ${options.due} due in one minute, two of ${TOPICS} topics each; milliseconds\n`)
  say(
    table([
      ['', ...results.map(({ kind }) => kind)],
      ['a beat with nothing due, median', ...results.map(({ idle }) => milliseconds(idle))],
      ['until the first edition is sent', ...results.map(({ first }) => milliseconds(first))],
      ['until all editions are written', ...results.map(({ all }) => milliseconds(all))],
      ['until all of it is sent', ...results.map(({ sent }) => milliseconds(sent))],
      ['beats that takes', ...results.map(({ beats }) => String(beats))],
      ['processor time an edition, sending it included', ...results.map(({ processor }) => milliseconds(processor))],
    ]),
  )
  return results.every(({ idle, all }) => idle <= IDLE_BUDGET_MS && all <= ALL_WITHIN_MS)
}

async function measure({ kind, address }: EmptyStore, { digests, due, say }: TicksBenchOptions): Promise<Result> {
  const store = await openStore({ ...address, role: 'owner', tokenize: searchTokens })
  await store.migrate()
  await saveTopics(store)
  await saveDigests(store, address, [
    { count: due, nextRunAt: SLOT },
    { count: digests - due, nextRunAt: LATER },
  ])
  say(`${kind}: ${digests} digests saved`)
  let began = performance.now()
  let clock = Date.parse(SLOT) - 3_600_000
  const now = () => clock + performance.now() - began
  let editions = 0
  let firstSent = Number.NaN
  const platform = createSwiftPlatform(() => {
    if (Number.isNaN(firstSent)) firstSent = performance.now() - began
  })
  const desk = createRunningDesk(
    deskParts({
      store,
      platforms: [platform],
      now: () => new Date(now()),
      log: { debug() {}, info() {}, warn: say, error: (words, fields) => say(`${words} ${String(fields?.error)}`) },
      observe(happening) {
        if (happening.kind === 'edition') editions += 1
      },
    }),
  )
  // The topics are briefed at the first beats.
  while (await desk.takeIn());
  const idle: number[] = []
  for (let beat = 0; beat < IDLE_BEATS; beat++) {
    const started = performance.now()
    await desk.tick()
    idle.push(performance.now() - started)
  }
  await desk.settled()
  clock = Date.parse(SLOT)
  began = performance.now()
  const processor = process.cpuUsage()
  let beats = 0
  let all = 0
  while (editions < due) {
    const started = performance.now()
    await desk.tick()
    beats += 1
    const spent = performance.now() - started
    all = performance.now() - began
    // Beats come once a second.
    const rest = editions < due ? Math.max(0, 1_000 - spent) : 0
    await new Promise((resolve) => setTimeout(resolve, rest))
  }
  await desk.settled()
  const sent = performance.now() - began
  const { user, system } = process.cpuUsage(processor)
  await desk.stop()
  const median = idle.toSorted((a, b) => a - b)[Math.floor(idle.length / 2)] ?? Number.NaN
  return { kind, idle: median, first: firstSent, all, sent, beats, processor: (user + system) / 1_000 / due }
}

/** Takes every message at once. */
function createSwiftPlatform(onPost: () => void): Platform {
  let messages = 0
  return {
    name: 'slack',
    async start() {},
    async post({ channel, thread }) {
      onPost()
      messages += 1
      return { channel, message: String(messages), ...(thread === undefined ? {} : { thread }) }
    },
    async edit() {},
    async find() {
      return undefined
    },
    async stop() {},
  }
}
