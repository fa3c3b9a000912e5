import { expect, test } from 'vitest'
import { type BriefPlace, createBriefForgetting } from '../../src/core/retention.ts'
import { createRunningDesk } from '../../src/core/running-desk.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { deskParts } from '../fakes/desk-parts.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'

test('a desk forgets what is 90 days old once an hour, and at every beat while there is more', async () => {
  let now = Date.parse('2026-11-24T08:00:00Z')
  const store = await openMemoryStore()
  const asked: [now: string, history: string, threads: string][] = []
  let left = 2
  const watched: Store = {
    ...store,
    async forgetHistory({ history, threads }) {
      asked.push([new Date(now).toISOString(), history, threads])
      return left-- > 0 ? 1_000 : 0
    },
  }
  const desk = createRunningDesk(deskParts({ store: watched, now: () => new Date(now) }))
  for (let beat = 0; beat < 3_604; beat++, now += 1_000) await desk.tick()
  expect(asked.map(([at]) => at)).toEqual([
    '2026-11-24T08:00:00.000Z',
    '2026-11-24T08:00:01.000Z',
    '2026-11-24T08:00:02.000Z',
    '2026-11-24T09:00:02.000Z',
  ])
  expect(asked[0]).toEqual(['2026-11-24T08:00:00.000Z', '2026-08-26T08:00:00.000Z', '2025-11-24T08:00:00.000Z'])
  await desk.stop()
})

test('old briefs are gone through from place to place, and from the beginning once all have been looked at', async () => {
  const place = { writtenAt: '2026-01-01T00:00:00.000Z', id: 'b' }
  const asked: (readonly [string, BriefPlace | undefined])[] = []
  const forget = createBriefForgetting({
    store: {
      forgetHistory: async () => 0,
      async forgetBriefs(before, _limit, after) {
        asked.push([before, after])
        return after === undefined ? { dropped: 0, next: place } : { dropped: 3 }
      },
    },
    now: () => new Date('2026-11-24T08:00:00Z'),
  })
  expect([await forget(), await forget(), await forget()]).toEqual([true, false, true])
  const before = '2026-08-26T08:00:00.000Z'
  expect(asked).toEqual([
    [before, undefined],
    [before, place],
    [before, undefined],
  ])
})
