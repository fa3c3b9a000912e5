import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completeQuestion } from '../../../src/core/conversation/follow-on.ts'
import { readDay } from '../../../src/core/conversation/since.ts'
import { readWish } from '../../../src/core/conversation/wish.ts'

describe('the day that a message names', () => {
  // A Tuesday.
  const now = new Date('2026-11-24T12:00:00Z')
  const day = (text: string, zone = 'UTC') => readDay(text, now, zone)?.toISOString()

  test.each([
    ['since Monday', '2026-11-23'],
    ['since Tuesday', '2026-11-17'],
    ['since Wednesday', '2026-11-18'],
    ['seit Montag', '2026-11-23'],
    ['depuis jeudi', '2026-11-19'],
    ['desde el miércoles', '2026-11-18'],
    ['с понедельника', '2026-11-23'],
    ['सोमवार से', '2026-11-23'],
    ['منذ الاثنين', '2026-11-23'],
    ['自周一以来', '2026-11-23'],
    ['since yesterday', '2026-11-23'],
    ['seit gestern', '2026-11-23'],
    ['со вчерашнего дня', '2026-11-23'],
    ['today', '2026-11-24'],
    ['last week', '2026-11-17'],
    ['上周', '2026-11-17'],
    ['in the last 3 days', '2026-11-21'],
    ['in den letzten 2 Wochen', '2026-11-10'],
    ['hace 2 meses', '2026-09-25'],
    ['since 14 March 2024', '2024-03-14'],
    ['since March 2024', '2024-03-01'],
    ['since 14 March', '2026-03-14'],
    ['since 25 December', '2025-12-25'],
    ['since 2023', '2023-01-01'],
  ])('%s is %s', (text, iso) => {
    expect(day(text)).toBe(`${iso}T00:00:00.000Z`)
  })

  test.each(['', 'since when?', 'since tomorrow', 'since 3 May 2030', 'since 2099'])(
    '%s is none that is over',
    (text) => {
      expect(day(text)).toBeUndefined()
    },
  )

  test('begins at midnight of the zone, whatever its clock did since', () => {
    expect(day('since Monday', 'Asia/Kolkata')).toBe('2026-11-22T18:30:00.000Z')
    expect(day('since 14 July', 'Europe/Berlin')).toBe('2026-07-13T22:00:00.000Z')
    expect(readDay('today', new Date('2026-11-24T20:00:00Z'), 'Asia/Kolkata')?.toISOString()).toBe(
      '2026-11-24T18:30:00.000Z',
    )
  })
})

describe('a word of command', () => {
  test.each([
    ['summary', 'summary', ''],
    ['Please give me a summary!', 'summary', ''],
    ['TL;DR', 'summary', ''],
    ['summary of this thread', 'summary', ''],
    ['Summary of the UNSC reform, please', 'summary', 'the UNSC reform'],
    ['résumé', 'summary', ''],
    ['ملخص', 'summary', ''],
    ['Quellen?', 'sources', ''],
    ['источники', 'sources', ''],
    ['来源？', 'sources', ''],
    ['sources for india-belarus', 'sources', 'india-belarus'],
  ])('%s is one', (text, kind, of) => {
    expect(readWish(text)).toEqual({ kind, of })
  })

  test.each([
    'What changed since Monday?',
    "what's new since yesterday",
    'What is new this week since Monday?',
    'Was hat sich seit Montag geändert?',
    'Quoi de neuf depuis lundi ?',
    '¿Qué ha cambiado desde el lunes?',
    'Что изменилось с понедельника?',
    'सोमवार से क्या बदला?',
    'ما الذي تغير منذ الاثنين؟',
    '自周一以来有什么变化？',
  ])('%s asks for changes', (text) => {
    expect(readWish(text)).toEqual({ kind: 'changes', text })
  })

  test.each([
    'Which sources say so?',
    'Who wrote the summary?',
    'What happened in Astana?',
    'What happened on 4 July 2024?',
    'What is the news about Belarus?',
    'Is there a source of water nearby?',
    '',
  ])('%s is none', (text) => {
    expect(readWish(text)).toBeUndefined()
  })
})

describe('a question that leans on the last turn', () => {
  const turn = {
    question: 'Who said that Belarus supports the bid of India?',
    answer: ['Belarus supports the bid, Foreign Minister Sergei Aleinik said on a visit to New Delhi.'],
    topics: ['india-belarus'],
  }

  test.each([
    ['who is he?', 'who is Sergei Aleinik?'],
    ['And what is his job?', 'what is Sergei Aleinik’s job?'],
    ['When did he meet Jaishankar?', 'When did Sergei Aleinik meet Jaishankar?'],
    ['and when?', 'when said that Belarus supports the bid of India?'],
    ['und wann?', 'wann said that Belarus supports the bid of India?'],
    ['And in 2023?', 'in 2023 said that Belarus supports the bid of India?'],
  ])('%s becomes %s', (question, complete) => {
    expect(completeQuestion(question, turn)).toBe(complete)
  })

  test('asks the same of another name', () => {
    const asked = { ...turn, question: 'When did Brazil join BRICS?' }
    expect(completeQuestion('What about South Africa?', asked)).toBe('When did South Africa join BRICS?')
    expect(completeQuestion('Und was ist mit Iran?', asked)).toBe('When did Iran join BRICS?')
    expect(completeQuestion('那中国呢？', asked)).toBe('When did 中国 join BRICS?')
  })

  test.each(['Who founded the SCO?', 'When was the last enlargement of the Council?', 'Really?', 'Thanks!', '', '😀'])(
    '%s stands by itself',
    (question) => {
      expect(completeQuestion(question, turn)).toBe(question)
      expect(completeQuestion(question, undefined)).toBe(question)
    },
  )
})

test('nothing that people type makes any of them throw', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      (a, b) => {
        readDay(a, new Date('2026-11-24T12:00:00Z'), 'Asia/Kolkata')
        readWish(a)
        completeQuestion(a, { question: b, answer: [a], topics: [] })
      },
    ),
  )
})
