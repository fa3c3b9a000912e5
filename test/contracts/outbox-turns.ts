import type { Store } from '../../src/core/store-ports.ts'
import { at, settle } from './store-samples.ts'

/** What a process that sends claims so many seconds into the day, for a minute. */
export function claim(store: Store, seconds: number, limit = 50, platforms = ['slack', 'discord']) {
  return store.claimDeliveries(platforms, at(seconds), at(seconds + 60), limit)
}

export async function claimKeys(
  store: Store,
  seconds: number,
  limit?: number,
  platforms?: string[],
): Promise<string[]> {
  return (await claim(store, seconds, limit, platforms)).map(({ key }) => key)
}

/** Settles the last attempt: the message stands in channel C1. */
export function sent(store: Store, key: string, seconds: number, message = `m-${key}`): Promise<boolean> {
  return settle(store, key, { state: 'sent', message: { channel: 'C1', message } }, seconds)
}

/** Where the ledger says that a delivery is. */
export async function stateOf(store: Store, key: string) {
  const record = (await store.deliveries({ limit: 1000 })).find((each) => each.key === key)
  return { state: record?.state, reason: record?.reason }
}
