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

it.each([
  ['plain text', readPlainText],
  ['Markdown', readMarkdown],
])('in %s a date that fills a line of a wrapped sentence is not', (_format, read) => {
  const { date, blocks } = read('Die Arbeiter legten am\n23. November 2026\ndie Arbeit nieder.')
  expect(date).toBeUndefined()
  expect(blocks).toEqual([{ kind: 'prose', text: 'Die Arbeiter legten am 23. November 2026 die Arbeit nieder.' }])
})

it('a title that is underlined may stand below the date', () => {
  const { date, title } = readMarkdown(`23. November 2026\nStreik im Hafen\n===============\n\n${SENTENCE}`)
  expect([date, title]).toEqual(['2026-11-23', 'Streik im Hafen'])
})

it('takes time in proportion to the number of breaks in a paragraph', () => {
  const { blocks } = readHtml(`<p>${'x<br>'.repeat(100_000)}</p>`)
  expect(blocks).toHaveLength(1)
})
