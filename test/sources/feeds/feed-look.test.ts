import { describe, expect, test } from 'vitest'
import { seeFeed } from '../../../src/sources/feeds/feed-look.ts'

const ADDRESS = 'https://wire.example/news/'

const see = (text: string) => seeFeed({ bytes: new TextEncoder().encode(text), address: ADDRESS })
const page = (head: string) =>
  see(`<!doctype html><html><head><title>News</title>${head}</head><body><p>Hello</p></body>`)

function entry(title: string, day: number): string {
  return `<item><title>${title}</title><pubDate>${new Date(Date.UTC(2026, 10, day)).toUTCString()}</pubDate></item>`
}

describe('of a feed', () => {
  test('its entries are counted, and the newest is named wherever it stands', async () => {
    const feed = `<rss><channel><title>Wire</title>${entry('Old', 1)}${entry('New', 3)}${entry('Older', 2)}</channel></rss>`
    expect(await see(feed)).toEqual({
      kind: 'feed',
      entries: 3,
      isCut: false,
      newest: { title: 'New', date: expect.stringContaining('2026-11-03') },
    })
  })

  test('without dates the first entry is named, and of none there is none', async () => {
    expect(
      await see('<rss><channel><item><title>A</title></item><item><title>B</title></item></channel></rss>'),
    ).toEqual({
      kind: 'feed',
      entries: 2,
      isCut: false,
      newest: { title: 'A' },
    })
    expect(await see('<rss><channel><title>Wire</title></channel></rss>')).toEqual({
      kind: 'feed',
      entries: 0,
      isCut: false,
    })
  })
})

describe('of a page', () => {
  test('the feeds are named that it names, as addresses to add', async () => {
    const links = [
      '<link rel="alternate" type="application/rss+xml" href="/rss.xml#top">',
      '<LINK REL="Alternate Home" TYPE="application/atom+xml; charset=utf-8" HREF="atom.xml">',
      '<link rel=alternate type=application/feed+json href="https://other.example/feed.json?a=1&amp;b=2">',
      '<link rel="alternate" type="application/rss+xml" href="https://wire.example/rss.xml">',
    ]
    expect(await page(links.join(''))).toEqual({
      kind: 'page',
      feeds: [
        'https://wire.example/rss.xml',
        'https://wire.example/news/atom.xml',
        'https://other.example/feed.json?a=1&b=2',
      ],
    })
  })

  test('others are left out: translations, style sheets, what is no web address', async () => {
    const links = [
      '<link rel="alternate" hreflang="de" href="/de/">',
      '<link rel="stylesheet" type="application/rss+xml" href="/a">',
      '<link rel="alternate" type="text/html" href="/b">',
      '<link rel="alternate" type="application/rss+xml">',
      '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
      '<link rel="alternate" type="application/rss+xml" href="https://user:pw@wire.example/rss">',
      `<link rel="alternate" type="application/rss+xml" href="/${'a'.repeat(3_000)}">`,
    ]
    expect(await page(links.join(''))).toEqual({ kind: 'page', feeds: [] })
  })

  test('its base counts, and five are enough', async () => {
    const links = Array.from({ length: 9 }, (_, index) => `<link rel=alternate type=application/rss+xml href=${index}>`)
    const seen = await page(`<base href="https://cdn.example/feeds/"><base href="/no/">${links.join('')}`)
    expect(seen).toEqual({
      kind: 'page',
      feeds: Array.from({ length: 5 }, (_, index) => `https://cdn.example/feeds/${index}`),
    })
  })
})

test('what is neither is refused', async () => {
  await expect(see('just words')).rejects.toThrow('it is no feed: neither RSS, Atom, RDF nor JSON Feed')
  await expect(see('{"items": "no"}')).rejects.toThrow(/feed/u)
})
