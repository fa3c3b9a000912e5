import { inflateRawSync } from 'node:zlib'
import { InputError } from '../../core/errors.ts'

/** An entry of a ZIP archive, as its directory lists it. */
export interface ZipEntry {
  readonly name: string
  /** What it says it unpacks to, in bytes; an archive may lie. */
  readonly size: number
  /** Unpacks it. Throws `InputError` if that gives more bytes than allowed, or the entry is damaged. */
  unpack(most: number): Uint8Array
}

const MOST_ENTRIES = 10_000
const END_OF_DIRECTORY = 0x06054b50
const IN_DIRECTORY = 0x02014b50
/** The record at the end, without its comment of at most 65,535 bytes (APPNOTE 4.3.16). */
const END_LENGTH = 22
const LONGEST_COMMENT = 65_535

/** Lists an archive without unpacking anything. Throws `InputError` if it is damaged or has more than 10,000 entries. */
export function listZip(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const end = findEnd(view)
    const count = view.getUint16(end + 10, true)
    if (count > MOST_ENTRIES) throw new InputError(`it holds more than ${MOST_ENTRIES} parts`)
    const entries: ZipEntry[] = []
    let at = view.getUint32(end + 16, true)
    for (let index = 0; index < count; index += 1) {
      if (view.getUint32(at, true) !== IN_DIRECTORY) throw damaged()
      const nameLength = view.getUint16(at + 28, true)
      entries.push({
        name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
        size: view.getUint32(at + 24, true),
        unpack: unpacking(bytes, view, at),
      })
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    }
    return entries
  } catch (error) {
    // Reading beyond the end.
    if (error instanceof RangeError) throw damaged()
    throw error
  }
}

function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT)
  for (let at = view.byteLength - END_LENGTH; at >= first; at -= 1)
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  throw damaged()
}

/** The unpacking of the entry whose place in the directory is given. */
function unpacking(bytes: Uint8Array, view: DataView, at: number): (most: number) => Uint8Array {
  const method = view.getUint16(at + 10, true)
  const packed = view.getUint32(at + 20, true)
  const local = view.getUint32(at + 42, true)
  return (most) => {
    try {
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
      const data = bytes.subarray(start, start + packed)
      if (method === 0 && data.length <= most) return data
      if (method !== 0 && method !== 8) throw damaged()
      return inflateRawSync(data, { maxOutputLength: most })
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'ERR_BUFFER_TOO_LARGE') throw new InputError(`it unpacks to more than ${toMb(most)} MB; split it`)
      throw damaged()
    }
  }
}

function damaged(): InputError {
  return new InputError('it is damaged; save it again')
}

function toMb(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024)
}
