import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { printReport, sum } from '../../bench/crash/report.ts'
import { type CrashOptions, runCrash } from '../../bench/crash/run.ts'

/** `npm run crash` in small: see bench/crash/main.ts for the long run. */
const SMALL: Omit<CrashOptions, 'postgres'> = { kills: 20, seed: 7, speed: 25, channels: 8, say: () => {} }
const TIMEOUT_MS = 180_000

describe.concurrent('real desks, killed with -9', () => {
  it('lose nothing and double nothing on SQLite', { timeout: TIMEOUT_MS }, async () => {
    await expectWhole(SMALL)
  })

  it('lose nothing and double nothing as three on PostgreSQL', { timeout: TIMEOUT_MS }, async () => {
    const server = inject('postgres')
    const name = `crash_${randomUUID().replaceAll('-', '')}`
    await administer(server, `create database ${name} template template0`)
    await expectWhole({ ...SMALL, postgres: Object.assign(new URL(server), { pathname: name }).href })
  })
})

async function expectWhole(options: CrashOptions): Promise<void> {
  const report = await runCrash(options)
  const { verdict, kills } = report
  expect(verdict.faults, printReport(report)).toEqual([])
  const total = sum(Object.values(verdict.tallies))
  expect(total).toMatchObject({ lost: 0, doubled: 0, owed: total.sent + total.unsure })
  // The run itself must have done what it is for.
  expect([...kills.values()].reduce((all, count) => all + count, 0)).toBe(options.kills)
  expect(kills.size).toBeGreaterThan(2)
  expect(report.questions).toBeGreaterThan(0)
  expect(total.owed).toBeGreaterThan(options.kills)
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
