import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findDates } from '../../../src/core/language/dates.ts'

describe('findDates', () => {
  it.each([
    ['en', 'on 14 March 2024 in', '14 March 2024', '2024-03-14'],
    ['en', 'March 14, 2024.', 'March 14, 2024', '2024-03-14'],
    ['en', 'the 3rd of May, 2021', '3rd of May, 2021', '2021-05-03'],
    ['en', 'Sept. 5, 1999', 'Sept. 5, 1999', '1999-09-05'],
    ['en', 'since March 2024, when', 'March 2024', '2024-03'],
    ['en', 'at 2024-03-14T10:00Z', '2024-03-14', '2024-03-14'],
    ['de', 'am 14. März 2024 um', '14. März 2024', '2024-03-14'],
    ['de', 'vom 4.3.2024 an', '4.3.2024', '2024-03-04'],
    ['fr', 'le 1er août 2023', '1er août 2023', '2023-08-01'],
    ['fr', 'le 03/04/2024', '03/04/2024', '2024-04-03'],
    ['es', 'el 14 de marzo de 2024', '14 de marzo de 2024', '2024-03-14'],
    ['es', 'en septiembre de 2022', 'septiembre de 2022', '2022-09'],
    ['ru', '14 марта 2024 года', '14 марта 2024', '2024-03-14'],
    ['ru', 'в марте 2024', 'марте 2024', '2024-03'],
    ['hi', '14 मार्च 2024 को', '14 मार्च 2024', '2024-03-14'],
    ['hi', '१४ मार्च २०२४', '१४ मार्च २०२४', '2024-03-14'],
    ['ar', 'في 14 مارس 2024', '14 مارس 2024', '2024-03-14'],
    ['ar', '١٤ آذار ٢٠٢٤', '١٤ آذار ٢٠٢٤', '2024-03-14'],
    ['zh', '于2024年3月14日举行', '2024年3月14日', '2024-03-14'],
    ['zh', '2024年3月举行', '2024年3月', '2024-03'],
    ['en', '29 February 2024', '29 February 2024', '2024-02-29'],
  ])('%s: %s', (language, text, matched, iso) => {
    const start = text.indexOf(matched)
    expect(findDates(text, language)).toEqual([{ text: matched, start, end: start + matched.length, iso }])
  })

  it.each([
    ['impossible days', '31 February 2024, 30.02.2024, 2023-02-29, April 31, 2020'],
    ['impossible months', '2024-13-01 and 2024年13月1日'],
    ['years alone', 'in 2024 and the 1990s'],
    ['days without a year', 'on 14 March they may march'],
    ['either order', '03/04/2024'],
    ['other numbers', 'version 1.2.2024.5, ISBN 2024-03-14-7, 192.168.2001'],
  ])('does not find %s', (_name, text) => {
    expect(findDates(text, 'en')).toEqual([])
  })

  it('finds several in reading order', () => {
    expect(findDates('From 1 May 2020 to 2020-05-09 and June 2021.', 'en').map((date) => date.iso)).toEqual([
      '2020-05-01',
      '2020-05-09',
      '2021-06',
    ])
  })

  it('reads back every day that exists', () => {
    const days = fc.date({
      min: new Date(Date.UTC(1600, 0, 1)),
      max: new Date(Date.UTC(2199, 11, 31)),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(days, fc.constantFrom('en', 'de', 'fr', 'es', 'ru', 'hi', 'zh'), (day, language) => {
        const written = new Intl.DateTimeFormat(language, {
          dateStyle: 'long',
          timeZone: 'UTC',
          calendar: 'gregory',
        }).format(day)
        expect(findDates(written, language).map((date) => date.iso)).toEqual([day.toISOString().slice(0, 10)])
      }),
    )
  })

  it('gives ordered, verbatim, disjoint spans, whatever the text', () => {
    const pieces = fc.constantFrom(
      '1 ',
      'May ',
      '2024',
      '-',
      '.',
      '3',
      ' ',
      ',',
      'mars ',
      '年',
      '月',
      '日',
      '\ud800',
      '١٢ ',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), fc.constantFrom('en', 'fr', 'zh'), (parts, language) => {
        const text = parts.join('')
        let position = 0
        for (const date of findDates(text, language)) {
          expect(date.start).toBeGreaterThanOrEqual(position)
          expect(date.text).toBe(text.slice(date.start, date.end))
          expect(date.iso).toMatch(/^\d{4}-\d{2}(?:-\d{2})?$/)
          position = date.end
        }
      }),
    )
  })
})
