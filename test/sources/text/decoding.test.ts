import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../src/sources/text/decoding.ts'

/** Bytes of a text in a code page of single bytes: what the decoder makes of each byte, turned round. */
function encode(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding)
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Uint8Array.from(text, (character) => {
    const byte = bytes.get(character)
    if (byte === undefined) throw new Error(`${encoding} has no ${character}`)
    return byte
  })
}

function utf16(text: string, order: 'le' | 'be', mark: boolean): Uint8Array {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

const plain = (bytes: Uint8Array) => decodeText(bytes, { html: false })
const html = (text: string) => decodeText(Buffer.from(text, 'latin1'), { html: true })

const RUSSIAN = 'Министр прибыл в столицу в четверг, чтобы обсудить торговлю.\n'
const HEBREW = 'נמל חיפה נסגר ביום שני לאחר שאונייה עלתה על שרטון, כך נמסר מרשות הנמלים.\n'
const FRENCH = 'Le ministre a été reçu à Paris où il a évoqué la coopération.\n'

describe('Unicode', () => {
  it.each([
    ['UTF-8', Buffer.from(RUSSIAN)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${RUSSIAN}`)],
    ['UTF-16LE with a mark', utf16(RUSSIAN, 'le', true)],
    ['UTF-16BE with a mark', utf16(RUSSIAN, 'be', true)],
    ['UTF-16LE', utf16(RUSSIAN, 'le', false)],
    ['UTF-16BE', utf16(RUSSIAN, 'be', false)],
  ])('%s', (_, bytes) => {
    expect(plain(bytes)).toEqual({ text: RUSSIAN })
  })

  it('UTF-16 of Western and Chinese text', () => {
    for (const text of [FRENCH, '外交部长星期四抵达首都。\n双方表示满意。\n']) {
      expect(plain(utf16(text, 'le', false))).toEqual({ text })
      expect(plain(utf16(text, 'be', false))).toEqual({ text })
    }
  })

  it.each<[string, (text: string) => Uint8Array]>([
    ['UTF-8', (text) => Buffer.from(text)],
    ['UTF-8 with a mark', (text) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16LE with a mark', (text) => utf16(text, 'le', true)],
    ['UTF-16BE', (text) => utf16(text, 'be', false)],
  ])('%s of which there are only the first bytes, to its last whole character', (_, encode) => {
    const text = 'Цена 100 €, 价格 🚢 '.repeat(3)
    const bytes = encode(text)
    for (let end = 50; end < bytes.length; end += 1) {
      const head = decodeText(bytes.subarray(0, end), { html: false, isHead: true })
      if ('trouble' in head) throw new Error(`${end}: ${head.trouble}`)
      expect(text.startsWith(head.text)).toBe(true)
      expect(encode(head.text).length).toBeGreaterThan(end - 4)
    }
  })

  it('UTF-8 that is cut off or damaged in one place', () => {
    const bytes = Buffer.from(RUSSIAN.repeat(3).trimEnd().slice(0, -1))
    expect(plain(bytes.subarray(0, -1))).toEqual({ text: expect.stringContaining(RUSSIAN) })
    bytes[20] = 0xff
    expect(plain(bytes)).toEqual({ text: expect.stringContaining('столицу в четверг') })
  })
})

describe('code pages', () => {
  it.each([
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
    ['windows-1255', HEBREW],
    ['iso-8859-8', HEBREW],
    ['windows-1255', 'הכנסת תצביע על ההצעה בשבוע הבא.'],
    ['windows-1255', 'ראש העיר אמר: “אנחנו נבנה גשר חדש” – ב־12 מיליון ₪.'],
    ['windows-1255', 'בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ'],
    // Without a capital, and in letters that Hebrew has at the same places.
    ['windows-1251', 'все готово, беда позади'],
    ['windows-1251', 'министр прибыл в столицу в четверг, чтобы обсудить торговлю.'],
    ['windows-1251', 'Привет, мир'],
    ['koi8-r', 'Привет, мир'],
    ['windows-1251', 'СРОЧНОЕ СООБЩЕНИЕ ИЗ СТОЛИЦЫ'],
    ['koi8-r', 'СРОЧНОЕ СООБЩЕНИЕ ИЗ СТОЛИЦЫ'],
    ['windows-1251', 'Міністр прибув до столиці, щоб обговорити її торгівлю.'],
    ['windows-1251', 'Міністр прыбыў у сталіцу, каб абмеркаваць гандаль.'],
    ['windows-1251', 'Министърът пристигна в столицата, за да обсъди търговията.'],
    ['windows-1251', 'The word «спутник» stands within English prose — alone.'],
    ['windows-1252', FRENCH],
    ['windows-1252', 'Der Außenminister schweigt – „später“, heißt es in Österreich.'],
    ['windows-1252', '¿Cuándo llegó? Mañana, señaló España.'],
    ['windows-1252', 'Å ena sidan så, å andra sidan inte: Öl på Åland.'],
    ['windows-1252', 'Não há informações. À tarde, São Paulo.'],
    ['windows-1252', '“Quotes” and dashes — it’s only those, for £5 or €6.'],
  ])('%s: %s', (encoding, text) => {
    expect(plain(encode(text, encoding))).toEqual({ text })
  })

  it.each([
    [
      'GB 18030',
      [0xcd, 0xe2, 0xbd, 0xbb, 0xb2, 0xbf, 0xb3, 0xa4, 0xd0, 0xc7, 0xc6, 0xda, 0xcb, 0xc4, 0xb5, 0xd6, 0xb4, 0xef],
    ],
    [
      'Shift_JIS',
      [0x8a, 0x4f, 0x96, 0xb1, 0x91, 0xe5, 0x90, 0x62, 0x82, 0xcd, 0x96, 0xd8, 0x97, 0x6a, 0x93, 0xfa, 0x82, 0xc9],
    ],
  ])('refuses %s rather than show it as other letters', (_, bytes) => {
    expect(plain(Uint8Array.from(bytes))).toEqual({ trouble: expect.stringContaining('save it as UTF-8') })
  })
})

describe('what HTML declares', () => {
  it.each([
    ['a declared code page', '<meta charset="koi8-r"><p>\xed\xc9\xce\xd3\xcb', 'Минск'],
    [
      'in the old way',
      '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>\xcc\xe8\xed\xf1\xea',
      'Минск',
    ],
    ['in XML', '<?xml version="1.0" encoding="shift_jis"?><p>\x93\xfa\x96\x7b', '日本'],
    [
      'what is surely UTF-8 in spite of it',
      '<meta charset=iso-8859-1><p>\xd0\x9c\xd0\xb8\xd0\xbd\xd1\x81\xd0\xba',
      'Минск',
    ],
    ['an unknown name', '<meta charset=klingon><p>caf\xe9', 'café'],
    ['one that does not decode', '<meta charset=utf-8><p>caf\xe9', 'café'],
    ['one that cannot be', '<meta charset=utf-16><p>cafe', 'cafe'],
  ])('%s', (_, source, end) => {
    expect(html(source)).toEqual({ text: expect.stringMatching(new RegExp(`<p>${end}$`, 'u')) })
  })

  it('counts in HTML only', () => {
    expect(plain(Buffer.from('<meta charset="koi8-r"> caf\xe9', 'latin1'))).toEqual({
      text: '<meta charset="koi8-r"> café',
    })
  })
})

describe('what is no text', () => {
  it.each([
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'a PDF'],
    ['RTF', Buffer.from('{\\rtf1\\ansi Text}'), 'RTF'],
    ['an office file', Buffer.from('PK\u0003\u0004\u0014\u0000'), 'ZIP'],
    [
      'a picture',
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0),
      'not text',
    ],
    ['a program', Buffer.from('\u007fELF\u0002\u0001\u0001\u0000\u0000\u0000\u0000\u0003\u0000>\u0000'), 'not text'],
    ['control characters', Buffer.from('a\u0001b\u0002c\u0003'), 'not text'],
    ['UTF-32', Buffer.from('\u00ff\u00fe\u0000\u0000a\u0000\u0000\u0000b\u0000\u0000\u0000', 'latin1'), 'not text'],
  ])('%s', (_, bytes, trouble) => {
    expect(plain(bytes)).toEqual({ trouble: expect.stringContaining(trouble) })
  })
})

it('makes well-formed text or trouble of any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, asHtml) => {
      const decoded = decodeText(bytes, { html: asHtml })
      expect('text' in decoded ? decoded.text.isWellFormed() : decoded.trouble !== '').toBe(true)
    }),
  )
})

it('gives back whatever was saved as UTF-8', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => !/^\uFEFF|\p{Cc}/u.test(text)),
      (text) => {
        expect(plain(Buffer.from(`The text: ${text}`))).toEqual({ text: `The text: ${text}` })
      },
    ),
  )
})
