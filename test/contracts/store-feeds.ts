import { describe, expect, test } from 'vitest'
import type { AddedFeed } from '../../src/core/feeds.ts'
import { OPERATOR } from '../../src/core/topic.ts'
import type { StoreUnderTest } from './store.ts'
import { at, sampleDocument } from './store-samples.ts'

const WORKSPACE = { platform: 'slack', workspace: 'T1' }
const SERVER = { platform: 'discord', workspace: 'G1' }

function feed(changes: Partial<AddedFeed> = {}): AddedFeed {
  return {
    address: 'https://a.example/feed',
    topic: 'india-belarus',
    title: 'A',
    place: { ...WORKSPACE, channel: 'C1' },
    by: 'U1',
    addedAt: at(1),
    ...changes,
  }
}

const ofDesk: AddedFeed = { address: 'https://b.example/feed', place: OPERATOR, addedAt: at(2) }

export function testFeeds(use: () => StoreUnderTest): void {
  describe('feeds that were added', () => {
    test('come back whole, in another process too, in the order of their adding', async () => {
      const { store, again } = use()
      expect(await store.addFeeds([ofDesk, feed()])).toBe(2)
      expect(await (await again()).addedFeeds()).toEqual([feed(), ofDesk])
    })

    test('are one where they are added there for a topic once more', async () => {
      const { store } = use()
      await store.addFeeds([feed()])
      const again = feed({ by: 'U2', place: { ...WORKSPACE, channel: 'C2' } })
      const others = [feed({ topic: 'other' }), feed({ place: SERVER }), feed({ place: OPERATOR })]
      expect(await store.addFeeds([again, ...others])).toBe(3)
      expect(await store.addedFeeds(WORKSPACE)).toEqual([feed(), feed({ topic: 'other' })])
      expect(await store.addedFeeds()).toHaveLength(4)
    })

    test('are never more than they may be in a workspace, however many processes add some at once', async () => {
      const { store, again } = use()
      const other = await again()
      await store.addFeeds([feed({ place: SERVER }), ofDesk])
      const add = (index: number, to = store) => to.addFeedOfAtMost(feed({ address: `https://a.example/${index}` }), 5)
      // Connections that are open already, so that all begin at one moment.
      await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? store : other).addedFeeds()))
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, index) => add(index, index % 2 === 0 ? store : other)),
      )
      expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(5)
      expect(outcomes.filter((outcome) => outcome === 'full')).toHaveLength(7)
      const [first] = await store.addedFeeds(WORKSPACE)
      await store.removeFeed(first ?? feed())
      expect(await add(20)).toBe('added')
      expect(await add(20)).toBe('full')
      expect(await store.addFeedOfAtMost(feed({ address: 'https://a.example/20' }), 9)).toBe('already')
    })

    test('belong to where they were added: nobody else removes them', async () => {
      const { store } = use()
      await store.addFeeds([feed(), ofDesk])
      expect(await store.removeFeed(feed({ place: SERVER }))).toBe(false)
      expect(await store.removeFeed(feed({ topic: 'other' }))).toBe(false)
      expect(await store.removeFeed(feed({ place: { ...WORKSPACE, channel: 'C9' } }))).toBe(true)
      expect(await store.removeFeed(ofDesk)).toBe(true)
      expect(await store.addedFeeds()).toEqual([])
    })

    test('may be many, and people may call them anything', async () => {
      const { store } = use()
      const many = Array.from({ length: 1_200 }, (_, index) => feed({ address: `https://a.example/${index}` }))
      expect(await store.addFeeds([...many, feed({ title: 'a\u0000\uD800' })])).toBe(1_201)
      expect(await store.addFeeds([])).toBe(0)
      const last = (await store.addedFeeds()).find(({ address }) => address === feed().address)
      expect(last?.title).toBe('a\uFFFD\uFFFD')
    })

    test('are forgotten with their workspace or platform', async () => {
      const { store } = use()
      await store.addFeeds([
        feed(),
        feed({ place: { platform: 'slack', workspace: 'T2' } }),
        feed({ place: SERVER }),
        ofDesk,
      ])
      await store.forgetPlace(WORKSPACE, [])
      expect(await store.addedFeeds()).toHaveLength(3)
      await store.forgetPlace({ platform: 'slack' }, [])
      expect((await store.addedFeeds()).map(({ place }) => place.platform)).toEqual(['discord', 'operator'])
    })

    test('are forgotten with their topic, which may have nothing else', async () => {
      const { store } = use()
      await store.addFeeds([feed(), feed({ topic: 'other' })])
      expect(await store.forgetTopic('india-belarus', at(3))).toEqual({ documents: 0, posted: [] })
      expect(await store.forgetTopic('india-belarus', at(3))).toBeUndefined()
      expect((await store.addedFeeds()).map(({ topic }) => topic)).toEqual(['other'])
    })

    test('go along with a topic that is renamed or merged, and what is known of them too', async () => {
      const { store } = use()
      await store.saveDocument(sampleDocument())
      await store.saveDocument(sampleDocument({ location: 'other/a.txt', topic: 'other', text: 'Full.', hash: 'h2' }))
      const key = 'https://a.example/feed#india-belarus'
      await store.addFeeds([feed(), feed({ topic: 'other', place: SERVER })])
      await store.watchAddresses('feeds', [key], at(1))
      await store.settleFetch('feeds', { address: key, nextAt: at(50), failures: 0, title: 'A', answeredAt: at(2) })
      await store.saveEntries(key, [{ keys: ['id 1'], location: 'here' }], at(2))

      await store.renameTopic('india-belarus', 'minsk', undefined)
      expect((await store.addedFeeds(WORKSPACE)).map(({ topic }) => topic)).toEqual(['minsk'])
      const moved = 'https://a.example/feed#minsk'
      expect(await store.fetchesOf('feeds')).toMatchObject([{ address: moved, title: 'A', answeredAt: at(2) }])
      expect(await store.seenEntries(moved, ['id 1'])).toEqual(new Map([['id 1', 'here']]))
      expect(await store.addFeeds([feed()])).toBe(0)

      await store.mergeTopics('minsk', 'other')
      expect((await store.addedFeeds()).map(({ topic }) => topic)).toEqual(['other', 'other'])
      await store.addFeeds([feed({ topic: 'third' })])
      expect((await store.addedFeeds(WORKSPACE)).map(({ topic }) => topic)).toEqual(['other', 'third'])
    })
  })
}
