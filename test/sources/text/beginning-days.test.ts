import { describe, expect, it } from 'vitest'
import { readHtml } from '../../../src/sources/text/html.ts'
import { readMarkdown } from '../../../src/sources/text/markdown.ts'
import { readPlainText } from '../../../src/sources/text/plain-text.ts'

describe.each([
  ['plain text', readPlainText],
  ['Markdown', readMarkdown],
])('in %s a day at the beginning of a paragraph is no number of a list', (_name, read) => {
  const blocksOf = (text: string) => read(text).blocks.map((block) => `${block.kind}: ${block.text}`)

  it.each([
    '12. Mai 2026 beginnt der Streik.',
    'Přístav se otevřel.\n\n12. května 2026 začala stávka.',
    '17. mai feirer byen seg selv.',
    '3. 5. 2026 kam der Bericht.',
  ])('%j', (text) => {
    const kept = blocksOf(text).map((block) => block.replace('prose: ', ''))
    expect(kept).toEqual(text.split('\n\n'))
  })

  it('but an item that speaks of May is one', () => {
    expect(blocksOf('1. Visas may change.\n2. Flights may resume.')).toEqual([
      'item: Visas may change.',
      'item: Flights may resume.',
    ])
  })
})

describe.each([
  ['plain text', readPlainText],
  ['Markdown', readMarkdown],
  ['HTML', (text: string) => readHtml(text.replace(/.+/gu, '<p>$&</p>'))],
])('in %s a number at the beginning of a paragraph is kept', (_name, read) => {
  it.each([
    '1. FC Köln gewinnt mit 3:1.\n\nEs war der dritte Sieg.',
    'Am Abend war alles vorbei.\n\n2. Bundesliga: Der HSV verliert.',
    '1. Mai: Die Stadt feiert.',
    '1. liga: Sparta vyhrála.',
  ])('where it is none of a list: %j', (text) => {
    expect(read(text).blocks).toEqual(text.split('\n\n').map((words) => ({ kind: 'prose', text: words })))
  })
})

it('a title keeps its number', () => {
  expect(readPlainText('1. FC Köln gewinnt gegen Bremen\n\nEs war der dritte Sieg.').title).toBe(
    '1. FC Köln gewinnt gegen Bremen',
  )
})
