import { describe, expect, test } from 'vitest'
import { decide, matchTopics, suggestTopics } from '../../src/core/lookup.ts'
import type { TopicRecord } from '../../src/core/ports.ts'

const topic = (slug: string, title: string, ...aliases: string[]): TopicRecord => {
  return { slug, title, aliases, documents: 1, updatedAt: '2026-11-20T00:00:00.000Z' }
}
const topics = [
  topic('india-belarus', 'India–Belarus relations', 'Беларусь', 'भारत बेलारूस'),
  topic('unsc-reform', 'Reform of the UN Security Council', 'G4'),
  topic('india-budget', 'The Indian budget'),
  topic('zürich-verkehr', 'Verkehr in Zürich'),
]

describe('decide', () => {
  test.each([
    ['india-belarus', 'india-belarus'],
    ['India Belarus', 'india-belarus'],
    ['belarus india', 'india-belarus'],
    ['belarus', 'india-belarus'],
    ['indai-belarus', 'india-belarus'],
    ['Беларусь', 'india-belarus'],
    ['भारत बेलारूस', 'india-belarus'],
    ['g4', 'unsc-reform'],
    ['security council', 'unsc-reform'],
    ['zurich verkehr', 'zürich-verkehr'],
  ])('%s means %s', (typed, slug) => {
    const found = decide(matchTopics(typed, topics))
    expect(found.kind === 'one' && found.topic.slug).toBe(slug)
  })

  test('a word that two topics have gives a choice of those two', () => {
    const found = decide(matchTopics('india', topics))
    expect(found.kind === 'several' && found.topics.map(({ slug }) => slug)).toEqual(['india-belarus', 'india-budget'])
  })

  test('nothing that fits gives no topic', () => {
    expect(decide(matchTopics('fisheries', topics))).toEqual({ kind: 'near', topics: [] })
    expect(decide(matchTopics('!!!', topics))).toEqual({ kind: 'near', topics: [] })
  })
})

describe('suggestTopics', () => {
  const slugs = (prefix: string, limit = 25) => suggestTopics(prefix, topics, limit).map(({ slug }) => slug)

  test('an empty prefix gives all, in their order, up to the limit', () => {
    expect(slugs('')).toEqual(topics.map(({ slug }) => slug))
    expect(slugs('', 2)).toEqual(['india-belarus', 'unsc-reform'])
  })
  test('a prefix of the name comes before a prefix of a later word', () => {
    expect(slugs('b')).toEqual(['india-belarus', 'india-budget'])
    expect(slugs('ind')).toEqual(['india-belarus', 'india-budget'])
  })
  test('other scripts and accents', () => {
    expect(slugs('бел')).toEqual(['india-belarus'])
    expect(slugs('zur')).toEqual(['zürich-verkehr'])
  })
  test('nothing like it gives nothing', () => {
    expect(slugs('qqq')).toEqual([])
  })
})
