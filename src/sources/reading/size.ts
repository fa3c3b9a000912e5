import { InputError } from '../../core/errors.ts'
import type { FileFormat } from '../file/format.ts'
import { LARGEST_FILE } from '../file/reading.ts'

/** Plain text is read in the desk’s own process, which has others to serve meanwhile: 2 MB take a third of a second. */
const LARGEST_TEXT = 2 * 1024 * 1024
/** Of any kind, so that one brief is written in a second or so. */
const MOST_SIGNS = 2_500_000

/** Throws `InputError` for what is empty or too large; `bytes` may be undefined, where nobody has said how many there are. */
export function checkSize(bytes: number | undefined, format: FileFormat | undefined): void {
  if (bytes === undefined) return
  if (bytes === 0) throw new InputError('it is empty')
  const isText = format === 'plain' || format === 'markdown'
  const most = isText ? LARGEST_TEXT : LARGEST_FILE
  if (bytes <= most) return
  const what = isText ? ' of text' : ''
  throw new InputError(`it is too large: ${inMegabytes(bytes)} MB${what}, and at most ${inMegabytes(most)} are read`)
}

/** Throws `InputError` for a text of which no brief is written while somebody waits. */
export function checkLength(blocks: readonly { readonly text: string }[]): void {
  const length = blocks.reduce((sum, { text }) => sum + text.length, 0)
  if (length > MOST_SIGNS)
    throw new InputError('it holds more text than is read while somebody waits; hand it over in parts')
}

function inMegabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024)
}
