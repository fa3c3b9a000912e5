import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { scheduleTicks } from '../src/schedule.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-24T08:00:00.500Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

test('a tick comes every second, and none after stop', async () => {
  const at: number[] = []
  const ticks = scheduleTicks(
    async () => {
      at.push(new Date().getUTCSeconds())
    },
    () => {},
  )
  await vi.advanceTimersByTimeAsync(3_000)
  expect(at).toEqual([1, 2, 3])
  await ticks.stop()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(at).toEqual([1, 2, 3])
})

test('a beat that is armed just as its second comes is armed anew, not left to wait for a year', async () => {
  // The clock is asked for the coming second a moment before eight, and node-cron begins at eight.
  vi.setSystemTime(new Date('2026-11-24T08:00:00Z'))
  vi.spyOn(Date, 'now').mockReturnValueOnce(Date.parse('2026-11-24T07:59:59.999Z'))
  let count = 0
  const ticks = scheduleTicks(
    async () => {
      count += 1
    },
    () => {},
  )
  await vi.advanceTimersByTimeAsync(3_000)
  expect(count).toBe(3)
  await ticks.stop()
})

test('a slow tick is not overtaken, and stop waits for it', async () => {
  let begun = 0
  let ended = 0
  const ticks = scheduleTicks(
    async () => {
      begun += 1
      await new Promise((resolve) => setTimeout(resolve, 2_500))
      ended += 1
    },
    () => {},
  )
  await vi.advanceTimersByTimeAsync(2_000)
  expect([begun, ended]).toEqual([1, 0])
  let stopped = false
  const stopping = ticks.stop().then(() => {
    stopped = true
  })
  await vi.advanceTimersByTimeAsync(500)
  expect([begun, ended, stopped]).toEqual([1, 0, false])
  await vi.advanceTimersByTimeAsync(1_000)
  await stopping
  expect([begun, ended]).toEqual([1, 1])
})

test('a tick that throws is reported, and the next one comes', async () => {
  const errors: unknown[] = []
  let count = 0
  const ticks = scheduleTicks(
    async () => {
      count += 1
      throw new Error(`tick ${count}`)
    },
    (error) => errors.push(error),
  )
  await vi.advanceTimersByTimeAsync(2_000)
  await ticks.stop()
  expect(errors.map(String)).toEqual(['Error: tick 1', 'Error: tick 2'])
})

test('after a day asleep the next tick comes at once, and only one', async () => {
  vi.useRealTimers()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T08:00:00.900Z'), shouldAdvanceTime: true })
  let count = 0
  const ticks = scheduleTicks(
    async () => {
      count += 1
    },
    () => {},
  )
  const asleep = Date.now()
  vi.setSystemTime(asleep + 24 * 60 * 60_000)
  await vi.waitFor(() => expect(count).toBe(1), { timeout: 2_000, interval: 5 })
  const woken = performance.now()
  await vi.waitFor(() => expect(count).toBe(2), { timeout: 2_000, interval: 5 })
  expect(performance.now() - woken).toBeGreaterThan(100)
  await ticks.stop()
})

test('a clock set back by an hour is noticed within seconds', async () => {
  let count = 0
  const ticks = scheduleTicks(
    async () => {
      count += 1
    },
    () => {},
  )
  await vi.advanceTimersByTimeAsync(2_000)
  expect(count).toBe(2)
  vi.setSystemTime(Date.now() - 60 * 60_000)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(count).toBeGreaterThanOrEqual(6)
  await ticks.stop()
})
