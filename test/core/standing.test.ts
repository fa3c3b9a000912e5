import { beforeEach, describe, expect, test } from 'vitest'
import { applyOrders, findUnknownTopics } from '../../src/core/standing.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { sampleDocument } from '../contracts/store-samples.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'
import { sampleOrder } from '../fakes/sample-order.ts'

const now = new Date('2026-11-24T07:00:00Z')
const limited = {
  slug: 'varna',
  title: 'Varna',
  aliases: ['Варна'],
  visibleTo: [{ platform: 'slack', workspace: 'T1' }],
}
const digest = sampleOrder()
const STARTED = { resume: true }
const none = { topics: [], digests: [], held: new Set<string>() }

let store: Store
beforeEach(async () => {
  store = await openMemoryStore()
  await store.saveDocument(sampleDocument({ topic: 'varna', location: 'varna/harbour.md' }))
})

test('a topic is described, and plain and open again once nothing describes it', async () => {
  await applyOrders({ ...none, topics: [limited] }, store, now, STARTED)
  expect(await store.topicBySlug('varna')).toMatchObject(limited)
  await applyOrders(none, store, now, STARTED)
  const plain = await store.topicBySlug('varna')
  expect([plain?.title, plain?.aliases, plain?.visibleTo]).toEqual(['Varna', [], undefined])
})

test('a topic whose file is there but not understood stays as limited as it was', async () => {
  await applyOrders({ ...none, topics: [limited] }, store, now, STARTED)
  await applyOrders({ ...none, held: new Set(['varna']) }, store, now, STARTED)
  expect(await store.topicBySlug('varna')).toMatchObject(limited)
})

describe('a topic that was renamed', () => {
  const limit = { ...limited, title: 'The harbour', visibleTo: [{ platform: 'slack', workspace: 'T1' }] }
  const renamed = { slug: 'harbour', title: 'Harbour', aliases: [] }
  beforeEach(async () => void (await store.renameTopic('varna', 'harbour', undefined)))

  test('is described by the folder of its old name', async () => {
    expect(await applyOrders({ ...none, topics: [limit] }, store, now, STARTED)).toEqual([])
    expect(await store.topicBySlug('harbour')).toMatchObject({ title: 'The harbour', visibleTo: limit.visibleTo })
  })

  test('is limited, and clashes, where the folders of its names differ in who may see it', async () => {
    const clash = { slug: 'harbour', described: ['harbour', 'varna'] }
    expect(await applyOrders({ ...none, topics: [renamed, limit] }, store, now, STARTED)).toEqual([clash])
    expect(await store.topicBySlug('harbour')).toMatchObject({ title: 'Harbour', visibleTo: limit.visibleTo })
    const own = { ...renamed, visibleTo: [{ platform: 'slack', workspace: 'T2' }] }
    expect(await applyOrders({ ...none, topics: [limit, own] }, store, now, STARTED)).toHaveLength(1)
    expect(await store.topicBySlug('harbour')).toMatchObject({ visibleTo: own.visibleTo })
    const same = { ...renamed, visibleTo: limit.visibleTo }
    expect(await applyOrders({ ...none, topics: [same, limit] }, store, now, STARTED)).toEqual([])
  })

  test('is not opened by the folder of its new name while the file of its old one is not understood', async () => {
    await applyOrders({ ...none, topics: [limit] }, store, now, STARTED)
    await applyOrders({ ...none, topics: [renamed], held: new Set(['varna']) }, store, now, STARTED)
    expect(await store.topicBySlug('harbour')).toMatchObject({ visibleTo: limit.visibleTo })
  })
})

test('digests come, keep their next slot, run again when their file is mended, and go', async () => {
  await applyOrders({ ...none, digests: [digest] }, store, now, STARTED)
  expect((await store.digests()).map(({ nextRunAt }) => nextRunAt)).toEqual(['2026-11-24T08:00:00.000Z'])
  await store.pauseDigest('d1', 'the channel is gone', now.toISOString())
  await applyOrders({ ...none, digests: [digest] }, store, new Date('2026-11-24T09:00:00Z'), STARTED)
  expect((await store.digests()).map(({ nextRunAt, paused }) => [nextRunAt, paused])).toEqual([
    ['2026-11-25T08:00:00.000Z', undefined],
  ])
  await applyOrders(none, store, now, STARTED)
  expect(await store.digests()).toEqual([])
})

test('digests stay while it is not known which are ordered', async () => {
  await applyOrders({ ...none, digests: [digest] }, store, now, STARTED)
  await applyOrders({ ...none, digestsUnknown: true }, store, new Date('2026-11-24T09:00:00Z'), STARTED)
  expect((await store.digests()).map(({ nextRunAt }) => nextRunAt)).toEqual(['2026-11-24T08:00:00.000Z'])
})

test('a paused digest stays paused when something else is edited, and runs again when its own order is', async () => {
  await applyOrders({ ...none, digests: [digest] }, store, now, STARTED)
  await store.pauseDigest('d1', 'the channel is gone', now.toISOString())
  const edited = { resume: false }
  const paused = async () => (await store.digests())[0]?.paused
  await applyOrders({ ...none, topics: [limited], digests: [digest] }, store, now, edited)
  expect(await paused()).toBe('the channel is gone')
  await applyOrders({ ...none, digests: [{ ...digest, limit: 3 }] }, store, now, edited)
  expect(await paused()).toBeUndefined()
})

test('a digest that was set up in a channel is not touched by files', async () => {
  await store.saveDigest({
    ...digest,
    id: 'd2',
    origin: 'channel',
    author: 'U1',
    nextRunAt: '2026-11-24T08:00:00.000Z',
  })
  await applyOrders(none, store, now, STARTED)
  expect((await store.digests()).map(({ id }) => id)).toEqual(['d2'])
})

test('topics that digests name and nobody has heard of are problems where they are named, with the nearest', async () => {
  await store.saveDocument(sampleDocument({ topic: 'india-belarus' }))
  await store.saveTopic({ slug: 'described', title: 'Described', aliases: [] })
  const named = new Map([
    ['india-belarus', 'desk.yaml:2'],
    ['indai-belarus', 'desk.yaml:3'],
    ['described', 'desk.yaml:4'],
    ['fisheries', 'desk.yaml:5'],
  ])
  expect(await findUnknownTopics(named, store)).toEqual([
    {
      where: 'desk.yaml:3',
      what: 'no topic is called “indai-belarus” yet (did you mean india-belarus?); the digest has it from its first document on',
    },
    { where: 'desk.yaml:5', what: 'no topic is called “fisheries” yet; the digest has it from its first document on' },
  ])
})
