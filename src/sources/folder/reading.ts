import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { FoundDocument } from '../../core/document.ts'
import { InputError } from '../../core/errors.ts'
import type { Problem } from '../../core/ports.ts'
import { type ArticleReader, createArticleReader } from '../article/reader.ts'
import { decodeText } from '../text/decoding.ts'
import type { Draft } from '../text/draft.ts'
import { readMarkdown } from '../text/markdown.ts'
import { readPlainText } from '../text/plain-text.ts'
import { dateOfFileName } from '../text/published-date.ts'
import { evenLines } from '../text/text-lines.ts'
import { type FileFormat, formatOf } from './file-names.ts'

/** 20 MB: a text of three million words; what is larger is a dump, not a document. */
export const LARGEST_FILE = 20 * 1024 * 1024

/** What passes by itself: a lock, too many open files. */
const BUSY: ReadonlySet<unknown> = new Set(['EBUSY', 'EAGAIN', 'EMFILE', 'ENFILE', 'ESTALE'])

/** A document as a file holds it. */
export interface FileDocument extends FoundDocument {
  /** Day (UTC) of the file's last change: says when somebody saved it, not when it was published. */
  readonly fileDate: string
  /** Who wrote it, as a page says. */
  readonly byline?: string
}

/** What became of reading one file. `unsettled`: not now, perhaps at the next look. */
export type Reading =
  | { readonly document: FileDocument }
  | { readonly trouble: string }
  | { readonly unsettled: 'changing' | 'gone' | 'busy' }

/**
 * Reads the document in one file for the command line; the location is the path as given. A problem says how to mend it. Never throws.
 * Whoever reads many files hands in a reader of pages, and closes it.
 */
export async function readDocument(path: string, pages?: ArticleReader): Promise<FileDocument | Problem> {
  const format = formatOf(basename(path)) ?? 'other'
  if (format === 'other') return { where: path, what: notReadYet(path) }
  const reader = pages ?? createArticleReader()
  const reading = await readFileAt(path, { location: path, format, pages: reader })
  if (pages === undefined) reader.close()
  if ('document' in reading) return reading.document
  if ('trouble' in reading) return { where: path, what: reading.trouble }
  return {
    where: path,
    what: reading.unsettled === 'gone' ? 'there is no such file' : 'it is in use just now; try again',
  }
}

/** Why a file of another format is passed over. */
export function notReadYet(name: string): string {
  const ending = extname(name)
  const which = ending === '' ? 'files without an ending' : `${ending} files`
  return `not read yet: ${which}; save it as .txt, .md or .html`
}

export interface FileToRead {
  readonly location: string
  readonly format: FileFormat
  readonly topic?: string
  readonly pages: ArticleReader
}

/** Reads one file of a known format. Never throws. */
export async function readFileAt(path: string, { location, format, topic, pages }: FileToRead): Promise<Reading> {
  try {
    const content = await readContent(path)
    if (!('bytes' in content)) return content
    const draft = await structure(content.bytes, format, pages)
    if ('trouble' in draft) return draft
    if (!draft.blocks.some((block) => block.text.trim() !== ''))
      return { trouble: 'it holds no text; fill it or remove it' }
    const date = dateOfFileName(basename(path))
    return {
      document: {
        location,
        ...(topic === undefined || topic === '' ? {} : { topic }),
        ...(date === undefined ? {} : { date }),
        ...draft,
        fileDate: new Date(content.changedAt).toISOString().slice(0, 10),
      },
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return { unsettled: 'gone' }
    if (BUSY.has(code)) return { unsettled: 'busy' }
    if (error instanceof InputError) return { trouble: error.message }
    return { trouble: troubleOf(error) }
  }
}

/** Why the file system refused, and what to do about it. */
export function troubleOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read; give the desk permission to read it'
  return `it cannot be read: ${error instanceof Error ? error.message : String(error)}`
}

type Content = { readonly bytes: Uint8Array; readonly changedAt: number } | Exclude<Reading, { document: unknown }>

async function readContent(path: string): Promise<Content> {
  // Without O_NONBLOCK, opening a named pipe would wait for somebody to write into it.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const before = await file.stat()
    if (before.isDirectory()) return { trouble: 'it is a folder, not a file' }
    if (!before.isFile()) return { trouble: 'it is a device, pipe or socket, not an ordinary file; remove it' }
    if (before.size > LARGEST_FILE) {
      const size = Math.ceil(before.size / 1024 / 1024)
      return { trouble: `it is too large: ${size} MB, at most ${LARGEST_FILE / 1024 / 1024} are read; split it` }
    }
    if (before.size === 0) return { trouble: 'it is empty; fill it or remove it' }
    const bytes = await file.readFile()
    const after = await file.stat()
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs || bytes.length !== before.size)
      return { unsettled: 'changing' }
    return { bytes, changedAt: before.mtimeMs }
  } finally {
    await file.close()
  }
}

async function structure(
  bytes: Uint8Array,
  format: FileFormat,
  pages: ArticleReader,
): Promise<(Draft & { readonly byline?: string }) | { readonly trouble: string }> {
  // Pages may be made to do harm, and take long: they are read in a process of their own.
  if (format === 'html') return await pages.read({ bytes, saved: true })
  const text = decodeText(bytes, { html: false })
  if ('trouble' in text) return text
  return format === 'plain' ? readPlainText(evenLines(text.text)) : readMarkdown(evenLines(text.text))
}
