import { expect, test } from 'vitest'
import { printFamilies } from '../../src/monitoring/exposition.ts'
import { createCounter, createHistogram } from '../../src/monitoring/instruments.ts'
import { readScrape, valueIn } from './scrape.ts'

test('a counter adds up by its labels, and can be there before anything happened', () => {
  const counter = createCounter<'outcome'>('c_total', 'C.')
  counter.add({ outcome: 'sent' }, 0)
  counter.add({ outcome: 'failed' })
  counter.add({ outcome: 'failed' }, 4)
  const samples = readScrape(printFamilies([counter.family()]))
  expect(valueIn(samples, 'c_total', { outcome: 'sent' })).toBe(0)
  expect(valueIn(samples, 'c_total', { outcome: 'failed' })).toBe(5)
  expect(samples).toHaveLength(2)
})

test('a bucket holds all that is no more than its bound', () => {
  const histogram = createHistogram<'platform'>('h_seconds', 'H.', [1, 5, 30])
  for (const seconds of [0, 1, 1.001, 5, 31, 1e9]) histogram.take({ platform: 'slack' }, seconds)
  histogram.take({ platform: 'discord' }, 2)
  const samples = readScrape(printFamilies([histogram.family()]))
  const bucket = (le: string) => valueIn(samples, 'h_seconds_bucket', { platform: 'slack', le })
  expect(['1', '5', '30', '+Inf'].map(bucket)).toEqual([2, 4, 4, 6])
  expect(valueIn(samples, 'h_seconds_count', { platform: 'slack' })).toBe(6)
  expect(valueIn(samples, 'h_seconds_sum', { platform: 'slack' })).toBeCloseTo(38.001 + 1e9, 3)
  expect(valueIn(samples, 'h_seconds_count', { platform: 'discord' })).toBe(1)
})

test('a clock that was put back takes nothing from the sum', () => {
  const histogram = createHistogram('h_seconds', 'H.', [1])
  histogram.take({}, -3_600)
  const samples = readScrape(printFamilies([histogram.family()]))
  expect(valueIn(samples, 'h_seconds_sum')).toBe(0)
  expect(valueIn(samples, 'h_seconds_bucket', { le: '1' })).toBe(1)
})
