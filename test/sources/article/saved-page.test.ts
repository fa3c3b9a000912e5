import { expect, test } from 'vitest'
import { InputError } from '../../../src/core/errors.ts'
import { readArticle } from '../../../src/sources/article/article.ts'
import { readSavedPage } from '../../../src/sources/article/saved-page.ts'
import { newsPage, REPORT } from './pages.ts'

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
