import { describe, expect, test } from 'vitest'
import { decide, matchTopics, suggestTopics } from '../../src/core/lookup.ts'
import type { TopicRecord } from '../../src/core/store-ports.ts'

const topic = (slug: string, title: string, ...aliases: string[]): TopicRecord => {
  return { slug, title, aliases, documents: 1, updatedAt: '2026-11-20T00:00:00.000Z' }
}
const topics = [
  topic('india-belarus', 'India–Belarus relations', 'Беларусь', 'भारत बेलारूस'),
  topic('unsc-reform', 'Reform of the UN Security Council', 'G4'),
  topic('india-budget', 'The Indian budget'),
  topic('zürich-verkehr', 'Verkehr in Zürich'),
  topic('election-2024', 'The election of 2024', '印度大选', 'การเลือกตั้ง', 'الانتخابات'),
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
    ['IndiaBelarus', 'india-belarus'],
    ['un sc reform', 'unsc-reform'],
    ['belaurs', 'india-belarus'],
    ['relatoins belarus', 'india-belarus'],
    ['Беларуссь', 'india-belarus'],
    ['大选', 'election-2024'],
    ['การเลือก', 'election-2024'],
    ['الانتخابات', 'election-2024'],
  ])('%s means %s', (typed, slug) => {
    const found = decide(matchTopics(typed, topics))
    expect(found.kind === 'one' && found.topic.slug).toBe(slug)
  })

  test('a word that two topics have gives a choice of those two', () => {
    const found = decide(matchTopics('india', topics))
    expect(found.kind === 'several' && found.topics.map(({ slug }) => slug)).toEqual(['india-belarus', 'india-budget'])
  })

  test('of several that have the word, a shorter name is not what was meant; the name itself is', () => {
    const many = [topic('budget-of-the-union', 'One'), topic('budget-vote', 'Two'), topic('budget', 'Three')]
    const found = decide(matchTopics('budget', many))
    expect(found.kind === 'one' && found.topic.slug).toBe('budget')
    const left = decide(matchTopics('budget', many.slice(0, 2)))
    expect(left.kind === 'several' && left.topics.map(({ slug }) => slug)).toEqual([
      'budget-vote',
      'budget-of-the-union',
    ])
  })

  test('a name that two topics share gives a choice of those two', () => {
    const twins = [topic('a', 'Budget'), topic('b', 'The Budget', 'Budget'), topic('c', 'Budget vote')]
    const found = decide(matchTopics('budget', twins))
    expect(found.kind === 'several' && found.topics.map(({ slug }) => slug)).toEqual(['a', 'b'])
  })

  test('a word as it was typed is meant rather than one that a slip makes of it', () => {
    const found = decide(
      matchTopics('india', [topic('indian-ocean', 'The ocean'), topic('india-belarus', 'Relations')]),
    )
    expect(found.kind === 'one' && found.topic.slug).toBe('india-belarus')
  })

  test('of four letters two that are swapped are meant, another one is near, and not suggested while somebody types', () => {
    const short = [topic('rail-strike', 'The strike'), topic('iraq', 'Iraq')]
    const found = (typed: string, among: readonly TopicRecord[]) => {
      const { kind, ...rest } = decide(matchTopics(typed, among))
      return [kind, ...('topic' in rest ? [rest.topic] : rest.topics).map(({ slug }) => slug)]
    }
    expect(found('rial', short)).toEqual(['one', 'rail-strike'])
    expect(found('rial strike', short)).toEqual(['one', 'rail-strike'])
    expect(found('iran', short)).toEqual(['near', 'iraq'])
    expect(found('iran talks', short)).toEqual(['near'])
    expect(found('tail', short)).toEqual(['near', 'rail-strike'])
    expect(found('nato', short)).toEqual(['near'])
    expect(suggestTopics('iran', short, 5)).toEqual([])
  })

  test('another number is another topic: it is near, not meant', () => {
    const found = decide(matchTopics('election-2025', topics))
    expect(found.kind === 'near' && found.topics.map(({ slug }) => slug)).toEqual(['election-2024'])
  })

  test('near are names with a word of it, names that begin so, and names with more than a slip', () => {
    const near = (typed: string) => {
      const found = decide(matchTopics(typed, topics))
      return found.kind === 'near' && found.topics.map(({ slug }) => slug)
    }
    expect(near('belarus potash')).toEqual(['india-belarus'])
    expect(near('unsc-ref')).toEqual(['unsc-reform'])
    expect(near('inda-belrs')).toEqual(['india-belarus'])
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
    expect(slugs('大选')).toEqual(['election-2024'])
    expect(slugs('เลือก')).toEqual(['election-2024'])
    expect(slugs('भार')).toEqual(['india-belarus'])
    expect(slugs('ا')).toEqual(['election-2024'])
  })
  test('best first: the name, its beginning, the beginning of a word, words in another order, a slip', () => {
    const ranked = [
      topic('reform-unsc', 'A'),
      topic('the-unsc-reform', 'B'),
      topic('unsc-refrom', 'C'),
      topic('unsc-reform-talks', 'D'),
      topic('unsc-reform', 'E'),
    ]
    const order = suggestTopics('unsc reform', ranked, 25).map(({ title }) => title)
    expect(order).toEqual(['E', 'D', 'B', 'A', 'C'])
  })
  test('nothing like it gives nothing', () => {
    expect(slugs('qqq')).toEqual([])
  })
})
