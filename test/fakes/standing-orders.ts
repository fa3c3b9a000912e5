import type { OrderBook, StandingOrders } from '../../src/core/ports.ts'

/** Orders of nothing, which do not differ from the last call's, but for what a test puts in. */
export function standingOrders(changes: Partial<StandingOrders> = {}): StandingOrders {
  return { topics: [], digests: [], held: new Set(), matches: new Map(), problems: [], changed: false, ...changes }
}

/** A book with these orders in it from the start: they have changed at the first call, and at no later one. */
export function createOrderBook(orders: Partial<StandingOrders> = {}): OrderBook {
  let changed = true
  return {
    async read() {
      const read = standingOrders({ ...orders, changed })
      changed = false
      return read
    },
  }
}
