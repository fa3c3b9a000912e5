import { describe, expect, it } from 'vitest'
import { namesOf } from '../../../src/writers/extractive/names.ts'
import { documentOf, prose } from './documents.ts'

function namesIn(...paragraphs: readonly string[]): string[] {
  const document = documentOf({ blocks: paragraphs.map(prose) })
  return namesOf([document], [{ document, start: 0, end: document.text.length }]).map(({ text }) => text)
}

describe('who a text names', () => {
  it('is no measure and no hour', () => {
    const names = namesIn(
      'The port of Varna handled 24,000 TEU in May, the Harbour Authority said at 9:30 EST.',
      'The terminal cost EUR 5 million and draws 12 MW from the grid.',
    )
    expect(names).toEqual(['Harbour Authority', 'Varna'])
  })

  it('has the acronym that a text introduces, but no agency’s and no region’s in brackets', () => {
    expect(namesIn('Ministers of the Shanghai Cooperation Organisation (SCO) met on Monday.')).toEqual([
      'Shanghai Cooperation Organisation (SCO)',
    ])
    expect(namesIn('Varna (CNN) The harbour of Varna was closed on Monday.')).not.toContain('Varna (CNN)')
    expect(namesIn('The people in Lisieux (Calvados) held a fair in Lisieux on Monday.')).not.toContain(
      'Lisieux (Calvados)',
    )
  })

  it.each([
    'The German Federal Intelligence Service (BND) said on Monday that it had no part in it. The BND has an office in Berlin.',
    'The BND has an office in Berlin. “We had no part in it,” the German Federal Intelligence Service (BND) said on Monday.',
  ])('has an acronym of another language with the name, if the text goes on with it: %s', (text) => {
    expect(namesIn(text)).toEqual(['German Federal Intelligence Service (BND)', 'Berlin'])
  })

  it.each([
    'Minsk (TASS) – The factory in Minsk will be closed. TASS has an office in Minsk.',
    'By Ana Lund, VARNA (TASS) – The quay was closed on Monday. TASS was there.',
    'Harbour Authority (TASS) – The port of Varna was closed on Monday. TASS was there.',
    'The people in Essen (NRW) have a new hall. NRW paid for the hall in Essen.',
    'The Ministry of Defence (UK) said on Monday that ships had sailed. The UK has two carriers.',
    'The Harbour Authority (CNN) closed the port of Varna on Monday.',
  ])('takes no agency, region or country in brackets for one, even if it is named again: %s', (text) => {
    expect(namesIn(text).filter((name) => name.includes('('))).toEqual([])
  })
})
