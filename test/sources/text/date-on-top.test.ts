import { describe, expect, it } from 'vitest'
import { readHtml } from '../../../src/sources/text/html.ts'
import { readMarkdown } from '../../../src/sources/text/markdown.ts'
import { readPlainText } from '../../../src/sources/text/plain-text.ts'

const SENTENCE = 'Die Arbeiter legten am Morgen die Arbeit nieder.'

/** One paragraph for what stands between blank lines, its lines parted by breaks. */
function asHtml(text: string): string {
  const paragraphs = text.split('\n\n').map((lines) => `<p>\n${lines.replaceAll('\n', '<br>\n')}</p>`)
  return paragraphs.join('\n')
}

describe.each([
  ['plain text', readPlainText],
  ['Markdown', readMarkdown],
  ['HTML', (text: string) => readHtml(asHtml(text))],
])('in %s a date on top is the document’s', (format, read) => {
  it.each([
    `23. November 2026\nStreik im Hafen\n\n${SENTENCE}`,
    `Streik im Hafen\n23. November 2026\n\n${SENTENCE}`,
    `Streik im Hafen\n2026-11-23\n${SENTENCE}`,
    `Stand: 23. November 2026\nStreik im Hafen\n\n${SENTENCE}`,
  ])('and no part of the title: %j', (text) => {
    const { date, title, blocks } = read(text)
    expect(date).toBe('2026-11-23')
    const shown = [title, ...blocks.map((block) => block.text)].filter((line) => line !== undefined)
    expect(shown).toEqual(['Streik im Hafen', SENTENCE])
    // A paragraph of HTML is no heading, however short.
    expect(title).toBe(format === 'HTML' ? undefined : 'Streik im Hafen')
  })

  it('and no part of the sentence below it', () => {
    const { date, blocks } = read(`23. November 2026\n${SENTENCE}`)
    expect(date).toBe('2026-11-23')
    expect(blocks).toEqual([{ kind: 'prose', text: SENTENCE }])
  })
})

describe.each([
  ['plain text', readPlainText],
  ['Markdown', readMarkdown],
  ['quoted Markdown', (text: string) => readMarkdown(text.replace(/^/gmu, '> '))],
  ['HTML', (text: string) => readHtml(asHtml(text))],
])('in %s a date that fills a line of a sentence is part of it', (_format, read) => {
  it.each([
    'Die Arbeiter legten am\n23. November 2026\ndie Arbeit nieder.',
    'The revised harbour dues take effect on\n12 March 2026\nfor all ships above 5,000 tonnes, the authority said.',
    'The revised harbour dues take effect\n12 March 2026\n“for all ships”, the authority said.',
    'The revised harbour dues take effect\n12 March 2026\n, the authority said.',
    'Les nouveaux tarifs entrent en vigueur le\n12 mars 2026\nÀ Marseille, le port se prépare.',
    'Новые сборы вступят в силу с\n12.03.2026\nВ порту ждут больших очередей.',
    'नया घाट\n12.03.2026\nको खोला गया।',
    'افتتح الرصيف الجديد في\n12.03.2026\nبحضور الوزير.',
    '12 March 2026\nis the day on which the new dues take effect.',
  ])('%j', (text) => {
    const { date, title, blocks } = read(text)
    const shown = [title, ...blocks.map((block) => block.text)].filter((line) => line !== undefined)
    expect(shown.join(' ')).toBe(text.replaceAll('\n', ' '))
    expect(date).toBeUndefined()
  })
})

it.each([
  ['plain text', readPlainText, 'The new quay opened on 12 March 2026'],
  ['Markdown', readMarkdown, undefined],
  ['HTML', (text: string) => readHtml(asHtml(text)), undefined],
])('in %s no title ends with a preposition that a date follows', (_format, read, expected) => {
  const { title, date } = read('The new quay opened on\n12 March 2026\nMinister Smith said it was late.')
  expect([title, date]).toEqual([expected, undefined])
})

it('a paragraph that a date interrupts is no title of HTML', () => {
  const read = (title: string, text: string) => readHtml(`<p>${title}</p><p>12 March 2026</p><p>${text}</p>`).date
  expect(read('The dues take effect on', 'Ships above 5,000 tonnes pay more.')).toBeUndefined()
  expect(read('The dues take effect', 'for ships above 5,000 tonnes.')).toBeUndefined()
  expect(read('Dearer harbours', 'Ships above 5,000 tonnes pay more.')).toBe('2026-03-12')
})

it('a title that is underlined may stand below the date', () => {
  const { date, title } = readMarkdown(`23. November 2026\nStreik im Hafen\n===============\n\n${SENTENCE}`)
  expect([date, title]).toEqual(['2026-11-23', 'Streik im Hafen'])
})

it.each([
  ['x', '<br>x'],
  ['x.', '<br>2024-01-01'],
  ['x.', '<br>2024-01-01<br>x'],
  ['', '<a href=a>2024-01-01</a><br>'],
])('takes time in proportion to the number of lines in a paragraph of %j and nothing but %j', (first, rest) => {
  const started = process.threadCpuUsage()
  expect(readHtml(`<p>${first}${rest.repeat(100_000)}</p>`).blocks).toHaveLength(first === '' ? 0 : 1)
  // With the square of their number it would be minutes.
  expect(process.threadCpuUsage(started).user / 1_000).toBeLessThan(10_000)
})
