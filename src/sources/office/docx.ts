import mammoth from 'mammoth'
import { InputError } from '../../core/errors.ts'
import { composeDraft } from '../text/draft.ts'
import { readHtml } from '../text/html.ts'
import { evenSpaces, findElements, parsePage, textWithin } from '../text/html-tree.ts'
import { parseDate } from '../text/published-date.ts'
import { chooseTitle, type Paper } from './paper.ts'
import { listZip, type ZipEntry } from './zip.ts'

/** What the text and the styles of a document may unpack to, in bytes; a book of 500 pages takes some 10 MB. */
const MOST_XML = 30 * 1024 * 1024
/** What all of it may, pictures too, as it says itself; they are never unpacked. */
const MOST_IN_ALL = 500 * 1024 * 1024
const PROPERTIES = 'docProps/core.xml'
const LARGEST_PROPERTIES = 256 * 1024

/** Beginnings of files that are no DOCX: of a compound file, which holds an old .doc or an encrypted .docx. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]

const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"]

/**
 * Reads a DOCX: headings, lists, tables and footnotes, deleted text and pictures left out. The title is that of the properties if it stands at
 * the beginning too, else the first heading. Throws `InputError` for one that is encrypted, damaged, or unpacks to too much.
 */
export async function readDocx(bytes: Uint8Array): Promise<Paper> {
  if (COMPOUND.every((byte, index) => bytes[index] === byte))
    throw new InputError('it is encrypted, or an old .doc; save it as .docx without a password')
  const entries = listZip(bytes)
  refuseBombs(entries)
  if (!entries.some(({ name }) => name === '[Content_Types].xml'))
    throw new InputError('it is a ZIP file, but no .docx; save it again')
  const properties = readProperties(entries.find(({ name }) => name === PROPERTIES))
  const html = await convert(bytes)
  // Below each note stands an arrow that leads back.
  const draft = readHtml(joinCells(html.replace(/<a href="#(?:foot|end)note-ref-[^"]*">[^<]*<\/a>/gu, '')))
  const [first] = draft.blocks
  const shown = draft.title ?? (first?.kind === 'heading' ? first.text : undefined)
  const title = chooseTitle({ property: properties.title, shown, blocks: draft.blocks.slice(0, 12) })
  const { madeOn } = properties
  return { ...composeDraft({ ...draft, title }), ...(madeOn === undefined ? {} : { madeOn }) }
}

async function convert(bytes: Uint8Array): Promise<string> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const options = { styleMap: STYLES, convertImage: NO_PICTURES, externalFileAccess: false }
  try {
    return (await mammoth.convertToHtml({ buffer }, options)).value
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new InputError('it is damaged; open it and save it again', { cause: error })
  }
}

/** Mammoth puts paragraphs into every cell, which in HTML stand for a table that only arranges; one of more than 600 characters is a text in a box. */
function joinCells(html: string): string {
  return html.replace(
    /<(t[dh])([^>]*)>((?:(?!<\/?(?:table|t[dh])\b).){0,600})<\/\1>/gsu,
    (_, name, attributes, inner) => `<${name}${attributes}>${inner.replace(/<\/?p\b[^>]*>/gu, ' ')}</${name}>`,
  )
}

/** Nothing is made of them, so that they need not be unpacked. */
const NO_PICTURES = mammoth.images.imgElement(async () => ({ src: '' }))

/** Unpacks what is read later once, and drops it: only that tells its size. */
function refuseBombs(entries: readonly ZipEntry[]): void {
  const said = entries.reduce((sum, { size }) => sum + size, 0)
  if (said > MOST_IN_ALL) throw new InputError(`it unpacks to ${Math.ceil(said / 1024 / 1024)} MB; split it`)
  let left = MOST_XML
  for (const entry of entries) if (/\.(?:xml|rels)$/iu.test(entry.name)) left -= entry.unpack(left).length
}

function readProperties(entry: ZipEntry | undefined): { readonly title?: string; readonly madeOn?: string } {
  if (entry === undefined) return {}
  const page = parsePage(new TextDecoder().decode(entry.unpack(LARGEST_PROPERTIES)))
  const property = (name: string) => {
    const [element] = findElements(page, ({ tagName }) => tagName === name)
    return element === undefined ? '' : evenSpaces(textWithin(element))
  }
  const title = property('dc:title')
  // A document that began as a copy of another keeps that one's day of creation.
  const madeOn = (parseDate(property('dcterms:modified')) ?? parseDate(property('dcterms:created')))?.slice(0, 10)
  return { ...(title === '' ? {} : { title }), ...(madeOn === undefined ? {} : { madeOn }) }
}
