import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { createArticleReader } from '../../../src/sources/article/reader.ts'
import { createFeedSource } from '../../../src/sources/feeds/feed-source.ts'
import { createFeedReader, type FeedReader } from '../../../src/sources/feeds/reader.ts'
import { createWebClient } from '../../../src/sources/web/client.ts'
import { openStore } from '../../../src/store/store.ts'
import * as faults from '../../fakes/web/faults.ts'
import { startFakeWeb } from '../../fakes/web/web-server.ts'

const ADDRESS = 'https://hostile.example/feed'
const MOST_MB = 300
const readers: FeedReader[] = []

afterEach(() => {
  for (const reader of readers.splice(0)) reader.close()
})

function open(): FeedReader {
  const reader = createFeedReader()
  readers.push(reader)
  return reader
}

const rss = (items: string, before = '') =>
  `<?xml version="1.0"?>${before}<rss version="2.0"><channel><title>T</title>${items}</channel></rss>`
const item = (title: string, text = '') => `<item><title>${title}</title><description>${text}</description></item>`
const doctype = (inside: string) => `<!DOCTYPE rss [${inside}]>`
const laughs = Array.from({ length: 12 }, (_, of) => `<!ENTITY l${of + 1} "${`&l${of};`.repeat(10)}">`).join('')
const many = (count: number, of: (index: number) => string) => Array.from({ length: count }, (_, at) => of(at)).join('')

/** What is made to do harm, and what comes of it: so many entries, or what is said. */
const BOMBS: readonly (readonly [string, () => string, number | RegExp])[] = [
  ['100,000 items', () => rss(many(100_000, (at) => item(`No. ${at}`, `Words of number ${at}.`))), 2_000],
  ['a billion laughs', () => rss(item('&l12;'), doctype(`<!ENTITY l0 "lol">${laughs}`)), 1],
  ['a long entity, often', () => rss(item('&a;'.repeat(200_000)), doctype(`<!ENTITY a "${'a'.repeat(50_000)}">`)), 1],
  ['elements nested 100,000 deep', () => rss(item('a') + '<x>'.repeat(100_000)), 1],
  ['HTML nested 100,000 deep', () => rss(item('a', `<![CDATA[${'<div>'.repeat(100_000)}x]]>`) + item('b')), 2],
  ['bold paragraphs that multiply', () => rss(item('a', `<![CDATA[${'<b><p>'.repeat(20_000)}]]>`) + item('b')), 2],
  ['one item of 20 MB', () => rss(item('a', `<![CDATA[${'<p>It rains.</p>'.repeat(1_250_000)}]]>`)), /memory/u],
  ['a title of 20 MB', () => rss(item('It rains. '.repeat(2_000_000))), 1],
  ['items that never end', () => `<rss><channel>${'<item><title>a'.repeat(500_000)}`, 2_000],
  ['a comment that never ends', () => `<rss><channel>${item('a')}<!--${'-'.repeat(19_000_000)}`, 1],
  ['a JSON Feed of 100,000', () => json(many(100_000, (at) => `{"id":"${at}","content_text":"a"},`)), 2_000],
  ['JSON nested a million deep', () => json('['.repeat(1_000_000)), /no feed/u],
]

function json(items: string): string {
  const inside = items.endsWith(',') ? `${items.slice(0, -1)}]}` : items
  return `{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[${inside}`
}

test.each(BOMBS)(
  '%s end with a clear report, and the next feed is read',
  { timeout: 60_000 },
  async (_what, make, end) => {
    const reader = open()
    const memory = watchMemory()
    const reading = reader.read({ bytes: new TextEncoder().encode(make()), address: ADDRESS })
    if (typeof end === 'number') expect((await reading).entries).toHaveLength(end)
    else await expect(reading).rejects.toThrow(end)
    const next = await reader.read({ bytes: new TextEncoder().encode(rss(item('b'))), address: ADDRESS })
    expect(next.entries).toMatchObject([{ title: 'b' }])
    const mostMb = memory.mostMb()
    expect(mostMb).toBeLessThan(MOST_MB)
    if (existsSync('/proc/self/statm')) expect(mostMb).toBeGreaterThan(30)
  },
)

test('what lies outside is never looked up', async () => {
  const entity = doctype('<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY % p SYSTEM "http://127.0.0.1:1/p">%p;')
  const { entries } = await open().read({
    bytes: new TextEncoder().encode(rss(item('x &e; y'), entity)),
    address: ADDRESS,
  })
  expect(entries).toMatchObject([{ title: 'x &e; y' }])
})

test('10 GB of zeros that arrive as a feed are cut off, and other feeds go on meanwhile', {
  timeout: 60_000,
}, async () => {
  const web = await startFakeWeb()
  web.serve('/bomb', faults.bomb)
  web.serve('/good', {
    headers: { 'content-type': 'application/rss+xml' },
    body: rss(item('a', 'It rains. '.repeat(200))),
  })
  const store = await openStore({ file: ':memory:', role: 'owner', tokenize: () => [] })
  await store.migrate()
  const source = createFeedSource({
    followed: async () => ({
      feeds: ['/bomb', '/good'].map((path) => ({ address: web.address(path), topic: path.slice(1) })),
      unknown: new Set(),
    }),
    store,
    open: async () => ({
      web: createWebClient({ allowed: new Set([web.host]), now: () => new Date() }),
      robots: { allows: async () => true },
      article: createArticleReader(),
      feeds: createFeedReader(),
    }),
    firstEntries: 5,
    now: () => new Date(),
    random: () => 0,
  })
  const found: { titles: (string | undefined)[]; problems: string[] } = { titles: [], problems: [] }
  while (found.titles.length === 0 || found.problems.length === 0) {
    const { documents, problems } = await source.poll(async () => new Set())
    found.titles.push(...documents.map(({ title }) => title))
    found.problems.push(...problems.map(({ what }) => what))
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(found).toEqual({ titles: ['a'], problems: [expect.stringMatching(/larger than 20 MB/u)] })
  source.close()
  await store.close()
  await web.close()
})

/** The most that children of this process that read feeds take; 0 where the system does not tell. */
function watchMemory(): { mostMb(): number } {
  let most = 0
  const look = () => {
    const kilobytes = children().map((pid) => Number(/VmRSS:\s+(\d+)/u.exec(read(`/proc/${pid}/status`))?.[1] ?? 0))
    most = Math.max(most, ...kilobytes)
  }
  const timer = setInterval(look, 20)
  return {
    mostMb() {
      clearInterval(timer)
      return most / 1_024
    },
  }
}

function children(): string[] {
  const tasks = existsSync('/proc/self/task') ? readdirSync('/proc/self/task') : []
  const pids = tasks.flatMap((task) => read(`/proc/self/task/${task}/children`).split(' '))
  return pids.filter((pid) => pid !== '' && read(`/proc/${pid}/cmdline`).includes('feeds/child.ts'))
}

function read(path: string): string {
  try {
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  } catch {
    // It ended between the two.
    return ''
  }
}
