import { expect, test } from 'vitest'
import { HARBOUR, openDeskStage } from './running-desk/stage.ts'

test('what was shown in a server is forgotten with it, and until then the server is named', async () => {
  const stage = await openDeskStage()
  const { store } = stage
  const { desk } = stage.app
  stage.orders.digests = []
  stage.source.put('varna/harbour.md', HARBOUR)
  await stage.tickAt('2026-11-24T07:58:00Z')
  const target = { platform: 'discord', channel: '1' }
  const place = { ...target, workspace: 'G1' }
  const shown = await desk.command({ name: 'brief', topic: 'varna', place, event: 'discord:1' })
  if (shown?.kind !== 'brief') throw new Error('no brief is shown')
  await desk.posted(shown, target, { channel: '1', message: '7' }, 'G1')
  expect(await desk.workspaces('discord')).toEqual(['G1'])
  expect(await store.topicsOfThread(target, '7')).toEqual(['varna'])
  expect(await store.toldOf(target, 'varna')).toBeDefined()
  await desk.left({ platform: 'discord', workspace: 'G1' }, [])
  expect(await store.deliveries({ limit: 5 })).toEqual([])
  expect(await store.topicsOfThread(target, '7')).toBeUndefined()
  expect(await store.toldOf(target, 'varna')).toBeUndefined()
  expect(await desk.workspaces('discord')).toEqual([])
  await store.close()
})
