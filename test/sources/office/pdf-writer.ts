import { deflateSync } from 'node:zlib'

/** Text at a place on a page of 595 × 842 points (A4); `y` grows upwards, as in PDF. */
export interface Placed {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size?: number
  /** Runs upwards: on a page that is turned by 90 degrees it is upright, from the left edge `x`. */
  readonly turned?: boolean
  /** `bold` is another font, `cyrillic` one whose upper codes stand for Cyrillic letters, `nameless` one whose codes stand for none. */
  readonly font?: 'plain' | 'bold' | 'cyrillic' | 'nameless'
}

export interface PdfPlan {
  readonly pages: readonly (readonly Placed[])[]
  readonly title?: string
  readonly created?: string
  readonly rotate?: number
  /** A picture on each page. */
  readonly picture?: boolean
  /** Says that it is encrypted, with a password nobody knows. */
  readonly encrypted?: boolean
  /** Added to each page's drawing, as it is. */
  readonly drawing?: string
}

const PICTURE = ' /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8'
const FONTS = { plain: 'F1', bold: 'F2', cyrillic: 'F3', nameless: 'F4' }

/** A PDF file, uncompressed but for its drawings. */
export function writePdf(plan: PdfPlan): Uint8Array {
  const objects: Buffer[] = []
  const add = (body: string | Buffer) => objects.push(Buffer.from(body as string, 'latin1'))
  const stream = (dictionary: string, data: Buffer) =>
    add(Buffer.concat([latin1(`<<${dictionary} /Length ${data.length}>>\nstream\n`), data, latin1('\nendstream')]))
  const first = 8
  const kids = plan.pages.map((_, index) => `${first + index * 2} 0 R`)
  add('<< /Type /Catalog /Pages 2 0 R >>')
  add(`<< /Type /Pages /Count ${kids.length} /Kids [${kids.join(' ')}] >>`)
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>')
  stream('', toUnicode('0410'))
  stream('', toUnicode('E000'))
  if (plan.picture === true) stream(PICTURE, Buffer.from([128]))
  else add('null')
  const upper = (map: number) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode ${map} 0 R >>`
  for (const placed of plan.pages) {
    const fonts = `/F1 3 0 R /F2 4 0 R /F3 ${upper(5)} /F4 ${upper(6)}`
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate ${plan.rotate ?? 0} /Contents ${objects.length + 2} 0 R ` +
        `/Resources << /Font << ${fonts} >> /XObject << /P 7 0 R >> >> >>`,
    )
    const picture = plan.picture === true ? 'q 595 0 0 842 0 0 cm /P Do Q\n' : ''
    stream(
      ' /Filter /FlateDecode',
      deflateSync(latin1(`${picture}${placed.map(draw).join('\n')}\n${plan.drawing ?? ''}`)),
    )
  }
  const dates = plan.created === undefined ? '' : `/CreationDate (${plan.created})`
  add(`<< ${plan.title === undefined ? '' : `/Title (${plan.title})`} ${dates} >>`)
  const info = objects.length
  const secret = '00'.repeat(32)
  const encrypted = `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${secret}> /U <${secret}> >> /ID [<00> <00>]`
  return compose(objects, `/Root 1 0 R /Info ${info} 0 R ${plan.encrypted === true ? encrypted : ''}`)
}

/** Puts numbered objects, their table and the trailer together (ISO 32000-1, 7.5). */
export function compose(objects: readonly Buffer[], trailer: string): Uint8Array {
  const parts = [latin1('%PDF-1.4\n')]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  for (const [index, body] of objects.entries()) {
    offsets.push(length)
    const part = Buffer.concat([latin1(`${index + 1} 0 obj\n`), body, latin1('\nendobj\n')])
    parts.push(part)
    length += part.length
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const head = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  parts.push(
    latin1(`${head}${table}trailer\n<< /Size ${objects.length + 1} ${trailer} >>\nstartxref\n${length}\n%%EOF\n`),
  )
  return new Uint8Array(Buffer.concat(parts))
}

function draw({ text, x, y, size = 10, font = 'plain', turned = false }: Placed): string {
  const codes = [...text].map((letter) => {
    const code = letter.charCodeAt(0)
    // Upper-case Cyrillic begins at 0xC0, as the map of the font says.
    return code >= 0x410 && code <= 0x44f ? code - 0x350 : (WINDOWS[letter] ?? code)
  })
  const hex = Buffer.from(codes).toString('hex')
  const place = turned ? `0 1 -1 0 ${842 - y} ${x}` : `1 0 0 1 ${x} ${y}`
  return `BT /${FONTS[font]} ${size} Tf ${place} Tm <${hex}> Tj ET`
}

const WINDOWS: Readonly<Record<string, number>> = { '•': 0x95, '–': 0x96, '—': 0x97, '’': 0x92, '“': 0x93, '”': 0x94 }

function toUnicode(start: string): Buffer {
  const map = `1 begincodespacerange <00> <FF> endcodespacerange\n`
  const ranges =
    start === 'E000'
      ? '1 beginbfrange <20> <FF> <E000> endbfrange'
      : `2 beginbfrange <20> <7E> <0020> <C0> <FF> <${start}> endbfrange`
  return latin1(`/CIDInit /ProcSet findresource begin begincmap\n${map}${ranges}\nendcmap end`)
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

export interface ColumnPlace {
  readonly x: number
  /** The first baseline. */
  readonly y: number
  /** In characters. */
  readonly width: number
  readonly size?: number
  readonly leading?: number
  /** Of the first line of each paragraph, in points. */
  readonly indent?: number
  /** Between paragraphs, beyond the leading. */
  readonly gap?: number
  readonly font?: Placed['font']
}

/** Sets paragraphs as lines of at most so many characters; a word that holds `¬` may be cut there. */
export function setColumn(paragraphs: readonly string[], place: ColumnPlace): Placed[] {
  const { size = 10, leading = size * 1.2, indent = 0, gap = 0, font = 'plain' } = place
  const placed: Placed[] = []
  let y = place.y
  for (const paragraph of paragraphs) {
    for (const [index, text] of wrap(paragraph, place.width).entries()) {
      placed.push({ text, x: place.x + (index === 0 ? indent : 0), y, size, font })
      y -= leading
    }
    y -= gap
  }
  return placed
}

function wrap(paragraph: string, width: number): string[] {
  const lines: string[] = ['']
  for (const word of paragraph.split(' ')) {
    const last = lines.at(-1) ?? ''
    const [start = '', end] = word.split('¬')
    const whole = word.replace('¬', '')
    if (last === '' || last.length + 1 + whole.length <= width) lines[lines.length - 1] = `${last} ${whole}`.trim()
    else if (end !== undefined && last.length + 2 + start.length <= width) {
      lines[lines.length - 1] = `${last} ${start}-`
      lines.push(end)
    } else lines.push(whole)
  }
  return lines
}
