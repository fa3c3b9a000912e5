import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/core/store-ports.ts'
import type { StoreUnderTest } from './store.ts'
import {
  at,
  briefReply,
  sampleBrief,
  sampleDigest,
  sampleDocument,
  sampleEdition,
  sampleOwed,
  settle,
} from './store-samples.ts'

const BEFORE = { history: at(1_000), threads: at(500) }
const NOTHING_OLD = { history: at(0), threads: at(0) }
/** Slots of a digest that `why` tells of. */
const TOLD = 7

async function send(store: Store, key: string, seconds: number): Promise<void> {
  await store.claimDeliveries(['slack'], at(seconds), at(seconds + 60), 50)
  await settle(store, key, { state: 'sent', message: { channel: 'C1', message: `m-${key}` } }, seconds)
}

const keysIn = async (store: Store) => (await store.deliveries({ limit: 100 })).map(({ key }) => key).sort()

/** An edition at each of these slots, with its message and the brief below it. */
async function post(store: Store, slots: readonly number[], digest = 'morning'): Promise<void> {
  for (const slot of slots) {
    const [head, brief] = [`${digest}-${slot}`, `${digest}-${slot}-brief`]
    const about = { digest, slot: at(slot) }
    const owed = [sampleOwed(head, about), sampleOwed(brief, { ...about, parent: head })]
    const [kept] = (await store.digests()).filter(({ id }) => id === digest)
    const was = kept?.nextRunAt ?? ''
    const edition = sampleEdition({ digest, slot: at(slot), writtenAt: at(slot) })
    await store.saveEdition(edition, owed, [], { was, next: was })
    await send(store, head, slot)
    await send(store, brief, slot)
  }
}

export function testHistory(use: () => StoreUnderTest): void {
  describe('what is over and done with', () => {
    test('deliveries go when they were settled long ago; whatever is open stays', async () => {
      const { store } = use()
      await store.oweDeliveries(
        ['old', 'open', 'sending', 'new'].map((key) =>
          sampleOwed(key, { target: { platform: 'slack', channel: key } }),
        ),
        at(1),
      )
      await store.claimDeliveries(['slack'], at(2), at(5_000), 50)
      await settle(store, 'old', { state: 'failed', reason: 'gone' }, 999)
      await settle(store, 'open', { state: 'pending', notBefore: at(3), ambiguous: true, reason: '503' }, 3)
      await settle(store, 'new', { state: 'unsure', reason: '503' }, 1_000)
      expect(await store.forgetHistory(NOTHING_OLD, 10)).toBe(0)
      expect(await store.forgetHistory(BEFORE, 10)).toBe(1)
      expect(await keysIn(store)).toEqual(['new', 'open', 'sending'])
      expect(await store.forgetHistory(BEFORE, 10)).toBe(0)
    })

    test('a message goes after what hangs below it, and not while that is needed', async () => {
      const { store } = use()
      await store.oweDeliveries([sampleOwed('head'), sampleOwed('child', { parent: 'head' })], at(1))
      await send(store, 'head', 2)
      expect(await store.forgetHistory(BEFORE, 10)).toBe(0)
      await send(store, 'child', 3)
      await store.oweDeliveries([sampleOwed('late', { parent: 'child' })], at(2_000))
      expect(await store.forgetHistory(BEFORE, 10)).toBe(0)
      await send(store, 'late', 2_001)
      for (const gone of ['late', 'child', 'head']) {
        const left = await keysIn(store)
        expect(await store.forgetHistory({ ...BEFORE, history: at(3_000) }, 10)).toBe(1)
        expect(await keysIn(store)).toEqual(left.filter((key) => key !== gone))
      }
    })

    test('the last slots of a digest stay with all that was posted, however long ago', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      const slots = Array.from({ length: TOLD + 2 }, (_, number) => 100 + number)
      await post(store, slots)
      while ((await store.forgetHistory(BEFORE, 10)) > 0);
      const kept = slots.slice(2)
      expect((await store.editions('morning', 20)).map(({ slot }) => slot)).toEqual(kept.toReversed().map(at))
      expect(await keysIn(store)).toEqual(kept.flatMap((slot) => [`morning-${slot}`, `morning-${slot}-brief`]))
      await store.removeDigest('morning')
      while ((await store.forgetHistory(BEFORE, 10)) > 0);
      expect(await store.editions('morning', 20)).toEqual([])
      expect(await keysIn(store)).toEqual([])
    })

    test('a digest that has come to few slots keeps them all', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest({ id: 'yearly' }))
      await post(store, [100, 101], 'yearly')
      expect(await store.forgetHistory(BEFORE, 10)).toBe(0)
      expect(await store.editions('yearly', 20)).toHaveLength(2)
    })

    test('briefs go, but for those that are current and those that a channel was told by', async () => {
      const { store } = use()
      const { document } = await store.saveDocument(sampleDocument())
      await store.saveBrief(sampleBrief({ id: 'former' }), [document], at(1))
      await store.saveBrief(sampleBrief({ id: 'current' }), [document], at(2))
      await store.fileBrief(sampleBrief({ id: 'told' }), at(4))
      await store.fileBrief(sampleBrief({ id: 'preview' }), at(4))
      await store.fileBrief(sampleBrief({ id: 'young' }), at(1_000))
      const target = { platform: 'slack', channel: 'C1' }
      const told = { target, topic: 'india-belarus', brief: 'told', documents: ['d1@1'] }
      await store.saveTold(told, at(3))
      const { history } = BEFORE
      // No more are looked at in a step, whether they go or stay.
      const first = await store.forgetBriefs(history, 2)
      expect(first).toEqual({ dropped: 1, next: { writtenAt: at(2), id: 'current' } })
      expect(await store.briefById('former')).toBeUndefined()
      const second = await store.forgetBriefs(history, 1, first.next)
      expect(second).toEqual({ dropped: 1, next: { writtenAt: at(4), id: 'preview' } })
      const third = await store.forgetBriefs(history, 1, second.next)
      expect(third).toEqual({ dropped: 0, next: { writtenAt: at(4), id: 'told' } })
      expect(await store.forgetBriefs(history, 1, third.next)).toEqual({ dropped: 0 })
      expect(await store.forgetBriefs(history, 10)).toEqual({ dropped: 0 })
      for (const id of ['current', 'told', 'young']) expect((await store.briefById(id))?.id).toBe(id)
      expect((await store.briefOf('india-belarus'))?.id).toBe('current')
      // What is news to the channel is as it was.
      expect((await store.toldOf(target, 'india-belarus'))?.documents).toEqual(new Set(['d1@1']))
    })

    test('a brief that was shown again stays as long as the message that shows it, and can be taken back', async () => {
      const { store } = use()
      const days = (count: number) => at(count * 24 * 60 * 60)
      for (const id of ['asked', 'owed', 'sent', 'never'])
        await store.fileBrief(sampleBrief({ id, topic: id }), days(0))
      const showing = (id: string) => ({
        target: { platform: 'slack', channel: id },
        reply: { kind: 'brief' as const, brief: sampleBrief({ id, topic: id }), topicTitle: id },
      })
      await store.noteSent(sampleOwed('asked', showing('asked')), { channel: 'asked', message: 'm1' }, days(97))
      await store.oweDeliveries([sampleOwed('sent', showing('sent'))], days(1))
      await store.oweDeliveries([sampleOwed('owed', showing('owed'))], days(97))
      await store.claimDeliveries(['slack'], days(97), days(98), 50)
      await settle(store, 'sent', { state: 'sent', message: { channel: 'sent', message: 'm2' } }, 97 * 24 * 60 * 60)
      expect(await store.forgetBriefs(days(97), 10)).toEqual({ dropped: 1 })
      expect(await store.briefById('never')).toBeUndefined()
      for (const id of ['asked', 'owed', 'sent']) expect((await store.briefById(id))?.id).toBe(id)
      expect((await store.postedBriefs(5)).map(({ brief }) => brief).sort()).toEqual(['asked', 'sent'])
      expect(await store.retractBrief('asked', days(98))).toBe(1)
      // Once its messages are that old, too, it goes; what was taken back is remembered.
      expect(await store.forgetBriefs(days(98), 10)).toEqual({ dropped: 2 })
      expect(await store.isRetracted('asked')).toBe(true)
    })

    test('threads go by a time of their own', async () => {
      const { store } = use()
      const channel = { platform: 'slack', channel: 'C1' }
      await store.saveThread(channel, 'm1', ['a', 'b'], at(499))
      await store.saveThread(channel, 'm2', ['a'], at(500))
      expect(await store.forgetHistory(BEFORE, 10)).toBe(2)
      expect(await store.topicsOfThread(channel, 'm1')).toBeUndefined()
      expect(await store.topicsOfThread(channel, 'm2')).toEqual(['a'])
    })

    test('processes that forget at once do not get in each other’s way', async () => {
      const { store, again } = use()
      const keys = Array.from({ length: 60 }, (_, number) => `k${number}`)
      await store.oweDeliveries(
        keys.map((key) => sampleOwed(key, { target: { platform: 'slack', channel: key }, reply: briefReply('a') })),
        at(1),
      )
      await store.claimDeliveries(['slack'], at(2), at(60), 60)
      for (const key of keys) await settle(store, key, { state: 'failed', reason: 'gone' }, 3)
      const stores = [store, await again(), await again()]
      const dropped = await Promise.all(stores.map((each) => each.forgetHistory(BEFORE, 40)))
      expect(dropped.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(60)
      await store.forgetHistory(BEFORE, 60)
      expect(await keysIn(store)).toEqual([])
    })
  })
}
