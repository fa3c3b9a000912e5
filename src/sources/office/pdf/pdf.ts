import type { Block } from '../../../core/document.ts'
import { InputError } from '../../../core/errors.ts'
import { markHeadings } from '../../text/bare-headings.ts'
import { composeDraft } from '../../text/draft.ts'
import { takeDateLine } from '../../text/plain-text.ts'
import { evenLines } from '../../text/text-lines.ts'
import { chooseTitle, type Paper } from '../paper.ts'
import { columnsOf } from './columns.ts'
import { vocabularyOf } from './hyphens.ts'
import { segmentsOf } from './lines.ts'
import { type Passage, passagesOf } from './paragraphs.ts'
import { openPdf } from './pdf-file.ts'
import { bodyLookOf, linesOf } from './print-lines.ts'
import { dropRunningHeads, type PageText } from './running-heads.ts'

/** A page with fewer letters has no text of its own: a stamp or a number on a scan. */
const LEAST_LETTERS = 25
/** Of the characters, at least this share are letters and marks that Unicode knows. */
const LEAST_KNOWN = 0.7
/** A title is larger than the text by this factor. */
const TITLE_LARGER = 1.15
/** How many blocks from the beginning a line may stand that is only a date. */
const DATE_WITHIN = 12
const LONGEST_DATE_LINE = 60

/**
 * Reads a PDF: columns one after the other, without running heads, feet and page numbers; words that were cut at a line's end whole again,
 * paragraphs over columns and pages; headings by size and font; tables, captions and footnotes as `table`. The title is that of the
 * properties if it stands at the beginning too, else the largest text of the first page. Throws `InputError` for a scan, a file that is
 * encrypted or damaged, or has more than 500 pages.
 */
export async function readPdf(bytes: Uint8Array): Promise<Paper> {
  const { pages, title: property, madeOn } = await openPdf(bytes)
  const texts = pages.map((page) => ({ height: page.height, segments: segmentsOf(page) }))
  refuseScans(texts, bytes)
  let column = 0
  const columns = columnsOf(dropRunningHeads(texts).map(({ segments }) => segments))
  const lines = columns.flatMap((parts, page) => parts.flatMap((segments) => linesOf(segments, page, column++)))
  const body = bodyLookOf(lines)
  const passages = passagesOf(lines, body, vocabularyOf(lines))
  const head = passages.filter(({ page, kind }) => page === 0 && kind !== 'table')
  const largest = head.reduce<Passage | undefined>(
    (most, one) => (/\p{L}{2}/u.test(one.text) && one.size > (most?.size ?? 0) + 0.25 ? one : most),
    undefined,
  )
  const shown = largest !== undefined && largest.size >= body.size * TITLE_LARGER ? largest : undefined
  const blocks = markHeadings(
    passages
      .filter((passage) => passage !== shown)
      .map(({ kind, text }) => ({ text: evenLines(text), ...(kind === undefined ? {} : { kind }) })),
  )
  const { date, rest } = takeDate(blocks)
  const [first] = rest
  const leading = shown?.text ?? (first?.kind === 'heading' ? first.text : undefined)
  const title = chooseTitle({ property, shown: leading, blocks: rest.slice(0, DATE_WITHIN) })
  return { ...composeDraft({ title, date, blocks: rest }), ...(madeOn === undefined ? {} : { madeOn }) }
}

function refuseScans(pages: readonly PageText[], bytes: Uint8Array): void {
  const text = pages.map(({ segments }) => segments.map((segment) => segment.text).join('')).join('')
  const strange = text.match(/[\p{Co}\p{Cc}\uFFFD]/gu)?.length ?? 0
  if (text.length > 0 && strange > text.length * (1 - LEAST_KNOWN))
    throw new InputError('its fonts do not say which letters they draw; run OCR on it')
  const bare = pages.filter(
    ({ segments }) => lettersOf(segments.map((segment) => segment.text).join('')) < LEAST_LETTERS,
  )
  if (lettersOf(text) < LEAST_LETTERS * pages.length && bare.length * 2 >= pages.length) {
    const count = `${bare.length} ${bare.length === 1 ? 'page' : 'pages'} without text`
    // Pictures are streams, whose dictionaries always stand in the open (ISO 32000-1, 7.5.7).
    const pictures = /\/Subtype\s*\/Image\b/u.test(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'),
    )
    if (pictures) throw new InputError(`it is a scan: ${count}; run OCR on it`)
    // A short text on one page is a text all the same.
    if (lettersOf(text) === 0) throw new InputError(`it holds no text that can be read: ${count}; run OCR on it`)
  }
}

function lettersOf(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}

/** Takes a line that is only a date off the beginning. */
function takeDate(blocks: readonly Block[]): { readonly date?: string; readonly rest: readonly Block[] } {
  for (const [index, block] of blocks.slice(0, DATE_WITHIN).entries()) {
    if (block.text.length > LONGEST_DATE_LINE) continue
    const { date } = takeDateLine([block])
    if (date !== undefined) return { date, rest: blocks.toSpliced(index, 1) }
  }
  return { rest: blocks }
}
