import { availableParallelism, loadavg } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { startFakeDiscord } from '../../test/fakes/discord/server.ts'
import { startFakeSlack } from '../../test/fakes/slack/fake-slack.ts'
import { CORPUS_SEED, createCorpus } from '../lookup/corpus.ts'
import { databaseOf, fill } from '../lookup/databases.ts'
import { seededRandom } from '../lookup/random.ts'
import { milliseconds, table } from '../lookup/table.ts'
import { DEEDS, type Deed, furnish, type Timings, timeDeeds } from './calls.ts'
import { startDesk, WAYS, type Way } from './desk.ts'
import type { Timing } from './timing.ts'

export interface SlackBenchOptions {
  /** Topics with a brief in the store. */
  readonly size: number
  /** Commands, mentions and presses that are timed, of each as many. */
  readonly calls: number
  /** The database is kept under this folder. */
  readonly folder: string
  readonly say: (words: string) => void
}

/** What is asked with a hundred thousand briefs: milliseconds of p99, and MB. */
const SHOWN_BUDGET_MS = 100
const ACKNOWLEDGED_BUDGET_MS = 20
const MEMORY_BUDGET_MB = 250
/** Code is compiled and pages of the database are read by then. */
const WARM_UP_CALLS = 30
/** Long enough for what starting left behind to be collected. */
const SETTLE_MS = 3_000
/** To look at its memory takes a process of its own. */
const LOOK_EVERY = 20

interface Result {
  readonly way: Way
  readonly timings: ReadonlyMap<Deed, Timings>
  readonly connectedAfter: number
  readonly idleMemory: number
  readonly mostMemory: number
  /** Milliseconds of processor time of the desk for one deed, on the average: does not depend on what else the machine does. */
  readonly processor: number
}

/**
 * Times what Slack sees of `attache start` in a process of its own, with SQLite, connected to a fake Slack and a fake Discord in this
 * process: from the sending of an envelope to its acknowledgement, and to the post. False if a budget is missed.
 */
export async function benchSlack(options: SlackBenchOptions): Promise<boolean> {
  const { size, say } = options
  const corpus = createCorpus(CORPUS_SEED)
  const database = await databaseOf('SQLite', size, corpus, options)
  const store = await database.open()
  const { added } = await fill(store, corpus, size, say)
  if (added > 0) say(`${added} topics saved`)
  await store.close()
  const results: Result[] = []
  for (const way of WAYS) results.push(await measure(way, database.env, options))
  const load = loadavg().map((each) => each.toFixed(1))
  say(`\nLoad of the machine over 1, 5 and 15 minutes: ${load.join(', ')}, on ${availableParallelism()} processors.`)
  say(`${size} briefs in SQLite; milliseconds from envelope, p50 / p99 of ${options.calls} each\n`)
  say(timingTable(results))
  say(`\n${processTable(results)}`)
  const missed = results.flatMap(missesOf)
  for (const words of missed) say(`over budget: ${words}`)
  return missed.length === 0
}

async function measure(way: Way, env: Readonly<Record<string, string>>, options: SlackBenchOptions): Promise<Result> {
  const [slack, discord] = [await startFakeSlack(), await startFakeDiscord()]
  try {
    furnish(slack)
    const desk = await startDesk(env, way, slack, discord)
    try {
      await wait(SETTLE_MS)
      const idleMemory = desk.memory()
      const topics = topicsFor(options, WARM_UP_CALLS + options.calls)
      await timeDeeds(slack, topics.slice(0, WARM_UP_CALLS))
      let done = 0
      let mostMemory = idleMemory
      const usedBefore = desk.processorTime()
      const timings = await timeDeeds(slack, topics.slice(WARM_UP_CALLS), () => {
        done += 1
        if (done % LOOK_EVERY === 0) mostMemory = Math.max(mostMemory, desk.memory())
      })
      const processor = ((desk.processorTime() - usedBefore) * 1_000) / (done * DEEDS.length)
      return { way, timings, connectedAfter: desk.connectedAfter, idleMemory, mostMemory, processor }
    } catch (error) {
      options.say(desk.said())
      throw error
    } finally {
      await desk.stop()
    }
  } finally {
    await slack.stop()
    await discord.stop()
  }
}

/** No topic twice in a run, for the second time it would be in memory. */
function topicsFor({ size }: SlackBenchOptions, count: number): string[] {
  const corpus = createCorpus(CORPUS_SEED)
  const random = seededRandom(CORPUS_SEED)
  const indices = new Set<number>()
  while (indices.size < Math.min(count, size)) indices.add(random.below(size))
  return [...indices].map((index) => corpus.topicAt(index).topic.slug)
}

function timingTable(results: readonly Result[]): string {
  const head = ['', ...results.flatMap(({ way }) => [`${way}: acknowledged`, 'shown'])]
  const rows = DEEDS.map((deed) => [
    deed,
    ...results.flatMap(({ timings }) => {
      const of = timings.get(deed)
      return [both(of?.acknowledged), both(of?.shown)]
    }),
  ])
  const budgets = ['budget of p99', ...results.flatMap(() => [String(ACKNOWLEDGED_BUDGET_MS), String(SHOWN_BUDGET_MS)])]
  return table([head, ...rows, budgets])
}

function processTable(results: readonly Result[]): string {
  const megabytes = (value: number) => `${value.toFixed(0)} MB`
  return table([
    ['', ...results.map(({ way }) => way), 'budget'],
    ['both platforms connected', ...results.map((result) => `${milliseconds(result.connectedAfter)} ms`), ''],
    ['processor time a deed, mean', ...results.map((result) => `${milliseconds(result.processor)} ms`), ''],
    ['resident memory, idle', ...results.map((result) => megabytes(result.idleMemory)), megabytes(MEMORY_BUDGET_MB)],
    ['resident memory, most', ...results.map((result) => megabytes(result.mostMemory)), megabytes(MEMORY_BUDGET_MB)],
  ])
}

/** Events are acknowledged once they are noted for good, so that no question is lost; the budget is that of commands and presses. */
function missesOf({ way, timings, mostMemory }: Result): string[] {
  const limits: [string, number, number][] = [['memory', mostMemory, MEMORY_BUDGET_MB]]
  for (const [deed, { shown, acknowledged }] of timings) {
    limits.push([`${deed} shown, p99`, shown.p99, SHOWN_BUDGET_MS])
    if (deed !== 'mention') limits.push([`${deed} acknowledged, p99`, acknowledged.p99, ACKNOWLEDGED_BUDGET_MS])
  }
  return limits
    .filter(([, value, limit]) => !(value <= limit))
    .map(([name, value, limit]) => `${way}: ${name} ${milliseconds(value)}, budget ${limit}`)
}

function both(timing: Timing | undefined): string {
  return timing === undefined ? '' : `${milliseconds(timing.p50)} / ${milliseconds(timing.p99)}`
}
