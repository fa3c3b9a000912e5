import { expect, it } from 'vitest'
import { readDocument } from '../../../src/writers/extractive/reading.ts'
import { documentOf, heading, prose } from './documents.ts'

function linesOf(...paragraphs: readonly string[]): string[] {
  const document = documentOf({ blocks: [heading('Aus dem Ort'), ...paragraphs.map(prose)] })
  return readDocument(document).lines.map(({ start, end }) => document.text.slice(start, end))
}

it('keeps the number of a name that opens a paragraph', () => {
  const paragraphs = ['1. FC Köln gewinnt zu Hause gegen Bremen.', 'Die Stadt feiert am Abend den dritten Sieg.']
  expect(linesOf(...paragraphs)).toEqual(paragraphs)
})

it('leaves out the numbers of numbered paragraphs', () => {
  const said = ['Der Rat baut eine neue Brücke.', 'Die alte Brücke wird im Herbst abgerissen.']
  expect(linesOf(...said.map((sentence, at) => `${at + 1}. ${sentence}`))).toEqual(said)
})

it('keeps the numbers of ranks', () => {
  const ranks = [
    '1. Platz ging an Karl Müller aus der Nachbarstadt.',
    '2. Platz ging an Otto Meier, der lange vorn lag.',
    '3. Platz ging an Eva Roth, die erst spät begann.',
  ]
  expect(linesOf(...ranks)).toEqual(ranks)
})
