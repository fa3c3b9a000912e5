import { describe, expect, it } from 'vitest'
import { readDocx } from '../../../src/sources/office/docx.ts'
import { listZip } from '../../../src/sources/office/zip.ts'
import { docxFiles, paragraph, writeZip } from './zip-writer.ts'

const TEXT = 'The board voted to replace the swing bridge, which has been closed to lorries since the winter.'
const deleted = '<w:del w:id="1"><w:r><w:delText>never</w:delText></w:r></w:del>'
const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`
const row = (...texts: string[]) => `<w:tr>${texts.map(cell).join('')}</w:tr>`

describe('a DOCX', () => {
  const body = [
    paragraph('A new bridge', { style: 'Title' }),
    paragraph(TEXT, { more: `${deleted}<w:r><w:footnoteReference w:id="1"/></w:r>` }),
    paragraph('The plans', { style: 'Heading2' }),
    paragraph('a footbridge', { item: true }),
    paragraph('a later ferry', { item: true }),
    `<w:tbl>${row('Port', 'Landings')}${row('Skerry', '877 t')}</w:tbl>`,
  ].join('')

  it('gives headings, prose, lists, tables and footnotes, without what was deleted', async () => {
    const bytes = writeZip(docxFiles({ body, notes: ['Minutes of 12 March.'] }))
    expect(await readDocx(bytes)).toEqual({
      title: 'A new bridge',
      blocks: [
        { kind: 'prose', text: TEXT },
        { kind: 'heading', text: 'The plans' },
        { kind: 'item', text: 'a footbridge' },
        { kind: 'item', text: 'a later ferry' },
        { kind: 'table', text: 'Port | Landings\nSkerry | 877 t' },
        { kind: 'item', text: 'Minutes of 12 March.' },
      ],
    })
  })

  it.each([
    ['A new bridge', 'A new bridge'],
    ['Letter template', 'A new bridge'],
    ['', 'A new bridge'],
  ])('with the title %j in its properties is called %j', async (title, expected) => {
    expect((await readDocx(writeZip(docxFiles({ body, title, notes: ['Minutes.'] })))).title).toBe(expected)
  })

  it('takes title and day from its properties, if the text has none', async () => {
    const files = docxFiles({ body: paragraph(TEXT), title: 'Bridge &amp; board', modified: '2024-03-14T09:00:00Z' })
    expect(await readDocx(writeZip(files))).toMatchObject({ title: 'Bridge & board', madeOn: '2024-03-14' })
  })
})

describe('what is no DOCX, or made to do harm', () => {
  const reference = `<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>`
  const bomb = new Uint8Array(64 * 1024 * 1024).fill(32)

  it.each<[string, () => Uint8Array, RegExp]>([
    ['an old or encrypted one', () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), /encrypted, or an old \.doc/u],
    ['another ZIP', () => writeZip({ 'a.txt': 'x' }), /no \.docx/u],
    ['half of one', () => writeZip(docxFiles({ body: paragraph(TEXT) })).slice(0, 900), /damaged/u],
    ['one that lacks its notes', () => writeZip(docxFiles({ body: reference })), /damaged/u],
    ['a bomb', () => writeZip({ ...docxFiles({ body: '' }), 'word/document.xml': bomb }), /unpacks to more than/u],
    [
      'a bomb that lies',
      () => writeZip({ ...docxFiles({ body: '' }), 'word/document.xml': bomb }, 9),
      /unpacks to more/u,
    ],
    ['one that says so', () => writeZip({ ...docxFiles({ body: '' }) }, 2 ** 30), /unpacks to 8192 MB/u],
  ])('%s', async (_what, write, words) => {
    await expect(readDocx(write())).rejects.toThrow(words)
  })

  it('a ZIP’s entries are unpacked up to the given size', () => {
    const [entry] = listZip(writeZip({ 'a.txt': 'words' }))
    expect(entry).toMatchObject({ name: 'a.txt', size: 5 })
    expect(new TextDecoder().decode(entry?.unpack(5))).toBe('words')
    expect(() => entry?.unpack(4)).toThrow(/unpacks to more/u)
  })
})
