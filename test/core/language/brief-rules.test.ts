import { describe, expect, it } from 'vitest'
import { findDayMonths } from '../../../src/core/language/day-months.ts'
import {
  fitnessOf,
  hasSpeaker,
  isApparatusHeading,
  isBalanced,
  paragraphMark,
} from '../../../src/core/language/fitness.ts'
import { speaksOfFuture } from '../../../src/core/language/future.ts'
import { kindOfName, type NameMention } from '../../../src/core/language/name-kinds.ts'
import { shortenSentence } from '../../../src/core/language/shortening.ts'

const standing = { language: 'en', words: 12, isItem: false, hasSpeaker: false }

describe('fitnessOf', () => {
  it.each([
    'Is the bridge to be opened more often in summer?',
    'The council decided on the following measures:',
    'the council approved the budget for the next year.',
    'He called it "a scandal without any equal.',
    'For more information visit www.halvik.example on the web.',
    'Figure 2: Passengers by hour of the night in the region.',
    'The meeting was opened by the chair and then',
    '1,200 1,300 1,400 2,100 2,300 in all of the districts.',
    '"One I could not pass on."',
    'FOR IMMEDIATE RELEASE: NEW TURBINE PUT INTO SERVICE TODAY.',
  ])('never shows: %s', (sentence) => {
    expect(fitnessOf(sentence, standing)).toBe(0)
  })

  it('prefers what happened to what somebody says of themselves', () => {
    const plain = fitnessOf('The council approved the budget for the next year.', standing)
    const own = fitnessOf('We approved the budget for the next year in the council.', standing)
    const proud = fitnessOf('"We are proud of this budget," said the chair of the council.', standing)
    expect(plain).toBe(1)
    expect(own).toBeLessThan(0.5)
    expect(proud).toBeLessThan(own)
  })
})

it('knows marks, speakers, quotations and parts that are not the matter', () => {
  expect(paragraphMark('2.3 Members must pay.')).toBe(4)
  expect(paragraphMark('Article 5. Whoever breaks it pays.')).toBe('Article 5. '.length)
  expect(paragraphMark('(2) An Sonntagen ist es still.')).toBe(4)
  expect(paragraphMark('第三条 本规定自公布之日起施行。')).toBe(4)
  expect(paragraphMark('A: Fallow fields held more water.')).toBe(3)
  expect(paragraphMark('PORT ALDER (Coastal Wire) - The board met.')).toBe('PORT ALDER (Coastal Wire) - '.length)
  expect(paragraphMark('2024 was a dry year.')).toBe(0)
  expect(paragraphMark('1. FC Köln gewinnt.')).toBe(0)
  expect(paragraphMark('1. Open the lid.', true)).toBe(3)
  expect(hasSpeaker('Dr Haas (Water Board): The board agrees.')).toBe(true)
  expect(hasSpeaker('The plan is simple: build a bridge.')).toBe(false)
  expect(isBalanced('„Kinder merken das“, sagte sie.')).toBe(true)
  expect(isBalanced('“Children notice, she said.')).toBe(false)
  expect(isApparatusHeading('About Nordlys Marine')).toBe(true)
  expect(isApparatusHeading('Costs')).toBe(false)
})

describe('speaksOfFuture', () => {
  it.each([
    ['en', 'The council will decide in June.', 'The council decided in June.'],
    ['en', 'The pier is due to reopen in spring.', 'A full barrel will weigh more than you think.'],
    ['de', 'Die ersten Wagen sollen im Herbst geliefert werden.', 'Die Wagen wurden im Herbst geliefert.'],
    ['fr', 'Les travaux dureront six semaines à partir de mai.', 'Les travaux ont duré six semaines.'],
    ['es', 'El mercado cerrará en septiembre.', 'El mercado está en el centro.'],
    ['ru', 'Порт планирует открыть ночной рейс.', 'Порт открыл ночной рейс.'],
    ['hi', 'तीन गांव यही तरीका अपनाएंगे।', 'तीन गांवों ने यही तरीका अपनाया।'],
    ['ar', 'من المقرر أن يفتتح المتحف قاعة رابعة.', 'افتتح المتحف قاعة رابعة.'],
    ['zh', '镇政府计划明年修建停车场。', '镇政府去年修建了停车场。'],
  ])('%s', (language, ahead, past) => {
    expect(speaksOfFuture(ahead, language)).toBe(true)
    expect(speaksOfFuture(past, language)).toBe(false)
  })
})

describe('shortenSentence', () => {
  it('leaves short sentences whole, without their stop', () => {
    expect(shortenSentence('The ferry sails\nagain.', 'en', 110)).toBe('The ferry sails again')
  })

  it('drops phrases of time in front and clauses behind', () => {
    const sentence =
      'During a visit to the island, Minister Tilda Brask promised to pay for a new pier, which the islanders have demanded in every council and petition since the storm of 1992.'
    expect(shortenSentence(sentence, 'en', 110)).toBe('Minister Tilda Brask promised to pay for a new pier')
  })

  it('never drops a condition or who said it', () => {
    const condition =
      'The railway company promised the town of Sunde on Tuesday to build a second bridge over the river, unless the court forbids it.'
    expect(shortenSentence(condition, 'en', 110)).toMatch(/…$/u)
    const attributed =
      'The mayor of the town has taken money from the building firm for years without telling the council, in what the opposition said was a crime.'
    expect(shortenSentence(attributed, 'en', 110)).toMatch(/…$/u)
  })

  it('cuts between words, and never in the middle of a character', () => {
    expect(shortenSentence('word '.repeat(60), 'en', 110)).toMatch(/^(?:word )+word…$/u)
    expect(shortenSentence('𐀀'.repeat(200), 'en', 110).isWellFormed()).toBe(true)
  })
})

describe('kindOfName', () => {
  const at = (before: string, text: string, after: string): NameMention[] => [{ text, before, after }]
  it.each([
    ['Anna Lund', 'the mayor ', ' spoke', 'en', 'person'],
    ['Nora Field', 'says ', ', who lives', 'en', 'person'],
    ['S. Jaishankar', 'met ', ' in', 'en', 'person'],
    ['Harl Shipping Association', 'The ', ' welcomed', 'en', 'body'],
    ['SCO', 'the ', ' met', 'en', 'body'],
    ['Verkehrsministerium', 'das ', ' plant', 'de', 'body'],
    ['Kazakhstan', 'of ', '.', 'en', 'place'],
    ['Казахстана', 'из ', ' приехал', 'ru', 'place'],
    ['Merrow', 'in ', ' without', 'en', 'place'],
    ['Charter', 'the ', ' says', 'en', 'other'],
    ['Belarusian', 'the ', ' minister', 'en', 'other'],
    ['Four', 'group of ', ' met', 'en', 'other'],
    ['Article', 'from ', ' 2', 'en', 'other'],
    ['TEU', 'room for 24,000 ', ' of cargo', 'en', 'other'],
    ['MW', 'ein Windpark mit 50 ', ' Leistung', 'de', 'other'],
    ['EST', 'closed at 9 p.m. ', ' on', 'en', 'other'],
    ['EUR', 'cost ', ' 5 million', 'en', 'other'],
    ['NOK', 'cost 1,200 ', ' last year', 'en', 'other'],
    ['QRX', 'used 300 ', ' of power', 'en', 'other'],
    ['B.C.', 'built in 700 ', ', was', 'en', 'other'],
    ['SUV', 'in an ', ' that', 'en', 'other'],
    ['ONG', 'est une ', '.', 'fr', 'other'],
    ['NATO', 'sent 47 ', ' soldiers', 'en', 'body'],
    ['FBI', 'told an ', ' agent', 'en', 'body'],
    ['NATO', 'in 2024 ', ', which', 'en', 'body'],
    ['COP', 'at ', ' 28', 'en', 'body'],
  ])('%s', (name, before, after, language, kind) => {
    expect(kindOfName(name, at(before, name, after), language)).toBe(kind)
  })
})

it('reads days without a year as of the year that is nearest', () => {
  expect(findDayMonths('It met on 14 March.', '2024-03-20').map(({ iso }) => iso)).toEqual(['2024-03-14'])
  expect(findDayMonths('It met on 30 December.', '2025-01-05').map(({ iso }) => iso)).toEqual(['2024-12-30'])
  expect(findDayMonths('会议3月14日举行。', '2024-03-20').map(({ iso }) => iso)).toEqual(['2024-03-14'])
  expect(findDayMonths('On 31 February nothing met.', '2024-03-20')).toEqual([])
})
