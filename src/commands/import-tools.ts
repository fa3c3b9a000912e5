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
}

export function openBackfill({ store, orders, runtime, log }: ImportTools, tally: Tally): Backfill {
  return createBackfill({ store, orders, now: runtime.now, log, onCut: tally.cut })
}
