import { expect, test } from 'vitest'
import { compareNews } from '../../src/core/edition.ts'
import { brief, SOURCES } from '../contracts/platform-samples.ts'
import { at, sampleDocument } from '../contracts/store-samples.ts'

type FreshBrief = Parameters<typeof compareNews>[0]

interface Facts {
  readonly sources: number
  readonly novelty?: number
  readonly dates?: readonly (string | undefined)[]
}

function fresh(slug: string, { sources, novelty = 1, dates = [undefined] }: Facts): FreshBrief {
  const [source] = SOURCES
  if (source === undefined) throw new Error('the samples have no source')
  return {
    topic: { slug, title: slug, aliases: [], documents: 1, updatedAt: at(0) },
    brief: brief({ topic: slug, sources: Array.from({ length: sources }, () => source) }),
    documents: dates.map((date) => sampleDocument(date === undefined ? { foundAt: at(0) } : { foundAt: at(0), date })),
    novelty,
    update: novelty < 1,
  }
}

const order = (...briefs: FreshBrief[]) => briefs.toSorted(compareNews).map(({ topic }) => topic.slug)

test('what more documents say comes first, however old it is', () => {
  const few = fresh('few', { sources: 1, dates: ['2026-03-01'] })
  const many = fresh('many', { sources: 10, novelty: 0.1, dates: ['2020-01-01'] })
  expect(order(few, many)).toEqual(['many', 'few'])
})

test('of as many sources, what is newer to the channel; then what is of a later date', () => {
  const known = fresh('known', { sources: 2, novelty: 0.5, dates: ['2026-03-01'] })
  const old = fresh('old', { sources: 2, dates: ['2026-01-01', '2025-12-31'] })
  const late = fresh('late', { sources: 2, dates: ['2025-12-31', '2026-02-01'] })
  expect(order(known, old, late)).toEqual(['late', 'old', 'known'])
})

test('a document without a date counts as of when it was found; what is equal goes by name', () => {
  const found = fresh('found', { sources: 1 })
  const dated = fresh('dated', { sources: 1, dates: ['2026-03-01'] })
  const alike = fresh('alike', { sources: 1, dates: ['2026-03-01'] })
  expect(order(dated, alike, found)).toEqual(['found', 'alike', 'dated'])
})
