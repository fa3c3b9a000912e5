import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readPdf } from '../../../src/sources/office/pdf/pdf.ts'
import { type Placed, setColumn, writePdf } from './pdf-writer.ts'

const HARBOUR = [
  'The harbour board voted on Tuesday to replace the swing bridge, which has been closed to lorries since the winter storms of last year damaged two of its bearings.',
  'Engineers who examined the structure in April found cracks in the eastern pier. They advised the board to limit the load to three tonnes and to count every crossing.',
  'The new bridge will cost eleven million euros, of which the region pays four. Work is to begin after the herring season, so that the fishing fleet is not held up.',
  'Shopkeepers on the island fear a second summer without day visitors. The ferry company has offered to run until midnight on Fridays, if the town pays for the crews.',
  'A petition with nine hundred names asks for a footbridge beside the old one. The mayor said that she would put it to the council before the end of the month.',
  'Until then a bus goes round the bay every half hour, and pupils leave school ten minutes early to catch it. The detour is fourteen kilometres long.',
]

/** Paragraphs flowing through the columns of pages: each column takes so many lines. */
function flow(paragraphs: readonly string[], columns: readonly number[], lines: number): Placed[][] {
  const set = setColumn(paragraphs, { x: 0, y: 0, width: columns.length === 2 ? 44 : 34, indent: 12 })
  const pages: Placed[][] = []
  for (let start = 0; start < set.length; start += lines) {
    const column = (start / lines) % columns.length
    if (column === 0) pages.push([])
    for (const [index, line] of set.slice(start, start + lines).entries())
      pages.at(-1)?.push({ ...line, x: line.x + (columns[column] ?? 0), y: 720 - index * 12 })
  }
  return pages
}

const texts = async (bytes: Uint8Array) => (await readPdf(bytes)).blocks.map(({ text }) => text)
const kinds = async (bytes: Uint8Array) => (await readPdf(bytes)).blocks.map(({ kind, text }) => [kind, text])

describe('columns', () => {
  it.each([2, 3])(
    'are read one after the other, and paragraphs go on in the next column and page: %i',
    async (count) => {
      const pages = flow([...HARBOUR, ...HARBOUR.toReversed()], count === 2 ? [50, 310] : [20, 215, 410], 9)
      expect(pages.length).toBeGreaterThan(1)
      expect(await texts(writePdf({ pages }))).toEqual([...HARBOUR, ...HARBOUR.toReversed()])
    },
  )

  it('under a title that spans them, and round a box across the page', async () => {
    const title = { text: 'A new bridge for the old harbour', x: 50, y: 790, size: 20, font: 'bold' as const }
    const upper = [HARBOUR.slice(0, 2), HARBOUR.slice(2, 4)]
    const lower = [HARBOUR.slice(4, 5), HARBOUR.slice(5)]
    const across =
      'The board meets again in public on the last Thursday of the month, in the hall of the fishing school, at seven in the evening, and everybody may speak.'
    const page = [
      title,
      ...upper.flatMap((column, index) => setColumn(column, { x: 50 + index * 260, y: 740, width: 44, gap: 6 })),
      ...setColumn([across], { x: 50, y: 590, width: 100 }),
      ...lower.flatMap((column, index) => setColumn(column, { x: 50 + index * 260, y: 540, width: 44, gap: 6 })),
    ]
    const paper = await readPdf(writePdf({ pages: [page] }))
    expect(paper.title).toBe(title.text)
    expect(paper.blocks.map(({ text }) => text)).toEqual([...upper.flat(), across, ...lower.flat()])
  })

  it('but the rows of a table are read across', async () => {
    const rows = [
      ['Port', 'Landings', 'Value'],
      ['Northhaven', '1,204 t', '3.1 m'],
      ['Skerry', '877 t', '2.4 m'],
      ['Old Quay', '92 t', '0.2 m'],
      ['Fjordend', '15 t', '0.1 m'],
    ]
    const cells = rows.flatMap((row, line) =>
      row.map((text, cell) => ({ text, x: 60 + cell * 150, y: 650 - line * 14 })),
    )
    const page = [...setColumn(HARBOUR.slice(0, 2), { x: 50, y: 740, width: 95, gap: 6 }), ...cells]
    expect((await kinds(writePdf({ pages: [page] }))).at(-1)).toEqual([
      'table',
      rows.map((row) => row.join(' | ')).join('\n'),
    ])
  })
})

describe('what stands around the text', () => {
  const body = (index: number) => setColumn(HARBOUR.slice(index, index + 2), { x: 50, y: 740, width: 95, gap: 8 })
  const number = (index: number): Placed => ({ text: `Page ${index + 1} of 3`, x: 270, y: 30 })

  it('is left out: heads, feet and page numbers', async () => {
    const pages = [0, 2, 4].map((start, index) => [
      { text: 'Harbour Review', x: 50, y: 800, size: 8 },
      { text: `Volume ${index + 4}`, x: 500, y: 800, size: 8 },
      ...body(start),
      number(index),
    ])
    expect(await texts(writePdf({ pages }))).toEqual(HARBOUR)
  })

  it('so are heads that differ between left and right pages, and bare numbers; text at the edge is not', async () => {
    const pages = [0, 2, 4, 1].map((start, index) => [
      { text: index % 2 === 0 ? 'Harbour Review' : 'A new bridge', x: 50, y: 800, size: 8 },
      ...body(start),
      { text: `– ${index + 17} –`, x: 290, y: 30 },
    ])
    const own = 'Only here, at the foot of the first page, stands this sentence.'
    pages[0]?.push({ text: own, x: 50, y: 60 })
    expect((await texts(writePdf({ pages }))).toSorted()).toEqual([...HARBOUR, ...HARBOUR.slice(1, 3), own].toSorted())
  })

  it('marks of notes vanish, powers stay, and notes do not part a sentence', async () => {
    const [first = '', second = ''] = HARBOUR
    const [start = '', rest = ''] = first.split(/ (?=since)/u)
    const upper = setColumn([start], { x: 50, y: 740, width: 200 })
    const page = [
      ...setColumn(HARBOUR.slice(2, 5), { x: 50, y: 740, width: 95, gap: 8 }),
      { text: 'The basin measures 300 m', x: 50, y: 600 },
      { text: '2', x: 168, y: 604, size: 6 },
      { text: 'at low tide.', x: 176, y: 600 },
      { text: '4', x: 224, y: 604, size: 6 },
      ...setColumn([start], { x: 50, y: 560, width: 200 }),
      { text: '4 Measured by the pilots in spring.', x: 50, y: 60, size: 7 },
    ]
    const next = setColumn([rest], { x: 50, y: 740, width: 95 })
    expect(upper).toHaveLength(1)
    const after = setColumn([second], { x: 50, y: 700, width: 95 })
    expect(await kinds(writePdf({ pages: [page, [...next, ...after]] }))).toEqual([
      ...HARBOUR.slice(2, 5).map((text) => ['prose', text]),
      ['prose', 'The basin measures 300 m² at low tide.'],
      ['prose', first],
      ['prose', second],
      ['table', '4 Measured by the pilots in spring.'],
    ])
  })
})

describe('words and paragraphs', () => {
  it('cut at a line’s end are whole again; compounds keep their hyphens', async () => {
    const text = [
      'The board asked for a second exami¬nation of the pier, and of the well-known cracks beside the stair.',
      'A second examination costs money, said the treasurer, and so does a long-¬term plan for the island.',
      'The hull of the ferry, a wooden motor-driven vessel of the fifties, is well-¬known on the whole coast.',
    ]
    const lines = setColumn(text, { x: 50, y: 740, width: 36, gap: 8 })
    expect(lines.map((line) => line.text)).toContain('The board asked for a second exami-')
    expect(await texts(writePdf({ pages: [lines] }))).toEqual(
      text.map((line) => line.replace('-¬', '-').replace('¬', '')),
    )
  })

  it('headings by size and by font, lists, and captions apart', async () => {
    const item =
      'a footbridge beside the old one, as nine hundred people on both sides of the water ask for in their petition'
    const page = [
      { text: 'What the board decided', x: 50, y: 790, size: 18 },
      ...setColumn([HARBOUR[0] ?? ''], { x: 50, y: 750, width: 95 }),
      { text: 'The costs', x: 50, y: 700, font: 'bold' as const },
      ...setColumn([HARBOUR[2] ?? ''], { x: 50, y: 686, width: 95 }),
      { text: '2. What comes next?', x: 50, y: 640, size: 13 },
      ...setColumn(['The council has three plans before it:'], { x: 50, y: 620, width: 95 }),
      { text: '•', x: 50, y: 604 },
      ...setColumn([item], { x: 62, y: 604, width: 60 }),
      { text: '•', x: 50, y: 576 },
      { text: 'a later ferry', x: 62, y: 576 },
      { text: 'Figure 1: The pier from the east', x: 50, y: 540 },
      ...setColumn([HARBOUR[3] ?? ''], { x: 50, y: 510, width: 95 }),
    ]
    const paper = await readPdf(writePdf({ pages: [page] }))
    expect(paper.title).toBe('What the board decided')
    expect(paper.blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['prose', HARBOUR[0]],
      ['heading', 'The costs'],
      ['prose', HARBOUR[2]],
      ['heading', '2. What comes next?'],
      ['prose', 'The council has three plans before it:'],
      ['item', item],
      ['item', 'a later ferry'],
      ['table', 'Figure 1: The pier from the east'],
      ['prose', HARBOUR[3]],
    ])
  })

  it('in other scripts', async () => {
    const text = 'Совет порта решил построить новый мост, который заменит старый, закрытый после зимнего шторма.'
    expect(
      await texts(writePdf({ pages: [setColumn([text], { x: 50, y: 700, width: 60, font: 'cyrillic' })] })),
    ).toEqual([text])
  })

  it('on a page that is turned, and on one whose text is; marks along the edge are left out', async () => {
    const upright = setColumn(HARBOUR.slice(0, 2), { x: 50, y: 700, width: 80, gap: 8 })
    const turned = upright.map((line) => ({ ...line, turned: true }))
    const mark: Placed = { text: 'Printed on recycled paper', x: 300, y: 830, turned: true }
    expect(await texts(writePdf({ pages: [turned], rotate: 90 }))).toEqual(HARBOUR.slice(0, 2))
    expect(await texts(writePdf({ pages: [turned] }))).toEqual(HARBOUR.slice(0, 2))
    expect(await texts(writePdf({ pages: [[...upright, mark]] }))).toEqual(HARBOUR.slice(0, 2))
  })
})

describe('title and date', () => {
  const page = (lines: Placed[] = []) => [...lines, ...setColumn(HARBOUR, { x: 50, y: 700, width: 95, gap: 8 })]
  const large: Placed = { text: 'The bridge and the board', x: 50, y: 780, size: 18 }

  it.each([
    ['Quarterly accounts of 2019', 'The bridge and the board'],
    ['the Bridge and the Board', 'the Bridge and the Board'],
    ['Microsoft Word - report_final.docx', 'The bridge and the board'],
    ['', 'The bridge and the board'],
  ])('properties %j: %j', async (title, expected) => {
    expect((await readPdf(writePdf({ pages: [page([large])], title }))).title).toBe(expected)
  })

  it('a title in the properties alone, and a day in the text or in the properties', async () => {
    const paper = await readPdf(
      writePdf({ pages: [page()], title: 'Bridge report', created: "D:20240321101500+01'00'" }),
    )
    expect(paper).toMatchObject({ title: 'Bridge report', madeOn: '2024-03-21' })
    expect(paper.date).toBeUndefined()
    const dated = await readPdf(writePdf({ pages: [page([large, { text: '14 March 2024', x: 50, y: 750 }])] }))
    expect(dated).toMatchObject({ title: large.text, date: '2024-03-14' })
    expect(dated.blocks.map(({ text }) => text)).toEqual(HARBOUR)
  })
})

describe('what cannot be read', () => {
  it.each<[string, () => Uint8Array, RegExp]>([
    [
      'a scan',
      () => writePdf({ pages: [[], [], []], picture: true }),
      /^it is a scan: 3 pages without text; run OCR on it$/u,
    ],
    [
      'a scan with a stamp',
      () => writePdf({ pages: [[{ text: 'Received', x: 9, y: 9 }]], picture: true }),
      /^it is a scan: 1 page without text/u,
    ],
    ['drawn letters', () => writePdf({ pages: [[]], drawing: '0 0 m 9 9 l S' }), /no text that can be read.*OCR/u],
    [
      'letters without names',
      () => writePdf({ pages: [setColumn(HARBOUR, { x: 50, y: 700, width: 90, font: 'nameless' })] }),
      /fonts do not say/u,
    ],
    ['encrypted', () => writePdf({ pages: [[]], encrypted: true }), /^it is encrypted; save it without a password$/u],
    ['too long', () => writePdf({ pages: Array.from({ length: 501 }, () => []) }), /501 pages, at most 500/u],
    ['no PDF', () => deflateSync('x'), /damaged/u],
    ['a head alone', () => new TextEncoder().encode('%PDF-1.4\n'), /damaged/u],
  ])('%s', async (_what, write, words) => {
    await expect(readPdf(write())).rejects.toThrow(words)
  })

  it('a text beside pictures is read, and so is a file whose table of objects is wrong', async () => {
    const pages = [setColumn(HARBOUR, { x: 50, y: 700, width: 95, gap: 8 })]
    expect(await texts(writePdf({ pages, picture: true }))).toEqual(HARBOUR)
    const file = Buffer.from(writePdf({ pages }))
      .toString('latin1')
      .replace(/startxref\n\d+/u, 'startxref\n7')
    expect(await texts(Buffer.from(file, 'latin1'))).toEqual(HARBOUR)
  })
})
