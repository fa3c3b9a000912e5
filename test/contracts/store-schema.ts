import { describe, expect, test } from 'vitest'
import type { StoreUnderTest } from './store.ts'
import { at, sampleBrief, sampleDigest, sampleDocument, sampleOwed } from './store-samples.ts'

export function testSchema(use: () => StoreUnderTest): void {
  describe('schema', () => {
    test('is brought up to date once, however many processes start at the same time', async () => {
      const { again } = use()
      const stores = await Promise.all([again(), again(), again(), again()])
      await Promise.all(stores.map((store) => store.migrate()))
      expect(await stores[0]?.countTopics()).toEqual({ topics: 0, documents: 0 })
    })

    test('what one process has written, the next one reads', async () => {
      const { store, again } = use()
      const { document } = await store.saveDocument(sampleDocument())
      await store.saveBrief(sampleBrief(), [], at(1))
      await store.saveDigest(sampleDigest())
      await store.oweDeliveries([sampleOwed('a')], at(2))
      await store.acceptEvent('slack:1', at(3))
      await store.close()

      const search = { words: [['minsk']], match: 'any', within: { topics: ['india-belarus'] } } as const
      const next = await again()
      await next.migrate()
      expect(await next.documentsOf('india-belarus')).toEqual([document])
      expect(await next.searchDocuments(search, 5)).toEqual([document])
      expect(await next.briefOf('india-belarus')).toEqual(sampleBrief())
      expect(await next.digests()).toEqual([sampleDigest()])
      expect((await next.deliveries({ limit: 5 })).map(({ key }) => key)).toEqual(['a'])
      expect(await next.acceptEvent('slack:1', at(9))).toBe(false)
    })
  })
}
