import { InputError } from '../../core/errors.ts'
import type { PointedFile, ReadText } from '../../core/pointing.ts'
import { type FileFormat, formatOfName, formatOfType } from '../file/format.ts'
import { LARGEST_FILE, readBytes } from '../file/reading.ts'
import { datelineOf } from '../text/dateline.ts'
import { dateOfFileName } from '../text/published-date.ts'
import type { ReadingTools } from './reading.ts'
import { checkSize } from './size.ts'

/** Fetches a file and reads it. Throws `InputError` before anything is fetched where its kind or size will not do. */
export async function readPointedFile(
  file: PointedFile,
  { readers }: Pick<ReadingTools, 'readers'>,
  signal: AbortSignal,
): Promise<ReadText> {
  if (file.trouble !== undefined) throw new InputError(file.trouble)
  checkSize(file.size, file.name === '' ? undefined : checkKind(formatOf(file)))
  const fetched = await file.fetch(LARGEST_FILE, signal)
  const { name, bytes } = fetched
  const format = checkKind(formatOf(fetched))
  checkSize(bytes.length, format)
  const { madeOn, ...draft } = await readBytes(bytes, format, readers)
  // A day at the head of the text is surer than one in the name, that than one at its ends, and that than what the program noted that made it.
  const date = dateOfFileName(name) ?? datelineOf(draft.blocks) ?? madeOn
  return { title: name, ...(date === undefined ? {} : { date }), ...draft }
}

function formatOf({ name, type }: { readonly name: string; readonly type?: string }): FileFormat | undefined {
  return formatOfName(name) ?? formatOfType(type)
}

function checkKind(format: FileFormat | undefined): FileFormat {
  if (format !== undefined) return format
  throw new InputError('files of this kind are not read, but PDF, Word (.docx), mail (.eml), .html, .md and .txt')
}
