import { describe, expect, inject, it } from 'vitest'
import { onOwnDatabase } from '../../bench/crash/own-database.ts'
import { printReport, sum } from '../../bench/crash/report.ts'
import { type CrashOptions, type CrashReport, runCrash } from '../../bench/crash/run.ts'

/**
 * `npm run crash` in small (see bench/crash/main.ts): with too few channels for a blind one, so nothing may be unsure. Both runs go on at
 * once, for a desk that starts leaves one of two cores idle. None has a second try: what is lost or doubled once is.
 */
const SMALL = { channels: 6, speed: 40, say: () => {} }
const ONE_TRY = { timeout: 420_000, retry: 0 }

describe.concurrent('real desks, killed with -9, lose nothing and double nothing', () => {
  it('on SQLite, 8 times', ONE_TRY, async () => {
    await expectWhole({ ...SMALL, seed: 7, kills: 8 }, runCrash)
  })

  it('three on PostgreSQL, 12 times', ONE_TRY, async () => {
    const run = (options: CrashOptions) =>
      onOwnDatabase(inject('postgres'), (postgres) => runCrash({ ...options, postgres }))
    await expectWhole({ ...SMALL, seed: 9, kills: 12 }, run)
  })
})

async function expectWhole(options: CrashOptions, run: (options: CrashOptions) => Promise<CrashReport>): Promise<void> {
  const report = await run(options)
  const { verdict, kills } = report
  expect(verdict.faults, printReport(report)).toEqual([])
  const total = sum(Object.values(verdict.tallies))
  expect(total).toMatchObject({ lost: 0, doubled: 0, unsure: 0, owed: total.sent })
  // The run itself must have done what it is for.
  expect([...kills.values()].reduce((all, count) => all + count, 0)).toBe(options.kills)
  expect(kills.size).toBeGreaterThan(1)
  expect(total.owed).toBeGreaterThan(2 * options.kills)
}
