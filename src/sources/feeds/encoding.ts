import { InputError } from '../../core/errors.ts'
import { optional } from '../../core/optional.ts'
import { decodeText } from '../text/decoding.ts'

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

/** So many of its bytes may be of an encoding that is not known, and the rest is still worth reading. */
const STRAY_BYTES = 0.01

/**
 * The text of a feed: by its mark or first letters, else by `charset` (what the HTTP header says), else as it declares itself, where that
 * fits its bytes; else by what its letters look like. Throws `InputError` if it is no text.
 */
export async function decodeFeed(bytes: Uint8Array, charset: string | undefined): Promise<string> {
  const wide = BEGINNINGS.find(([beginning]) => beginning.every((byte, index) => bytes[index] === byte))?.[1]
  if (wide !== undefined) return wide.startsWith('utf-32') ? decode32(bytes, wide) : new TextDecoder(wide).decode(bytes)
  const labels = [charset, declaredEncoding(bytes)].filter((label) => label !== undefined)
  const label = labels.find(isKnown)
  const old = label === undefined ? await decodeOld(bytes, labels) : undefined
  if (old !== undefined) return old
  const decoded = decodeText(bytes, { html: false, ...optional('charset', label) })
  if ('text' in decoded) return decoded.text
  const beyond = bytes.reduce((sum, byte) => sum + (byte > 0x7f ? 1 : 0), 0)
  if (!bytes.includes(0) && (label !== undefined || beyond <= Math.max(2, bytes.length * STRAY_BYTES)))
    return new TextDecoder(label).decode(bytes)
  throw new InputError(decoded.trouble)
}

/** Encodings that browsers do not know: code pages of DOS and of old Macs. */
async function decodeOld(bytes: Uint8Array, labels: readonly string[]): Promise<string | undefined> {
  if (labels.length === 0) return undefined
  const { default: iconv } = await import('iconv-lite')
  const label = labels.find((each) => !/^(?:utf|ucs)/iu.test(each) && iconv.encodingExists(each))
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
