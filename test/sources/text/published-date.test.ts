import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOfFileName, dayOf, parseDate } from '../../../src/sources/text/published-date.ts'

describe('parseDate', () => {
  it.each([
    ['2024-03-14', '2024-03-14'],
    ['2024/3/14', '2024-03-14'],
    [' 14.03.2024 ', '2024-03-14'],
    ['14.03.2024 г.', '2024-03-14'],
    ['14/03/2024', '2024-03-14'],
    ['3/14/2024', '2024-03-14'],
    ['14 March 2024', '2024-03-14'],
    ['14th of March 2024', '2024-03-14'],
    ['March 14, 2024', '2024-03-14'],
    ['Thursday, 14 March 2024', '2024-03-14'],
    ['Sept. 4, 2024', '2024-09-04'],
    ['14. März 2024', '2024-03-14'],
    ['1er août 2024', '2024-08-01'],
    ['14 de marzo de 2024', '2024-03-14'],
    ['14 марта 2024 года', '2024-03-14'],
    ['14 сакавіка 2024', '2024-03-14'],
    ['2024年3月14日', '2024-03-14'],
    ['２０２４年３月１４日', '2024-03-14'],
    ['2024-03-14 10:30', '2024-03-14'],
    ['2024-03-14T10:30:00Z', '2024-03-14T10:30:00.000Z'],
    ['2024-03-14T10:30+05:30', '2024-03-14T05:00:00.000Z'],
    ['Thu, 14 Mar 2024 10:30:00 +0530', '2024-03-14T05:00:00.000Z'],
    ['14 Mar 2024 10:30 GMT', '2024-03-14T10:30:00.000Z'],
  ])('reads %s', (text, date) => {
    expect(parseDate(text)).toBe(date)
  })

  it.each([
    ['', 'nothing'],
    ['2024-02-31', 'no such day'],
    ['31 February 2024', 'no such day'],
    ['2023-02-29', 'no leap year'],
    ['2024-13-01', 'no such month'],
    ['2024-03-14T25:00:00Z', 'no such hour'],
    ['3/4/2024', 'two days at once'],
    ['14 listopada 2024 or so', 'more than a date'],
    ['The 14 March 2024', 'more than a date'],
    ['2024', 'only a year'],
    ['14 Brumaire 2024', 'no month'],
  ])('does not read %s: %s', (text) => {
    expect(parseDate(text)).toBeUndefined()
  })

  it('gives days that exist or none, whatever the numbers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const date = dayOf(year, month, day)
          if (date !== undefined) expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date)
        },
      ),
    )
  })
})

it.each([
  ['2024-03-14-talks.md', '2024-03-14'],
  ['20240314_talks.md', '2024-03-14'],
  ['2024_03_14 talks.txt', '2024-03-14'],
  ['2024.03.14.txt', '2024-03-14'],
  ['20240231.md', undefined],
  ['202403141.md', undefined],
  ['99990314.md', undefined],
  ['talks-2024-03-14.md', undefined],
  ['2024-0314.md', undefined],
])('the name %s gives the day %s', (name, date) => {
  expect(dateOfFileName(name)).toBe(date)
})
