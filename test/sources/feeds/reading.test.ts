import { describe, expect, test } from 'vitest'
import type { Feed } from '../../../src/sources/feeds/feed.ts'
import { readFeed } from '../../../src/sources/feeds/parsing.ts'

const ADDRESS = 'https://gazette.example/feeds/all.xml'
const read = (xml: string) => readFeed(xml, ADDRESS)
const rss = (inside: string, root = 'rss version="2.0"') => read(`<${root}><channel>${inside}</channel></rss>`)
const atom = (inside: string, more = '') => read(`<feed xmlns="http://www.w3.org/2005/Atom" ${more}>${inside}</feed>`)
const titles = ({ entries }: Feed) => entries.map(({ title }) => title)
const links = ({ entries }: Feed) => entries.map(({ link }) => link)
const texts = ({ entries }: Feed) => entries.map(({ blocks }) => blocks.map(({ text }) => text).join('\n'))

describe('links', () => {
  test.each([
    ['the one to the page, not to the feed', '<link rel="self" href="/self"/><link rel="alternate" href="/a"/>', '/a'],
    ['the one that says it is HTML', '<link href="/a"/><link type="text/html" href="/b"/>', '/b'],
    ['a relation spelt out', '<link rel="http://www.iana.org/assignments/relation/alternate" href="/a"/>', '/a'],
    ['none that is a file', '<link rel="enclosure" href="/a.mp3"/>', undefined],
    ['an id that is an address', '<id>https://gazette.example/a</id>', '/a'],
    ['escaped twice', '<link href="/a?b=1&amp;amp;c=2"/>', '/a?b=1&c=2'],
    ['none that runs a script', '<link href="javascript:alert(1)"/>', undefined],
  ])('of Atom: %s', (_what, inside, link) => {
    const found = atom(`<entry>${inside}</entry>`).entries[0]?.link
    expect(found).toBe(link === undefined ? undefined : `https://gazette.example${link}`)
  })

  test('of RSS: between the tags, else the guid unless that is none', () => {
    const feed = rss(`
      <item><guid>https://a.example/1</guid><link> https://a.example/2 </link></item>
      <item><guid>https://a.example/3</guid></item>
      <item><guid isPermaLink="false">https://a.example/4</guid><title>x</title></item>
      <item><atom:link href="https://a.example/self" rel="self"/><link><![CDATA[https://a.example/5?a=1&b=2]]></link></item>`)
    expect(links(feed)).toEqual([
      'https://a.example/2',
      'https://a.example/3',
      undefined,
      'https://a.example/5?a=1&b=2',
    ])
  })

  test('are relative to xml:base where there is one, else to the site that a feed names, else to where it lies', () => {
    const entry = '<entry xml:base="may/"><link href="1"/></entry><entry><link href="2"/></entry>'
    expect(links(atom(entry, 'xml:base="https://b.example/news/"'))).toEqual([
      'https://b.example/news/may/1',
      'https://b.example/news/2',
    ])
    expect(links(rss('<link>https://c.example/</link><item><link>/1</link></item>'))).toEqual(['https://c.example/1'])
    expect(links(rss('<item><link>1</link></item>'))).toEqual(['https://gazette.example/feeds/1'])
    expect(readFeed('<rss><channel><item><link>/1</link></item></channel></rss>').entries[0]?.link).toBe('/1')
  })
})

describe('titles', () => {
  test.each([
    ['escaped once', 'Fish &amp; chips', 'Fish & chips'],
    ['escaped twice', 'Fish &amp;amp; chips', 'Fish & chips'],
    ['with markup', '&lt;b&gt;Fish&lt;/b&gt; &amp;amp; chips', 'Fish & chips'],
    ['in CDATA', '<![CDATA[Fish & <i>chips</i>]]>', 'Fish & chips'],
    ['with signs that are no markup', 'Vec&lt;T&gt; and 1 &lt; 2', 'Vec<T> and 1 < 2'],
    ['with references of HTML', 'Caf&eacute;&nbsp;&#8211; &#146;tis', 'Café – ’tis'],
    ['of UTF-8 that was taken for Latin-1', 'CafÃ© crÃ¨me', 'Café crème'],
    ['on two lines', ' Fish\n   and chips ', 'Fish and chips'],
  ])('%s', (_what, written, title) => {
    expect(titles(rss(`<item><title>${written}</title></item>`))).toEqual([title])
  })

  test('of Atom are what their type says', () => {
    const feed = atom(`
      <entry><title type="text">The &lt;b&gt; tag</title></entry>
      <entry><title type="html">The &lt;b&gt;bold&lt;/b&gt;</title></entry>
      <entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <b>bold</b></div></title></entry>
      <entry><title mode="base64" type="text/html">VGhlIDxiPmJvbGQ8L2I+</title></entry>`)
    expect(titles(feed)).toEqual(['The <b> tag', 'The bold', 'The bold', 'The bold'])
  })

  test('of media, podcasts and sources are not those of entries', () => {
    const feed = atom(
      `<entry xmlns:m="http://search.yahoo.com/mrss/"><m:group><m:title>Clip</m:title></m:group><source><title>Other</title></source><title>Own</title></entry>`,
    )
    expect(titles(feed)).toEqual(['Own'])
  })
})

describe('texts', () => {
  test('are the fullest that an entry has', () => {
    const feed = rss(
      `<item><description>Teaser</description><c:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></c:encoded></item>
       <item><description>Teaser</description><c:encoded><![CDATA[<img src="x">]]></c:encoded></item>
       <item><i:summary>Heard.</i:summary></item>
       <item><xhtml:body xmlns:xhtml="http://www.w3.org/1999/xhtml"><xhtml:p>A <xhtml:em>b</xhtml:em>.</xhtml:p></xhtml:body></item>`,
      'rss xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd"',
    )
    expect(texts(feed)).toEqual(['One.\nTwo.', 'Teaser', 'Heard.', 'A b.'])
  })

  test('keep what only leads elsewhere, and lose what nobody reads', () => {
    const html = '<p><a href="/x">Read on</a></p><script>x()</script><style>p{}</style><iframe src="/y"/><p>End</p>'
    expect(texts(rss(`<item><description><![CDATA[${html}]]></description></item>`))).toEqual(['Read on\nEnd'])
  })

  test('that lead elsewhere are found, not briefed, unless there is nothing else', () => {
    const kinds = (html: string) =>
      rss(`<item><description><![CDATA[${html}]]></description></item>`).entries[0]?.blocks.map(({ kind }) => kind)
    expect(kinds('<p>It rains.</p><p><a href="/x">Read on</a></p>')).toEqual(['prose', 'table'])
    expect(kinds('<p><a href="/x">Read on</a></p>')).toEqual(['prose'])
  })

  test('without markup keep their paragraphs and signs', () => {
    const feed = rss('<item><description>1 &lt; 2, says &lt;paul at example.org&gt;\n\nSo it is.</description></item>')
    expect(texts(feed)).toEqual(['1 < 2, says <paul at example.org>\nSo it is.'])
  })
})

describe('feeds of every make', () => {
  test.each([
    [
      'RSS 0.90',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>T</title></channel><item><title>A</title><link>https://a.example/1</link></item></rdf:RDF>',
    ],
    [
      'RSS 0.91',
      '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>T</title><item><title>A</title><link>https://a.example/1</link></item></channel></rss>',
    ],
    [
      'RSS 2.0 in a namespace',
      '<rss xmlns="http://backend.userland.com/rss2"><channel><title>T</title><item><title>A</title><link>https://a.example/1</link></item></channel></rss>',
    ],
    [
      'Atom 0.3',
      '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry><title>A</title><link href="https://a.example/1"/></entry></feed>',
    ],
    [
      'Atom with prefixes',
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title><a:entry><a:title>A</a:title><a:link href="https://a.example/1"/></a:entry></a:feed>',
    ],
    [
      'RDF with odd prefixes',
      '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://purl.org/rss/1.0/"><s:channel><s:title>T</s:title></s:channel><s:item><s:title>A</s:title><s:link>https://a.example/1</s:link></s:item></r:RDF>',
    ],
    ['CDF', '<CHANNEL><TITLE>T</TITLE><ITEM HREF="https://a.example/1"><TITLE>A</TITLE></ITEM></CHANNEL>'],
    [
      'a single entry',
      '<channel><title>T</title><item><title>A</title><link>https://a.example/1</link></item></channel>',
    ],
  ])('%s', (_what, xml) => {
    expect(read(xml)).toMatchObject({
      title: 'T',
      entries: [{ title: 'A', link: 'https://a.example/1' }],
      isCut: false,
    })
  })

  test('say when: published before updated, by any module', () => {
    const feed = atom(`
      <entry><updated>2026-03-03T00:00:00Z</updated><published>2026-03-02T00:00:00Z</published></entry>
      <entry><published>soon</published><updated>2026-03-03T00:00:00Z</updated></entry>
      <entry xmlns:d="http://purl.org/dc/elements/1.1/"><d:date>2026-03-04</d:date></entry>`)
    expect(feed.entries.map(({ date }) => date)).toEqual([
      '2026-03-02T00:00:00.000Z',
      '2026-03-03T00:00:00.000Z',
      '2026-03-04',
    ])
  })
})

describe('what is malformed is mended', () => {
  test.each([
    ['an item that is not closed', rss('<item><title>A</title><item><title>B</title></item>'), ['A', 'B']],
    [
      'parts that are not closed',
      rss('<item><title>A<link>https://a.example/1</item><item><title>B</title></item>'),
      ['A', 'B'],
    ],
    ['end tags of nothing', rss('</b><item></p><title>A</title></div></item></item>'), ['A']],
    ['prefixes that nobody declared', rss('<item><dc:title>A</dc:title><x:y>z</x:y></item>'), ['A']],
    ['references that nobody declared', rss('<item><title>A &unheard; b</title></item>'), ['A &unheard; b']],
    ['attributes without quotes', rss('<item><guid isPermaLink=false>1</guid><title>A</title></item>'), ['A']],
    [
      'junk before and after',
      read('\ufeff<br>junk<?xml version="1.0"?><rss><channel><item><title>A</title></item></channel></rss><p>Bye'),
      ['A'],
    ],
    ['capitals', read('<RSS><Channel><Item><Title>A</Title></Item></Channel></RSS>'), ['A']],
  ])('%s', (_what, feed, expected) => {
    expect(titles(feed)).toEqual(expected)
  })

  test('a part whose end is missing does not swallow the next', () => {
    expect(links(rss('<item><title>A<link>https://a.example/1</link></item>'))).toEqual(['https://a.example/1'])
  })

  test('an entry that breaks off is read without the part in which it does', () => {
    const feed = read(
      '<rss><channel><title>T</title><item><title>A</title></item><item><title>B</title><description>It rai',
    )
    expect(feed).toMatchObject({ isCut: true, entries: [{ title: 'A' }, { title: 'B', blocks: [] }] })
  })

  test('short texts that a document declares are read, others are left', () => {
    const xml =
      '<!DOCTYPE rss [<!ENTITY who "Lowick"><!ENTITY all "&who;&who;">]><rss><channel><title>&who; &all;</title><item/></channel></rss>'
    expect(read(xml).title).toBe('Lowick &all;')
  })
})
