import { describe, expect, test } from 'vitest'
import type { FetchRecord } from '../../src/core/fetching.ts'
import type { StoreUnderTest } from './store.ts'
import { at } from './store-samples.ts'

const FULL: FetchRecord = {
  address: 'https://b.example/',
  movedTo: 'https://b.example/news',
  etag: 'W/"one"',
  lastModified: 'Mon, 23 Nov 2026 08:00:00 GMT',
  answeredAt: at(5),
  nextAt: at(100),
  failures: 2,
  failingSince: at(7),
  trouble: 'b.example: it does not answer',
}

export function testFetches(use: () => StoreUnderTest): void {
  describe('addresses that are watched', () => {
    test('are due at once when they are new, and stay as they are when they are named again', async () => {
      const { store } = use()
      await store.watchAddresses('pages', ['https://b.example/', 'https://a.example/', 'https://a.example/'], at(1))
      await store.settleFetch('pages', FULL)
      await store.watchAddresses('pages', ['https://b.example/', 'https://c.example/'], at(2))
      expect(await store.fetchesOf('pages')).toEqual([
        FULL,
        { address: 'https://c.example/', nextAt: at(2), failures: 0 },
      ])
      await store.watchAddresses('pages', [], at(3))
      expect(await store.fetchesOf('pages')).toEqual([])
    })

    test('are those of one source', async () => {
      const { store } = use()
      await store.watchAddresses('pages', ['https://a.example/'], at(1))
      await store.watchAddresses('feeds', ['https://a.example/'], at(2))
      await store.settleFetch('feeds', { ...FULL, address: 'https://a.example/' })
      await store.watchAddresses('feeds', ['https://a.example/'], at(3))
      expect(await store.claimFetches('feeds', at(9), at(20), 5)).toEqual([])
      expect(await store.fetchesOf('pages')).toEqual([{ address: 'https://a.example/', nextAt: at(1), failures: 0 }])
      await store.watchAddresses('pages', [], at(4))
      expect(await store.fetchesOf('feeds')).toHaveLength(1)
    })

    test('are claimed when they are due, the longest due first, and again when the lease ran out', async () => {
      const { store } = use()
      await store.watchAddresses('pages', ['https://late.example/'], at(3))
      await store.watchAddresses('pages', ['https://late.example/', 'https://later.example/'], at(4))
      await store.settleFetch('pages', { address: 'https://later.example/', nextAt: at(2), failures: 0 })
      const claim = async (now: number, until: number, limit = 5) =>
        (await store.claimFetches('pages', at(now), at(until), limit)).map(({ address }) => address)
      expect(await claim(1, 100)).toEqual([])
      expect(await claim(3, 100, 1)).toEqual(['https://later.example/'])
      expect(await claim(3, 100)).toEqual(['https://late.example/'])
      expect(await claim(99, 200)).toEqual([])
      expect(await claim(100, 200)).toEqual(['https://late.example/', 'https://later.example/'])
    })

    test('are due too where a clock that was ahead has put them off for longer than anybody waits', async () => {
      const { store } = use()
      const day = 24 * 60 * 60
      await store.watchAddresses('pages', ['https://a.example/', 'https://b.example/'], at(1))
      await store.settleFetch('pages', { ...FULL, address: 'https://a.example/', nextAt: at(35 * day) })
      await store.settleFetch('pages', { ...FULL, address: 'https://b.example/', nextAt: at(41 * day) })
      const claimed = async () => (await store.claimFetches('pages', at(2), at(60), 5)).map(({ address }) => address)
      expect(await claimed()).toEqual(['https://b.example/'])
      expect(await claimed()).toEqual([])
    })

    test('are not claimed where they are left out, however many those are', async () => {
      const { store } = use()
      const addresses = Array.from({ length: 5 }, (_, index) => `https://${index}.example/`)
      await store.watchAddresses('pages', addresses, at(1))
      const many = Array.from({ length: 30_000 }, (_, index) => `https://${index + 2}.example/`)
      const claimed = await store.claimFetches('pages', at(2), at(60), 5, many)
      expect(claimed.map(({ address }) => address)).toEqual(addresses.slice(0, 2))
      expect(await store.claimFetches('pages', at(2), at(60), 5)).toHaveLength(3)
    })

    test('go to one of many who ask at once', async () => {
      const { store, again } = use()
      const other = await again()
      const addresses = Array.from({ length: 30 }, (_, index) => `https://${index}.example/`)
      await store.watchAddresses('pages', addresses, at(1))
      const claims = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          (index % 2 === 0 ? store : other).claimFetches('pages', at(2), at(60), 10),
        ),
      )
      const claimed = claims.flat().map(({ address }) => address)
      expect(new Set(claimed).size).toBe(claimed.length)
      // A claim leaves out what another one is taking just then; the next claim gets it.
      const rest = await store.claimFetches('pages', at(2), at(60), 30)
      expect(claimed.length + rest.length).toBe(30)
    })

    test('that are no longer watched are not brought back by what comes of them', async () => {
      const { store } = use()
      await store.watchAddresses('pages', ['https://b.example/'], at(1))
      await store.watchAddresses('pages', [], at(2))
      await store.settleFetch('pages', FULL)
      expect(await store.fetchesOf('pages')).toEqual([])
    })

    test('may be many, and servers may answer anything', async () => {
      const { store } = use()
      const addresses = Array.from({ length: 2_500 }, (_, index) => `https://example.org/${index}`)
      await store.watchAddresses('feeds', addresses, at(1))
      await store.settleFetch('feeds', { ...FULL, address: 'https://example.org/7', etag: '"\u0000\uD800"' })
      expect((await store.claimFetches('feeds', at(2), at(60), 5_000)).length).toBe(2_499)
      await store.watchAddresses('feeds', addresses.slice(0, 8), at(3))
      expect((await store.fetchesOf('feeds')).at(-1)).toMatchObject({ etag: '"\uFFFD\uFFFD"', failures: 2 })
    })
  })
}
