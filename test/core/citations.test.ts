import { describe, expect, test } from 'vitest'
import { citedSources, furtherSources, listSources, withCitedFirst } from '../../src/core/citations.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { brief, claim, SOURCES } from '../contracts/platform-samples.ts'
import { sampleDocument } from '../contracts/store-samples.ts'

const [first, second] = SOURCES
if (first === undefined || second === undefined) throw new Error('no samples')
const named = { ...first, document: 'named', title: 'Only names' }
const unused = { ...first, document: 'unused', title: 'Nothing' }
const sample = brief({ names: [{ ...claim('Minsk', 'named'), documents: 1 }], sources: [unused, first, named, second] })

describe('sources', () => {
  test('that sentences cite are numbered first, then those of names, each lot in its order', () => {
    const { sources } = withCitedFirst(sample)
    expect(sources.map(({ document }) => document)).toEqual(['d1', 'd2', 'named', 'unused'])
  })

  test('that are cited are listed, the others counted', () => {
    const { cited, others } = listSources(withCitedFirst(sample))
    expect(cited.map(({ number, source }) => [number, source.document])).toEqual([
      [1, 'd1'],
      [2, 'd2'],
    ])
    expect(others).toBe(2)
  })

  test('keep their numbers where some before them are not cited', () => {
    const cited = citedSources([claim('The minister signed it in Minsk.', 'd2')], sample.sources)
    expect(cited).toEqual([{ number: 4, source: second }])
  })

  test('that only what comes later cites are listed with that', () => {
    const more = [claim('A third round follows.', 'unused'), claim('Recruitment begins.', 'd1')]
    expect(furtherSources(sample, more)).toEqual([{ number: 1, source: unused }])
  })
})

test('a written brief numbers the sources that it cites from 1 on', async () => {
  const empty = { text: 'Photos\n\nGallery', date: '2026-03-01' }
  const full = { text: 'The harbour of Varna was closed on Tuesday after a freighter ran aground.', date: '2026-02-01' }
  const documents = [empty, full].map(({ text, date }, at) => {
    return sampleDocument({ id: `d${at}`, title: '', text, date, paragraphs: [] })
  })
  const { sources, bottomLine } = await createExtractiveWriter().brief('varna', documents)
  expect(bottomLine.evidence[0]?.document).toBe('d1')
  expect(sources.map(({ document }) => document)).toEqual(['d1', 'd0'])
})
