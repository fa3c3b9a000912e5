import { describe, expect, test } from 'vitest'
import type { StoreUnderTest } from './store.ts'
import { at } from './store-samples.ts'

export function testLeases(use: () => StoreUnderTest): void {
  describe('a lease', () => {
    test('has one holder, who may renew it', async () => {
      const { store, again } = use()
      const other = await again()
      expect(await store.holdLease('gateway', 'first', at(0), at(8))).toBe(true)
      expect(await other.holdLease('gateway', 'second', at(1), at(9))).toBe(false)
      expect(await store.holdLease('gateway', 'first', at(6), at(14))).toBe(true)
      expect(await other.holdLease('gateway', 'second', at(13.999), at(22))).toBe(false)
    })

    test('is another’s once its time is up, and no more the first one’s', async () => {
      const { store, again } = use()
      const other = await again()
      await store.holdLease('gateway', 'first', at(0), at(8))
      expect(await other.holdLease('gateway', 'second', at(8), at(16))).toBe(true)
      expect(await store.holdLease('gateway', 'first', at(9), at(17))).toBe(false)
    })

    test('is renewed by its holder even when its time was up, if nobody has taken it', async () => {
      const { store } = use()
      await store.holdLease('gateway', 'first', at(0), at(8))
      expect(await store.holdLease('gateway', 'first', at(60), at(68))).toBe(true)
    })

    test('is free at once when its holder gives it back, and not when anybody else does', async () => {
      const { store } = use()
      await store.holdLease('gateway', 'first', at(0), at(8))
      await store.releaseLease('gateway', 'second')
      expect(await store.holdLease('gateway', 'second', at(1), at(9))).toBe(false)
      await store.releaseLease('gateway', 'first')
      expect(await store.holdLease('gateway', 'second', at(1), at(9))).toBe(true)
      await store.releaseLease('never-held', 'first')
    })

    test('of one name says nothing of another', async () => {
      const { store } = use()
      expect(await store.holdLease('gateway', 'first', at(0), at(8))).toBe(true)
      expect(await store.holdLease('other', 'second', at(0), at(8))).toBe(true)
    })

    test('goes to one of many who ask at once', async () => {
      const { store, again } = use()
      const other = await again()
      const asked = Array.from({ length: 12 }, (_, index) =>
        (index % 2 === 0 ? store : other).holdLease('gateway', `process ${index}`, at(0), at(8)),
      )
      expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1)
    })
  })
}
