import { afterEach, beforeEach, expect, test } from 'vitest'
import { InputError, LaterError } from '../../../src/core/errors.ts'
import type { FollowedFeed } from '../../../src/core/feeds.ts'
import type { Store } from '../../../src/core/store-ports.ts'
import { readArticle } from '../../../src/sources/article/article.ts'
import { type BacklogPage, fetchFeed, readBacklog } from '../../../src/sources/feeds/backlog.ts'
import { createFeedSource, type FeedTools } from '../../../src/sources/feeds/feed-source.ts'
import { readFeed } from '../../../src/sources/feeds/parsing.ts'
import type { WebRequest } from '../../../src/sources/web/client.ts'
import { openStore } from '../../../src/store/store.ts'
import { newsPage, REPORT } from '../article/pages.ts'

const FEED: FollowedFeed = { address: 'https://wire.example/feed.xml', topic: 'lowick' }
const LONG = 'The council of Lowick met on Monday and spoke about the bridge over the river. '.repeat(20)

let store: Store
let asked: WebRequest[]
let answers: Map<string, string | Error>
beforeEach(async () => {
  asked = []
  answers = new Map()
  store = await openStore({ file: ':memory:', role: 'owner', tokenize: () => [] })
  await store.migrate()
})
afterEach(() => store.close())

const tools: FeedTools = {
  web: {
    async get(request) {
      asked.push(request)
      const answer = answers.get(request.address) ?? new InputError('there is nothing at this address (404)')
      if (answer instanceof Error) throw answer
      return { kind: 'content', address: request.address, body: new TextEncoder().encode(answer) }
    },
    async close() {},
  },
  robots: { allows: async (address) => !address.includes('private') },
  article: { read: async ({ bytes, place }) => readArticle(new TextDecoder().decode(bytes), place), close() {} },
  feeds: { read: async ({ bytes, address }) => readFeed(new TextDecoder().decode(bytes), address), close() {} },
}

function feedOf(ids: readonly string[], { older = '', text = LONG } = {}): string {
  const entries = ids.map(
    (id) => `<entry><id>${id}</id><title>No. ${id}</title><link href="https://wire.example/${id}"/>
      <published>2026-03-01T00:00:00Z</published><content>${text} ${id}</content></entry>`,
  )
  const link = older === '' ? '' : `<link rel="next" href="${older}"/>`
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>${link}${entries.join('')}</feed>`
}

async function readAll(pages = 10, feed = FEED): Promise<BacklogPage[]> {
  const options = { tools, store, pages, signal: new AbortController().signal }
  const read: BacklogPage[] = []
  for await (const page of readBacklog(feed, await fetchFeed(feed.address, feed, options), options)) read.push(page)
  return read
}

const addresses = () => asked.map(({ address }) => address)

test('pages follow each other until there are no more, or one comes again', async () => {
  answers.set(FEED.address, feedOf(['3'], { older: '/p2' }))
  answers.set('https://wire.example/p2', feedOf(['2'], { older: '/p3' }))
  answers.set('https://wire.example/p3', feedOf(['1'], { older: '/feed.xml' }))
  expect((await readAll()).map(({ entries, unread }) => [entries.length, unread])).toEqual([
    [1, undefined],
    [1, undefined],
    [1, undefined],
  ])
  expect(addresses()).toEqual([FEED.address, 'https://wire.example/p2', 'https://wire.example/p3'])
})

test('no more pages are read than asked for, and where it goes on is told', async () => {
  answers.set(FEED.address, feedOf(['3'], { older: '/p2' }))
  answers.set('https://wire.example/p2', feedOf(['2'], { older: '/p3' }))
  expect((await readAll(2)).map(({ unread }) => unread)).toEqual([undefined, 'https://wire.example/p3'])
  expect(addresses()).toHaveLength(2)
})

test('the operator’s word counts for the host that they named, and for no other', async () => {
  answers.set(FEED.address, feedOf(['3'], { older: '/p2' }))
  answers.set('https://wire.example/p2', feedOf(['2'], { older: 'https://intranet.example/p3' }))
  answers.set('https://intranet.example/p3', feedOf(['1']))
  await readAll()
  expect(asked.map(({ isOwn }) => isOwn)).toEqual([true, true, false])
})

test('what was read before a page that fails is given', async () => {
  answers.set(FEED.address, feedOf(['3'], { older: '/p2' }))
  answers.set('https://wire.example/p2', new LaterError('wire.example: it does not answer'))
  const options = { tools, store, pages: 5, signal: new AbortController().signal }
  const pages = readBacklog(FEED, await fetchFeed(FEED.address, FEED, options), options)
  expect((await pages.next()).value).toMatchObject({ title: 'Wire' })
  await expect(pages.next()).rejects.toThrow('does not answer')
})

test('a teaser has the text of its page, where the site lets programs read it', async () => {
  answers.set(FEED.address, feedOf(['open', 'private', 'dead'], { text: 'A bridge is planned.' }))
  answers.set('https://wire.example/open', newsPage())
  answers.set('https://wire.example/private', newsPage())
  const [page] = await readAll()
  const texts = await Promise.all((page?.entries ?? []).map(async (entry) => (await entry.read()).blocks[0]?.text))
  expect(texts).toEqual([REPORT[0], 'A bridge is planned. private', 'A bridge is planned. dead'])
})

test('entries stand where the source of feeds would have them, which knows them later', async () => {
  answers.set(FEED.address, feedOf(['1', '2', '3']))
  const [page] = await readAll()
  const entries = page?.entries ?? []
  await store.saveEntries(
    page?.key ?? '',
    entries.map(({ seen }) => seen),
    '2026-03-10T12:00:00.000Z',
  )
  answers.set(FEED.address, feedOf(['4', '1', '2', '3']))
  const source = createFeedSource({
    followed: async () => ({ feeds: [FEED], unknown: new Set() }),
    store,
    open: async () => tools,
    firstEntries: 5,
    now: () => new Date('2026-03-10T12:00:00Z'),
    random: () => 0,
  })
  await source.poll(async () => new Set())
  await expect
    .poll(async () => (await source.poll(async () => new Set())).documents.map(({ title }) => title))
    .toEqual(['No. 4'])
  source.close()
})

test('an entry has another version once it says something else, and the same place', async () => {
  answers.set(FEED.address, feedOf(['1']))
  const [before] = (await readAll())[0]?.entries ?? []
  answers.set(FEED.address, feedOf(['1'], { text: `${LONG} More.` }))
  const [after] = (await readAll())[0]?.entries ?? []
  expect(after?.seen.location).toBe(before?.seen.location)
  expect(after?.version).not.toBe(before?.version)
})
