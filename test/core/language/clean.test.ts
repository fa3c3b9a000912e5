import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBoilerplate, isHeading, leadIn } from '../../../src/core/language/clean.ts'

describe('leadIn', () => {
  it.each([
    ['(CNN) -- ', 'The talks ended.'],
    ['(CNN)', 'Share the news.'],
    ['NEW DELHI (Reuters) - ', 'The talks ended.'],
    ['BRUSSELS, January 22 (Xinhua) -- ', 'Two polls say so.'],
    ['Sanaa, Yemen (CNN) ', 'The talks ended.'],
    ['rome ( cnn ) '.replace('r', 'R'), 'italian police said so .'],
    ['date 2024-03-14 ', 'The talks ended.'],
    ['date 2024-03-14 MINSK (AP) -- ', 'The talks ended.'],
    ['LARAMIE, Wyo. _ ', 'Ann Oakes said so.'],
    ['PUBLISHED: 05:32 EST, 1 May 2013 | UPDATED: 08:04 EST, 2 May 2013 ', 'Ann Oakes said so.'],
    ['Berlin (dpa) - ', 'Die Gespräche endeten.'],
    ['Paris, 14 mars (AFP) - ', 'Les discussions ont pris fin.'],
    ['МОСКВА, 14 марта /ТАСС/. ', 'Переговоры завершились.'],
    ['新华社北京3月14日电 ', '会谈结束了。'],
  ])('%s', (lead, rest) => {
    expect(leadIn(lead + rest, 'en')).toBe(lead.length)
  })

  it.each([
    'The agency (Reuters) said so.',
    'The talks ended - at last.',
    'Published in May, the report is short.',
    'Minsk, the capital, was calm.',
    'DRIVER FLED - AND RAN',
  ])('leaves alone: %s', (sentence) => {
    expect(leadIn(sentence, 'en')).toBe(0)
  })

  it('stays in range, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(leadIn(text, 'en')).toBeGreaterThanOrEqual(0)
        expect(leadIn(text, 'en')).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})

describe('isBoilerplate', () => {
  it.each([
    "The Gazette's Ann Oakes contributed to this report.",
    'All rights reserved.',
    'Copyright 2024 The Gazette.',
    'Scroll down for video',
    'Click here to read the transcript.',
    'Sign up for our newsletter.',
    'We use cookies to improve your visit.',
    'Photo: Ann Oakes',
    'By Ann Oakes',
    'By Ann Oakes and Ray Poe for the Gazette.',
    'PUBLISHED: 05:32 EST, 1 May 2013',
    'WASHINGTON (AP) --',
    'Read more: What happened in Minsk',
    'Alle Rechte vorbehalten.',
    'Tous droits réservés.',
    'Lea también: lo que pasó',
    'Читайте также: что случилось',
    'यह भी पढ़ें: क्या हुआ',
    'اقرأ أيضا: ماذا حدث',
    '责任编辑：王某',
    '* * *',
    '',
  ])('%s', (sentence) => {
    expect(isBoilerplate(sentence, 'en')).toBe(true)
  })

  it.each([
    'The minister contributed to the fund.',
    'By Monday the talks had failed.',
    'The rights of workers were reserved for later talks.',
    'The court ruled that cookies may be baked at home.',
    'He said the report was published in May.',
    'Die Minister einigten sich.',
    '会谈结束了。',
    '(CNN) -- The talks ended.',
  ])('not: %s', (sentence) => {
    expect(isBoilerplate(sentence, 'en')).toBe(false)
  })
})

describe('isHeading', () => {
  it.each([
    ['What happened next', true],
    ['Hintergrund', true],
    ['背景', true],
    ['The talks ended.', false],
    ['会谈结束了。', false],
    ['वार्ता समाप्त हुई।', false],
    ['He said: “We agree.”', false],
    ['', false],
    [`A line ${'that goes on and on '.repeat(8)}`, false],
  ])('%s: %s', (line, expected) => {
    expect(isHeading(line, 'en')).toBe(expected)
  })
})
