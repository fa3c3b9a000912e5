import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { printReport, sum } from '../../bench/crash/report.ts'
import { type CrashOptions, runCrash } from '../../bench/crash/run.ts'

/** `npm run crash` in small (see bench/crash/main.ts): with too few channels for a blind one, so nothing may be unsure. */
const SMALL = { seed: 7, channels: 6, say: () => {} }
const TIMEOUT_MS = 180_000

describe.concurrent('real desks, killed with -9', () => {
  it('lose nothing and double nothing on SQLite', { timeout: TIMEOUT_MS }, async () => {
    // One desk has to be started again before it can be killed again; of three one is always up.
    await expectWhole({ ...SMALL, kills: 10, speed: 40 })
  })

  it('lose nothing and double nothing as three on PostgreSQL', { timeout: TIMEOUT_MS }, async () => {
    const server = inject('postgres')
    const name = `crash_${randomUUID().replaceAll('-', '')}`
    await administer(server, `create database ${name} template template0`)
    // A busy server takes its time to let three desks in.
    await expectWhole({
      ...SMALL,
      kills: 20,
      speed: 25,
      postgres: Object.assign(new URL(server), { pathname: name }).href,
    })
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

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
