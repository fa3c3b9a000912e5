import { describe, expect, test } from 'vitest'
import { readArticle } from '../../../src/sources/article/article.ts'
import { newsPage, paragraphs, REPORT } from './pages.ts'

const textsOf = (html: string) => readArticle(html).blocks.map(({ text }) => text)

test('the article alone is read, with what the page says of it', () => {
  const html = newsPage({
    head: '<meta name="author" content="By Ada Quill"><meta property="article:published_time" content="2026-11-24T08:30:00Z">',
  })
  expect(readArticle(html)).toEqual({
    title: 'Board votes for a new bridge',
    byline: 'Ada Quill',
    date: '2026-11-24T08:30:00.000Z',
    language: 'en',
    link: 'https://gazette.example/news/bridge',
    blocks: REPORT.map((text) => ({ kind: 'prose', text })),
  })
})

test.each<[string, string]>([
  [
    'related links within',
    '<div class="related-stories"><h3>Related</h3><p>Ferry late again, says the harbour master, who waits.</p></div>',
  ],
  [
    'a newsletter',
    '<div class="newsletter-signup"><p>Get the best of the Gazette into your inbox every morning, for nothing.</p></div>',
  ],
  ['share buttons', '<ul class="shareTools"><li>Share on this</li><li>Tweet that</li></ul>'],
  ['an advertisement', '<div class="ad-slot">Advertisement</div>'],
  ['an invitation', '<p>Read more: <a href="/x">How the bridge was built</a></p>'],
  ['another in French', '<p>A lire aussi : <a href="/x">Comment le pont fut construit</a></p>'],
  ['another in German', '<p><a href="/x">Lesen Sie auch: Wie die Brücke gebaut wurde</a></p>'],
  ['another in Italian', '<p>Pubblicità</p>'],
  ['another in Russian', '<p>Читайте также: <a href="/x">Как строили мост</a></p>'],
  ['an agency alone', '<p>Reuters</p>'],
  ['a credit alone', '<p>(Photo: Ada Quill/Gazette)</p>'],
  [
    'what a picture shows',
    '<figure><img src="b.jpg"><figcaption>The bridge on a cold morning in the year it was built.</figcaption></figure>',
  ],
  [
    'the same in a box that only its name tells',
    '<div class="story-image-caption"><span>The bridge on a cold morning in the year it was built.</span></div>',
  ],
  [
    'the same in a box with a picture',
    '<div><a href="b.jpg"><img src="b.jpg"></a><div>The bridge on a cold morning, and the board below it, all in hats.</div></div>',
  ],
  [
    'the same with its photographer',
    '<p>The bridge on a cold morning, and the whole board below it, all of them in hats. (Ada Quill/AP Photo)</p>',
  ],
  ['data left in its text', '<div>{ "modules": [{"name": "video"}, {"name": "photo"}], "id": "2552971" }</div>'],
  ['a teaser', '<p>[ The ferry is late as well. Read <a href="/f">why the ferry waits</a>. ]</p>'],
  ['what heads links', '<p>More about bridges:</p><ul><li><a href="/a">The swing bridge of 1931</a></li></ul>'],
  ['a paragraph once more', `<blockquote>${REPORT[1]}</blockquote>`],
])('without %s', (_what, extra) => {
  const [first = '', second = '', ...rest] = REPORT
  expect(textsOf(newsPage({ body: paragraphs([first, second]) + extra + paragraphs(rest) }))).toEqual(REPORT)
})

test.each<[string, string]>([
  ['byline', '<p>By Ada Quill, Harbour Correspondent</p>'],
  ['date', '<p>Published: Tuesday 24 November 2026, 8:30am</p>'],
  ['label', '<p>EXCLUSIVE</p>'],
  ['title', '<h2>Board votes for a new bridge</h2>'],
  ['standfirst', '<h2>Forty-one million for a bridge of two leaves that opens four times a day for ships</h2>'],
  ['place and date', '<p>QUAY | Tue Nov 24, 2026 8:30am EST</p>'],
  ['trail', '<p>Home » News » Harbour » Board votes for a new bridge</p>'],
  ['summary', '<ul><li>Bridge to cost forty-one million</li><li>Ferry still in doubt, says the board</li></ul>'],
])('without the %s above it', (_what, before) => {
  expect(textsOf(newsPage({ before }))).toEqual(REPORT)
})

test.each<[string, string]>([
  [
    'other stories',
    '<h2>More from the harbour</h2><ul><li>Ferry late again</li><li>Crane sold</li></ul><p>Gulls counted.</p>',
  ],
  ['comments', '<h3>Comments</h3><div><p>First!</p><p>I never liked that bridge, and said so.</p></div>'],
  [
    'comments longer than it is',
    `<h3>Latest comments (2)</h3>${paragraphs(REPORT.map((text) => `I say: ${text}`)).repeat(2)}`,
  ],
  [
    'other articles under their dates',
    ['20', '21', '22']
      .map((day) => `<p>November ${day}, 2026</p><p>${REPORT[0]?.replace('bridge', `bridge no. ${day}`)}</p>`)
      .join(''),
  ],
  [
    'its rights',
    '<p>© 2026 The Quay Gazette. All rights reserved. It may not be published, broadcast or rewritten.</p>',
  ],
  ['a heading with nothing under it', '<h3>Weather</h3>'],
])('without %s below it', (_what, after) => {
  expect(textsOf(newsPage({ body: paragraphs(REPORT) + after }))).toEqual(REPORT)
})

test('what belongs to it stays: headings, lists, tables, quotations', () => {
  const [first = '', second = '', third = '', fourth = ''] = REPORT
  const body = `<p>${first}</p><h2>What it costs</h2><p>${second}</p>
    <ul><li>Forty-one million for the bridge</li><li>Two for the ferry</li></ul>
    <table><tr><th>Year</th><th>Ships</th></tr><tr><td>2024</td><td>812</td></tr></table>
    <blockquote>${third}</blockquote><p>“A bridge is a promise,” she said.</p><p>${fourth}</p>`
  expect(readArticle(newsPage({ body })).blocks).toEqual([
    { kind: 'prose', text: first },
    { kind: 'heading', text: 'What it costs' },
    { kind: 'prose', text: second },
    { kind: 'item', text: 'Forty-one million for the bridge' },
    { kind: 'item', text: 'Two for the ferry' },
    { kind: 'table', text: 'Year | Ships\n2024 | 812' },
    { kind: 'prose', text: third },
    { kind: 'prose', text: '“A bridge is a promise,” she said.' },
    { kind: 'prose', text: fourth },
  ])
})

test('a post of somebody is quoted, who else worked on it is named', () => {
  const post = '<blockquote class="twitter-tweet"><p>No ferry, no bridge, says the quay.</p>— Quay (@quay)</blockquote>'
  const body = `${paragraphs(REPORT.slice(0, 3))}${post}${paragraphs(REPORT.slice(3))}<p>With files from Ben Post</p>`
  expect(textsOf(newsPage({ body }))).toEqual([
    ...REPORT.slice(0, 3),
    'No ferry, no bridge, says the quay.',
    '— Quay (@quay)',
    ...REPORT.slice(3),
    'With files from Ben Post',
  ])
})

test('nothing above the title is read, whatever it is called', () => {
  const html = newsPage().replace(
    '<main>',
    `<div class="x"><p>${REPORT[0]?.replace('bridge', 'crane')}</p></div><main>`,
  )
  expect(textsOf(html)).toEqual(REPORT)
})

test('a box that Readability throws away by its name is the article all the same', () => {
  const teasers = paragraphs(REPORT.map((text) => text.replace('bridge', 'ferry')).slice(0, 1))
  const body = `<div id="artpagination">${paragraphs(REPORT)}</div>`
  expect(textsOf(newsPage({ body, after: `<div class="mail modal">${teasers}</div>` }))).toEqual(REPORT)
})

test('text that Readability does not see is read all the same', () => {
  const weather = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17]
    .map((degrees) => `<div>${degrees} degrees on the western quay</div>`)
    .join('')
  const body = REPORT.map((text) => `<tmp>${text}<br><br></tmp>`).join('')
  const page = `<title>Board votes for a new bridge</title><div>${weather}</div><div style="display:none">${body}</div>`
  expect(textsOf(page)).toEqual(REPORT)
})

test('a long box within an article does not stand for all of it', () => {
  const box = `<div class="box"><h3>How it is paid</h3>${paragraphs(REPORT.map((text) => `${text} ${text.replace('bridge', 'ferry')}`))}</div>`
  const texts = textsOf(newsPage({ body: paragraphs(REPORT.slice(0, 2)) + box + paragraphs(REPORT.slice(2)) }))
  expect(texts).toEqual(expect.arrayContaining([...REPORT]))
})

test('a column of teasers beside the article is not read', () => {
  const teasers = REPORT.map(
    (text, at) =>
      `<h4><a href="/${at}">Story ${at} of the harbour and its ships</a></h4><p>${text.replace('bridge', 'ferry')}</p>`,
  )
  const body = `<div class="c1">${paragraphs(REPORT)}<p>“A bridge is a promise,” she said to the board on its way out.</p></div><div class="c2">${teasers.join('')}</div>`
  expect(textsOf(newsPage({ body })).slice(0, REPORT.length)).toEqual(REPORT)
  expect(textsOf(newsPage({ body })).join()).not.toMatch(/ferry, which/u)
})

test('names within a line are only looks', () => {
  const [first = '', ...rest] = REPORT
  const body = `<p><span class="dateline">QUAY —</span> ${first}</p>${paragraphs(rest)}`
  expect(textsOf(newsPage({ body }))[0]).toBe(`QUAY — ${first}`)
})

test('a body that is named like furniture is still the body', () => {
  expect(textsOf(newsPage({ body: `<div class="related comments">${paragraphs(REPORT)}</div>` }))).toEqual(REPORT)
})

test('paragraphs that are all named like furniture are still paragraphs', () => {
  const body = REPORT.map((text) => `<p class="paywall">${text}</p>`).join('')
  expect(textsOf(newsPage({ body }))).toEqual(REPORT)
})

test('a short item is read, not the page around it', () => {
  const [first = '', second = ''] = REPORT
  expect(textsOf(newsPage({ body: paragraphs([first, second]) }))).toEqual([first, second])
})

test('what strict reading throws away is the article if it is far more', () => {
  const summary =
    '<div><p>The board has voted, and not everybody is happy about it, as our reporter heard on the quay.</p></div>'
  const body = `<div class="media-transcript-popup">${paragraphs(REPORT)}</div>`
  expect(textsOf(newsPage({ before: summary, body }))).toEqual(expect.arrayContaining([...REPORT]))
})

test('Chinese prose is prose, though its paragraphs are short', () => {
  const texts = [
    '港务局周二投票决定更换这座自一九三一年以来一直承载交通的平旋桥，如今它在寒冷天气里常常卡住。',
    '工程师告诉会议，轴承最多还能再修两次，每次维修道路都要封闭六个星期，商家对此十分担心。',
    '新桥将耗资四千一百万，按照计划每天为船只开启四次，董事会答应在月底之前给出答复。',
    '码头东侧的店主要求在道路封闭期间开通渡轮，会议没有当场作出决定，只是表示会认真研究。',
    '渡轮公司说他们的船已经老旧，要先修好才能承担这样的任务，费用也需要有人来出。',
  ]
  expect(textsOf(newsPage({ body: paragraphs(texts) }))).toEqual(texts)
})

test('other scripts have headings, lead-ins and years like all', () => {
  const texts = [
    'Совет порта проголосовал за новый мост, который заменит старый, построенный почти сто лет назад.',
    'Рабочие начнут весной, а дорогу закроют на шесть недель, сообщил на заседании главный инженер.',
  ]
  const lead = 'Политическая реклама и мост: что решили в 2026 году'
  expect(textsOf(newsPage({ body: paragraphs([lead, ...texts]) }))).toEqual([lead, ...texts])
  expect(textsOf(newsPage({ body: paragraphs(['Обновлено 24 ноября 2026, 11:20', ...texts]) }))).toEqual(texts)
})

describe('data for search engines', () => {
  const data = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`

  test('tell author and date', () => {
    const article = {
      '@type': 'NewsArticle',
      author: [{ name: 'Ada Quill' }, { name: 'Ben Post' }],
      datePublished: '2026-11-24T08:30:00+01:00',
    }
    expect(readArticle(newsPage({ head: data({ '@graph': [{ '@type': 'WebSite' }, article] }) }))).toMatchObject({
      byline: 'Ada Quill, Ben Post',
      date: '2026-11-24T07:30:00.000Z',
    })
  })

  test('hold the text where the page does not show it', () => {
    const articleBody = REPORT.join('\n\n')
    const html = `<html><head><title>Bridge</title>${data({ '@type': ['Article'], articleBody })}</head><body><div id="app">Loading…</div></body></html>`
    expect(textsOf(html)).toEqual(REPORT)
    const markup = `<html><head>${data({ '@type': 'Article', articleBody: paragraphs(REPORT) })}</head><body></body></html>`
    expect(textsOf(markup)).toEqual(REPORT)
  })

  test('may be broken', () => {
    const broken = [
      '{',
      '[]',
      'null',
      '7',
      '{"@type":{}}',
      '{"@type":"Article","author":7,"articleBody":{}}',
      '{"@graph":[[[[[[[[[{}]]]]]]]]]}',
    ]
    const head = broken.map((text) => `<script type="application/ld+json">${text}</script>`).join('')
    expect(textsOf(newsPage({ head }))).toEqual(REPORT)
  })
})

describe('an article of several pages', () => {
  const next = (href: string, first = 'https://gazette.example/news/bridge', part = 1) =>
    readArticle(newsPage({ after: `<a href="${href}">2</a>` }), { first, part }).next

  test.each([
    '/news/bridge?page=2',
    '/news/bridge/2',
    '/news/bridge/2/',
    '/news/bridge/page/2',
    '/news/bridge-2',
    '/news/bridge_p2',
  ])('goes on at %s', (href) => {
    expect(next(href)).toBe(`https://gazette.example${href}`)
  })

  test('goes on from part to part, under its own ending', () => {
    expect(next('bridge-3.html', 'https://gazette.example/news/bridge.html', 2)).toBe(
      'https://gazette.example/news/bridge-3.html',
    )
    expect(next('?id=7&p=2', 'https://gazette.example/show?id=7')).toBe('https://gazette.example/show?id=7&p=2')
  })

  test.each([
    '/news/ferry?page=2',
    'https://other.example/news/bridge?page=2',
    '/news/bridge?page=3',
    '/news/bridge-2026',
    '/news/2',
    '/news/bridge?id=2',
  ])('does not go on at %s', (href) => {
    expect(next(href)).toBeUndefined()
  })
})
