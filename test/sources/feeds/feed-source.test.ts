import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { InputError } from '../../../src/core/errors.ts'
import type { FollowedFeed, FollowedFeeds } from '../../../src/core/feeds.ts'
import type { Found } from '../../../src/core/ports.ts'
import type { Store } from '../../../src/core/store-ports.ts'
import { readArticle } from '../../../src/sources/article/article.ts'
import { createFeedSource } from '../../../src/sources/feeds/feed-source.ts'
import { readFeed } from '../../../src/sources/feeds/parsing.ts'
import type { WebRequest } from '../../../src/sources/web/client.ts'
import { openStore } from '../../../src/store/store.ts'
import { newsPage } from '../article/pages.ts'

const FEED = 'https://wire.example/feed.xml'
const MINUTE_MS = 60_000
const LONG = 'The council of Lowick met on Monday and spoke about the bridge over the river. '.repeat(20)

let store: Store
beforeEach(async () => {
  store = await openStore({ file: ':memory:', role: 'owner', tokenize: () => [] })
  await store.migrate()
})
afterEach(() => store.close())

interface Item {
  readonly id: string
  readonly link?: string
  readonly title?: string
  readonly text?: string
  readonly day?: number
}

function item(given: Item): string {
  const { id, link = `https://wire.example/${id}`, title = `No. ${id}`, text = LONG + id, day = 1 } = given
  const date = new Date(Date.UTC(2026, 2, day)).toUTCString()
  return [
    `<item><guid isPermaLink="false">${id}</guid><link>${link}</link><title>${title}</title>`,
    `<description>${text}</description><pubDate>${date}</pubDate></item>`,
  ].join('')
}

function setUp(followed: FollowedFeed[] = [{ address: FEED, topic: 'lowick' }], firstEntries = 5) {
  const asked: WebRequest[] = []
  const answers = new Map<string, string | Error | 'unchanged'>()
  const landings = new Map<string, string>()
  let orders: FollowedFeeds = { feeds: followed, unknown: new Set() }
  let time = Date.parse('2026-03-10T12:00:00Z')
  const open = () =>
    createFeedSource({
      followed: async () => orders,
      store,
      open: async () => ({
        web: {
          async get(request) {
            asked.push(request)
            if (request.address.includes('/slow/')) {
              const { signal } = request
              return await new Promise((_resolve, reject) =>
                signal?.addEventListener('abort', () => reject(signal.reason), { once: true }),
              )
            }
            const answer = answers.get(request.address) ?? new InputError('there is nothing at this address (404)')
            if (answer instanceof Error) throw answer
            if (answer === 'unchanged') return { kind: 'unchanged', address: request.address }
            const contentType = request.address.endsWith('.xml') ? 'application/rss+xml' : 'text/html'
            return {
              kind: 'content',
              address: landings.get(request.address) ?? request.address,
              body: new TextEncoder().encode(answer),
              contentType,
              etag: 'e1',
            }
          },
          async close() {},
        },
        robots: { allows: async (address) => !address.includes('private') },
        article: { read: async ({ bytes, place }) => readArticle(new TextDecoder().decode(bytes), place), close() {} },
        feeds: { read: async ({ bytes, address }) => readFeed(new TextDecoder().decode(bytes), address), close() {} },
      }),
      firstEntries,
      pagesMs: 50,
      now: () => new Date(time),
      random: () => 0,
    })
  let source = open()
  const settle = async () => {
    for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    asked,
    serve: (items: readonly Item[], address = FEED, channel = '') =>
      void answers.set(
        address,
        `<rss version="2.0"><channel><title>W</title>${channel}${items.map(item).join('')}</channel></rss>`,
      ),
    answer: (address: string, answer: string | Error | 'unchanged') => void answers.set(address, answer),
    /** Where redirects of an address end. */
    redirect: (address: string, end: string) => void landings.set(address, end),
    follow: (next: FollowedFeeds) => {
      orders = next
    },
    restart() {
      source.close()
      source = open()
    },
    /** What has come by now. */
    poll: () => source.poll(async () => new Set()),
    /** What comes of the feeds after so long: once begun, once handed over, once kept. */
    async later(ms: number): Promise<Found> {
      time += ms
      await source.poll(async () => new Set())
      await settle()
      const found = await source.poll(async () => new Set())
      await source.poll(async () => new Set())
      return found
    },
  }
}

const titles = ({ documents }: Found) => documents.map(({ title }) => title)

describe('a feed', () => {
  test('that is new brings its newest entries, and later only what is new', async () => {
    const { serve, later } = setUp(undefined, 2)
    serve([1, 2, 3, 4].map((number) => ({ id: String(number), day: number })))
    const first = await later(0)
    expect(titles(first)).toEqual(['No. 4', 'No. 3'])
    expect(first.documents[0]).toMatchObject({
      topic: 'lowick',
      link: 'https://wire.example/4',
      date: '2026-03-04T00:00:00.000Z',
    })
    serve([1, 2, 3, 4, 5].map((number) => ({ id: String(number), day: number })))
    expect(titles(await later(31 * MINUTE_MS))).toEqual(['No. 5'])
    expect(titles(await later(31 * MINUTE_MS))).toEqual([])
  })

  test('whose ids, links or words change brings nothing that was there, restarted or not', async () => {
    const { serve, later, restart } = setUp()
    serve([{ id: 'a' }, { id: 'b' }, { id: 'c', text: `${LONG} c` }])
    await later(0)
    restart()
    serve([
      { id: 'a2', title: 'No. a', link: 'https://wire.example/a', text: `${LONG}a` },
      { id: 'b', link: 'https://wire.example/b?utm_source=x' },
      { id: 'c2', link: 'https://wire.example/c2', title: 'No. c', text: `${LONG} c` },
    ])
    expect(titles(await later(31 * MINUTE_MS))).toEqual([])
  })

  test('of which an entry says something else brings it at the place it had', async () => {
    const { serve, later } = setUp()
    serve([{ id: 'a' }])
    const [before] = (await later(0)).documents
    serve([{ id: 'a', text: `${LONG} Correction: on Tuesday.` }])
    const [now] = (await later(31 * MINUTE_MS)).documents
    expect(now?.location).toBe(before?.location)
    expect(now?.blocks[0]?.text).toContain('on Tuesday')
  })

  test('of teasers brings the articles they lead to, where sites let it', async () => {
    const { serve, answer, later } = setUp()
    answer('https://wire.example/bridge', newsPage())
    answer('https://wire.example/private', newsPage())
    serve([
      { id: 'bridge', text: 'Short.' },
      { id: 'private', text: 'Short, too.' },
      { id: 'gone', text: 'Short as well.' },
    ])
    const { documents } = await later(0)
    const words = documents.map(({ blocks }) => blocks.map(({ text }) => text).join(' '))
    expect(words[0]?.length).toBeGreaterThan(500)
    expect(words.slice(1)).toEqual(['Short, too.', 'Short as well.'])
  })

  test('of teasers that lead to pages without end is taken as it stands once it has had its time', async () => {
    const { serve, asked, poll } = setUp()
    serve(['a', 'b', 'c'].map((id) => ({ id, link: `https://wire.example/slow/${id}`, text: `Short ${id}.` })))
    await expect.poll(async () => titles(await poll())).toEqual(['No. a', 'No. b', 'No. c'])
    expect(asked.map(({ address }) => address)).toEqual([FEED, 'https://wire.example/slow/a'])
  })

  test('is the operator’s word; what its entries lead to is not', async () => {
    const { serve, answer, asked, later } = setUp()
    answer('https://wire.example/bridge', newsPage({ after: '<a href="https://wire.example/bridge?page=2">2</a>' }))
    serve([{ id: 'bridge', text: 'Short.' }])
    await later(0)
    expect(asked.map(({ address, isOwn }) => [address, isOwn])).toEqual([
      [FEED, true],
      ['https://wire.example/bridge', undefined],
      ['https://wire.example/bridge?page=2', undefined],
    ])
  })

  test('of a teaser whose link ends where a site keeps programs out stays a teaser', async () => {
    const { serve, answer, redirect, later } = setUp()
    answer('https://wire.example/bridge', newsPage())
    redirect('https://wire.example/bridge', 'https://other.example/private')
    serve([{ id: 'bridge', text: 'Short.' }])
    expect((await later(0)).documents[0]?.blocks).toEqual([{ kind: 'prose', text: 'Short.' }])
  })

  test('of a topic that was not known for a while brings all that is new since', async () => {
    const { serve, later, follow, restart } = setUp(undefined, 1)
    serve([{ id: 'a' }])
    await later(0)
    follow({ feeds: [], unknown: new Set(['lowick']) })
    restart()
    await later(31 * MINUTE_MS)
    follow({ feeds: [{ address: FEED, topic: 'lowick' }], unknown: new Set() })
    serve(['a', 'b', 'c', 'd'].map((id) => ({ id })))
    expect(titles(await later(31 * MINUTE_MS))).toEqual(['No. b', 'No. c', 'No. d'])
  })

  test('is asked with what names its last answer, as often as it says', async () => {
    const { serve, answer, asked, later } = setUp()
    serve([{ id: 'a' }], FEED, '<ttl>120</ttl>')
    await later(0)
    answer(FEED, 'unchanged')
    await later(60 * MINUTE_MS)
    expect(asked).toHaveLength(1)
    await later(70 * MINUTE_MS)
    expect(asked[1]).toMatchObject({ address: FEED, etag: 'e1' })
  })

  test('that rested for longer than entries are remembered brings only what is new when it wakes', async () => {
    const { serve, answer, later } = setUp(undefined, 1)
    serve(['a', 'b', 'c'].map((id) => ({ id })))
    expect(titles(await later(0))).toEqual(['No. a'])
    answer(FEED, 'unchanged')
    for (let day = 0; day < 100; day += 1) await later(25 * 60 * MINUTE_MS)
    await store.forgetEntries('2026-06-01T00:00:00Z')
    serve(['new', 'a', 'b', 'c'].map((id) => ({ id })))
    expect(titles(await later(25 * 60 * MINUTE_MS))).toEqual(['No. new'])
  })

  test('that is dead is told of once, and once when it lives again', async () => {
    const { serve, answer, later } = setUp()
    serve([{ id: 'a' }])
    await later(0)
    answer(FEED, new InputError('there is nothing at this address (404)'))
    const told: string[] = []
    for (let day = 0; day < 12; day += 1)
      told.push(...(await later(25 * 60 * MINUTE_MS)).problems.map(({ what }) => what))
    expect(told).toEqual([expect.stringContaining('cannot be read since 2026-03-11')])
    serve([{ id: 'a' }, { id: 'b' }])
    const back = await later(25 * 60 * MINUTE_MS)
    expect(back.problems.map(({ what }) => what)).toEqual([expect.stringContaining('can be read again')])
    expect(titles(back)).toEqual(['No. b'])
  })

  test('of the desk leaves open which topic an entry belongs to', async () => {
    const { serve, later } = setUp([{ address: FEED }])
    serve([{ id: 'a' }])
    expect((await later(0)).documents[0]).not.toHaveProperty('topic')
  })

  test('that somebody in a chat gave is a stranger’s, and what it calls itself is kept', async () => {
    const { serve, later, asked } = setUp([{ address: FEED, topic: 'a', isForeign: true }])
    serve([{ id: 'a' }])
    expect((await later(0)).documents[0]).toMatchObject({ topic: 'a' })
    expect(asked[0]).toMatchObject({ address: FEED, isOwn: false })
    expect(await store.fetchesOf('feeds')).toMatchObject([{ title: 'W' }])
  })

  test('of a chat brings at most the newest 50 at a visit, and never the others; the operator’s brings all', async () => {
    const own = 'https://own.example/feed.xml'
    const { serve, later } = setUp([
      { address: FEED, topic: 'a', isForeign: true },
      { address: own, topic: 'b' },
    ])
    const items = Array.from({ length: 80 }, (_, index) => ({ id: String(index + 1), day: index - 80 }))
    for (const address of [FEED, own]) serve(items.slice(0, 1), address)
    await later(0)
    for (const address of [FEED, own]) serve(items, address)
    const { documents } = await later(31 * MINUTE_MS)
    const ofTopic = (topic: string) => documents.filter((each) => each.topic === topic).map(({ title }) => title)
    expect(ofTopic('a')).toEqual(Array.from({ length: 50 }, (_, index) => `No. ${80 - index}`))
    expect(ofTopic('b')).toHaveLength(79)
    expect((await later(31 * MINUTE_MS)).documents).toEqual([])
  })

  test('of a chat that is new brings no more than 50, whatever the desk takes of others', async () => {
    const { serve, later } = setUp([{ address: FEED, topic: 'a', isForeign: true }], 200)
    serve(Array.from({ length: 80 }, (_, index) => ({ id: String(index + 1), day: index - 80 })))
    expect((await later(0)).documents).toHaveLength(50)
  })

  test('of a chat gets a quarter of the time for the pages of its teasers', async () => {
    const limits = vi.spyOn(AbortSignal, 'timeout')
    onTestFinished(() => limits.mockRestore())
    const { serve, later } = setUp([
      { address: 'https://chat.example/feed.xml', topic: 'a', isForeign: true },
      { address: FEED, topic: 'b' },
    ])
    for (const address of ['https://chat.example/feed.xml', FEED]) serve([{ id: 'a' }], address)
    await later(0)
    expect(limits.mock.calls.flat().sort((one, other) => one - other)).toEqual([13, 50])
  })

  test('that fails keeps no other waiting', async () => {
    const other = 'https://other.example/feed.xml'
    const { serve, answer, later } = setUp([
      { address: FEED, topic: 'a' },
      { address: other, topic: 'b' },
    ])
    answer(FEED, new InputError('it is no feed'))
    serve([{ id: 'x' }], other)
    const found = await later(0)
    expect(titles(found)).toEqual(['No. x'])
    expect(found.problems).toMatchObject([{ where: FEED }])
  })
})
