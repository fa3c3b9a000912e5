import { describe, expect, inject, test } from 'vitest'
import { at } from '../contracts/store-samples.ts'
import { postgresDatabase, sqliteDatabase } from './databases.ts'
import { startWriting } from './processes.ts'

const LIVES = 4

describe.for([
  ['SQLite', sqliteDatabase],
  ['PostgreSQL', () => postgresDatabase(inject('postgres'))],
] as const)('%s, killed while it writes', ([, fresh]) => {
  test('loses nothing that was acknowledged and keeps nothing by halves', async () => {
    const database = await fresh()
    const acknowledged: number[] = []
    for (let life = 0; life < LIVES; life++) {
      const first = (acknowledged.at(-1) ?? -1) + 10
      const desk = startWriting(database, first)
      await desk.acknowledged(30 + life)
      const { last, stderr } = await desk.kill()
      expect(stderr).toBe('')
      for (let n = first; n <= last; n++) acknowledged.push(n)
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(LIVES * 30)

    const store = await database.open()
    const owed = new Set((await store.deliveries({ limit: 100_000 })).map(({ key }) => key))
    expect(acknowledged.filter((n) => !owed.has(`answer-${n}`))).toEqual([])
    const most = (acknowledged.at(-1) ?? 0) + 10
    for (let n = 0; n < most; n++) {
      const isNews = await store.acceptEvent(`slack:${n}`, at(n))
      expect([n, isNews]).toEqual([n, !owed.has(`answer-${n}`)])
    }
    await store.close()
    await database.drop()
  })
})
