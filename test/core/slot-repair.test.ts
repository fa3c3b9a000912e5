import { describe, expect, test } from 'vitest'
import type { Edition } from '../../src/core/digest.ts'
import { dueSlots, slotsPosted } from '../../src/core/slot.ts'
import { createSlotRepair, repairedSlot } from '../../src/core/slot-repair.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'
import { sampleOrder } from '../fakes/sample-order.ts'

/** What a digest is set back to that stands at `nextRunAt`; undefined if it stays. */
function repaired(cron: string, nextRunAt: string, now: string, editions: readonly Edition[] = []): string | undefined {
  const slot = repairedSlot({ ...sampleOrder({ cron }), nextRunAt }, new Date(now), editions)
  return slot?.toISOString()
}

/** The edition that a digest writes at an instant, with the slot that comes after it. */
function written(cron: string, nextRunAt: string, now: string): { readonly edition: Edition; readonly next: string } {
  const { slot, missed, next, ...rest } = dueSlots({ cron, zone: 'UTC', nextRunAt }, new Date(now))
  const times = { slot: slot.toISOString(), missed: missed.map((each) => each.toISOString()), writtenAt: now, ...rest }
  return { edition: { digest: 'd1', ...times, briefs: [] }, next: next.toISOString() }
}

const DAILY = '0 8 * * *'
const HOURLY = '0 * * * *'
const MONTHLY = '0 8 1 * *'
const TODAY = '2026-11-24T08:00:00.000Z'
const AHEAD = '2031-01-01T00:00:00.000Z'

describe('after a clock that was years ahead', () => {
  test.each([
    [DAILY, '2026-11-24T07:00:00.000Z', TODAY, 'its slot is still to come'],
    [DAILY, '2026-11-24T08:30:00.000Z', TODAY, 'its slot came meanwhile'],
    [DAILY, '2026-11-26T08:30:00.000Z', '2026-11-26T08:00:00.000Z', 'those of more than a day ago are over'],
    [MONTHLY, '2026-11-24T07:00:00.000Z', '2026-12-01T08:00:00.000Z', 'next month'],
  ])('%s goes on at %s with %s (%s)', (cron, now, slot) => {
    const first = cron === MONTHLY ? '2026-12-01T08:00:00.000Z' : TODAY
    const { edition, next } = written(cron, first, AHEAD)
    expect(repaired(cron, next, now, [edition])).toBe(slot)
  })

  test('what was posted then does not come again', () => {
    const { edition, next } = written(HOURLY, TODAY, '2026-12-24T10:30:00.000Z')
    expect(repaired(HOURLY, next, '2026-11-24T07:30:00.000Z', [edition])).toBe(TODAY)
    // The month goes by, and everything is written in its time up to where the clock had been.
    const posted = slotsPosted([edition])
    const last = dueSlots(
      { cron: HOURLY, zone: 'UTC', nextRunAt: '2026-12-23T10:00:00.000Z' },
      new Date('2026-12-23T10:00:01.000Z'),
      posted,
    )
    expect(last.slot.toISOString()).toBe('2026-12-23T10:00:00.000Z')
    expect(last.next.toISOString()).toBe('2026-12-24T11:00:00.000Z')
  })

  test('one that was set up then goes on with the next slot, one with a single slot or a week between does not', () => {
    expect(repaired(DAILY, '2031-01-01T08:00:00.000Z', '2026-11-24T08:30:00.000Z')).toBe('2026-11-25T08:00:00.000Z')
    expect(repaired(DAILY, '2026-11-28T08:00:00.000Z', '2026-11-24T08:30:00.000Z')).toBeUndefined()
    expect(repaired(MONTHLY, '2027-01-01T08:00:00.000Z', '2026-11-24T08:30:00.000Z')).toBeUndefined()
  })
})

describe('nothing is set back', () => {
  test('where the next slot is the next one', () => {
    expect(repaired(DAILY, TODAY, '2026-11-24T07:00:00.000Z')).toBeUndefined()
  })

  test('by a clock that was ahead by days: the slots that it named do not come again', () => {
    const { edition, next } = written(DAILY, TODAY, '2026-11-27T09:00:00.000Z')
    expect(edition.skipped?.count).toBe(3)
    expect(repaired(DAILY, next, '2026-11-24T08:30:00.000Z', [edition])).toBeUndefined()
  })

  test('by a clock that is behind', () => {
    // The desk was down for a fortnight of November.
    const { edition, next } = written(DAILY, '2026-11-10T08:00:00.000Z', '2026-11-24T09:00:00.000Z')
    expect(edition.skipped?.count).toBe(14)
    expect(repaired(DAILY, next, '2026-03-01T00:00:00.000Z', [edition])).toBeUndefined()
  })
})

test('digests are looked at at the start, once an hour, and when the clock goes back, but not by one of before 2026', async () => {
  const store = await openMemoryStore()
  const far = '2031-01-01T08:00:00.000Z'
  const putOff = async () => {
    await store.removeDigest('d1')
    await store.saveDigest({ ...sampleOrder(), nextRunAt: far })
  }
  let now = new Date(0)
  const log = createKeptLog()
  const repair = createSlotRepair({ store, now: () => now, log })
  const after = async (instant: string) => {
    now = new Date(instant)
    await repair()
    return (await store.digests())[0]?.nextRunAt
  }
  await putOff()
  expect(await after('1970-01-01T00:00:10Z')).toBe(far)
  expect(await after('2026-11-24T07:00:00Z')).toBe(TODAY)
  await putOff()
  expect(await after('2026-11-24T07:59:59Z')).toBe(far)
  expect(await after('2026-11-24T07:59:58Z')).toBe(TODAY)
  await putOff()
  expect(await after('2026-11-24T08:59:57Z')).toBe(far)
  expect(await after('2026-11-24T08:59:58Z')).toBe('2026-11-25T08:00:00.000Z')
  await store.close()
})
