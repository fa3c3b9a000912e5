import { describe, expect, it } from 'vitest'
import { printReport, sum } from '../../bench/crash/report.ts'
import { type CrashOptions, runCrash } from '../../bench/crash/run.ts'

/**
 * `npm run crash` in small (see bench/crash/main.ts): with too few channels for a blind one, so nothing may be unsure. Three desks on
 * PostgreSQL take minutes of their own: `npm run crash -- --postgres`.
 */
const SMALL = { seed: 7, channels: 6, say: () => {} }
const TIMEOUT_MS = 180_000

describe('real desks, killed with -9', () => {
  it('lose nothing and double nothing on SQLite', { timeout: TIMEOUT_MS }, async () => {
    await expectWhole({ ...SMALL, kills: 10, speed: 40 })
  })
})

async function expectWhole(options: CrashOptions): Promise<void> {
  const report = await runCrash(options)
  const { verdict, kills } = report
  expect(verdict.faults, printReport(report)).toEqual([])
  const total = sum(Object.values(verdict.tallies))
  expect(total).toMatchObject({ lost: 0, doubled: 0, unsure: 0, owed: total.sent })
  // The run itself must have done what it is for.
  expect([...kills.values()].reduce((all, count) => all + count, 0)).toBe(options.kills)
  expect(kills.size).toBeGreaterThan(1)
  expect(report.questions).toBeGreaterThan(0)
  expect(total.owed).toBeGreaterThan(2 * options.kills)
}
