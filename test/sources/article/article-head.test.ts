import { expect, test } from 'vitest'
import { readArticle } from '../../../src/sources/article/article.ts'
import { newsPage, paragraphs, REPORT } from './pages.ts'

test.each([
  ['By Ada Quill', 'Ada Quill'],
  ['Ada Quill July 30, 2013 11:25 AM PDT Follow @quill', 'Ada Quill'],
  ['Ada Quill on Jun 30, 2014', 'Ada Quill'],
  ['Von Ada Quill und Ben Post', 'Ada Quill und Ben Post'],
  ['Posted by Ada Quill', 'Ada Quill'],
  ['Ada Quill Tuesday', 'Ada Quill'],
  ['Ada Quill — The Gazette', 'Ada Quill'],
  ['Comments', undefined],
  ['gazette.com', undefined],
  ['https://gazette.example/authors/quill', undefined],
])('%j is by %j', (content, byline) => {
  expect(readArticle(newsPage({ head: `<meta name="author" content="${content}">` })).byline).toBe(byline)
})

test.each<[string, string, string]>([
  ['its byline', '<p class="byline">By Ada Quill | Posted: November 24, 2026 8:30 AM</p>', '2026-11-24'],
  ['a line in French', '<div id="pubDate">Publié le 24 novembre 2026 à 8h30</div>', '2026-11-24'],
  ['a line in Chinese', '<span class="time">2026年11月24日 08:30</span>', '2026-11-24'],
])('the day is told by %s under the title', (_what, before, date) => {
  const nav = '<div class="date">Wednesday, November 25, 2026</div><main>'
  expect(readArticle(newsPage({ before }).replace('<main>', nav)).date).toBe(date)
})

test('else the day is in the address, or above the title', () => {
  const above = newsPage().replace('<main>', '<div class="date">Wednesday, November 25, 2026</div><main>')
  expect(readArticle(above).date).toBe('2026-11-25')
  expect(readArticle(above.replace('/news/bridge', '/2026/11/24/bridge')).date).toBe('2026-11-24')
  expect(readArticle(newsPage().replace('/news/bridge', '/2026/13/24/bridge')).date).toBeUndefined()
})

test('else the day is in a line above the article', () => {
  const body = `<p>QUAY, November 24, 2026, 3:31 am</p>${paragraphs(REPORT)}`
  expect(readArticle(newsPage({ body })).date).toBe('2026-11-24')
})

test('a title is read without the name of its site, a logo is no title', () => {
  const named = (title: string, heading: string) =>
    readArticle(`<title>${title}</title><h1>${heading}</h1>${paragraphs(REPORT)}`).title
  expect(named('Board votes for bridge | News | Gazette', '')).toBe('Board votes for bridge')
  expect(named('Board votes for bridge - Gazette', 'Gazette')).toBe('Board votes for bridge - Gazette')
  expect(named('Bridge | Gazette', 'Bridge')).toBe('Bridge')
})
