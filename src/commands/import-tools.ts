import type { Environment } from '../config/environment.ts'
import { type Backfill, createBackfill } from '../core/backfill.ts'
import type { Log } from '../core/log.ts'
import type { StandingOrders } from '../core/ports.ts'
import type { Store } from '../core/store-ports.ts'
import type { Runtime } from '../runtime.ts'
import type { Tally } from './tally.ts'

/** What every import of old documents works with. */
export interface ImportTools {
  readonly runtime: Runtime
  readonly environment: Environment
  readonly store: Store
  readonly orders: StandingOrders
  readonly log: Log
  /** What was forgotten is taken in again. */
  readonly recalls: boolean
}

export function openBackfill({ store, orders, runtime, log, recalls }: ImportTools, tally: Tally): Backfill {
  return createBackfill({ store, orders, now: runtime.now, log, recalls, onCut: tally.cut })
}

/** Which of an import's steps need not be done again, and how many of them were about what has been forgotten. */
export async function stepsBehind(
  steps: readonly string[],
  { store, recalls }: Pick<ImportTools, 'store' | 'recalls'>,
): Promise<{ readonly done: ReadonlySet<string>; readonly forgotten: number }> {
  const known = [...(await store.stepsDone(steps))]
  const there = known.filter(([, { isForgotten }]) => !isForgotten)
  const behind = recalls ? there : known
  return { done: new Set(behind.map(([step]) => step)), forgotten: behind.length - there.length }
}
