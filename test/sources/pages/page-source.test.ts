import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { InputError, LaterError } from '../../../src/core/errors.ts'
import type { Found } from '../../../src/core/ports.ts'
import type { Store } from '../../../src/core/store-ports.ts'
import { readArticle } from '../../../src/sources/article/article.ts'
import type { ArticleReader } from '../../../src/sources/article/reader.ts'
import { createPageSource, type WatchedPages } from '../../../src/sources/pages/page-source.ts'
import type { WebAnswer, WebClient, WebRequest } from '../../../src/sources/web/client.ts'
import { openStore } from '../../../src/store/store.ts'
import { newsPage, paragraphs, REPORT } from '../article/pages.ts'

const ADDRESS = 'https://gazette.example/news/bridge'
const LOCATION = `${ADDRESS}#bridge`
const HOUR_MS = 60 * 60_000

let store: Store
beforeEach(async () => {
  store = await openStore({ file: ':memory:', role: 'owner', tokenize: () => [] })
  await store.migrate()
})
afterEach(() => store.close())

type Reply = Error | Partial<Extract<WebAnswer, { kind: 'content' }>> | 'unchanged'

/** A web of a few addresses, and a source that watches it by a clock of its own. */
function setUp(pages: readonly (readonly [topic: string, address: string])[] = [['bridge', ADDRESS]]) {
  const asked: WebRequest[] = []
  const replies = new Map<string, Reply>([[ADDRESS, {}]])
  let watched: WatchedPages | undefined = {
    pages: pages.map(([topic, address]) => ({ topic, address })),
    unknown: new Set(),
  }
  let time = Date.parse('2026-11-24T12:00:00Z')
  let disallowed = ''
  let flying = 0
  let mostAtOnce = 0
  const web: WebClient = {
    async get(request) {
      asked.push(request)
      mostAtOnce = Math.max(mostAtOnce, ++flying)
      await new Promise((resolve) => setImmediate(resolve))
      flying -= 1
      const { address } = request
      const reply = replies.get(address) ?? new InputError('gazette.example: there is nothing at this address (404)')
      if (reply instanceof Error) throw reply
      if (reply === 'unchanged') return { kind: 'unchanged', address }
      return {
        kind: 'content',
        address,
        body: new TextEncoder().encode(newsPage()),
        contentType: 'text/html',
        ...reply,
      }
    },
    async close() {},
  }
  const reader: ArticleReader = {
    read: async ({ bytes, place }) => readArticle(new TextDecoder().decode(bytes), place),
    close() {},
  }
  const open = () =>
    createPageSource({
      watched: () => watched,
      store,
      open: async () => ({ web, reader, robots: { allows: async (address) => address !== disallowed } }),
      now: () => new Date(time),
      random: () => 0,
    })
  let source = open()
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    asked,
    mostAtOnce: () => mostAtOnce,
    reply: (address: string, reply: Reply) => void replies.set(address, reply),
    watch: (next: WatchedPages | undefined) => {
      watched = next
    },
    disallow: (address: string) => {
      disallowed = address
    },
    pass: (ms: number) => {
      time += ms
    },
    restart: () => {
      source.close()
      source = open()
    },
    poll: (known: readonly string[] = []) => source.poll(async () => new Set(known)),
    /** A poll that begins what is due, and one that brings what came of it. */
    async round(known: readonly string[] = []): Promise<Found> {
      const before = await source.poll(async () => new Set(known))
      await settle()
      const after = await source.poll(async () => new Set(known))
      return {
        documents: [...before.documents, ...after.documents],
        withdrawn: [...before.withdrawn, ...after.withdrawn],
        problems: [...before.problems, ...after.problems],
      }
    },
  }
}

const only = (address: string, topic = 'bridge'): WatchedPages => ({ pages: [{ topic, address }], unknown: new Set() })

test('a page becomes a document of its topic; a poll itself waits for nothing', async () => {
  const { poll, round } = setUp()
  expect(await poll()).toEqual({ documents: [], withdrawn: [], problems: [] })
  expect(await round()).toEqual({
    documents: [
      {
        location: LOCATION,
        topic: 'bridge',
        title: 'Board votes for a new bridge',
        language: 'en',
        link: ADDRESS,
        blocks: REPORT.map((text) => ({ kind: 'prose', text })),
      },
    ],
    withdrawn: [],
    problems: [],
  })
})

test('it is asked again after an hour, with what it was named by', async () => {
  const { asked, round, reply, pass } = setUp()
  reply(ADDRESS, { etag: '"1"', lastModified: 'Tue, 24 Nov 2026 08:00:00 GMT' })
  await round()
  pass(HOUR_MS / 2)
  await round()
  expect(asked).toHaveLength(1)
  reply(ADDRESS, 'unchanged')
  pass(HOUR_MS)
  expect((await round()).documents).toEqual([])
  expect(asked[1]).toMatchObject({ etag: '"1"', lastModified: 'Tue, 24 Nov 2026 08:00:00 GMT' })
})

describe('after a restart', () => {
  test('what is known of pages still holds', async () => {
    const { asked, round, reply, pass, restart } = setUp()
    reply(ADDRESS, { etag: '"1"' })
    await round()
    await round()
    restart()
    await round([LOCATION])
    expect(asked).toHaveLength(1)
    pass(2 * HOUR_MS)
    await round([LOCATION])
    expect(asked[1]).toHaveProperty('etag', '"1"')
  })

  test('a page that was fetched and not kept is fetched again', async () => {
    const { asked, poll, round, reply, pass, restart } = setUp()
    reply(ADDRESS, { etag: '"1"' })
    await round()
    await poll()
    restart()
    pass(2 * HOUR_MS)
    // The desk has no document from there.
    expect((await round([])).documents).toHaveLength(1)
    expect(asked[1]).not.toHaveProperty('etag')
  })

  test('one that was handed over and not asked about since is not taken for kept', async () => {
    const { round, restart, pass } = setUp()
    await round()
    // The process dies here: nothing says that the document was kept.
    restart()
    pass(2 * HOUR_MS)
    expect((await round([])).documents).toHaveLength(1)
  })
})

describe('what is no longer watched', () => {
  test('is withdrawn, also if the desk did not run meanwhile', async () => {
    const { poll, round, watch, restart } = setUp()
    await round()
    watch(only('https://other.example/'))
    expect((await poll()).withdrawn).toEqual([LOCATION])
    expect((await store.fetchesOf('pages')).map(({ address }) => address)).toEqual(['https://other.example/#bridge'])
    restart()
    expect((await poll([LOCATION, 'https://other.example/#bridge'])).withdrawn).toEqual([LOCATION])
  })

  test('stays while it is not known: a broken file, a folder that cannot be listed', async () => {
    const { poll, watch } = setUp()
    watch(undefined)
    expect((await poll([LOCATION])).withdrawn).toEqual([])
    watch({ pages: [], unknown: new Set(['bridge']) })
    expect((await poll([LOCATION])).withdrawn).toEqual([])
    watch({ pages: [], unknown: new Set() })
    expect((await poll([LOCATION])).withdrawn).toEqual([LOCATION])
  })

  test('under another topic is another document', async () => {
    const { round, watch } = setUp()
    await round()
    watch(only(ADDRESS, 'harbour'))
    const { documents, withdrawn } = await round()
    expect(documents.map(({ location, topic }) => [location, topic])).toEqual([[`${ADDRESS}#harbour`, 'harbour']])
    expect(withdrawn).toEqual([LOCATION])
  })
})

describe('trouble', () => {
  test('with a new page is told at once and once, and that it is over', async () => {
    const { round, reply, pass } = setUp()
    reply(ADDRESS, { body: new TextEncoder().encode('<title>Sign in</title><input type=password>') })
    expect((await round()).problems).toEqual([{ where: ADDRESS, what: expect.stringMatching(/login.*tried again/u) }])
    pass(3 * HOUR_MS)
    expect((await round()).problems).toEqual([])
    reply(ADDRESS, {})
    pass(9 * HOUR_MS)
    const back = await round()
    expect(back.problems).toEqual([{ where: ADDRESS, what: expect.stringMatching(/again/u) }])
    expect(back.documents).toHaveLength(1)
  })

  test('with one page keeps no other from being read', async () => {
    const { round, reply } = setUp([
      ['bridge', 'https://down.example/'],
      ['bridge', ADDRESS],
    ])
    reply('https://down.example/', new LaterError('down.example: it does not answer'))
    const { documents, problems } = await round()
    expect(documents.map(({ location }) => location)).toEqual([LOCATION])
    expect(problems.map(({ where }) => where)).toEqual(['https://down.example/'])
  })

  test('that the site’s rules keep programs out is said, and the page left alone', async () => {
    const { asked, round, disallow } = setUp()
    disallow(ADDRESS)
    expect((await round()).problems).toEqual([{ where: ADDRESS, what: expect.stringMatching(/robots\.txt/u) }])
    expect(asked).toEqual([])
  })

  test('that the rules of where it is redirected keep programs out is said', async () => {
    const { round, reply, disallow } = setUp()
    reply(ADDRESS, { address: 'https://other.example/members' })
    disallow('https://other.example/members')
    const { documents, problems } = await round()
    expect(documents).toEqual([])
    expect(problems).toEqual([{ where: ADDRESS, what: expect.stringMatching(/^other\.example: .*robots\.txt/u) }])
  })

  test('a file behind the address is said to be none of the web', async () => {
    const { round, reply } = setUp()
    reply(ADDRESS, { contentType: 'application/pdf' })
    expect((await round()).problems).toEqual([
      { where: ADDRESS, what: expect.stringMatching(/no web page but application\/pdf/u) },
    ])
  })
})

test('an address that has moved for good is asked at its new place', async () => {
  const { asked, round, reply, pass } = setUp()
  reply(ADDRESS, { movedTo: 'https://new.example/bridge', address: 'https://new.example/bridge' })
  reply('https://new.example/bridge', {})
  expect((await round()).documents).toMatchObject([{ location: LOCATION, link: 'https://new.example/bridge' }])
  pass(2 * HOUR_MS)
  await round()
  expect(asked.map(({ address }) => address)).toEqual([ADDRESS, 'https://new.example/bridge'])
})

test('an article of several pages is put together; a part that fails is left out', async () => {
  const { round, reply } = setUp()
  const [first = '', second = '', third = '', fourth = ''] = REPORT
  const page = (texts: readonly string[], next?: number) => ({
    body: new TextEncoder().encode(
      newsPage({
        body: paragraphs(texts),
        after: next === undefined ? '' : `<a href="${ADDRESS}?page=${next}">${next}</a>`,
      }),
    ),
  })
  reply(ADDRESS, page([first, second], 2))
  reply(`${ADDRESS}?page=2`, page([second, third, fourth], 3))
  const { documents } = await round()
  expect(documents[0]?.blocks.map(({ text }) => text)).toEqual(REPORT)
})

test('a further part that the site’s rules keep programs out of is left out, and is never asked for', async () => {
  const { asked, round, reply, disallow } = setUp()
  const [first = '', second = ''] = REPORT
  const next = `${ADDRESS}?page=2`
  const body = newsPage({ body: paragraphs([first, second]), after: `<a href="${next}">2</a>` })
  reply(ADDRESS, { body: new TextEncoder().encode(body) })
  reply(next, {})
  disallow(next)
  const { documents } = await round()
  expect(documents[0]?.blocks.map(({ text }) => text)).toEqual([first, second])
  expect(asked.map(({ address, isOwn }) => [address, isOwn])).toEqual([[ADDRESS, true]])
})

test('of many pages a few are fetched at a time, the next as soon as one is there', async () => {
  const addresses = Array.from({ length: 10 }, (_, at) => `https://gazette.example/${at}`)
  const { mostAtOnce, round, reply } = setUp(addresses.map((address) => ['bridge', address]))
  for (const address of addresses) reply(address, {})
  const { documents } = await round()
  expect(new Set(documents.map(({ location }) => location)).size).toBe(10)
  expect(mostAtOnce()).toBe(4)
})
