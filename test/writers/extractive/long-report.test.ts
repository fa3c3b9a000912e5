import { expect, it } from 'vitest'
import { createExtractiveWriter } from '../../../src/writers/extractive/writer.ts'
import { documentOf, heading, prose } from './documents.ts'

const DISTRICTS = 'Arn Bel Cor Dun Elm Fen Gar Hol Ister Jarn Kell Lorn'.split(' ')
const writer = createExtractiveWriter()

/** A report of twelve districts with a summary in front and references behind. */
const report = documentOf({
  title: 'Roads in the twelve districts',
  date: '2025-03-01',
  blocks: [
    heading('Summary'),
    prose('Repairing the roads of the twelve districts will cost 90 million crowns. Bridges take half of this sum.'),
    ...DISTRICTS.flatMap((name, index) => [
      heading(`${index + 1} ${name}`),
      prose(
        `The district of ${name} has ${40 + 7 * index} kilometres of roads. Its oldest road dates from ${1850 + index}.`,
      ),
      prose(
        `Frost damaged ${3 + index} bridges in ${name} during the winter. Lorries make a detour of ${9 + index} kilometres.`,
      ),
      prose(`The workshop in ${name} employs ${20 + index} people. Half of its machines are older than twelve years.`),
    ]),
    heading('References'),
    prose('The road office of the districts published its last report on frost and bridges in the year 2011.'),
  ],
})

it('says what of a long report it covers, and takes nothing from its references', async () => {
  const brief = await writer.brief('roads', [report])
  expect(brief.bottomLine.text).toBe('Repairing the roads of the twelve districts will cost 90 million crowns.')
  expect(brief.coverage?.of).toBe(13)
  expect(brief.coverage?.sections[0]?.text).toBe('Summary')
  const shown = [brief.bottomLine, ...brief.points, ...brief.next]
  expect(shown.map(({ text }) => text).join(' ')).not.toContain('road office')
  const sections = brief.coverage?.sections ?? []
  expect(sections.length).toBeGreaterThan(1)
  expect(sections.length).toBeLessThanOrEqual(shown.length)
})

it('says nothing of coverage for a short text', async () => {
  const short = documentOf({
    title: 'Roads',
    blocks: report.paragraphs
      .slice(0, 4)
      .map(({ kind, start, end }) => ({ kind, text: report.text.slice(start, end) })),
  })
  expect((await writer.brief('roads', [short])).coverage).toBeUndefined()
})
