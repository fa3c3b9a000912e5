import { expect, it } from 'vitest'
import { datelineOf } from '../../../src/sources/text/dateline.ts'

const prose = (...texts: string[]) => texts.map((text) => ({ kind: 'prose' as const, text }))

it.each([
  ['Minsk, 14 March 2026 – The minister arrived.', '2026-03-14'],
  ['NEW DELHI, March 14, 2026 (PTI) — The minister left.', '2026-03-14'],
  ['São Paulo, 14 de março de 2026 — O ministro chegou.', '2026-03-14'],
  ['Минск, 14 марта 2026 г. — Министр прибыл.', '2026-03-14'],
  ['Berlin, 14.03.2026 – Der Minister kam an.', '2026-03-14'],
  ['New York, 14 March 2026 - The council met.', '2026-03-14'],
  ['Updated: 14 March 2026', '2026-03-14'],
  ['Last updated on March 14, 2026', '2026-03-14'],
  ['Published: 2026-03-14 | By a correspondent', '2026-03-14'],
  ['Обновлено: 14 марта 2026', '2026-03-14'],
])('%s: written on %s', (text, date) => {
  expect(datelineOf(prose('The minister’s visit begins today.', text, 'More.'))).toBe(date)
})

it.each([
  'The minister arrived in Minsk on 14 March 2026 – and left again.',
  'On Monday, 14 March 2026, the council met – and agreed.',
  'Minsk, 31 February 2026 – The minister arrived.',
  'Minsk, 3/4/2026 – The minister arrived.',
  'Minsk, 14 March 2026. The minister arrived.',
  'Updated rules of 14 March 2026 hold.',
  'The treaty of Minsk, which both signed on 14 March 2026 – it holds.',
])('%s: no dateline', (text) => {
  expect(datelineOf(prose(text))).toBeUndefined()
})

it('a line that says so comes before a dateline; of a long text only its ends are looked at', () => {
  const dateline = 'Minsk, 14 March 2026 – The minister arrived.'
  expect(datelineOf(prose(dateline, 'Two.', 'Updated: 15 March 2026'))).toBe('2026-03-15')
  expect(datelineOf(prose('1', '2', '3', '4', dateline, '6'))).toBeUndefined()
  expect(datelineOf(prose('1', '2', '3', '4', '5', 'Updated: 15 March 2026'))).toBe('2026-03-15')
  expect(datelineOf([{ kind: 'heading', text: dateline }])).toBeUndefined()
})
