import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { at, sampleDigest, sampleEdition } from '../contracts/store-samples.ts'

test('an edition’s record tells slots that it covers from those that were too old for it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'attache-record-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'desk.db')
  const store = await openSqlite({ file, role: 'owner', tokenize: searchTokens })
  await store.migrate()
  const skipped = { from: at(10), to: at(40), count: 4 }
  await store.saveDigest(sampleDigest({ nextRunAt: at(10) }))
  await store.saveEdition(sampleEdition({ missed: [at(50)], skipped }), [], [], { was: at(10), next: at(200) })
  await store.saveEdition(sampleEdition({ slot: at(200) }), [], [], { was: at(200), next: at(300) })
  await store.close()

  const database = new DatabaseSync(file, { readOnly: true })
  onTestFinished(() => database.close())
  expect(database.prepare('select slot, missed, skipped from editions order by slot').all()).toEqual([
    { slot: at(100), missed: JSON.stringify([at(50)]), skipped: JSON.stringify(skipped) },
    { slot: at(200), missed: '[]', skipped: null },
  ])
})
