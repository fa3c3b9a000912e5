import { expect, test } from 'vitest'
import { compareNews } from '../../src/core/edition.ts'
import { at, sampleDocument } from '../contracts/store-samples.ts'

type FreshTopic = Parameters<typeof compareNews>[0]

interface Facts {
  readonly sources: number
  readonly novelty?: number
  readonly dates?: readonly (string | undefined)[]
}

/** Of more sources than dates the others are second places of the first document. */
function fresh(slug: string, { sources, novelty = 1, dates = [undefined] }: Facts): FreshTopic {
  const also = Array.from({ length: sources - dates.length }, (_, n) => ({ title: slug, location: `copy-${n}` }))
  const documents = dates.map((date, index) =>
    sampleDocument({
      location: `${slug}/${index}.txt`,
      foundAt: at(0),
      ...(date === undefined ? {} : { date }),
      ...(index === 0 && also.length > 0 ? { also } : {}),
    }),
  )
  return {
    topic: { slug, title: slug, aliases: [], documents: 1, updatedAt: at(0) },
    documents,
    novelty,
    update: novelty < 1,
  }
}

const order = (...topics: FreshTopic[]) => topics.toSorted(compareNews).map(({ topic }) => topic.slug)

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

test('what stands at one address twice counts once', () => {
  const link = 'https://wire.example/art/1'
  const places = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ title: 'A', location: `feed-${n}`, link }))
  const twice = { ...fresh('twice', { sources: 1 }), documents: [sampleDocument({ link, also: places(5) })] }
  expect(order(fresh('two', { sources: 2 }), twice)).toEqual(['two', 'twice'])
})
