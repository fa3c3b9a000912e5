import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/core/errors.ts'
import { dueSlots, isZone, nextSlot } from '../../src/core/slot.ts'

describe('nextSlot', () => {
  test.each([
    ['0 8 * * 1-5', 'Europe/Brussels', '2026-11-20T07:00:00.000Z', '2026-11-23T07:00:00.000Z', 'Friday 08:00 → Monday'],
    ['0 8 * * *', 'Asia/Kolkata', '2026-11-20T02:29:59.000Z', '2026-11-20T02:30:00.000Z', 'half-hour zone'],
    ['0 0 * * *', 'UTC', '2026-12-31T12:00:00.000Z', '2027-01-01T00:00:00.000Z', 'midnight is hour 0'],
    ['0 9 29 2 *', 'UTC', '2026-03-01T00:00:00.000Z', '2028-02-29T09:00:00.000Z', 'leap day'],
    [
      '0 9 1 * 1',
      'UTC',
      '2026-11-24T00:00:00.000Z',
      '2026-11-30T09:00:00.000Z',
      'the 1st or a Monday: Monday comes first',
    ],
  ])('%s in %s after %s is %s (%s)', (cron, zone, after, expected) => {
    expect(nextSlot(cron, zone, new Date(after)).toISOString()).toBe(expected)
  })

  test.each([
    ['* * * * * *', 'UTC', /five fields/u],
    ['0 25 * * *', 'UTC', /not a schedule/u],
    ['0 8 * * *', 'Mars/Olympus', /not a time zone/u],
    ['0 8 * * *', '+02:00', /not a time zone/u],
  ])('%s in %s is refused with how to mend it', (cron, zone, words) => {
    expect(() => nextSlot(cron, zone, new Date(0))).toThrow(InputError)
    expect(() => nextSlot(cron, zone, new Date(0))).toThrow(words)
  })
})

describe('dueSlots', () => {
  const digest = { cron: '0 8 * * *', zone: 'UTC', nextRunAt: '2026-11-20T08:00:00.000Z' }

  test('on time: the slot itself, nothing missed', () => {
    const { slot, missed, next } = dueSlots(digest, new Date('2026-11-20T08:00:01Z'))
    expect(slot.toISOString()).toBe('2026-11-20T08:00:00.000Z')
    expect(missed).toEqual([])
    expect(next.toISOString()).toBe('2026-11-21T08:00:00.000Z')
  })

  test('after two days down: the newest slot, the earlier ones missed', () => {
    const { slot, missed, next } = dueSlots(digest, new Date('2026-11-22T09:00:00Z'))
    expect(slot.toISOString()).toBe('2026-11-22T08:00:00.000Z')
    expect(missed.map((instant) => instant.toISOString())).toEqual([
      '2026-11-20T08:00:00.000Z',
      '2026-11-21T08:00:00.000Z',
    ])
    expect(next.toISOString()).toBe('2026-11-23T08:00:00.000Z')
  })
})

test('isZone knows names, not offsets', () => {
  expect(isZone('Australia/Lord_Howe')).toBe(true)
  expect(isZone('+02:00')).toBe(false)
  expect(isZone('')).toBe(false)
})
