import { expect, inject, onTestFinished, test } from 'vitest'
import { measureTakeovers } from '../../bench/discord/takeover.ts'
import { postgresDatabase } from '../store/databases.ts'
import { openFolder } from './running-process.ts'

test('the process that listens to Discord is killed, and another answers within fifteen seconds', async () => {
  const database = await postgresDatabase(inject('postgres'))
  const folder = await openFolder()
  onTestFinished(async () => {
    await folder.remove()
    await database.drop()
  })
  const [takeover] = await measureTakeovers({
    database: database.options.url ?? '',
    folder: folder.path,
    ends: ['SIGKILL'],
  })
  expect(takeover?.milliseconds).toBeLessThan(15_000)
}, 90_000)
