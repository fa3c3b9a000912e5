import { crc32, deflateRawSync } from 'node:zlib'

/** A ZIP archive of these files; `says` is what its directory claims that they unpack to. */
export function writeZip(files: Readonly<Record<string, string | Uint8Array>>, says?: number): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const data = Buffer.from(content as string)
    const packed = deflateRawSync(data)
    const fields = Buffer.alloc(22)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(data), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(says ?? data.length, 18)
    const lengths = Buffer.from([name.length & 0xff, name.length >> 8, 0, 0])
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, lengths, Buffer.from(name), packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), fields, lengths, place, Buffer.from(name)]),
    )
    locals.push(local)
    offset += local.length
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return new Uint8Array(Buffer.concat([...locals, ...directory, Buffer.from('PK\u0005\u0006'), end]))
}

export interface DocxPlan {
  /** WordprocessingML of the body. */
  readonly body: string
  readonly title?: string
  readonly modified?: string
  readonly notes?: readonly string[]
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** The files of a DOCX as Word writes them, less what no reader looks at. */
export function docxFiles({ body, title = '', modified, notes = [] }: DocxPlan): Record<string, string> {
  const style = (id: string, name: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`
  const changed =
    modified === undefined ? '' : `<dcterms:modified xsi:type="dcterms:W3CDTF">${modified}</dcterms:modified>`
  const footnotes = notes.map((note, index) => `<w:footnote w:id="${index + 1}">${paragraph(note)}</w:footnote>`)
  return {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATION}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'docProps/core.xml': `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${title}</dc:title>${changed}</cp:coreProperties>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${RELATION}/styles" Target="styles.xml"/><Relationship Id="r2" Type="${RELATION}/footnotes" Target="footnotes.xml"/><Relationship Id="r3" Type="${RELATION}/numbering" Target="numbering.xml"/></Relationships>`,
    'word/styles.xml': `<w:styles ${W}>${style('Title', 'Title')}${style('Heading2', 'heading 2')}</w:styles>`,
    'word/footnotes.xml': `<w:footnotes ${W}>${footnotes.join('')}</w:footnotes>`,
    'word/numbering.xml': `<w:numbering ${W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    'word/document.xml': `<w:document ${W}><w:body>${body}</w:body></w:document>`,
  }
}

/** A paragraph; `style` is a style's id, `more` stands after its text. */
export function paragraph(text: string, { style = '', item = false, more = '' } = {}): string {
  const list = item ? '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' : ''
  const look = style === '' ? '' : `<w:pStyle w:val="${style}"/>`
  return `<w:p><w:pPr>${look}${list}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r>${more}</w:p>`
}
