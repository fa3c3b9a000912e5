import { createDesk } from '../../src/core/desk.ts'
import type { Desk, Store } from '../../src/core/ports.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { ASKER, type Asked, KINDS, type Kind, type Scan } from './questions.ts'

/** Milliseconds of one kind of call. */
export interface Timing {
  readonly p50: number
  readonly p99: number
}

/** The desk as platforms call it, over a store. */
export function deskOver(store: Store): Desk {
  return createDesk({ store, writer: createExtractiveWriter(), now: () => new Date(), hurry() {}, observe() {} })
}

/** Puts each question to the desk and waits for its reply before the next. Events are named by `run`, so that none counts as repeated. */
export async function timeCalls(desk: Desk, asked: readonly Asked[], run: string): Promise<Map<Kind, number[]>> {
  const times = new Map<Kind, number[]>(KINDS.map((kind) => [kind, []]))
  for (const [index, question] of asked.entries()) {
    const started = performance.now()
    if ('prefix' in question) await desk.suggest(question.prefix, ASKER)
    else await desk.command({ ...question.command, place: ASKER, event: `bench:${run}:${index}` })
    times.get(question.kind)?.push(performance.now() - started)
  }
  return times
}

/** The same for the scan, for the kinds that it can answer. */
export function timeScan(scan: Scan, asked: readonly Asked[]): Map<Kind, number[]> {
  const times = new Map<Kind, number[]>()
  for (const question of asked) {
    const started = performance.now()
    if ('prefix' in question && question.kind === 'suggest') scan.suggest(question.prefix)
    else if ('command' in question && question.kind.startsWith('full text') && question.command.name === 'brief') {
      scan.fullText(question.command.topic)
    } else continue
    const taken = times.get(question.kind) ?? []
    times.set(question.kind, [...taken, performance.now() - started])
  }
  return times
}

export function timingOf(milliseconds: readonly number[]): Timing {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99) }
}
