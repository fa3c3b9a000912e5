import { chooseCodePage } from './code-pages.ts'

/** Text, or why the bytes are none. */
export type Decoded = { readonly text: string } | { readonly trouble: string }

/** What some formats begin with whose files now and then end in .txt. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['%PDF-', 'a PDF'],
  ['{\\rtf', 'RTF'],
  ['PK\u0003\u0004', 'a ZIP or office file'],
]

/** At most this share of control characters is an accident within a text. */
const STRAY_CONTROLS = 0.002
/** At most this share of broken sequences is an accident within UTF-8. */
const STRAY_BYTES = 0.02
/** HTML says its encoding within so many bytes (HTML standard, 13.2.3.2). */
const DECLARED_WITHIN = 1024

/**
 * Makes text of bytes: by their byte order mark, else as UTF-16 if their zero bytes say so, else as `charset` (what an HTTP header says) or
 * what an HTML file declares, else as UTF-8 if it is that, else in the code page that its letters fit best (windows-1251, KOI8-R,
 * windows-1255, windows-1252). Of the first bytes of a longer text (`isHead`) a last character that is not whole is left out. Never throws.
 */
export function decodeText(
  bytes: Uint8Array,
  { html, charset, isHead = false }: { readonly html: boolean; readonly charset?: string; readonly isHead?: boolean },
): Decoded {
  const how = { stream: isHead }
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 8))
  const format = SIGNATURES.find(([signature]) => head.startsWith(signature))?.[1]
  if (format !== undefined) return { trouble: `it is ${format}, not text; save it as text` }
  const marked = decodeMarked(bytes, how)
  if (marked !== undefined) return judge(marked)
  if (bytes.includes(0)) return decodeWithZeros(bytes, how)
  const utf8 = decodeAs('utf-8', bytes, how)
  const declared =
    (charset === undefined ? undefined : encodingOf(charset)) ?? (html ? declaredEncoding(bytes) : undefined)
  if (declared !== undefined && declared !== 'utf-8') {
    // In a code page of single bytes everything decodes, which proves nothing; letters that are valid UTF-8 do.
    const proven = utf8 !== undefined && /[^\0-\x7F]/u.test(utf8)
    const text = proven ? utf8 : decodeAs(declared, bytes, how)
    if (text !== undefined) return judge(text)
  }
  return judge(utf8 ?? damagedUtf8(bytes, how) ?? chooseCodePage(bytes))
}

/** To a stream more is to come: what its last character lacks is no fault. */
interface How {
  readonly stream: boolean
}

function decodeMarked(bytes: Uint8Array, how: How): string | undefined {
  const [first, second, third, fourth] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return new TextDecoder('utf-8').decode(bytes, how)
  // The mark of UTF-32 begins like that of UTF-16; nobody writes texts in it, and `decodeWithZeros` refuses it.
  if (first === 0xff && second === 0xfe && !(third === 0 && fourth === 0))
    return new TextDecoder('utf-16le').decode(bytes, how)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes, how)
  return undefined
}

/** Bytes with zeros among them: UTF-16 without a mark, or no text. Spaces and line ends put the zeros of UTF-16 on one side. */
function decodeWithZeros(bytes: Uint8Array, how: How): Decoded {
  const zeros = [0, 0]
  for (let index = bytes.indexOf(0); index >= 0; index = bytes.indexOf(0, index + 1))
    zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const encoding = odd > even * 4 ? 'utf-16le' : even > odd * 4 ? 'utf-16be' : undefined
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2))
  const text = encoding === undefined ? undefined : decodeAs(encoding, whole, how)
  // Two bytes give a character of some script whatever they are: text has letters, few controls, and no noncharacters.
  if (text === undefined || !/\p{L}/u.test(text) || /[\uFDD0-\uFDEF\uFFFE\uFFFF]|\p{Co}/u.test(text)) return NO_TEXT
  return judge(text)
}

/** UTF-8 with a few damaged places, or cut off in the middle of a letter. */
function damagedUtf8(bytes: Uint8Array, how: How): string | undefined {
  const text = new TextDecoder('utf-8').decode(bytes, how)
  const broken = text.match(/\uFFFD+/gu)?.length ?? 0
  const whole = text.match(/[^\0-\x7F\uFFFD]/gu)?.length ?? 0
  return broken <= Math.max(1, whole * STRAY_BYTES) && whole >= 4 * broken ? text : undefined
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARED_WITHIN))
  const label =
    /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/iu.exec(head)?.[1] ??
    /^<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)/iu.exec(head)?.[1]
  return encodingOf(label ?? 'utf-8')
}

function encodingOf(label: string): string | undefined {
  try {
    const { encoding } = new TextDecoder(label)
    // A declaration that can be read byte by byte does not stand in UTF-16 (HTML standard, 13.2.3.2).
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding
  } catch {
    return undefined
  }
}

function decodeAs(encoding: string, bytes: Uint8Array, how: How): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, how)
  } catch {
    return undefined
  }
}

const NO_TEXT: Decoded = { trouble: 'it is not text; save it as text (UTF-8)' }

function judge(text: string | undefined): Decoded {
  if (text === undefined) return { trouble: 'its encoding is not recognised; save it as UTF-8' }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells data from text.
  const controls = text.match(/[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/gu)?.length ?? 0
  return controls > Math.max(1, text.length * STRAY_CONTROLS) ? NO_TEXT : { text }
}
