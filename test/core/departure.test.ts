import { expect, test } from 'vitest'
import { sampleOrder } from '../fakes/sample-order.ts'
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

test('a digest that the files order in a server is set up again when the bot was removed from there', async () => {
  const stage = await openDeskStage()
  stage.orders.digests = [sampleOrder({ workspace: 'T1' })]
  await stage.tickAt('2026-11-24T07:58:00Z')
  await stage.app.desk.left({ platform: 'slack', workspace: 'T1' }, [])
  expect(await stage.store.digests()).toEqual([])
  await stage.tickAt('2026-11-24T07:58:01Z')
  expect((await stage.store.digests()).map(({ nextRunAt }) => nextRunAt)).toEqual(['2026-11-24T08:00:00.000Z'])
  await stage.store.close()
})

test('so is one that it was removed from while orders were applied', async () => {
  const stage = await openDeskStage()
  const order = sampleOrder({ workspace: 'T1' })
  stage.orders.digests = [order]
  await stage.tickAt('2026-11-24T07:58:00Z')
  const save = stage.store.saveDigest
  stage.store.saveDigest = async (digest) => {
    await save(digest)
    stage.store.saveDigest = save
    await stage.app.desk.left({ platform: 'slack', workspace: 'T1' }, [])
  }
  stage.orders.digests = [{ ...order, limit: 3 }]
  stage.orders.changed = true
  await stage.tickAt('2026-11-24T07:58:01Z')
  await stage.tickAt('2026-11-24T07:58:02Z')
  expect((await stage.store.digests()).map(({ limit }) => limit)).toEqual([3])
  await stage.store.close()
})
