import { expect, test } from 'vitest'
import { composeText, contentHash, type Document } from '../../src/core/document.ts'
import { boundTexts, clipFound, clipText, cutNotice } from '../../src/core/extent.ts'

const block = (text: string) => ({ kind: 'prose' as const, text })

function documentOf(id: string, texts: readonly string[]): Document {
  const { text, paragraphs } = composeText(texts.map(block))
  const rest = { topic: 't', source: 'folder', title: '', language: 'en', revision: 1, foundAt: '2026-01-01T00:00:00Z' }
  return { ...rest, id, location: id, text, paragraphs, hash: contentHash('', text) }
}

test('a text is cut at the end of a paragraph, else of a word, else where it must be', () => {
  expect(clipText('One two.\n\nThree four.', 100)).toBe('One two.\n\nThree four.')
  expect(clipText('One two.\n\nThree four.', 15)).toBe('One two.')
  expect(clipText('One two.\n\nThree four.', 8)).toBe('One two.')
  expect(clipText('One two three', 9)).toBe('One two')
  expect(clipText('Onetwothree', 4)).toBe('Onet')
})

test('a document that is too long keeps its first blocks, and says so', () => {
  const found = { blocks: [block('a'.repeat(40)), block('b'.repeat(40)), block('c'.repeat(40))] }
  expect(clipFound(found, 120)).toBe(found)
  expect(cutNotice(found)).toBeUndefined()
  const cut = clipFound(found, 119)
  expect(cut.blocks).toEqual(found.blocks.slice(0, 2))
  expect(cutNotice(cut)).toBe('only the first 80 characters of it are read; split it to have the rest read too')
  expect(clipFound({ blocks: [block('one two three')] }, 9)).toEqual({ blocks: [block('one two')], isCut: true })
})

test('of many documents the longest lose their ends, and short ones nothing', () => {
  const long = documentOf('long', ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)])
  const short = documentOf('short', ['d'.repeat(30)])
  expect(boundTexts([long, short], long.text.length + 30)).toEqual([long, short])
  const [cut, whole] = boundTexts([long, short], 130)
  expect(whole).toBe(short)
  expect(cut?.text).toBe(`${'a'.repeat(40)}\n\n${'b'.repeat(40)}`)
  expect(cut?.paragraphs).toEqual(long.paragraphs.slice(0, 2))
})
