import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/core/errors.ts'
import { dueSlots, isZone, nextSlot } from '../../src/core/slot.ts'

/** What comes after an instant, each after the one before. */
function slots(cron: string, zone: string, after: string, count: number): string[] {
  let slot = new Date(after)
  return Array.from({ length: count }, () => {
    slot = nextSlot(cron, zone, slot)
    return slot.toISOString().replace(':00.000Z', 'Z')
  })
}

describe('nextSlot', () => {
  test.each([
    ['0 8 * * 1-5', 'Europe/Brussels', '2026-11-20T07:00Z', ['2026-11-23T07:00Z'], 'Friday 08:00 → Monday'],
    ['0 8 * * *', 'Asia/Kolkata', '2026-11-20T02:29:59Z', ['2026-11-20T02:30Z'], 'half-hour zone'],
    ['0 0 * * *', 'UTC', '2026-12-31T12:00Z', ['2027-01-01T00:00Z'], 'midnight is hour 0'],
    ['0 9 29 2 *', 'UTC', '2026-03-01T00:00Z', ['2028-02-29T09:00Z', '2032-02-29T09:00Z'], 'leap days'],
    ['0 9 29 2 *', 'UTC', '2096-03-01T00:00Z', ['2104-02-29T09:00Z'], 'no leap day in 2100'],
    ['0 9 1 * 1', 'UTC', '2026-11-24T00:00Z', ['2026-11-30T09:00Z', '2026-12-01T09:00Z'], 'the 1st or a Monday'],
  ])('%s in %s after %s is %s (%s)', (cron, zone, after, expected) => {
    expect(slots(cron, zone, after, expected.length)).toEqual(expected)
  })

  // 02:00 → 03:00 in New York on 8 March 2026, at 07:00Z; 02:00 → 01:00 on 1 November, at 06:00Z.
  test.each([
    ['30 2 * * *', '2026-03-08T00:00Z', ['2026-03-08T07:00Z', '2026-03-09T06:30Z'], 'skipped: after the gap'],
    ['*/20 2 * * *', '2026-03-08T00:00Z', ['2026-03-08T07:00Z', '2026-03-09T06:00Z'], 'all that is skipped, together'],
    ['0 2,3 * * *', '2026-03-08T00:00Z', ['2026-03-08T07:00Z', '2026-03-09T06:00Z'], 'one with what is there anyway'],
    ['30 1 * * *', '2026-11-01T00:00Z', ['2026-11-01T05:30Z', '2026-11-02T06:30Z'], 'repeated: the first time only'],
    ['30 1 * * *', '2026-11-01T05:45Z', ['2026-11-02T06:30Z'], 'repeated: not the second time, asked in between'],
    ['0 * * * *', '2026-03-08T05:30Z', ['2026-03-08T06:00Z', '2026-03-08T07:00Z', '2026-03-08T08:00Z'], 'every hour'],
    ['0 * * * *', '2026-11-01T04:30Z', ['2026-11-01T05:00Z', '2026-11-01T06:00Z', '2026-11-01T07:00Z'], 'every hour'],
    [
      '*/30 * * * *',
      '2026-11-01T05:15Z',
      ['2026-11-01T05:30Z', '2026-11-01T06:00Z', '2026-11-01T06:30Z'],
      'half-hours',
    ],
    ['0 */2 * * *', '2026-03-08T04:30Z', ['2026-03-08T05:00Z', '2026-03-08T07:00Z', '2026-03-08T08:00Z'], 'two hours'],
    ['30 */2 * * *', '2026-03-08T05:00Z', ['2026-03-08T05:30Z', '2026-03-08T07:30Z', '2026-03-08T08:30Z'], 'two hours'],
  ])('%s in New York after %s is %s (%s)', (cron, after, expected) => {
    expect(slots(cron, 'America/New_York', after, expected.length)).toEqual(expected)
  })

  test.each([
    ['15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T00:00Z', ['2026-10-03T15:30Z'], 'half an hour skipped'],
    ['45 1 * * *', 'Australia/Lord_Howe', '2026-04-04T00:00Z', ['2026-04-04T14:45Z', '2026-04-05T15:15Z'], 'repeated'],
    ['0 0 * * *', 'America/Sao_Paulo', '2018-11-04T00:00Z', ['2018-11-04T03:00Z', '2018-11-05T02:00Z'], 'no midnight'],
    ['0 0 * * *', 'Africa/Cairo', '2026-04-23T12:00Z', ['2026-04-23T22:00Z', '2026-04-24T21:00Z'], 'no midnight'],
    ['30 23 * * *', 'Asia/Beirut', '2026-10-24T12:00Z', ['2026-10-24T20:30Z', '2026-10-25T21:30Z'], 'repeated'],
    ['0 8 * * *', 'Pacific/Apia', '2011-12-29T18:00Z', ['2011-12-30T10:00Z', '2011-12-30T18:00Z'], 'no 30 December'],
  ])('%s in %s after %s is %s (%s)', (cron, zone, after, expected) => {
    expect(slots(cron, zone, after, expected.length)).toEqual(expected)
  })

  test.each([
    ['* * * * * *', 'UTC', /five fields/u],
    ['0 25 * * *', 'UTC', /not a schedule/u],
    ['0 8 * * *', 'Mars/Olympus', /not a time zone/u],
    ['0 8 * * *', '+02:00', /not a time zone/u],
    ['0 8 30 2 *', 'UTC', /no month that it names has a day 30/u],
  ])('%s in %s is refused with how to mend it', (cron, zone, words) => {
    expect(() => nextSlot(cron, zone, new Date(0))).toThrow(InputError)
    expect(() => nextSlot(cron, zone, new Date(0))).toThrow(words)
  })
})

describe('dueSlots', () => {
  const digest = { cron: '0 8 * * *', zone: 'UTC', nextRunAt: '2026-11-20T08:00:00.000Z' }

  test('on time: the slot itself, nothing missed', () => {
    const { slot, missed, skipped, next } = dueSlots(digest, new Date('2026-11-20T08:00:01Z'))
    expect(slot.toISOString()).toBe('2026-11-20T08:00:00.000Z')
    expect(missed).toEqual([])
    expect(skipped).toBeUndefined()
    expect(next.toISOString()).toBe('2026-11-21T08:00:00.000Z')
  })

  const owed = (cron: string, nextRunAt: string, now: string) => {
    const { slot, missed, skipped, next } = dueSlots({ cron, zone: 'UTC', nextRunAt }, new Date(now))
    return {
      slot: slot.toISOString(),
      missed: missed.map((each) => each.toISOString()),
      skipped,
      next: next.toISOString(),
    }
  }

  test('some hours late: the newest slot covers the earlier ones', () => {
    expect(owed('0 */6 * * *', '2026-11-20T06:00:00.000Z', '2026-11-20T20:00:00Z')).toEqual({
      slot: '2026-11-20T18:00:00.000Z',
      missed: ['2026-11-20T06:00:00.000Z', '2026-11-20T12:00:00.000Z'],
      next: '2026-11-21T00:00:00.000Z',
    })
  })

  test('days late: what is older than 24 hours is skipped', () => {
    expect(owed('0 8,20 * * *', '2026-11-20T08:00:00.000Z', '2026-11-22T09:00:00Z')).toEqual({
      slot: '2026-11-22T08:00:00.000Z',
      missed: ['2026-11-21T20:00:00.000Z'],
      skipped: { from: '2026-11-20T08:00:00.000Z', to: '2026-11-21T08:00:00.000Z', count: 3 },
      next: '2026-11-22T20:00:00.000Z',
    })
  })

  test.each([
    ['2026-11-21T08:00:00.000Z', undefined],
    ['2026-11-21T08:00:00.001Z', 1],
  ])('24 hours are 24 hours: at %s skipped are %s', (now, count) => {
    const monday = owed('0 8 20 * *', '2026-11-20T08:00:00.000Z', now)
    expect(monday.slot).toBe('2026-11-20T08:00:00.000Z')
    expect(monday.skipped?.count).toBe(count)
    expect(monday.next).toBe('2026-12-20T08:00:00.000Z')
  })

  test('a year late: half a million slots are skipped by their first, their last and their number', () => {
    const { skipped, missed, slot } = owed('* * * * *', '2025-11-20T08:00:00.000Z', '2026-11-20T08:00:30Z')
    expect(skipped).toEqual({ from: '2025-11-20T08:00:00.000Z', to: '2026-11-19T08:00:00.000Z', count: 364 * 1440 + 1 })
    expect(missed).toHaveLength(1_439)
    expect(slot).toBe('2026-11-20T08:00:00.000Z')
  })
})

test('isZone knows names, not offsets', () => {
  expect(isZone('Australia/Lord_Howe')).toBe(true)
  expect(isZone('+02:00')).toBe(false)
  expect(isZone('')).toBe(false)
})
