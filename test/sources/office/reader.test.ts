import { deflateSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { InputError } from '../../../src/core/errors.ts'
import type { PaperBytes } from '../../../src/sources/office/paper.ts'
import { createPaperReader } from '../../../src/sources/office/reader.ts'
import { compose, setColumn, writePdf } from './pdf-writer.ts'
import { docxFiles, paragraph, writeZip } from './zip-writer.ts'

const reader = createPaperReader()
afterAll(() => reader.close())

const TEXT = 'The board voted to replace the swing bridge, which has been closed to lorries since the winter.'
const LINES = setColumn([TEXT], { x: 50, y: 700, width: 60 })
const GOOD = writePdf({ pages: [LINES] })

const latin1 = (text: string) => Buffer.from(text, 'latin1')

/** A PDF of one page whose drawing, page tree or a further object is given. */
function pdfOf({
  drawing = latin1(''),
  kids = '3 0 R',
  more = [],
}: {
  drawing?: Buffer
  kids?: string
  more?: string[]
}) {
  const packed = deflateSync(drawing)
  const stream = `<< /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`
  return compose(
    [
      latin1('<< /Type /Catalog /Pages 2 0 R >>'),
      latin1(`<< /Type /Pages /Count 1 /Kids [${kids}] >>`),
      latin1(
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
      ),
      Buffer.concat([latin1(stream), packed, latin1('\nendstream')]),
      latin1('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
      ...more.map(latin1),
    ],
    '/Root 1 0 R',
  )
}

test('the three formats are read in one child', async () => {
  const text = [{ kind: 'prose', text: TEXT }]
  const mail = new TextEncoder().encode(`Subject: Bridge\r\n\r\n${TEXT}\r\n`)
  expect(await reader.read({ format: 'pdf', bytes: GOOD })).toMatchObject({ blocks: text })
  expect(await reader.read({ format: 'docx', bytes: writeZip(docxFiles({ body: paragraph(TEXT) })) })).toMatchObject({
    blocks: text,
  })
  expect(await reader.read({ format: 'eml', bytes: mail })).toMatchObject({ title: 'Bridge', blocks: text })
})

test('a PDF of 600,000 objects is refused, and says so', async () => {
  const more = Array.from({ length: 600_000 }, () => '0')
  const reading = reader.read({ format: 'pdf', bytes: pdfOf({ more }) })
  await expect(reading).rejects.toThrow('it has 600006 objects, at most 500000 are read; print it to a new PDF')
}, 60_000)

const show = '(Another line of the same text that has no end.) Tj 1 0 0 1 50 400 Tm\n'
const parts = `Subject: x\nContent-Type: multipart/mixed; boundary=x\n\n${'--x\n\n'.repeat(300_000)}`

test.each<[string, PaperBytes['format'], () => Uint8Array]>([
  ['a page of a million lines', 'pdf', () => pdfOf({ drawing: latin1(`BT /F1 9 Tf ${show.repeat(1_000_000)} ET`) })],
  ['a drawing of 200 MB of nothing', 'pdf', () => pdfOf({ drawing: Buffer.alloc(200 * 1024 * 1024, 32) })],
  ['a page tree that holds itself', 'pdf', () => pdfOf({ kids: '2 0 R '.repeat(100_000) })],
  ['arrays nested a million deep', 'pdf', () => pdfOf({ drawing: latin1('['.repeat(1_000_000)) })],
  ['a page tree nested a million deep', 'pdf', () => pdfOf({ kids: '['.repeat(1_000_000) })],
  ['a DOCX nested 100,000 deep', 'docx', () => writeZip(docxFiles({ body: nest('w:tbl', 100_000) }))],
  ['a mail of 300,000 parts', 'eml', () => latin1(parts)],
  ['a mail of 20 MB of quotations', 'eml', () => latin1(`Subject: x\n\n${'On x wrote\n'.repeat(1_900_000)}`)],
])(
  '%s is refused in words, and the next file is read',
  async (_what, format, write) => {
    const result = await reader.read({ format, bytes: write() }).catch((error: unknown) => error)
    expect(result).toBeInstanceOf(InputError)
    expect(String(result)).not.toMatch(/undefined|null|not a function/u)
    expect(await reader.read({ format: 'pdf', bytes: GOOD })).toMatchObject({ blocks: [{ kind: 'prose', text: TEXT }] })
  },
  60_000,
)

function nest(name: string, deep: number): string {
  return `<${name}>`.repeat(deep) + `</${name}>`.repeat(deep)
}
