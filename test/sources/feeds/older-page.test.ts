import { expect, test } from 'vitest'
import { readFeed } from '../../../src/sources/feeds/parsing.ts'

const ADDRESS = 'https://example.org/news/feed'
const rss = (links: string) =>
  `<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>N</title><link>https://site.example/</link>${links}
  <item><title>A</title></item></channel></rss>`
const atom = (links: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom">${links}<entry><title>A</title><link rel="next" href="/no"/></entry></feed>`
const json = (next: string) =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'N', items: [], ...JSON.parse(next) })

test.each([
  ['RSS, relative to where the feed was found', rss('<atom:link rel="next" href="?page=2"/>'), `${ADDRESS}?page=2`],
  ['Atom', atom('<link rel="self" href="/x"/><link rel="next" href="/page/2"/>'), 'https://example.org/page/2'],
  [
    'an archive, rather than a page',
    atom('<link rel="next" href="/page/2"/><link rel="prev-archive" href="/2003/11"/>'),
    'https://example.org/2003/11',
  ],
  ['JSON Feed', json('{"next_url":"https://example.org/2.json"}'), 'https://example.org/2.json'],
  ['none', atom('<link rel="self" href="/x"/><link rel="previous" href="/page/0"/>'), undefined],
  ['none of the web', atom('<link rel="next" href="file:///etc/passwd"/>'), undefined],
])('where older entries stand: %s', (_name, text, older) => {
  expect(readFeed(text, ADDRESS).older).toBe(older)
})
