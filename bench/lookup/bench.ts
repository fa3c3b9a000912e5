import { availableParallelism, loadavg } from 'node:os'
import { CORPUS_SEED, createCorpus } from './corpus.ts'
import { type BenchDatabase, type DatabaseKind, databaseOf, fill } from './databases.ts'
import { deskOver, type Timing, timeCalls, timeCommits, timeScan, timingOf } from './measure.ts'
import { memoryServing, timeStart, timeTopics } from './processes.ts'
import { createScan, KINDS, type Kind, questionsOf } from './questions.ts'
import { milliseconds, table } from './table.ts'

export interface LookupBenchOptions {
  readonly sizes: readonly number[]
  readonly kinds: readonly DatabaseKind[]
  /** Calls of each kind that are timed. */
  readonly calls: number
  readonly folder: string
  /** A PostgreSQL server on which databases may be made. */
  readonly server?: string
  readonly say: (words: string) => void
}

/** What is asked of p99 with a hundred thousand topics, in milliseconds. */
const BUDGETS: Readonly<Record<DatabaseKind, Partial<Record<Kind, number>>>> = {
  SQLite: {
    'brief: slug': 10,
    'full text, 1 word': 25,
    'full text, 2 words': 25,
    'full text, 3 words': 25,
    suggest: 10,
  },
  PostgreSQL: {
    'brief: slug': 50,
    'full text, 1 word': 150,
    'full text, 2 words': 150,
    'full text, 3 words': 150,
    suggest: 50,
  },
}
const START_BUDGET_MS = 1_000
const MEMORY_BUDGET_MB = 150
const WARM_UP_CALLS = 5

interface Result {
  readonly kind: DatabaseKind
  readonly size: number
  readonly timings: ReadonlyMap<Kind, Timing>
  /** One event remembered, with which every command begins. */
  readonly commit: Timing
  readonly topics: number
  readonly ready: number
  readonly first: number
  readonly idleMemory: number
  readonly servingMemory: number
}

/** Times look-ups at every size on every database, beside a scan of everything in memory. False if the largest size misses a budget. */
export async function benchLookups(options: LookupBenchOptions): Promise<boolean> {
  const { say } = options
  const corpus = createCorpus(CORPUS_SEED)
  const results: Result[] = []
  const scans = new Map<number, ReadonlyMap<Kind, Timing>>()
  for (const size of options.sizes) {
    for (const kind of options.kinds)
      results.push(await measure(await databaseOf(kind, size, corpus, options), size, options))
    scans.set(size, await measureScan(size, options))
  }
  const load = loadavg().map((each) => each.toFixed(1))
  say(`\nLoad of the machine over 1, 5 and 15 minutes: ${load.join(', ')}, on ${availableParallelism()} processors.`)
  say('Where it is above their number, times on the clock are of the queue for them as well; the CPU column is not.')
  let met = true
  for (const kind of options.kinds) {
    const own = results.filter((result) => result.kind === kind)
    say(`\n${kind}: milliseconds, p50 / p99 of ${options.calls} calls each\n`)
    say(timingTable(own, scans, kind))
    say(`\n${processTable(own)}`)
    met = missesOf(own.at(-1), say) && met
  }
  return met
}

async function measure(database: BenchDatabase, size: number, { calls, say }: LookupBenchOptions): Promise<Result> {
  const corpus = createCorpus(CORPUS_SEED)
  say(`${database.kind}, ${size} topics`)
  const store = await database.open()
  const { added, milliseconds: taken } = await fill(store, corpus, size, say)
  if (added > 0) say(`  ${added} topics saved, ${((added / taken) * 1000).toFixed(0)} a second`)
  const desk = deskOver(store)
  const run = `${process.pid}-${Date.now()}`
  await timeCalls(desk, questionsOf(corpus, size, WARM_UP_CALLS, 1), `${run}-warm-up`)
  const times = await timeCalls(desk, questionsOf(corpus, size, calls, 2), run)
  const commit = timingOf(await timeCommits(store, calls, run))
  await store.close()
  const timings = new Map([...times].map(([kind, list]) => [kind, timingOf(list)]))
  const topics = await timeTopics(database)
  const { ready, first, memory } = await timeStart(database)
  const servingMemory = await memoryServing(database, size, Math.ceil(calls / 4), 3)
  return { kind: database.kind, size, timings, commit, topics, ready, first, idleMemory: memory, servingMemory }
}

async function measureScan(size: number, { calls }: LookupBenchOptions): Promise<ReadonlyMap<Kind, Timing>> {
  const corpus = createCorpus(CORPUS_SEED)
  // A scan of a hundred thousand texts takes long, and always as long.
  const asked = questionsOf(corpus, size, Math.min(calls, 50), 2)
  return new Map([...(await timeScan(createScan(corpus, size), asked))].map(([kind, list]) => [kind, timingOf(list)]))
}

function timingTable(
  results: readonly Result[],
  scans: ReadonlyMap<number, ReadonlyMap<Kind, Timing>>,
  database: DatabaseKind,
): string {
  const [smallest, largest] = [results[0], results.at(-1)]
  const head = [
    '',
    ...results.map(({ size }) => `${size} topics`),
    'growth',
    'CPU p99',
    'scan of all',
    'scan/desk',
    'budget p99',
  ]
  const rows = KINDS.map((kind) => {
    const [small, large] = [smallest?.timings.get(kind), largest?.timings.get(kind)]
    const scan = scans.get(largest?.size ?? 0)?.get(kind)
    return [
      kind,
      ...results.map(({ timings }) => both(timings.get(kind))),
      ratio(large?.p50, small?.p50),
      milliseconds(large?.processor ?? Number.NaN),
      both(scan),
      ratio(scan?.p50, large?.p50),
      String(BUDGETS[database][kind] ?? ''),
    ]
  })
  const commits = ['  of which one commit', ...results.map(({ commit }) => both(commit))]
  return table([head, ...rows, commits])
}

function processTable(results: readonly Result[]): string {
  const row = (name: string, value: (result: Result) => string, budget: string) => [name, ...results.map(value), budget]
  return table([
    ['', ...results.map(({ size }) => `${size} topics`), 'budget'],
    row('attache topics, first words', ({ topics }) => `${milliseconds(topics)} ms`, `${START_BUDGET_MS} ms`),
    row('attache start, ready', ({ ready }) => `${milliseconds(ready)} ms`, `${START_BUDGET_MS} ms`),
    row('attache start, its code not yet compiled', ({ first }) => `${milliseconds(first)} ms`, ''),
    row('resident memory, idle', ({ idleMemory }) => `${idleMemory.toFixed(0)} MB`, `${MEMORY_BUDGET_MB} MB`),
    row('resident memory, serving', ({ servingMemory }) => `${servingMemory.toFixed(0)} MB`, `${MEMORY_BUDGET_MB} MB`),
  ])
}

/** Says which budgets the result misses; true if none. */
function missesOf(result: Result | undefined, say: (words: string) => void): boolean {
  if (result === undefined) return true
  const limits: [string, number | undefined, number | undefined][] = [
    ...KINDS.map((kind): [string, number | undefined, number | undefined] => [
      `${kind}, p99`,
      result.timings.get(kind)?.p99,
      BUDGETS[result.kind][kind],
    ]),
    ['attache topics', result.topics, START_BUDGET_MS],
    ['attache start', result.ready, START_BUDGET_MS],
    ['idle memory', result.idleMemory, MEMORY_BUDGET_MB],
    ['serving memory', result.servingMemory, MEMORY_BUDGET_MB],
  ]
  const missed = limits.filter(([, value = 0, limit = Number.POSITIVE_INFINITY]) => value > limit)
  for (const [name, value = 0, limit] of missed) say(`over budget: ${name} ${milliseconds(value)}, budget ${limit}`)
  return missed.length === 0
}

function both(timing: Timing | undefined): string {
  return timing === undefined ? '' : `${milliseconds(timing.p50)} / ${milliseconds(timing.p99)}`
}

function ratio(part: number | undefined, whole: number | undefined): string {
  return part === undefined || whole === undefined ? '' : `×${(part / whole).toFixed(part / whole < 10 ? 1 : 0)}`
}
