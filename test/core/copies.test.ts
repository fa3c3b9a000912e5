import { describe, expect, test } from 'vitest'
import { createCopies, saysNothingNew } from '../../src/core/copies.ts'
import { composeText, type Document } from '../../src/core/document.ts'
import { sampleDocument } from '../contracts/store-samples.ts'

const WIRE = [
  'Heavy rain has flooded the lower town of Lowick, and the fire brigade took 40 people from their houses by boat on Tuesday.',
  'The river Tarn rose by two metres overnight and stood at its highest since 1987, the water board said in a statement.',
  'Mayor Anna Weiss opened the sports hall of the school to those who cannot go home, and asked the army for pumps.',
  'The bridge at Elmford is not closed, but lorries are sent round by the motorway until engineers have looked at its piers.',
  'Farmers moved cattle to higher ground and feared for the winter wheat, which stood under water along the whole valley.',
  'More rain is expected on Thursday, although forecasters said that it would be lighter than what fell at the weekend.',
]
const TITLE = 'Floods drive forty from homes in Lowick'

function report(paragraphs: readonly string[], changes: Partial<Document> = {}): Document {
  const { text, paragraphs: spans } = composeText(paragraphs.map((paragraph) => ({ kind: 'prose', text: paragraph })))
  return sampleDocument({
    title: TITLE,
    location: 'https://a.example/1',
    date: '2026-03-03',
    text,
    paragraphs: spans,
    ...changes,
  })
}

const original = report(WIRE)

function changed(from: string, to: string): readonly string[] {
  const paragraphs = WIRE.map((paragraph) => paragraph.replace(from, to))
  if (paragraphs.join() === WIRE.join()) throw new Error(`the text has no “${from}”`)
  return paragraphs
}

async function originalOf(copy: Document, documents: readonly Document[] = [original]): Promise<Document | undefined> {
  const copies = createCopies({ documentsOf: async () => documents })
  return await copies.originalOf({ ...copy, id: 'copy', location: 'https://b.example/1' }, () => false)
}

describe('is a copy', () => {
  test.each([
    ['the same text under another headline', report(WIRE, { title: 'Lowick under water' })],
    ['one without its last paragraph', report(WIRE.slice(0, -1))],
    [
      'one with a dateline',
      report(['LOWICK (Coastal Wire) - ', ''].flatMap((line, at) => (at === 0 ? [line + WIRE[0]] : WIRE.slice(1)))),
    ],
    ['one with a credit below it', report([...WIRE, '(Reporting by Jan Sund; editing by Mia Haas)'])],
    ['one with an invitation below it', report([...WIRE, 'Sign up for our newsletter!'])],
    ['one in another order', report([...WIRE.slice(0, 3), ...WIRE.slice(3).reverse()])],
    ['one in another spelling', report(changed('two metres', 'two meters'))],
    ['one with a slip mended', report(changed('forecasters', 'forecastors'))],
    ['one of the day after', report(WIRE, { date: '2026-03-04T06:00:00Z' })],
  ])('%s', async (_what, copy) => expect(await originalOf(copy)).toBe(original))
})

describe('is a document of its own', () => {
  test.each([
    ['another number', report(changed('40 people', '44 people'))],
    ['another number written out', report(changed('two metres', 'three metres'))],
    ['another year', report(changed('1987', '1978'))],
    ['another day', report(changed('on Thursday', 'on Friday'))],
    ['another name', report(changed('Anna Weiss', 'Anna Schwarz'))],
    ['another place', report(changed('Elmford', 'Granton'))],
    ['a denial that has gone', report(changed('is not closed', 'is closed'))],
    ['a denial that has come', report(changed('and asked the army', 'and never asked the army'))],
    ['another verb', report(changed('opened the sports hall', 'refused the sports hall'))],
    ['a sentence more', report([...WIRE, 'A woman was found dead in the cellar of a house beside the church.'])],
    [
      'a number in its headline that the text has not',
      report(WIRE, { title: 'Floods drive 400 from homes in Lowick' }),
    ],
    ['another language', report(WIRE, { language: 'de' })],
    ['months between', report(WIRE, { date: '2026-06-03' })],
  ])('%s', async (_what, other) => expect(await originalOf(other)).toBeUndefined())

  test('a page that shares its boilerplate with others', async () => {
    const notice = [
      'This site needs scripts to show its pages. Please allow them in the settings of your browser and load the page again, or write to us.',
    ]
    const one = report(notice, { title: 'Parliament votes' })
    expect(await originalOf(report(notice, { title: 'Harbour reopens' }), [one])).toBeUndefined()
  })

  test('a text of a few words', async () => {
    const one = report(['Comments on this article.'], { title: 'Floods in Lowick' })
    expect(
      await originalOf(report(['Comments on this article.'], { title: 'Floods in Lowick again' }), [one]),
    ).toBeUndefined()
  })
})

test('of several it is the likest', async () => {
  const shorter = report(WIRE.slice(0, -1), { id: 'shorter' })
  expect(await originalOf(report(WIRE), [shorter, original])).toBe(original)
})

test('what is gone has no copies', async () => {
  const copies = createCopies({ documentsOf: async () => [original] })
  expect(await copies.originalOf(report(WIRE, { title: 'Lowick under water' }), () => true)).toBeUndefined()
})

test('a shortened text does not stand for the longer one that comes later', () => {
  const shorter = report(WIRE.slice(0, -1))
  expect(saysNothingNew(shorter, original)).toBe(true)
  expect(saysNothingNew(original, shorter)).toBe(false)
})
