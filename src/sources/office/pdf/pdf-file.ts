import { getDocumentProxy } from 'unpdf'
import { InputError } from '../../../core/errors.ts'
import { dayOf } from '../../text/published-date.ts'
import { type PdfPage, placeRuns } from './runs.ts'

/** What a PDF holds before it is known what belongs together. */
export interface PdfContent {
  readonly pages: readonly PdfPage[]
  readonly title?: string
  /** The day on which it was made, as it says. */
  readonly madeOn?: string
}

const MOST_PAGES = 500
const MOST_OBJECTS = 500_000
/** A page of print has some thousands; 500 of them stay below this. */
const MOST_RUNS = 1_000_000

/** Takes the text and its places out of a PDF. Throws `InputError` for one that is encrypted, damaged or too long. */
export async function openPdf(bytes: Uint8Array): Promise<PdfContent> {
  const file = await load(bytes)
  if (file.numPages > MOST_PAGES)
    throw new InputError(`it has ${file.numPages} pages, at most ${MOST_PAGES} are read; split it`)
  const pages: PdfPage[] = []
  let runs = 0
  for (let number = 1; number <= file.numPages; number += 1) {
    const page = await readPage(file, number)
    pages.push(page)
    runs += page.runs.length
    if (runs > MOST_RUNS) throw new InputError('it has more than a million pieces of text; split it')
  }
  return { pages, ...(await readProperties(file)) }
}

type PdfFile = Awaited<ReturnType<typeof getDocumentProxy>>

async function load(bytes: Uint8Array): Promise<PdfFile> {
  const objects = countObjects(bytes)
  if (objects > MOST_OBJECTS)
    throw new InputError(`it has ${objects} objects, at most ${MOST_OBJECTS} are read; print it to a new PDF`)
  try {
    // A copy, since pdf.js takes the bytes for itself; nothing is drawn, so that no font need be looked for.
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, useSystemFonts: false, disableFontFace: true })
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'PasswordException') throw new InputError('it is encrypted; save it without a password')
    if (/^(?:InvalidPDFException|FormatError|XRef\w*Exception|UnknownErrorException)$/u.test(name))
      throw new InputError('it is damaged, or no PDF after all; save it again')
    throw error
  }
}

/** As many as its tables of objects say, which always stand in the open (ISO 32000-1, 7.5.5 and 7.5.8). */
function countObjects(bytes: Uint8Array): number {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const tables = file.matchAll(/(?:\btrailer\s*<<|\/Type\s*\/XRef\b)[^>]{0,500}?\/Size\s+(\d{1,9})\b/gu)
  return [...tables].reduce((most, [, size]) => Math.max(most, Number(size)), 0)
}

/** A page that is damaged is empty; the others are read. */
async function readPage(file: PdfFile, number: number): Promise<PdfPage> {
  try {
    const page = await file.getPage(number)
    const { items } = await page.getTextContent()
    const placed = placeRuns(
      items.filter((item) => 'str' in item),
      page.getViewport({ scale: 1 }),
    )
    page.cleanup()
    return placed
  } catch (error) {
    if (error instanceof RangeError) throw error
    return { width: 0, height: 0, runs: [] }
  }
}

async function readProperties(file: PdfFile): Promise<{ readonly title?: string; readonly madeOn?: string }> {
  try {
    const { info } = await file.getMetadata()
    // pdf.js types the dictionary of properties as any object.
    const { Title: title, CreationDate: made } = info as Readonly<Record<string, unknown>>
    const day = typeof made === 'string' ? /^(?:D:)?(\d{4})(\d{2})(\d{2})/u.exec(made) : null
    const madeOn = day === null ? undefined : dayOf(Number(day[1]), Number(day[2]), Number(day[3]))
    return { ...(typeof title === 'string' ? { title } : {}), ...(madeOn === undefined ? {} : { madeOn }) }
  } catch {
    return {}
  }
}
