import { mkdir } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { startFakeDiscord } from '../../test/fakes/discord/server.ts'
import { CORPUS_SEED, createCorpus } from '../lookup/corpus.ts'
import { databaseOf, fill } from '../lookup/databases.ts'
import { seededRandom } from '../lookup/random.ts'
import { milliseconds, table } from '../lookup/table.ts'
import type { Timing } from '../slack/timing.ts'
import { DEEDS, type Timings, timeBurst, timeDeeds } from './calls.ts'
import { startDesk } from './desk.ts'
import { measureTakeovers, type Takeover } from './takeover.ts'

export interface DiscordBenchOptions {
  /** Topics with a brief in the store. */
  readonly size: number
  /** Commands, presses and completions that are timed, of each as many. */
  readonly calls: number
  /** The database is kept under this folder. */
  readonly folder: string
  /** An empty PostgreSQL database, for the takeovers. */
  readonly database: string
  readonly say: (words: string) => void
}

/** What is asked with a hundred thousand briefs: milliseconds of p99. */
const ACKNOWLEDGED_BUDGET_MS = 20
const SHOWN_BUDGET_MS = 100
const COMPLETED_BUDGET_MS = 50
const TAKEOVER_BUDGET_MS = 15_000
/** Code is compiled and pages of the database are read by then. */
const WARM_UP_CALLS = 30
/** Twice as many calls as Discord takes in a second of what is no answer to an interaction. */
const BURST = 50
const ENDS = ['SIGKILL', 'SIGKILL', 'SIGKILL', 'SIGTERM'] as const

interface Result {
  readonly deeds: ReadonlyMap<string, Timings>
  readonly burst: Timings
  readonly connectedAfter: number
  /** Milliseconds of processor time of the desk for one deed, on the average: does not depend on what else the machine does. */
  readonly processor: number
}

/**
 * Times what Discord sees of `attache start` in a process of its own, with SQLite, connected to a fake Discord in this process: from the
 * sending of an interaction to its deferral, and to the answer; then how one of two processes on PostgreSQL takes over from the other.
 * False if a budget is missed.
 */
export async function benchDiscord(options: DiscordBenchOptions): Promise<boolean> {
  const { size, calls, say } = options
  const corpus = createCorpus(CORPUS_SEED)
  const database = await databaseOf('SQLite', size, corpus, options)
  const store = await database.open()
  const { added } = await fill(store, corpus, size, say)
  if (added > 0) say(`${added} topics saved`)
  await store.close()
  const result = await measure(database.env, options)
  const folder = join(options.folder, 'takeover')
  await mkdir(folder, { recursive: true })
  const takeovers = await measureTakeovers({ database: options.database, folder, ends: ENDS })
  const load = loadavg().map((each) => each.toFixed(1))
  say(`\nLoad of the machine over 1, 5 and 15 minutes: ${load.join(', ')}, on ${availableParallelism()} processors.`)
  say(`${size} briefs in SQLite; milliseconds from interaction, p50 / p99 of ${calls} each\n`)
  say(timingTable(result))
  say(
    `\nListening after ${milliseconds(result.connectedAfter)} ms; processor time a deed, mean, ${milliseconds(result.processor)} ms`,
  )
  for (const { end, milliseconds: taken } of takeovers)
    say(`${end}: another process answers after ${taken.toFixed(0)} ms`)
  const missed = missesOf(result, takeovers)
  for (const words of missed) say(`over budget: ${words}`)
  return missed.length === 0
}

async function measure(env: Readonly<Record<string, string>>, options: DiscordBenchOptions): Promise<Result> {
  const discord = await startFakeDiscord()
  discord.setGlobalPace({ limit: 50, perMs: 1_000 })
  try {
    const desk = await startDesk(env, discord)
    try {
      const topics = topicsFor(options, WARM_UP_CALLS + options.calls + BURST)
      await timeDeeds(discord, topics.slice(0, WARM_UP_CALLS))
      const before = desk.processorTime()
      const deeds = await timeDeeds(discord, topics.slice(WARM_UP_CALLS, -BURST))
      const processor = ((desk.processorTime() - before) * 1_000) / (options.calls * DEEDS.length)
      const burst = await timeBurst(discord, topics.slice(-BURST))
      return { deeds, burst, connectedAfter: desk.connectedAfter, processor }
    } finally {
      await desk.stop()
    }
  } finally {
    await discord.stop()
  }
}

/** No topic twice in a run, for the second time it would be in memory. */
function topicsFor({ size }: DiscordBenchOptions, count: number): string[] {
  const corpus = createCorpus(CORPUS_SEED)
  const random = seededRandom(CORPUS_SEED)
  const indices = new Set<number>()
  while (indices.size < Math.min(count, size)) indices.add(random.below(size))
  return [...indices].map((index) => corpus.topicAt(index).topic.slug)
}

function timingTable({ deeds, burst }: Result): string {
  const row = (name: string, of: Timings | undefined) => [name, both(of?.acknowledged), both(of?.shown)]
  return table([
    ['', 'acknowledged', 'shown'],
    ...DEEDS.map((deed) => row(deed, deeds.get(deed))),
    row(`${BURST} × /brief private at once`, burst),
    ['budget of p99, one after the other', String(ACKNOWLEDGED_BUDGET_MS), String(SHOWN_BUDGET_MS)],
  ])
}

function missesOf({ deeds }: Result, takeovers: readonly Takeover[]): string[] {
  const limits = [...deeds].flatMap(([deed, { acknowledged, shown }]): [string, number, number][] =>
    deed === 'autocompletion'
      ? [[`${deed}, p99`, shown.p99, COMPLETED_BUDGET_MS]]
      : [
          [`${deed} acknowledged, p99`, acknowledged.p99, ACKNOWLEDGED_BUDGET_MS],
          [`${deed} shown, p99`, shown.p99, SHOWN_BUDGET_MS],
        ],
  )
  for (const { end, milliseconds: taken } of takeovers)
    limits.push([`taking over after ${end}`, taken, TAKEOVER_BUDGET_MS])
  return limits
    .filter(([, value, limit]) => !(value <= limit))
    .map(([name, value, limit]) => `${name} ${milliseconds(value)} ms, budget ${limit}`)
}

function both(timing: Timing | undefined): string {
  return timing === undefined ? '' : `${milliseconds(timing.p50)} / ${milliseconds(timing.p99)}`
}
