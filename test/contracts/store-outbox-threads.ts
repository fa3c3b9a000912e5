import { describe, expect, test } from 'vitest'
import { claim, claimKeys, sent, stateOf } from './outbox-turns.ts'
import type { StoreUnderTest } from './store.ts'
import { at, briefReply, sampleOwed, settle } from './store-samples.ts'

export function testOutboxThreads(use: () => StoreUnderTest): void {
  describe('outbox threads', () => {
    const head = sampleOwed('head', { reply: briefReply('india-belarus') })
    const child = sampleOwed('child', { parent: 'head', reply: briefReply('minsk') })

    test('a child goes out after its parent, into the thread of that message, in whatever order they are owed', async () => {
      const { store } = use()
      await store.oweDeliveries([child, head], at(1))
      expect(await claimKeys(store, 2)).toEqual(['head'])
      await sent(store, 'head', 3, '171.5')
      const [claimed] = await claim(store, 3)
      expect(claimed).toEqual({
        ...child,
        target: { ...child.target, thread: '171.5' },
        owedAt: at(1),
        attempts: 0,
        ambiguous: false,
      })
    })

    test('a child waits for its parent even in another channel', async () => {
      const { store } = use()
      const elsewhere = { ...child, target: { platform: 'slack', channel: 'D1' } }
      await store.oweDeliveries([head, elsewhere], at(1))
      expect(await claimKeys(store, 2)).toEqual(['head'])
      await sent(store, 'head', 3, '171.5')
      expect(await claim(store, 4)).toEqual([
        {
          ...elsewhere,
          target: { ...elsewhere.target, thread: '171.5' },
          owedAt: at(1),
          attempts: 0,
          ambiguous: false,
        },
      ])
      expect((await store.deliveries({ limit: 1 }))[0]?.target).toEqual(elsewhere.target)
    })

    test.for(['failed', 'unsure'] as const)(
      'children of one that %s fail too, to the last generation',
      async (state) => {
        const { store } = use()
        const grandchild = sampleOwed('grandchild', { parent: 'child' })
        await store.oweDeliveries([head, child, grandchild, sampleOwed('next')], at(1))
        await claim(store, 2)
        await settle(store, 'head', { state, reason: 'channel is archived' }, 3)
        for (const key of ['child', 'grandchild']) {
          const record = (await store.deliveries({ limit: 9 })).find((each) => each.key === key)
          expect(record).toMatchObject({ state: 'failed', settledAt: at(3) })
          expect(record?.reason).toContain('channel is archived')
        }
        expect(await claimKeys(store, 4)).toEqual(['next'])
      },
    )

    test('a child that is owed after its parent failed, fails', async () => {
      const { store } = use()
      await store.oweDeliveries([head], at(1))
      await claim(store, 2)
      await settle(store, 'head', { state: 'failed', reason: 'no access' }, 3)
      await store.oweDeliveries([head, child, sampleOwed('grandchild', { parent: 'child' })], at(4))
      expect((await stateOf(store, 'child')).reason).toContain('no access')
      expect((await stateOf(store, 'grandchild')).state).toBe('failed')
    })

    test('a parent has to be owed', async () => {
      const { store } = use()
      await expect(store.oweDeliveries([child], at(1))).rejects.toThrow(/foreign key/i)
      expect(await store.deliveries({ limit: 5 })).toEqual([])
    })

    test('below a message that was sent, questions are about its topics', async () => {
      const { store } = use()
      await store.oweDeliveries([head, child], at(1))
      await claim(store, 2)
      expect(await store.topicsOfThread(head.target, 'm1')).toBeUndefined()
      await sent(store, 'head', 3, 'm1')
      expect(await store.topicsOfThread(head.target, 'm1')).toEqual(['india-belarus'])
      await claim(store, 4)
      await sent(store, 'child', 5, 'm2')
      expect(await store.topicsOfThread(head.target, 'm1')).toEqual(['india-belarus', 'minsk'])
      expect(await store.topicsOfThread(head.target, 'm2')).toBeUndefined()
    })

    test('the thread is where the platform says the message stands', async () => {
      const { store } = use()
      const direct = { platform: 'slack', channel: 'U1' }
      await store.oweDeliveries([sampleOwed('a', { target: direct, reply: briefReply('minsk') })], at(1))
      await claim(store, 2)
      const message = { channel: 'D1', message: 'm2', thread: 'm1' }
      await settle(store, 'a', { state: 'sent', message }, 3)
      expect(await store.topicsOfThread({ platform: 'slack', channel: 'D1' }, 'm1')).toEqual(['minsk'])
      expect(await store.topicsOfThread(direct, 'm1')).toBeUndefined()
    })
  })
}
