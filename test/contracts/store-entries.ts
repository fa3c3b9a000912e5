import { describe, expect, test } from 'vitest'
import { FEEDS } from '../../src/core/feeds.ts'
import type { StoreUnderTest } from './store.ts'
import { at } from './store-samples.ts'

export function testEntries(use: () => StoreUnderTest): void {
  describe('entries of feeds', () => {
    test('are known again by any of their keys, in another process too, and feed by feed', async () => {
      const { store, again } = use()
      await store.saveEntries('f1', [{ keys: ['id 1', 'link 1'], location: 'f1#1' }], at(1))
      const other = await again()
      expect(await other.seenEntries('f1', ['link 1', 'link 2'])).toEqual(new Map([['link 1', 'f1#1']]))
      expect(await other.seenEntries('f2', ['id 1'])).toEqual(new Map())
      expect(await other.seenEntries('f1', [])).toEqual(new Map())
    })

    test('keep the location they first had, and are remembered while their feed has them', async () => {
      const { store } = use()
      await store.saveEntries('f1', [{ keys: ['id 1'], location: 'first' }], at(1))
      await store.saveEntries('f1', [{ keys: ['id 1', 'text 2'], location: 'second' }], at(5))
      await store.saveEntries('f1', [{ keys: ['id 3'], location: 'third' }], at(2))
      expect(await store.seenEntries('f1', ['id 1', 'text 2'])).toEqual(
        new Map([
          ['id 1', 'first'],
          ['text 2', 'second'],
        ]),
      )
      expect(await store.forgetEntries(at(3))).toBe(1)
      expect([...(await store.seenEntries('f1', ['id 1', 'id 3'])).keys()]).toEqual(['id 1'])
    })

    test('of a feed that is followed, and has had no others since, are remembered however old', async () => {
      const { store } = use()
      await store.watchAddresses(FEEDS, ['f1', 'f2'], at(1))
      for (const feed of ['f1', 'f2', 'f3'])
        await store.saveEntries(feed, [{ keys: ['id 1'], location: `${feed}#1` }], at(1))
      await store.saveEntries('f2', [{ keys: ['id 2'], location: 'f2#2' }], at(5))
      expect(await store.forgetEntries(at(3))).toBe(2)
      expect((await store.seenEntries('f1', ['id 1'])).size).toBe(1)
      expect([...(await store.seenEntries('f2', ['id 1', 'id 2'])).keys()]).toEqual(['id 2'])
    })

    test('may be many', async () => {
      const { store } = use()
      const entries = Array.from({ length: 1_200 }, (_, index) => ({ keys: [`id ${index}`], location: `f#${index}` }))
      await store.saveEntries('f', entries, at(1))
      expect(
        (
          await store.seenEntries(
            'f',
            entries.flatMap(({ keys }) => keys),
          )
        ).size,
      ).toBe(1_200)
    })
  })
}
