import { expect, test } from 'vitest'
import { countSources, referenceTo } from '../../src/core/brief.ts'
import { placesOf } from '../../src/core/showing.ts'
import { sampleDocument } from '../contracts/store-samples.ts'

const LINK = 'https://wire.example/art/7?page=2'
const also = (link: string | undefined, location = 'https://wire.example/redir#1') => ({
  title: 'A visit',
  location,
  ...(link === undefined ? {} : { link }),
})

test.each([
  ['the same', LINK],
  ['with tracking', `${LINK}&utm_source=rss&fbclid=x`],
  ['at a place in the page', `${LINK}#comments`],
  ['without encryption', LINK.replace('https', 'http')],
  ['with a slash at its end', 'https://wire.example/art/7/?page=2'],
])('an address counts and is listed once: %s', (_how, link) => {
  const source = referenceTo(sampleDocument({ link: LINK, also: [also(link)] }))
  expect(countSources({ sources: [source] })).toBe(1)
  expect(placesOf(source)).toEqual({ named: [], more: 0 })
})

test.each([
  'https://wire.example/art/7?page=3',
  'https://wire.example/art/8?page=2',
  'https://mirror.example/art/7?page=2',
  'https://wire.example:8443/art/7?page=2',
])('another address is another source: %s', (link) => {
  const source = referenceTo(sampleDocument({ link: LINK, also: [also(link)] }))
  expect(countSources({ sources: [source] })).toBe(2)
  expect(placesOf(source).named).toEqual([also(link)])
})

test('no other place is listed twice', () => {
  const twice = ['http://b.example/x', 'https://b.example/x/#top', 'https://c.example/'].map((link) => also(link))
  const source = referenceTo(sampleDocument({ link: LINK, also: twice }))
  expect(placesOf(source).named).toEqual([twice[0], twice[2]])
  expect(countSources({ sources: [source] })).toBe(3)
})

test('two documents at one address are one source, and what has no address is told by where it stands', () => {
  const [one, other] = ['a', 'b'].map((location) => sampleDocument({ location, link: LINK }))
  const files = ['https://x.example/feed#1', 'https://x.example/feed#2'].map((location) => sampleDocument({ location }))
  expect(countSources({ sources: [one, other, ...files].flatMap((each) => each ?? []) })).toBe(3)
})
