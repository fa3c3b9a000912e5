import { describe, expect, test } from 'vitest'
import { firstReading, parseCron } from '../../src/core/cron.ts'
import { InputError } from '../../src/core/errors.ts'

/** The readings from the beginning of 2028, a leap year that begins on a Saturday, as the clock shows them. */
function readings(cron: string, count: number): string[] {
  const schedule = parseCron(cron)
  let from = Date.parse('2028-01-01T00:00Z') / 60_000
  return Array.from({ length: count }, () => {
    const reading = firstReading(schedule, from)
    from = reading + 1
    return new Date(reading * 60_000).toISOString().slice(5, 16)
  })
}

describe('fields', () => {
  test.each([
    ['0 8 * * *', ['01-01T08:00', '01-02T08:00'], 'a time every day'],
    ['  05\t08 * *  * ', ['01-01T08:05', '01-02T08:05'], 'any blanks between them, leading zeros'],
    ['0,30 8 * * *', ['01-01T08:00', '01-01T08:30', '01-02T08:00'], 'a list'],
    ['30,0,0 8 * * *', ['01-01T08:00', '01-01T08:30', '01-02T08:00'], 'a list in any order, with repetitions'],
    ['0 8-10 * * *', ['01-01T08:00', '01-01T09:00', '01-01T10:00', '01-02T08:00'], 'a range'],
    ['0 9-17/4 * * *', ['01-01T09:00', '01-01T13:00', '01-01T17:00', '01-02T09:00'], 'a range with a step'],
    ['*/25 0 * * *', ['01-01T00:00', '01-01T00:25', '01-01T00:50', '01-02T00:00'], 'a step that does not divide'],
    ['5/20 0 * * *', ['01-01T00:05', '01-01T00:25', '01-01T00:45', '01-02T00:05'], 'a step from a value on'],
    ['*/90 0 * * *', ['01-01T00:00', '01-02T00:00'], 'a step beyond the field'],
    ['0 0 1 */6 *', ['01-01T00:00', '07-01T00:00'], 'months count from 1'],
    ['0 0 */10 2 *', ['02-01T00:00', '02-11T00:00', '02-21T00:00'], 'days count from 1'],
    ['0 0 31 * *', ['01-31T00:00', '03-31T00:00', '05-31T00:00'], 'months that have no such day are left out'],
    ['0 0 29 2 *', ['02-29T00:00', '02-29T00:00'], 'leap days'],
    ['0 0 1 jan,Mar-APR *', ['01-01T00:00', '03-01T00:00', '04-01T00:00', '01-01T00:00'], 'months by name'],
    ['0 0 * * Mon', ['01-03T00:00', '01-10T00:00'], 'weekdays by name'],
    ['0 0 * * 0', ['01-02T00:00', '01-09T00:00'], 'Sunday is 0'],
    ['0 0 * * 7', ['01-02T00:00', '01-09T00:00'], 'Sunday is 7'],
    ['0 0 * * 5-7', ['01-01T00:00', '01-02T00:00', '01-07T00:00'], 'a range up to Sunday'],
    ['0 0 * * FRI-SUN', ['01-01T00:00', '01-02T00:00', '01-07T00:00'], 'a range up to Sunday by name'],
    ['0 0 * * SUN-TUE', ['01-02T00:00', '01-03T00:00', '01-04T00:00', '01-09T00:00'], 'a range from Sunday'],
    ['0 0 * * */2', ['01-01T00:00', '01-02T00:00', '01-04T00:00', '01-06T00:00', '01-08T00:00'], 'one Sunday a week'],
    ['0 0 * * 7/2', ['01-02T00:00', '01-09T00:00'], 'nothing comes after the last value'],
    ['0 0 13 * 5', ['01-07T00:00', '01-13T00:00', '01-14T00:00'], 'the 13th or a Friday'],
    ['0 0 1-31 * 5', ['01-01T00:00', '01-02T00:00'], 'all days by number, or a Friday'],
    ['0 0 30 2 1', ['02-07T00:00', '02-14T00:00'], 'a day that never comes, or a Monday'],
  ])('%s: %s', (cron, expected) => {
    expect(readings(cron, expected.length)).toEqual(expected)
  })

  test.each([
    ['* * * * *', true],
    ['*/30 * * * *', true],
    ['17 * * * 1-5', true],
    ['0 */2 * * *', true],
    ['0 */24 * * *', false],
    ['*/10 8 * * *', false],
    ['0 0-23 * * *', false],
    ['* 0,12 * * *', false],
  ])('%s goes on at an interval: %s', (cron, interval) => {
    expect(parseCron(cron).interval).toBe(interval)
  })
})

describe('what is no schedule is refused with what is wrong', () => {
  test.each([
    ['', 'give five fields'],
    ['0 8 * *', 'give five fields'],
    ['0 0 8 * * *', 'give five fields'],
    ['@daily', 'give five fields'],
    ['0 24 * * *', '“24” is no hour, which goes from 0 to 23'],
    ['60 8 * * *', '“60” is no minute, which goes from 0 to 59'],
    ['0 8 0 * *', '“0” is no day of the month, which goes from 1 to 31'],
    ['0 8 32 * *', '“32” is no day of the month, which goes from 1 to 31'],
    ['0 8 * 13 *', '“13” is no month, which goes from 1 to 12, or JAN to DEC'],
    ['0 8 * 0 *', '“0” is no month, which goes from 1 to 12, or JAN to DEC'],
    ['0 8 * * 8', '“8” is no day of the week, which goes from 0 to 7, or SUN to SAT'],
    ['0 8 * * MONDAY', '“MONDAY” is no day of the week, which goes from 0 to 7, or SUN to SAT'],
    ['0 8 MON * *', '“MON” is no day of the month, which goes from 1 to 31'],
    ['0 22-2 * * *', '“22-2” runs backwards; give two ranges, “22-23,0-2”'],
    ['0 8 * NOV-FEB *', '“NOV-FEB” runs backwards; give two ranges, “NOV-12,1-FEB”'],
    ['*/0 8 * * *', '“*/0” has a step of 0'],
    ['1/2/3 8 * * *', '“1/2/3” is no minute'],
    ['*-5 8 * * *', '“*-5” is no minute'],
    ['-5 8 * * *', '“-5” is no minute'],
    ['1,,2 8 * * *', '“” is no minute'],
    ['1.5 8 * * *', '“1.5” is no minute'],
    ['0 8 L * *', '“L” is no day of the month, which goes from 1 to 31'],
    ['0 8 ? * *', '“?” is no day of the month'],
    ['0 8 * * 1#2', '“1#2” is no day of the week'],
    ['H 8 * * *', '“H” is no minute, which goes from 0 to 59'],
    ['0 8 30 2 *', 'no month that it names has a day 30'],
    ['0 8 30,31 FEB *', 'no month that it names has such days'],
    ['0 8 31 4,6,9,11 *', 'no month that it names has a day 31'],
  ])('%s', (cron, words) => {
    const parse = () => parseCron(cron)
    expect(parse).toThrow(InputError)
    expect(parse).toThrow(`“${cron}” is not a schedule: ${words}`)
  })
})
