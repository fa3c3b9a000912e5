const ASCII = /^[ -~]*$/

/** Words of Russian, Chinese, Hindi and Arabic letters that nothing below changes: most words, at a tenth of the time. */
const SETTLED =
  /^(?:[а-я]+|[\u4e00-\u9fff]+|[\u0902\u0903\u0905-\u0928\u092a-\u0930\u0932\u0933\u0935-\u0939\u093e-\u094d]+|[\u0621\u0624\u0626-\u063a\u0641-\u0648\u064a]+)$/u

/** Letters that Unicode does not decompose, yet people type without their stroke, ligature or dot. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  þ: 'th',
  ё: 'е',
  '’': "'",
  ʼ: "'",
  // Arabic: carriers of hamza and the dotless ya are written interchangeably (the "light10" normalisation, Larkey et al. 2007).
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  // Devanagari: nasalisation is written with either sign.
  '\u0901': '\u0902',
}

const UNDECOMPOSED_LETTERS = new RegExp(`[${Object.keys(UNDECOMPOSED).join('')}]`, 'gu')

/** A Latin or Greek letter with its accents; Cyrillic й and ї are letters of their own and stay whole. */
const ACCENTED = /([\p{Script=Latin}\p{Script=Greek}])[\u0300-\u036f]+/gu

/** Stress marks of dictionaries and schoolbooks on Russian vowels, and the dot that Hindi writers leave out at will. */
const OPTIONAL_MARK = /(?<=[аеиоуыэюя])[\u0300\u0301]|\u093c/gu

/**
 * Signs that change no word: Arabic vowel points and tatweel, Hebrew points, joiners, soft hyphens,
 * variation selectors.
 */
const SILENT =
  /[\u00ad\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u2060\ufeff]|[\ufe00-\ufe0f]/gu

const FOREIGN_DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g

/**
 * The form under which two spellings of one word compare equal: NFKC, lower case, accents of Latin and Greek letters folded,
 * Arabic and Hebrew points removed, ё as е, ß as ss, Arabic-Indic and Devanagari digits as ASCII digits. Depends on nothing
 * but the text, never on a guessed language, so a document and a question always agree. May be longer or shorter than the
 * text; empty only if the text is empty or all silent signs. Never throws.
 */
export function normaliseWord(text: string): string {
  const lower = text.toLowerCase()
  if (ASCII.test(text) || SETTLED.test(lower)) return lower
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(ACCENTED, '$1')
    .replace(OPTIONAL_MARK, '')
    .normalize('NFC')
    .replace(SILENT, '')
    .replace(UNDECOMPOSED_LETTERS, (letter) => UNDECOMPOSED[letter] ?? letter)
    .replace(FOREIGN_DIGIT, (digit) => String(digit.charCodeAt(0) - zeroOf(digit)))
}

function zeroOf(digit: string): number {
  if (digit >= '\u0966') return 0x966
  return digit >= '\u06f0' ? 0x6f0 : 0x660
}
