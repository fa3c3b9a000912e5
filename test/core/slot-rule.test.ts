import { CronExpressionParser } from 'cron-parser'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextSlot } from '../../src/core/slot.ts'
import { randomCron } from '../simulation/random-cron.ts'
import { type Readings, readEveryMinute, slotsByWalking } from '../simulation/slot-oracle.ts'

/** Days on which clocks were put forward or back, or not; the first day only tells the walk what the clock has shown. */
const WINDOWS = [
  ['Asia/Kolkata', '2026-11-20', '2026-11-24', 'no changes, half an hour'],
  ['America/New_York', '2026-03-06', '2026-03-10', '02:00 → 03:00'],
  ['America/New_York', '2026-10-30', '2026-11-03', '02:00 → 01:00'],
  ['Europe/Berlin', '2026-03-27', '2026-03-31', '02:00 → 03:00'],
  ['Europe/Berlin', '2026-10-23', '2026-10-27', '03:00 → 02:00'],
  ['Australia/Lord_Howe', '2026-10-02', '2026-10-06', '02:00 → 02:30'],
  ['Australia/Lord_Howe', '2026-04-03', '2026-04-07', '02:00 → 01:30'],
  ['America/St_Johns', '2026-03-06', '2026-03-10', '02:00 → 03:00'],
  ['America/St_Johns', '2010-03-12', '2010-03-16', '00:01 → 01:01'],
  ['America/St_Johns', '2010-11-05', '2010-11-09', '00:01 → 23:01'],
  ['America/Sao_Paulo', '2018-11-02', '2018-11-06', '00:00 → 01:00'],
  ['America/Sao_Paulo', '2018-02-16', '2018-02-20', '00:00 → 23:00'],
  ['Asia/Beirut', '2026-03-27', '2026-03-31', '00:00 → 01:00'],
  ['Asia/Beirut', '2026-10-23', '2026-10-27', '00:00 → 23:00'],
  ['Africa/Cairo', '2026-04-22', '2026-04-26', '00:00 → 01:00'],
  ['Africa/Cairo', '2026-10-28', '2026-11-01', '00:00 → 23:00'],
  ['America/Havana', '2026-10-30', '2026-11-03', '01:00 → 00:00'],
  ['Africa/Casablanca', '2026-02-13', '2026-02-17', 'Ramadan begins: 03:00 → 02:00'],
  ['Antarctica/Troll', '2026-03-27', '2026-03-31', '01:00 → 03:00'],
  ['Antarctica/Troll', '2026-10-23', '2026-10-27', '03:00 → 01:00'],
  ['Antarctica/Vostok', '1994-01-30', '1994-02-03', '00:00 → 17:00'],
  ['Antarctica/Vostok', '1994-10-30', '1994-11-03', '00:00 → 07:00'],
  ['Pacific/Apia', '2011-12-28', '2012-01-02', 'no 30 December'],
  ['Pacific/Kwajalein', '1993-08-19', '1993-08-24', 'no 21 August'],
  ['Asia/Pyongyang', '2018-05-02', '2018-05-07', '23:30 → 00:00'],
  ['Asia/Pyongyang', '2015-08-12', '2015-08-17', '00:00 → 23:30'],
] as const

const clocks = new Map<string, Readings>()

function readingsOf([zone, from, to]: (typeof WINDOWS)[number]): Readings {
  const key = zone + from
  const readings = clocks.get(key) ?? readEveryMinute(zone, `${from}T00:00Z`, `${to}T00:00Z`)
  clocks.set(key, readings)
  return readings
}

function isoOf(instant: number | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString()
}

/** All slots from the second day of a window to its end. */
function slotsByRule(cron: string, [zone, from, to]: (typeof WINDOWS)[number]): number[] {
  const slots: number[] = []
  let after = new Date(Date.parse(from) + 24 * 60 * 60_000 - 1)
  for (;;) {
    after = nextSlot(cron, zone, after)
    if (after.getTime() >= Date.parse(to)) return slots
    slots.push(after.getTime())
  }
}

describe('the rule, against a walk over every minute', () => {
  for (const window of WINDOWS) {
    const [zone, from, , what] = window
    test(`${zone}, ${from}: ${what}`, () => {
      const readings = readingsOf(window)
      const check = (cron: string) => {
        const [slots, expected] = [slotsByRule(cron, window), slotsByWalking(cron, readings)]
        const first = slots.findIndex((slot, index) => slot !== expected[index])
        expect(isoOf(slots[first]), cron).toBe(isoOf(expected[first]))
        expect(slots.length, cron).toBe(expected.length)
      }
      for (const hour of ['*', '*/2', '*/3', '0-23', '0', '1', '2', '3', '23', '0,2']) {
        for (const minute of ['0', '30', '*/15', '1', '59', '*']) check(`${minute} ${hour} * * *`)
      }
      fc.assert(fc.property(randomCron(), check), { seed: 20_261_124, numRuns: 60 })
    })
  }

  test('from any instant, not only from slot to slot', () => {
    const window = fc.constantFrom(...WINDOWS)
    const part = fc.double({ min: 0, max: 1, noNaN: true })
    const property = fc.property(randomCron(), window, part, (cron, each, portion) => {
      const [zone, from, to] = each
      const start = Date.parse(from) + 24 * 60 * 60_000
      const after = start + Math.floor(portion * (Date.parse(to) - start))
      const expected = slotsByWalking(cron, readingsOf(each)).find((slot) => slot > after)
      const slot = nextSlot(cron, zone, new Date(after)).getTime()
      expect(slot < Date.parse(to) ? isoOf(slot) : undefined).toBe(isoOf(expected))
    })
    fc.assert(property, { seed: 20_261_125, numRuns: 1_000 })
  })
})

test('where no clock is ever put forward or back, cron-parser agrees', () => {
  // It refuses a range of weekdays up to Sunday by name and a value that is named twice, and `1/2` in the weekdays has a Sunday.
  const plain = randomCron().filter((cron) => {
    if (/\d\/\d$|\d\/\d,\S*$/.test(cron)) return false
    try {
      CronExpressionParser.parse(cron)
      return true
    } catch {
      return false
    }
  })
  const instant = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  const property = fc.property(plain, instant, (cron, after) => {
    const other = CronExpressionParser.parse(cron, { currentDate: after, tz: 'UTC' }).next().toDate()
    expect(nextSlot(cron, 'UTC', after).toISOString()).toBe(other.toISOString())
  })
  fc.assert(property, { seed: 20_261_126, numRuns: 1_000 })
})
