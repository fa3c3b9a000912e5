import { expect, test } from 'vitest'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

test('whoever asks SQLite again and again keeps nobody else in the process waiting', async () => {
  const store = await openSqlite({ file: ':memory:', role: 'owner', tokenize: searchTokens })
  await store.migrate()
  const ends = performance.now() + 5_000
  let isTimerHeard = false
  setTimeout(() => {
    isTimerHeard = true
  }, 20)
  while (!isTimerHeard && performance.now() < ends) await store.digests()
  expect(isTimerHeard).toBe(true)
  await store.close()
})
