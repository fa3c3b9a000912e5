import { InputError } from '../../core/errors.ts'
import { optional } from '../../core/optional.ts'
import { decodeText } from '../text/decoding.ts'
import { decodeAsian } from './asian.ts'
import { decodeEbcdic, EBCDIC_BEGINNING } from './ebcdic.ts'

/** Marks and first letters of XML in encodings whose characters have more than a byte (https://www.w3.org/TR/xml/#sec-guessing). */
const BEGINNINGS: readonly (readonly [readonly number[], Wide])[] = [
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32be'],
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32le'],
  [[0x00, 0x00, 0x00, 0x3c], 'utf-32be'],
  [[0x3c, 0x00, 0x00, 0x00], 'utf-32le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0x00, 0x3c, 0x00], 'utf-16be'],
  [[0x3c, 0x00], 'utf-16le'],
]

type Wide = 'utf-16be' | 'utf-16le' | 'utf-32be' | 'utf-32le'

/** Of a feed with broken bytes so large a share of letters may be lost, and the rest is still worth reading. */
const LOST = 0.03
const FEED_TAG = /<(?:[\w-]+:)?(?:rss|feed|rdf|channel|item|entry)\b/iu

/**
 * The text of a feed: by its mark or first letters, else by `charset` (what the HTTP header says), else as it declares itself, where that
 * fits its bytes; else by what its letters look like. Throws `InputError` if it is no text.
 */
export async function decodeFeed(sent: Uint8Array, charset: string | undefined): Promise<string> {
  const wide = BEGINNINGS.find(([beginning]) => beginning.every((byte, index) => sent[index] === byte))?.[1]
  if (wide !== undefined) return wide.startsWith('utf-32') ? decode32(sent, wide) : new TextDecoder(wide).decode(sent)
  if (EBCDIC_BEGINNING.every((byte, index) => sent[index] === byte)) return decodeEbcdic(sent)
  const bytes = withoutZeros(sent)
  const labels = [charset, declaredEncoding(bytes)].filter((label) => label !== undefined)
  const label = labels.find(isKnown)
  const old = label === undefined ? await decodeOld(bytes, labels) : undefined
  if (old !== undefined) return old
  if (isUtf8(label)) {
    const { whole, broken } = lettersOfUtf8(bytes)
    if (broken > 0 && whole > broken) return decodeMixed(bytes)
  }
  const decoded = decodeText(bytes, { html: false, ...optional('charset', label) })
  if ('text' in decoded) return decoded.text
  const asian = label === undefined ? decodeAsian(bytes) : undefined
  if (asian !== undefined) return asian
  const damaged = new TextDecoder(label).decode(bytes)
  const lost = damaged.split('\ufffd').length - 1
  if (FEED_TAG.test(damaged) && lost <= Math.max(2, damaged.length * LOST)) return damaged
  throw new InputError(decoded.trouble)
}

/** A few zeros are damage, many are what letters of two bytes have. */
function withoutZeros(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(0)) return bytes
  const rest = bytes.filter((byte) => byte !== 0)
  return rest.length > bytes.length * 0.8 ? rest : bytes
}

function isUtf8(label: string | undefined): boolean {
  return label === undefined || new TextDecoder(label).encoding === 'utf-8'
}

/** UTF-8 with bytes of windows-1252 among it, as where somebody pasted into a template. */
function decodeMixed(bytes: Uint8Array): string {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const windows = new TextDecoder('windows-1252')
  const parts: string[] = []
  let from = 0
  const takeUntil = (end: number) => {
    if (end > from) parts.push(utf8.decode(bytes.subarray(from, end)))
    from = end
  }
  for (let at = 0; at < bytes.length; ) {
    const length = lengthOfLetter(bytes, at)
    if (length > 0) at += length
    else {
      takeUntil(at)
      at += 1
      parts.push(windows.decode(bytes.subarray(from, at)))
      from = at
    }
  }
  takeUntil(bytes.length)
  return parts.join('')
}

/** How many letters beyond ASCII are whole, and how many bytes belong to none. */
function lettersOfUtf8(bytes: Uint8Array): { readonly whole: number; readonly broken: number } {
  let whole = 0
  let broken = 0
  for (let at = 0; at < bytes.length; ) {
    const length = lengthOfLetter(bytes, at)
    if (length === 0) broken += 1
    else if (length > 1) whole += 1
    at += Math.max(1, length)
  }
  return { whole, broken }
}

/** Bytes of the letter of UTF-8 that begins here; 0 if none does (https://encoding.spec.whatwg.org/#utf-8-decoder). */
function lengthOfLetter(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
  const second = bytes[at + 1] ?? 0
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  if (length === 0 || second < low || second > high) return 0
  for (let next = 2; next < length; next += 1) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0
  return length
}

/** Encodings that browsers do not know: code pages of DOS and of old Macs. */
async function decodeOld(bytes: Uint8Array, labels: readonly string[]): Promise<string | undefined> {
  if (labels.length === 0) return undefined
  const { default: iconv } = await import('iconv-lite')
  const names = labels.map((label) => (/^mac(?:centraleurope|latin2)$/iu.test(label) ? 'maccenteuro' : label))
  const label = names.find((each) => !/^(?:utf|ucs)/iu.test(each) && iconv.encodingExists(each))
  return label === undefined
    ? undefined
    : iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), label)
}

/** What the XML declaration says (https://www.w3.org/TR/xml/#NT-EncodingDecl). */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  return /<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/iu.exec(head)?.[1]
}

function isKnown(label: string): boolean {
  try {
    return !new TextDecoder(label).encoding.startsWith('utf-16')
  } catch {
    return false
  }
}

function decode32(bytes: Uint8Array, encoding: Wide): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, encoding === 'utf-32le')
    parts.push(code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code))
  }
  return parts.join('').replace(/^\ufeff/u, '')
}
