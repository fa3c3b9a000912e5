import { expect, it } from 'vitest'
import { LaterError } from '../../../src/core/errors.ts'
import { createLoginBudget } from '../../../src/platforms/discord/login-budget.ts'

const HOUR = 3_600_000
let now = Date.parse('2026-11-24T08:00:00Z')
const limit = (remaining: number, reset_after = 20 * HOUR) => ({
  total: 1_000,
  remaining,
  reset_after,
  max_concurrency: 1,
})
const open = () => createLoginBudget(() => new Date(now))

function refusal(work: () => void): LaterError | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof LaterError) return error
    throw error
  }
}

it('lets the first half of the day’s logins go as they come', () => {
  const budget = open()
  for (let remaining = 1_000; remaining > 500; remaining -= 1) budget.spend(limit(remaining))
})

it('spreads the other half over what is left of the day', () => {
  const budget = open()
  const error = refusal(() => budget.spend(limit(400)))
  expect(error?.afterMs).toBe((20 * HOUR) / 400)
  expect(error?.message).toContain('400 are left')
  expect(error?.message).toContain('2026-11-25 04:00 UTC')
  now += 100_000
  expect(refusal(() => budget.spend(limit(400)))?.afterMs).toBe(80_000)
  now += 80_000
  budget.spend(limit(400))
  expect(refusal(() => budget.spend(limit(399)))).toBeInstanceOf(LaterError)
})

it('never takes the last ones, and says when there are new ones', () => {
  const error = refusal(() => open().spend(limit(20, 2 * HOUR)))
  expect(error?.afterMs).toBe(2 * HOUR)
  expect(error?.message).toContain('20 are left')
})

it('does not run out though a desk is started every five seconds for a day', () => {
  let remaining = 1_000
  const [began, ends] = [now, now + 24 * HOUR]
  while (now < ends) {
    const budget = open()
    // Each of them lives for five seconds, waits as told, and is over.
    if (refusal(() => budget.spend(limit(remaining, began + 24 * HOUR - now))) === undefined) remaining -= 1
    now += 5_000
  }
  expect(remaining).toBeGreaterThanOrEqual(20)
})
