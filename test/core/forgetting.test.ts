import { expect, test } from 'vitest'
import { createDocumentForgetting } from '../../src/core/forgetting.ts'
import { sampleDocument } from '../contracts/store-samples.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'

/** A store whose documents are kept for 90 days, and a clock that may be set. */
async function openKeeping() {
  const store = await openMemoryStore()
  const clock = { now: '2026-11-24T08:00:00.000Z' }
  const forget = createDocumentForgetting(90, { store, now: () => new Date(clock.now) })
  return {
    store,
    find: (name: string, foundAt: string) =>
      store.saveDocument(sampleDocument({ location: `a/${name}`, text: `Of ${name}.`, foundAt })),
    /** What there is yet after a round of forgetting at that time. */
    async leftAt(now: string) {
      clock.now = now
      await forget()
      return (await store.documentsOf('india-belarus')).map(({ location }) => location).sort()
    },
  }
}

test('what is older than it is to be kept goes once the clock has gone on for ten minutes', async () => {
  const { store, find, leftAt } = await openKeeping()
  await find('old', '2026-08-25T00:00:00Z')
  await find('young', '2026-08-27T00:00:00Z')
  expect(await leftAt('2026-11-24T08:00:00Z')).toEqual(['a/old', 'a/young'])
  expect(await leftAt('2026-11-24T08:09:59Z')).toEqual(['a/old', 'a/young'])
  expect(await leftAt('2026-11-24T08:10:00Z')).toEqual(['a/young'])
  await store.close()
})

test('what was found before the clock was set is as old as the right time', async () => {
  const { store, find, leftAt } = await openKeeping()
  await find('first', '1970-01-01T00:00:05Z')
  expect(await leftAt('1970-01-01T00:00:06Z')).toEqual(['a/first'])
  expect(await leftAt('2026-11-24T08:00:00Z')).toEqual(['a/first'])
  expect(await leftAt('2026-11-24T09:00:00Z')).toEqual(['a/first'])
  expect(await leftAt('2027-02-22T08:30:00Z')).toEqual(['a/first'])
  expect(await leftAt('2027-02-22T09:30:00Z')).toEqual([])
  await store.close()
})

test('a clock that is years ahead for an hour takes nothing, and what was found by it does not stay for years', async () => {
  const { store, find, leftAt } = await openKeeping()
  await find('before', '2026-11-20T00:00:00Z')
  expect(await leftAt('2026-11-24T07:00:00Z')).toEqual(['a/before'])
  expect(await leftAt('2031-11-24T08:00:00Z')).toEqual(['a/before'])
  await find('meanwhile', '2031-11-24T08:00:00Z')
  expect(await leftAt('2026-11-24T08:01:00Z')).toEqual(['a/before', 'a/meanwhile'])
  expect(await leftAt('2026-11-24T09:01:00Z')).toEqual(['a/before', 'a/meanwhile'])
  // The desk was down meanwhile.
  expect(await leftAt('2027-02-20T00:00:00Z')).toEqual(['a/before', 'a/meanwhile'])
  expect(await leftAt('2027-02-20T01:00:00Z')).toEqual(['a/meanwhile'])
  expect(await leftAt('2027-02-20T02:00:00Z')).toEqual(['a/meanwhile'])
  expect(await leftAt('2027-02-21T00:00:00Z')).toEqual(['a/meanwhile'])
  expect(await leftAt('2027-02-22T10:00:00Z')).toEqual(['a/meanwhile'])
  expect(await leftAt('2027-02-22T11:00:00Z')).toEqual([])
  await store.close()
})

test('a clock that is ahead from the start takes nothing before it is set', async () => {
  const { store, find, leftAt } = await openKeeping()
  await find('kept', '2026-11-20T00:00:00Z')
  expect(await leftAt('2031-11-24T08:00:00Z')).toEqual(['a/kept'])
  expect(await leftAt('2026-11-24T08:01:00Z')).toEqual(['a/kept'])
  await store.close()
})
