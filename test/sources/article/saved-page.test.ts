import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/core/errors.ts'
import { readArticle } from '../../../src/sources/article/article.ts'
import { readSavedPage } from '../../../src/sources/article/saved-page.ts'
import { newsPage, paragraphs, REPORT } from './pages.ts'

const textsOf = (html: string) => readSavedPage(html).blocks.map(({ text }) => text)

test('a page of a site is read as its article', () => {
  expect(textsOf(newsPage())).toEqual(REPORT)
})

test('what somebody wrote by hand is read whole', () => {
  const html = `<title>Minutes</title><h1>Minutes</h1><p>Present: Ada, Ben.</p><ul><li>Bridge</li><li>Ferry</li></ul>
    <p>Read more in the annex.</p><p>${REPORT[0]}</p><p>Photo: none</p>`
  expect(textsOf(html)).toEqual([
    'Present: Ada, Ben.',
    'Bridge',
    'Ferry',
    'Read more in the annex.',
    REPORT[0],
    'Photo: none',
  ])
})

test('a note by hand may speak of cookies and logins, and be short', () => {
  expect(textsOf('<p>Cookies, consent, privacy: our partners wait.</p>')).toEqual([
    'Cookies, consent, privacy: our partners wait.',
  ])
})

test('a consent wall that was saved in place of the page is said', () => {
  const wall = `<meta property="og:site_name" content="Gazette"><title>Before you continue</title>
    <p>We and our partners use cookies and personal data; give your consent to our privacy rules.</p>`
  expect(() => readSavedPage(wall)).toThrow(InputError)
})

test('a page for subscribers that was saved is read as far as it goes', () => {
  const paywall = '<p>To continue reading, become a member today and have all of it.</p>'
  const head = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
  const html = newsPage({ head, body: `<p>${REPORT[0]}</p>${paywall}` })
  expect(textsOf(html)[0]).toBe(REPORT[0])
  expect(() => readArticle(html)).toThrow(/subscribers/u)
})

const STRIKE = 'Dockers in Bruges gave notice of a strike on 2 December, the union said.'
const DENIAL = [
  'The ministry denies the report.',
  'No troops were moved on 22 November, a spokesman said.',
  'The ambassador was summoned.',
]
const LONG = `${REPORT[0]} ${REPORT[1]}`

describe.each<[string, (body: string) => string]>([
  ['alone', (body) => body],
  [
    'in main',
    (body) => `<!doctype html><html><head><title>File</title></head><body><main>${body}</main></body></html>`,
  ],
  [
    'under a menu',
    (body) => `<nav><a href="/">Home</a> <a href="/news">News</a></nav><header><a href="/">Gazette</a></header>${body}`,
  ],
  [
    'as a small page of a site',
    (body) => `<meta property="og:type" content="article">${body}<footer>© Gazette</footer>`,
  ],
])('of a short page, %s, nothing is lost', (_where, wrap) => {
  test.each<[string, string, readonly string[]]>([
    ['a heading and a paragraph', `<h1>Strike notice in Bruges</h1><p>${STRIKE}</p>`, [STRIKE]],
    ['short paragraphs', paragraphs(DENIAL), DENIAL],
    [
      'minutes',
      '<h1>Council minutes</h1><h2>Budget</h2><p>The budget was adopted.</p><h2>Roads</h2><p>Mill Road stays shut.</p><h2>Schools</h2><p>Two are merged.</p>',
      ['Budget', 'The budget was adopted.', 'Roads', 'Mill Road stays shut.', 'Schools', 'Two are merged.'],
    ],
    [
      'an article with a header',
      '<article><header><h1>Port reopens</h1><time datetime="2026-11-20">20 November 2026</time></header><p>The port of Ghent reopened on Friday.</p></article>',
      ['The port of Ghent reopened on Friday.'],
    ],
    [
      'a time, a short and a long paragraph',
      `<time>20 November 2026</time><p>The port is open.</p><p>${LONG}</p>`,
      ['The port is open.', LONG],
    ],
    ['a link home', `<a href="/">Home</a><p>${STRIKE}</p>`, [STRIKE]],
    [
      'a list and a table',
      `<p>${STRIKE}</p><ul><li>Tugs stop.</li><li>Locks stay open.</li></ul><table><tr><th>Year</th><th>Days</th></tr><tr><td>2025</td><td>4</td></tr></table><p>Talks go on.</p>`,
      [STRIKE, 'Tugs stop.', 'Locks stay open.', 'Year | Days\n2025 | 4', 'Talks go on.'],
    ],
    ['Hindi', '<p>बंदरगाह आज खुला।</p><p>हड़ताल समाप्त हो गई।</p>', ['बंदरगाह आज खुला।', 'हड़ताल समाप्त हो गई।']],
    ['Chinese', '<p>港口今天重新开放。</p><p>罢工已经结束。</p>', ['港口今天重新开放。', '罢工已经结束。']],
    [
      'Arabic',
      '<p>أعيد فتح الميناء اليوم.</p><p>هل انتهى الإضراب؟</p>',
      ['أعيد فتح الميناء اليوم.', 'هل انتهى الإضراب؟'],
    ],
  ])('%s', (_what, body, expected) => {
    const texts = textsOf(wrap(body))
    expect(texts.filter((text) => expected.includes(text))).toEqual(expected)
    expect(texts).not.toContain('Home')
    expect(texts).not.toContain('Gazette')
  })
})

test('sentences of a page by hand stand also outside of main', () => {
  expect(textsOf(`<p>${DENIAL[0]}</p><main><p>${STRIKE}</p></main>`)).toEqual([DENIAL[0], STRIKE])
})
