import { constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { FoundDocument } from '../../core/document.ts'
import { InputError } from '../../core/errors.ts'
import { clipFound, MOST_SIGNS } from '../../core/extent.ts'
import { codeOf, faultOfPath } from '../../core/file-fault.ts'
import type { Problem } from '../../core/ports.ts'
import { formatOfName } from '../file/format.ts'
import { createReaders, type Readers } from '../file/readers.ts'
import { bytesNeeded, LARGEST_FILE, readBytes } from '../file/reading.ts'
import { datelineOf } from '../text/dateline.ts'
import { dateOfFileName } from '../text/published-date.ts'
import type { FileFormat } from './file-names.ts'

/** What passes by itself: a lock, too many open files. */
const BUSY: ReadonlySet<unknown> = new Set(['EBUSY', 'EAGAIN', 'EMFILE', 'ENFILE', 'ESTALE'])

/** A document as a file holds it. */
export interface FileDocument extends FoundDocument {
  /** Who wrote it, as a page or a mail says. */
  readonly byline?: string
}

/** What became of reading one file. `unsettled`: not now, perhaps at the next look. */
export type Reading =
  | { readonly document: FileDocument }
  | { readonly trouble: string }
  | { readonly unsettled: 'changing' | 'gone' | 'busy' }

/**
 * Reads the document in one file for the command line; the location is the path as given. A problem says how to mend it. Never throws.
 * Whoever reads many files hands in readers, and closes them.
 */
export async function readDocument(path: string, given?: Readers): Promise<FileDocument | Problem> {
  // Whoever names a file of the desk's own, or a hidden one, means it.
  const format = formatOfName(basename(path))
  if (format === undefined) return { where: path, what: (await absenceOf(path)) ?? notReadYet(path) }
  const readers = given ?? createReaders()
  const reading = await readFileAt(path, { location: path, format, readers })
  if (given === undefined) readers.close()
  if ('document' in reading) return reading.document
  if ('trouble' in reading) return { where: path, what: reading.trouble }
  return {
    where: path,
    what: reading.unsettled === 'gone' ? NO_SUCH_FILE : 'it is in use just now; try again',
  }
}

export const NO_SUCH_FILE = 'there is no such file'
export const FOLDER = 'it is a folder, not a file'
export const NO_ORDINARY_FILE = 'it is a device, pipe or socket, not an ordinary file; remove it'

/** Why there is no file at a path, be it that it is a folder; undefined if there is one. */
export async function absenceOf(path: string): Promise<string | undefined> {
  try {
    return (await stat(path)).isDirectory() ? FOLDER : undefined
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? NO_SUCH_FILE : troubleOf(error)
  }
}

/** Why a file of another format is passed over. */
export function notReadYet(name: string): string {
  const ending = extname(name)
  const which = ending === '' ? 'files without an ending' : `${ending} files`
  return `not read yet: ${which}; save it as .txt, .md, .html, .pdf, .docx or .eml`
}

export interface FileToRead {
  readonly location: string
  readonly format: FileFormat
  readonly topic?: string
  readonly readers: Readers
}

/** Reads one file of a known format. Never throws. */
export async function readFileAt(path: string, { location, format, topic, readers }: FileToRead): Promise<Reading> {
  if (format === 'other') return { trouble: notReadYet(path) }
  try {
    const content = await readContent(path, bytesNeeded(format, MOST_SIGNS))
    if (!('bytes' in content)) return content
    const { bytes, isHead } = content
    const { madeOn, ...draft } = clipFound(await readBytes(bytes, format, readers, { most: MOST_SIGNS, isHead }))
    if (!draft.blocks.some((block) => block.text.trim() !== ''))
      return { trouble: 'it holds no text; fill it or remove it' }
    // A day at the head of the text is surer than one in the name, that than one at its ends, and that than what the program noted that
    // made it. The file's own time is no date: see `identifyDocument`.
    const date = dateOfFileName(basename(path)) ?? datelineOf(draft.blocks) ?? madeOn
    return {
      document: {
        location,
        ...(topic === undefined || topic === '' ? {} : { topic }),
        ...(date === undefined ? {} : { date }),
        ...draft,
      },
    }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return { unsettled: 'gone' }
    if (BUSY.has(code)) return { unsettled: 'busy' }
    if (error instanceof InputError) return { trouble: error.message }
    return { trouble: troubleOf(error) }
  }
}

/** Why the file system refused, and what to do about it. */
export function troubleOf(error: unknown): string {
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read; give the desk permission to read it'
  return `it cannot be read: ${faultOfPath(error)}`
}

type Content = { readonly bytes: Uint8Array; readonly isHead: boolean } | Exclude<Reading, { document: unknown }>

/** The bytes of a file, or the first ones of it where there are more than `most`. */
async function readContent(path: string, most: number): Promise<Content> {
  // Without O_NONBLOCK, opening a named pipe would wait for somebody to write into it.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const before = await file.stat()
    if (before.isDirectory()) return { trouble: FOLDER }
    if (!before.isFile()) return { trouble: NO_ORDINARY_FILE }
    if (before.size > LARGEST_FILE) {
      const size = Math.ceil(before.size / 1024 / 1024)
      return { trouble: `it is too large: ${size} MB, at most ${LARGEST_FILE / 1024 / 1024} are read; split it` }
    }
    if (before.size === 0) return { trouble: 'it is empty; fill it or remove it' }
    const bytes = new Uint8Array(Math.min(before.size, most))
    const isWhole = await fill(bytes, file)
    const after = await file.stat()
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs || !isWhole) return { unsettled: 'changing' }
    return { bytes, isHead: bytes.length < before.size }
  } finally {
    await file.close()
  }
}

/** Reads from the beginning of a file; false if it ends before that is full. */
async function fill(bytes: Uint8Array, file: FileHandle): Promise<boolean> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, at)
    if (bytesRead === 0) return false
    at += bytesRead
  }
  return true
}
