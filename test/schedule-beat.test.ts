import { afterEach, expect, test, vi } from 'vitest'
import { scheduleTicks } from '../src/schedule.ts'

// A node-cron that never fires: whatever ticks now has another clock.
const schedule = vi.hoisted(() => vi.fn(() => ({ destroy() {} })))
vi.mock('node-cron', () => ({ schedule }))

afterEach(() => {
  vi.useRealTimers()
})

test('nothing but node-cron fires a tick', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-24T08:00:00.500Z') })
  let count = 0
  const ticks = scheduleTicks(
    async () => {
      count += 1
    },
    () => {},
  )
  await vi.advanceTimersByTimeAsync(60 * 60_000)
  await ticks.stop()
  expect(schedule).toHaveBeenCalled()
  expect(count).toBe(0)
})
