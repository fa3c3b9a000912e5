import { expect, test } from 'vitest'
import { createDeskCounters } from '../../src/monitoring/desk-counters.ts'
import { printFamilies } from '../../src/monitoring/exposition.ts'
import { readScrape, valueIn } from './scrape.ts'

test('what a model wrote, what was checked of it, and why it did not write are counted', () => {
  const counters = createDeskCounters()
  for (const replaced of [1, 2]) {
    const claims = { checked: 7, repaired: 1, replaced }
    counters.observe({ kind: 'model', what: 'brief', outcome: 'written', claims })
  }
  counters.observe({ kind: 'model', what: 'answer', outcome: 'spent' })
  const scrape = readScrape(printFamilies(counters.families()))
  expect(valueIn(scrape, 'attache_model_writings_total', { what: 'brief', outcome: 'written' })).toBe(2)
  expect(valueIn(scrape, 'attache_model_writings_total', { what: 'answer', outcome: 'spent' })).toBe(1)
  expect(valueIn(scrape, 'attache_model_claims_total', { outcome: 'checked' })).toBe(14)
  expect(valueIn(scrape, 'attache_model_claims_total', { outcome: 'repaired' })).toBe(2)
  expect(valueIn(scrape, 'attache_model_claims_total', { outcome: 'replaced' })).toBe(3)
})
