import { InputError } from '../../core/errors.ts'
import { clipText } from '../../core/extent.ts'
import type { Paper } from '../office/paper.ts'
import { decodeText } from '../text/decoding.ts'
import { readMarkdown } from '../text/markdown.ts'
import { readPlainText } from '../text/plain-text.ts'
import { evenLines } from '../text/text-lines.ts'
import type { FileFormat } from './format.ts'
import type { Readers } from './readers.ts'

/** 20 MB: a text of three million words; what is larger is a dump, not a document. */
export const LARGEST_FILE = 20 * 1024 * 1024

/** UTF-8 takes three bytes at most for a UTF-16 unit; the fourth is for line ends, soft hyphens and what else is not read. */
const BYTES_A_SIGN = 4

/** So many of the first bytes of a file are enough for a document of `most` UTF-16 units, wherever the format can be read by parts. */
export function bytesNeeded(format: FileFormat, most: number): number {
  return isText(format) ? most * BYTES_A_SIGN : LARGEST_FILE
}

/**
 * Reads the document that the bytes of a file hold; it may turn out to be empty. Throws `InputError` with what is wrong: a scan, encrypted,
 * damaged, too much to read. `charset` is what an HTTP header says of the encoding; of plain text and Markdown no more than `most` UTF-16
 * units are read, and the bytes may be but the first ones of the file (`isHead`).
 */
export async function readBytes(
  bytes: Uint8Array,
  format: FileFormat,
  { pages, papers }: Readers,
  { charset, most, isHead = false }: ReadOptions = {},
): Promise<Paper> {
  const declared = charset === undefined ? {} : { charset }
  // They may be made to do harm, and take long: they are read in a process of their own.
  if (format === 'html') return await pages.read({ bytes, saved: true, ...declared })
  if (format === 'pdf' || format === 'docx' || format === 'eml') return await papers.read({ format, bytes })
  const text = decodeText(bytes, { html: false, isHead, ...declared })
  if ('trouble' in text) throw new InputError(text.trouble)
  const whole = evenLines(text.text)
  // Of a head the last paragraph is hardly ever whole.
  const part = clipText(whole, Math.min(most ?? whole.length, isHead ? whole.length - 1 : whole.length))
  const paper = format === 'plain' ? readPlainText(part) : readMarkdown(part)
  return part.length < whole.length || isHead ? { ...paper, isCut: true } : paper
}

interface ReadOptions {
  readonly charset?: string | undefined
  readonly most?: number
  readonly isHead?: boolean
}

function isText(format: FileFormat): boolean {
  return format === 'plain' || format === 'markdown'
}
