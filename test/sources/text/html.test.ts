import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readHtml } from '../../../src/sources/text/html.ts'

const blocksOf = (html: string) => readHtml(html).blocks.map((block) => `${block.kind}: ${block.text}`)

describe('blocks', () => {
  it.each<[string, string, string[]]>([
    [
      'paragraphs, also unclosed ones',
      '<p>One <b>bold</b>\nword.<p>Two&nbsp;&mdash; &#1076;&shy;а.',
      ['prose: One bold word.', 'prose: Two — да.'],
    ],
    [
      'headings and lists',
      '<h2>Trade</h2><ul><li>Rose<ul><li>by a <i>third</i></ul><li><p>Fell</p></ul>',
      ['heading: Trade', 'item: Rose', 'item: by a third', 'item: Fell'],
    ],
    [
      'text outside of any paragraph',
      'One.<div>Two.<section>Three.</section>Four.</div>Five.',
      ['prose: One.', 'prose: Two.', 'prose: Three.', 'prose: Four.', 'prose: Five.'],
    ],
    [
      'a line break is a space, two are a paragraph',
      'One<br>two.<br> <br/>Three.',
      ['prose: One two.', 'prose: Three.'],
    ],
    [
      'a table of data is one block',
      '<table><tr><th>Year<th>Trade<tr><td>2023<td>1</table>',
      ['table: Year | Trade\n2023 | 1'],
    ],
    [
      'a table that arranges the page is none',
      '<table><tr><td>Menu<td><p>One.</p><p>Two.</p></table>',
      ['prose: Menu', 'prose: One.', 'prose: Two.'],
    ],
    ['a table of one column is none', '<table><tr><td>One.<tr><td>Two.</table>', ['prose: One.', 'prose: Two.']],
    [
      'machinery, navigation and asides are dropped',
      '<style>p{}</style><script>if(a<b){"<p>x</p>"}</script><nav>Home</nav><header><p>Kept.</p></header><aside>More</aside><div role=complementary>Ad</div><footer>©</footer><p hidden>x</p><p aria-hidden=true>y</p><form>Sign up</form><svg><title>t</title></svg><p>Body.</p>',
      ['prose: Kept.', 'prose: Body.'],
    ],
    [
      'lines of links are dropped, linked sentences are not',
      '<p><a href=a>More news</a> <a href=b>Sport</a></p><p><a href=c>The whole sentence is a link.</a></p><p>Half <a href=d>of it</a></p>',
      ['prose: The whole sentence is a link.', 'prose: Half of it'],
    ],
    [
      'marks of footnotes are dropped, powers are not',
      '<p>It rose.<sup><a href="#1">[1]</a></sup> By 10<sup>-3</sup> tons on the 4<sup>th</sup>.</p>',
      ['prose: It rose. By 10⁻³ tons on the 4th.'],
    ],
    [
      'a bold line heads what follows',
      '<p><strong>Next steps</strong></p><p>Nobody <b>knows</b>.</p>',
      ['heading: Next steps', 'prose: Nobody knows.'],
    ],
    [
      'preformatted text is read, code is not',
      '<pre>One\ntwo.\n\nThree.</pre><pre><code>x = 1</code></pre>',
      ['prose: One two.', 'prose: Three.'],
    ],
    [
      'the article is taken where it is most of the page',
      '<div>Subscribe to us</div><article><p>The article itself goes on for long.</p></article>',
      ['prose: The article itself goes on for long.'],
    ],
    [
      'not one teaser of many',
      '<article><p>One is here.</p></article><article><p>Two is there.</p></article>',
      ['prose: One is here.', 'prose: Two is there.'],
    ],
  ])('%s', (_, html, blocks) => {
    expect(blocksOf(html)).toEqual(blocks)
  })
})

describe('head', () => {
  const body = '<p>Text.</p>'
  it.each<[string, string, Record<string, string>]>([
    ['a title', `<title> Talks &amp;\n trade </title>${body}`, { title: 'Talks & trade' }],
    [
      'a heading that the title drags a name behind',
      `<title>Talks | The Gazette</title><h1>Talks</h1>${body}`,
      { title: 'Talks' },
    ],
    [
      'the title over a heading that is something else',
      `<title>Talks</title><h1>The Gazette</h1>${body}`,
      { title: 'Talks' },
    ],
    ['a heading alone', `<h1>Talks <small>now</small></h1>${body}`, { title: 'Talks now' }],
    [
      'a title for sharing',
      `<title>Talks | G</title><meta property="og:title" content="Talks">${body}`,
      { title: 'Talks' },
    ],
    ['no title of a drawing', `<svg><title>Logo</title></svg>${body}`, {}],
    [
      'the publication time',
      `<meta property="article:published_time" content="2024-03-14T10:00:00+05:30"><time datetime="2024-01-01"></time>${body}`,
      { date: '2024-03-14T04:30:00.000Z' },
    ],
    [
      'linked data',
      `<script type="application/ld+json">{"datePublished": "2024-03-14"}</script>${body}`,
      { date: '2024-03-14' },
    ],
    ['a time element', `<time datetime="2024-03-14">yesterday</time>${body}`, { date: '2024-03-14' }],
    ['the text of a time element', `<p><time>14 March 2024</time></p>${body}`, { date: '2024-03-14' }],
    ['no time of the navigation', `<nav><time datetime="2024-03-14"></time></nav>${body}`, {}],
    ['no day that does not exist', `<meta name="date" content="2024-02-31">${body}`, {}],
    ['a line that is a date', `<h1>Talks</h1><div>14 March 2024</div>${body}`, { title: 'Talks', date: '2024-03-14' }],
    ['the language', `<html lang="pt-BR">${body}`, { language: 'pt' }],
    [
      'the canonical address',
      `<link rel="alternate canonical" href="https://example.org/a?b=1">${body}`,
      { link: 'https://example.org/a?b=1' },
    ],
    [
      'only http(s) addresses',
      `<link rel=canonical href="javascript:alert(1)"><link rel=canonical href="/a">${body}`,
      {},
    ],
    ['no address with a password', `<link rel=canonical href="https://me:pw@example.org/">${body}`, {}],
  ])('%s', (_, html, expected) => {
    const { blocks, ...rest } = readHtml(html)
    expect(rest).toEqual(expected)
    expect(blocks.at(-1)).toEqual({ kind: 'prose', text: 'Text.' })
  })
})

it('bears pages that are nested deeper than calls can be', () => {
  expect(blocksOf(`${'<div>'.repeat(20_000)}Deep.`)).toEqual(['prose: Deep.'])
})

it.each(['<table><tr><td>x', '<pre>x', '<sup><a>1', '<time>x', '<h1><p>x', '<main>x', '<ul><li>x'])(
  'takes time in proportion to the length of a page of nothing but %s',
  (markup) => {
    const started = process.threadCpuUsage()
    readHtml(markup.repeat(20_000))
    expect(process.threadCpuUsage(started).user / 1_000).toBeLessThan(5000)
  },
)

it('refuses pages that multiply their elements', () => {
  const bomb = `${Array.from({ length: 1000 }, (_, index) => `<p><b a=${index}>`).join('')}`
  expect(() => readHtml(bomb)).toThrow('500,000 elements')
})

it('survives any markup', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<p>',
      '</p>',
      '<table>',
      '<td>',
      '<tr>',
      '<a href=x>',
      '</a>',
      '<b>',
      '<br>',
      '<!--',
      '<svg>',
      '<template>',
      '</body>',
      '<li>',
      '<frameset>',
      '<pre>',
      '&#x0;',
      '<title>',
      '<main>',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      for (const { text } of readHtml(pieces.join('')).blocks) expect(text).not.toBe('')
    }),
  )
})
