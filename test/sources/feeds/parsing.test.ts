import { describe, expect, test } from 'vitest'
import { readFeed } from '../../../src/sources/feeds/parsing.ts'

const ADDRESS = 'https://gazette.example/feed.xml'
const rss = (items: string, channel = '') =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>The Gazette</title><link>https://gazette.example/</link>${channel}${items}</channel></rss>`
const text = (feed: ReturnType<typeof readFeed>, index = 0) =>
  feed.entries[index]?.blocks.map((block) => block.text).join('\n')

describe('a feed is read', () => {
  test('as RSS, with the fuller text, its links resolved and its wishes for how often', () => {
    const feed = readFeed(
      rss(
        `<item><title>Bridge &amp;amp; tunnel</title><link>/news/1</link><guid isPermaLink="false">g1</guid>
         <pubDate>Mon, 2 Mar 2026 10:00:00 +0100</pubDate><description>Teaser</description>
         <content:encoded><![CDATA[<p>The <b>bridge</b> opens.</p><script>x()</script><p>So does the tunnel.</p>]]></content:encoded></item>`,
        '<ttl>60</ttl>',
      ),
      ADDRESS,
    )
    expect(feed).toMatchObject({ title: 'The Gazette', everyMs: 3_600_000, isCut: false })
    expect(feed.entries).toMatchObject([
      { id: 'g1', link: 'https://gazette.example/news/1', title: 'Bridge & tunnel', date: '2026-03-02T09:00:00.000Z' },
    ])
    expect(text(feed)).toBe('The bridge opens.\nSo does the tunnel.')
  })

  test('as Atom, in which text may be text, HTML or neither', () => {
    const feed = readFeed(
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
        <entry><id>u1</id><title type="html">A &amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt; step</title><link rel="self" href="/self"/><link href="/a"/>
        <updated>2026-03-02T10:00:00Z</updated><summary>One &lt; two.\n\nThree.</summary></entry></feed>`,
      ADDRESS,
    )
    expect(feed.entries).toMatchObject([
      { id: 'u1', title: 'A bold step', link: 'https://gazette.example/a', date: '2026-03-02T10:00:00.000Z' },
    ])
    expect(text(feed)).toBe('One < two.\nThree.')
  })

  test('as RDF', () => {
    const feed = readFeed(
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="x"><title>R</title><link>https://gazette.example/</link></channel>
        <item rdf:about="https://gazette.example/r1"><title>One</title><link>https://gazette.example/r1</link><description>Text.</description><dc:date>2026-03-02</dc:date></item></rdf:RDF>`,
      ADDRESS,
    )
    expect(feed.entries).toMatchObject([{ title: 'One', link: 'https://gazette.example/r1', date: '2026-03-02' }])
  })

  test('as JSON Feed', () => {
    const items = [
      {
        id: '1',
        url: 'https://gazette.example/j',
        title: 'J',
        content_text: 'Plain & <simple>.',
        date_published: '2026-03-02T10:00:00+05:30',
      },
    ]
    const feed = readFeed(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'J', items }), ADDRESS)
    expect(feed.entries).toMatchObject([{ id: '1', date: '2026-03-02T04:30:00.000Z' }])
    expect(text(feed)).toBe('Plain & <simple>.')
  })
})

test('a JSON Feed that writes its version as a number is one', () => {
  const feed = { version: '1.1', title: 'J', items: [{ id: '1', title: 'A' }] }
  expect(readFeed(JSON.stringify(feed), ADDRESS)).toMatchObject({ title: 'J', entries: [{ id: '1', title: 'A' }] })
})

describe('what is malformed is read as far as it goes', () => {
  const item = (number: number) =>
    `<item><title>No. ${number}</title><link>https://gazette.example/${number}</link></item>`

  test.each([
    ['cut off in the middle', rss(item(1) + item(2) + item(3)).replace(/No\. 3[\s\S]*$/u, 'No'), 2],
    ['a bare ampersand', rss(`<item><title>Fish & chips</title></item>${item(2)}`), 2],
    ['control characters', rss(`<item><title>Odd \u0001\u000b one</title></item>`), 1],
    ['words before it', `\n<!-- hello -->\n  warning: x\n${rss(item(1))}`, 1],
    ['no text at all', rss(`<item></item>${item(2)}`), 1],
  ])('%s', (_what, broken, entries) => {
    expect(readFeed(broken, ADDRESS).entries).toHaveLength(entries)
  })

  test('entities of its own are not expanded', () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`
    const feed = readFeed(bomb + rss('<item><title>&c;</title><description>Text.</description></item>'), ADDRESS)
    expect(JSON.stringify(feed).length).toBeLessThan(500)
  })

  test.each([
    ['<html><body>Not found</body></html>', 'web page'],
    ['', 'no feed'],
    ['just words', 'no feed'],
    ['{"a": 1}', 'no feed'],
  ])('what is no feed is said to be none: %j', (no, words) => {
    expect(() => readFeed(no, ADDRESS)).toThrow(words)
  })
})
