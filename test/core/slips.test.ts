import { describe, expect, test } from 'vitest'
import { createCorpus } from '../../bench/lookup/corpus.ts'
import { decide, matchTopics } from '../../src/core/lookup.ts'
import { isSlip } from '../../src/core/slips.ts'

describe('isSlip', () => {
  test.each([
    ['varna', 'vrna'],
    ['vrna', 'varna'],
    ['varna', 'verna'],
    ['varna', 'vanra'],
    ['varna', 'varrna'],
    ['ratification', 'ratifiction'],
    ['варна', 'врна'],
  ])('%s and %s', (a, b) => expect(isSlip(a, b)).toBe(true))

  test.each([
    ['iran', 'iraq'],
    ['iran', 'ian'],
    ['varna', 'vara1'],
    ['varna', 'vna'],
    ['2024', '20245'],
  ])('but not %s and %s', (a, b) => expect(isSlip(a, b)).toBe(false))
})

test('none of two hundred topics is a slip of another', () => {
  const corpus = createCorpus(11)
  const slugs = Array.from({ length: 200 }, (_, index) => corpus.topicAt(index).topic.slug)
  const alike = slugs.flatMap((slug, at) => slugs.slice(at + 1).filter((other) => isSlip(slug, other)))
  expect(alike).toEqual([])
})

test('a name without one of its five letters is found', () => {
  const topics = ['varna-harbour', 'minsk-talks'].map((slug) => {
    return { slug, title: slug, aliases: [], documents: 1, updatedAt: '2026-11-20T00:00:00.000Z' }
  })
  const found = decide(matchTopics('vrna', topics))
  expect(found.kind === 'one' && found.topic.slug).toBe('varna-harbour')
})
