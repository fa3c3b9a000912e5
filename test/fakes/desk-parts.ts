import type { DeskParts } from '../../src/core/running-desk.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { createKeptLog } from './kept-log.ts'
import { standingOrders } from './standing-orders.ts'

/** The parts of a desk that has nothing to read, no orders and nowhere to post, but for what a test is about. */
export function deskParts(parts: Pick<DeskParts, 'store' | 'now'> & Partial<DeskParts>): DeskParts {
  return {
    sources: [],
    orders: { read: async () => standingOrders() },
    writer: createExtractiveWriter(),
    platforms: [],
    keepers: [],
    random: () => 0.5,
    log: createKeptLog(),
    observe() {},
    ...parts,
  }
}
