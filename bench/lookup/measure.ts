import { createDesk } from '../../src/core/desk.ts'
import { STANDARD_POLICY } from '../../src/core/digest-command.ts'
import type { Desk } from '../../src/core/ports.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { ASKER, type Asked, KINDS, type Kind, type Scan } from './questions.ts'

/** Milliseconds of one kind of call. */
export interface Timing {
  readonly p50: number
  readonly p99: number
  /** Of this process's processor time: what is left of p99 where other processes, the disk and the database server do not wait. */
  readonly processor: number
}

/** Milliseconds that one call took, on the clock and of processor time. */
export interface Taken {
  readonly clock: number
  readonly processor: number
}

/** The desk as platforms call it, over a store. */
export function deskOver(store: Store): Desk {
  return createDesk({
    store,
    writer: createExtractiveWriter(),
    now: () => new Date(),
    hurry() {},
    observe() {},
    policy: STANDARD_POLICY,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  })
}

/** Puts each question to the desk and waits for its reply before the next. Events are named by `run`, so that none counts as repeated. */
export async function timeCalls(desk: Desk, asked: readonly Asked[], run: string): Promise<Map<Kind, Taken[]>> {
  const times = new Map<Kind, Taken[]>(KINDS.map((kind) => [kind, []]))
  for (const [index, question] of asked.entries()) {
    const taken = await timed(async () => {
      if ('prefix' in question) await desk.suggest(question.prefix, ASKER)
      else await desk.command({ ...question.command, place: ASKER, event: `bench:${run}:${index}` })
    })
    times.get(question.kind)?.push(taken)
  }
  return times
}

/** What every command pays before it looks anything up: its event is remembered for good, which waits for the disk. */
export async function timeCommits(store: Store, count: number, run: string): Promise<Taken[]> {
  const times: Taken[] = []
  for (let n = 0; n < count; n++) {
    times.push(await timed(() => store.acceptEvent(`bench:${run}:commit-${n}`, new Date().toISOString())))
  }
  return times
}

/** The same calls put to the scan, for the kinds that it can answer. */
export async function timeScan(scan: Scan, asked: readonly Asked[]): Promise<Map<Kind, Taken[]>> {
  const times = new Map<Kind, Taken[]>()
  for (const question of asked) {
    const answer = answerOf(scan, question)
    if (answer === undefined) continue
    times.set(question.kind, [...(times.get(question.kind) ?? []), await timed(answer)])
  }
  return times
}

function answerOf(scan: Scan, question: Asked): (() => unknown) | undefined {
  if ('prefix' in question) return question.kind === 'suggest' ? () => scan.suggest(question.prefix) : undefined
  const { command } = question
  return question.kind.startsWith('full text') && command.name === 'brief'
    ? () => scan.fullText(command.topic)
    : undefined
}

async function timed(work: () => unknown): Promise<Taken> {
  const started = performance.now()
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { clock: performance.now() - started, processor: (user + system) / 1_000 }
}

export function timingOf(taken: readonly Taken[]): Timing {
  const clock = taken.map((each) => each.clock)
  return {
    p50: quantile(clock, 0.5),
    p99: quantile(clock, 0.99),
    processor: quantile(
      taken.map((each) => each.processor),
      0.99,
    ),
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
