import { describe, expect, test } from 'vitest'
import type { StoreUnderTest } from './store.ts'
import { at, sampleOwed } from './store-samples.ts'

export function testInbox(use: () => StoreUnderTest): void {
  describe('events', () => {
    test('are accepted once, whichever process asks', async () => {
      const { store, again } = use()
      const other = await again()
      expect(await store.acceptEvent('slack:1', at(1))).toBe(true)
      expect(await store.acceptEvent('slack:1', at(2))).toBe(false)
      expect(await other.acceptEvent('slack:1', at(3))).toBe(false)
      const answers = await Promise.all([store, other, store, other].map((each) => each.acceptEvent('slack:2', at(4))))
      expect(answers.filter(Boolean)).toHaveLength(1)
    })

    test('are known once they are accepted, to every process; to ask does not accept them', async () => {
      const { store, again } = use()
      const other = await again()
      expect(await other.hasEvent('slack:1')).toBe(false)
      expect(await store.acceptEvent('slack:1', at(1))).toBe(true)
      expect(await other.hasEvent('slack:1')).toBe(true)
      expect(await store.hasEvent('slack:10')).toBe(false)
    })

    test('owe what follows from them once', async () => {
      const { store } = use()
      await store.acceptEvent('slack:1', at(1), [sampleOwed('answer')])
      await store.acceptEvent('slack:1', at(2), [sampleOwed('answer-again')])
      expect((await store.deliveries({ limit: 5 })).map(({ key, owedAt }) => [key, owedAt])).toEqual([
        ['answer', at(1)],
      ])
    })

    test('that cannot be answered are not accepted either', async () => {
      const { store } = use()
      const owed = [sampleOwed('answer', { parent: 'never-owed' })]
      await expect(store.acceptEvent('slack:1', at(1), owed)).rejects.toThrow(/foreign key/i)
      expect(await store.deliveries({ limit: 5 })).toEqual([])
      expect(await store.acceptEvent('slack:1', at(2))).toBe(true)
    })

    test('are forgotten when they are old', async () => {
      const { store } = use()
      for (const seconds of [1, 2, 3]) await store.acceptEvent(`slack:${seconds}`, at(seconds))
      expect(await store.forgetEvents(at(3))).toBe(2)
      expect(await store.forgetEvents(at(3))).toBe(0)
      expect(await store.acceptEvent('slack:3', at(4))).toBe(false)
      expect(await store.acceptEvent('slack:1', at(4))).toBe(true)
    })
  })
}
