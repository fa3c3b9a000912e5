import { describe, expect, test } from 'vitest'
import type { Reply } from '../../src/core/reply.ts'
import type { Store } from '../../src/core/store-ports.ts'
import type { StoreUnderTest } from './store.ts'
import { at, RUN, sampleBrief, sampleDigest, sampleEdition, sampleOwed, settle, TOLD } from './store-samples.ts'

/** An edition of one brief, whose head somebody is just sending. */
async function beginToSend(store: Store): Promise<void> {
  await store.saveDigest(sampleDigest())
  const about = { digest: 'morning', slot: at(100) }
  const brief: Reply = { kind: 'brief', brief: sampleBrief(), topicTitle: 'India–Belarus' }
  const owed = [sampleOwed('head', about), sampleOwed('brief', { ...about, parent: 'head', reply: brief })]
  await store.saveEdition(sampleEdition(), owed, [TOLD], RUN)
  await store.claimDeliveries(['slack'], at(102), at(200), 5)
}

export function testEditions(use: () => StoreUnderTest): void {
  describe('editions', () => {
    test('are written with all that they bring about', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      const about = { digest: 'morning', slot: at(100) }
      const owed = [sampleOwed('head', about), sampleOwed('brief', { ...about, parent: 'head' })]
      expect(await store.saveEdition(sampleEdition(), owed, [TOLD], RUN)).toBe(true)
      expect((await store.digests())[0]?.nextRunAt).toBe(at(200))
      const ledger = await store.deliveries({ digest: 'morning', limit: 10 })
      expect(ledger.map(({ key, state, owedAt }) => [key, state, owedAt])).toEqual([
        ['brief', 'pending', at(101)],
        ['head', 'pending', at(101)],
      ])
      expect(await store.toldOf(TOLD.target, TOLD.topic)).toEqual({
        documents: new Set(TOLD.documents),
        since: at(101),
      })
    })

    test.for([
      ['failed', false],
      ['unsure', true],
    ] as const)('whose brief %s: the channel counts as told of it: %s', async ([state, told]) => {
      const { store } = use()
      await beginToSend(store)
      await settle(store, 'head', { state: 'sent', message: { channel: 'C1', message: 'm1' } }, 102)
      await store.claimDeliveries(['slack'], at(103), at(200), 5)
      await settle(store, 'brief', { state, reason: 'no access' }, 103)
      expect((await store.toldOf(TOLD.target, TOLD.topic)) !== undefined).toBe(told)
    })

    test.for([
      ['failed', false],
      ['unsure', true],
    ] as const)('whose head %s: the channel counts as told of its briefs: %s', async ([state, told]) => {
      const { store } = use()
      await beginToSend(store)
      await settle(store, 'head', { state, reason: 'not a member' }, 102)
      expect((await store.toldOf(TOLD.target, TOLD.topic)) !== undefined).toBe(told)
    })

    test.for(['taken', 'paused', 'removed', 'rescheduled'] as const)(
      'of a digest that was %s write nothing',
      async (why) => {
        const { store } = use()
        await store.saveDigest(sampleDigest())
        if (why === 'taken') await store.saveEdition(sampleEdition({ briefs: [] }), [], [], RUN)
        if (why === 'paused') await store.pauseDigest('morning', 'gone', at(90))
        if (why === 'removed') await store.removeDigest('morning')
        if (why === 'rescheduled') await store.saveDigest(sampleDigest({ cron: '5 8 * * *', nextRunAt: at(150) }))
        const before = await store.digests()
        expect(await store.saveEdition(sampleEdition(), [sampleOwed('head')], [TOLD], RUN)).toBe(false)
        expect(await store.digests()).toEqual(before)
        expect(await store.deliveries({ limit: 10 })).toEqual([])
        expect(await store.toldOf(TOLD.target, TOLD.topic)).toBeUndefined()
      },
    )

    test('come back as they were written, the newest slot first', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      const skipped = { from: at(10), to: at(20), count: 2 }
      const full = sampleEdition({ slot: at(200), missed: [at(150)], skipped })
      await store.saveEdition(sampleEdition(), [], [], RUN)
      await store.saveEdition(full, [], [], { was: at(200), next: at(300) })
      expect(await store.editions('morning', 5)).toEqual([full, sampleEdition()])
      expect(await store.editions('morning', 1)).toEqual([full])
      expect(await store.editions('evening', 5)).toEqual([])
    })

    test('are written by one of many processes', async () => {
      const { store, again } = use()
      await store.saveDigest(sampleDigest())
      const stores = [store, await again(), await again(), await again()]
      const first = await Promise.all(
        stores.map((each, i) => each.saveEdition(sampleEdition(), [sampleOwed(`head-${i}`)], [TOLD], RUN)),
      )
      expect(first.filter(Boolean)).toHaveLength(1)
      expect(await store.deliveries({ limit: 10 })).toHaveLength(1)
    })

    test('are written whole or not at all', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      const owed = [sampleOwed('head'), sampleOwed('orphan', { parent: 'never-owed' })]
      await expect(store.saveEdition(sampleEdition(), owed, [TOLD], RUN)).rejects.toThrow(/foreign key/i)
      expect((await store.digests())[0]?.nextRunAt).toBe(at(100))
      expect(await store.deliveries({ limit: 10 })).toEqual([])
      expect(await store.toldOf(TOLD.target, TOLD.topic)).toBeUndefined()
      expect(await store.saveEdition(sampleEdition(), [sampleOwed('head')], [TOLD], RUN)).toBe(true)
    })

    test('of a digest set up anew at a slot that it has had move it on, and owe nothing twice', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      await store.saveEdition(sampleEdition(), [sampleOwed('head')], [], RUN)
      await store.removeDigest('morning')
      await store.saveDigest(sampleDigest())
      expect(await store.saveEdition(sampleEdition(), [sampleOwed('other')], [TOLD], RUN)).toBe(false)
      expect((await store.digests())[0]?.nextRunAt).toBe(at(200))
      expect(await store.claimDigest(at(200), at(260))).toBeDefined()
      expect((await store.deliveries({ limit: 10 })).map(({ key }) => key)).toEqual(['head'])
      expect(await store.toldOf(TOLD.target, TOLD.topic)).toBeUndefined()
    })

    test('of a slot that was only skipped are written in the place of that', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      const skipped = { from: at(50), to: at(100), count: 2 }
      await store.saveEdition(sampleEdition({ skipped, briefs: [] }), [], [], RUN)
      expect(await store.rescheduleDigest('morning', { was: at(200), next: at(100) }, at(102))).toBe(true)
      const edition = sampleEdition({ writtenAt: at(102) })
      expect(await store.saveEdition(edition, [sampleOwed('head')], [TOLD], RUN)).toBe(true)
      expect(await store.editions('morning', 5)).toEqual([edition])
      expect(await store.deliveries({ limit: 10 })).toHaveLength(1)
    })

    test('are found from a slot on, the oldest first', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      const [first, second, third] = [100, 200, 300].map((slot) => sampleEdition({ slot: at(slot) }))
      if (first === undefined || second === undefined || third === undefined) throw new Error('three are three')
      await store.saveEdition(first, [], [], RUN)
      await store.saveEdition(second, [], [], { was: at(200), next: at(300) })
      await store.saveEdition(third, [], [], { was: at(300), next: at(400) })
      expect(await store.editionsSince('morning', at(200))).toEqual([second, third])
      expect(await store.editionsSince('morning', at(301))).toEqual([])
      expect(await store.editionsSince('evening', at(0))).toEqual([])
    })
  })
}
