import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/core/errors.ts'
import { readArticle } from '../../../src/sources/article/article.ts'
import { newsPage, paragraphs, REPORT } from './pages.ts'

const textsOf = (html: string) => readArticle(html).blocks.map(({ text }) => text)

describe('a page without an article says why', () => {
  test.each<[string, string, RegExp]>([
    [
      'a consent wall',
      '<title>Before you continue</title><p>We and our partners use cookies and personal data. Please give your consent to our privacy rules before you go on.</p><button>Accept</button>',
      /consent wall/u,
    ],
    [
      'a consent wall in German',
      '<title>Gazette</title><p>Wir und unsere Partner nutzen Cookies. Mit Ihrer Einwilligung verarbeiten wir Daten, siehe Datenschutzerklärung. Ihre Zustimmung können Sie widerrufen, Cookies auch ablehnen.</p>',
      /consent wall/u,
    ],
    ['a login', '<title>Sign in</title><form><input name=user><input type=password></form>', /login/u],
    [
      'a page for subscribers',
      `<title>Bridge</title><p>${REPORT[0]}</p><p>To continue reading, become a member today and have all of it.</p>`,
      /subscribers/u,
    ],
    ['a page that scripts fill', '<title>App</title><div id="root"></div><script src="app.js"></script>', /scripts/u],
    [
      'one that says so',
      '<title>App</title><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>',
      /scripts/u,
    ],
    ['a checkpoint', '<title>Just a moment...</title><p>Checking your browser before you go on.</p>', /proof/u],
    ['an empty page', '<title>Nothing</title>', /no text/u],
    ['nothing at all', '', /no text/u],
    ['nothing but links', '<title>Links</title><ul><li><a href=a>One</a><li><a href=b>Two</a></ul>', /no text/u],
  ])('%s', (_what, html, words) => {
    expect(() => readArticle(html)).toThrow(InputError)
    expect(() => readArticle(html)).toThrow(words)
  })

  test('but a page that only speaks of cookies is read', () => {
    const body = paragraphs(
      REPORT.map((text) => `${text} Nobody asked for consent, and no cookies were eaten by the board.`),
    )
    expect(textsOf(newsPage({ body }))).toHaveLength(REPORT.length)
  })

  test('and one that asks members to log in, but shows everything', () => {
    const body = `${paragraphs(REPORT)}${paragraphs(REPORT.map((text) => text.replace('bridge', 'ferry')))}`
    const form = '<form class="login"><input type=password></form><p>Already a member? Log in.</p>'
    expect(textsOf(newsPage({ body, after: form })).slice(0, 4)).toEqual(REPORT)
  })
})

test('depth that only harms is refused at once', () => {
  expect(() => readArticle('<div>'.repeat(100_000))).toThrow(/nested more than 512 deep/u)
})
