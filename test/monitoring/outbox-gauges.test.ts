import { afterEach, expect, test, vi } from 'vitest'
import type { OwedCount } from '../../src/core/store-ports.ts'
import { printFamilies } from '../../src/monitoring/exposition.ts'
import { createOutboxGauges } from '../../src/monitoring/outbox-gauges.ts'
import { readScrape, valueIn } from './scrape.ts'

const now = () => new Date('2026-11-24T08:10:00Z')

afterEach(() => {
  vi.useRealTimers()
})

test('what is owed and since when, and nothing for a platform that is owed nothing', async () => {
  const countOwed = async () => [{ platform: 'slack', messages: 7, since: '2026-11-24T08:00:00.000Z' }]
  const samples = readScrape(
    printFamilies(await createOutboxGauges({ countOwed }, now).families(['terminal', 'slack'])),
  )
  expect(valueIn(samples, 'attache_store_up')).toBe(1)
  expect(valueIn(samples, 'attache_outbox_messages', { platform: 'slack' })).toBe(7)
  expect(valueIn(samples, 'attache_outbox_oldest_seconds', { platform: 'slack' })).toBe(600)
  expect(valueIn(samples, 'attache_outbox_messages', { platform: 'terminal' })).toBe(0)
  expect(valueIn(samples, 'attache_outbox_oldest_seconds', { platform: 'terminal' })).toBe(0)
})

test('a store that fails is down', async () => {
  const countOwed = async () => await Promise.reject(new Error('disk on fire'))
  const text = printFamilies(await createOutboxGauges({ countOwed }, now).families(['slack']))
  expect(readScrape(text)).toEqual([{ name: 'attache_store_up', labels: {}, value: 0 }])
})

test('a store that does not answer is down after three seconds, and is not asked again until it does', async () => {
  vi.useFakeTimers()
  const { promise, resolve } = Promise.withResolvers<readonly OwedCount[]>()
  const countOwed = vi.fn(() => promise)
  const gauges = createOutboxGauges({ countOwed }, now)
  const first = gauges.families([])
  const second = gauges.families([])
  await vi.advanceTimersByTimeAsync(3_000)
  const down = [{ name: 'attache_store_up', labels: {}, value: 0 }]
  expect(readScrape(printFamilies(await first))).toEqual(down)
  expect(readScrape(printFamilies(await second))).toEqual(down)
  expect(countOwed).toHaveBeenCalledTimes(1)
  resolve([])
  await promise
  expect(valueIn(readScrape(printFamilies(await gauges.families([]))), 'attache_store_up')).toBe(1)
  expect(countOwed).toHaveBeenCalledTimes(2)
  expect(vi.getTimerCount()).toBe(0)
})
