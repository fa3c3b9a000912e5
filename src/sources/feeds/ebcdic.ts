/** The letters of IBM’s code page 037 from byte 64 on; before them only ends of lines and tabs matter to XML. */
const LETTERS = [
  ' \xa0âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@\'="',
  'Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×',
  '{ABCDEFGHI\xadôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\x9f',
].join('')
const CONTROLS: ReadonlyMap<number, string> = new Map([
  [0x05, '\t'],
  [0x0d, '\r'],
  [0x15, '\n'],
  [0x25, '\n'],
])
/** Where code page 500, that of Belgium and Switzerland, differs. */
const INTERNATIONAL: ReadonlyMap<number, string> = new Map([
  [0x4a, '['],
  [0x4f, '!'],
  [0x5a, ']'],
  [0x5f, '^'],
  [0xb0, '¢'],
  [0xba, '¬'],
  [0xbb, '|'],
])
/** Where code page 1140 differs. */
const EURO: ReadonlyMap<number, string> = new Map([[0x9f, '€']])
const SAME: ReadonlyMap<number, string> = new Map()

/** What an XML declaration begins with in EBCDIC (https://www.w3.org/TR/xml/#sec-guessing-no-ext-info). */
export const EBCDIC_BEGINNING = [0x4c, 0x6f, 0xa7, 0x94]

/** Decodes EBCDIC by the code page that its XML declaration names, 037 unless it is another of the Latin ones. */
export function decodeEbcdic(bytes: Uint8Array): string {
  const head = decodeBy(SAME, bytes.subarray(0, 100))
  const name = /encoding\s*=\s*["']([\w.:-]+)/u.exec(head)?.[1] ?? ''
  return decodeBy(/500|cp[_-](?:be|ch)$/iu.test(name) ? INTERNATIONAL : /1140/u.test(name) ? EURO : SAME, bytes)
}

function decodeBy(different: ReadonlyMap<number, string>, bytes: Uint8Array): string {
  const letters: string[] = []
  for (const byte of bytes)
    letters.push(different.get(byte) ?? (byte < 64 ? (CONTROLS.get(byte) ?? ' ') : (LETTERS[byte - 64] ?? ' ')))
  return letters.join('')
}
