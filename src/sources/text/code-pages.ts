/** How often letters stand in running Russian, in per cent, rounded; beside them those of its sister languages. */
const CYRILLIC: Readonly<Record<string, number>> = {
  ...{
    о: 11,
    е: 8.5,
    а: 8,
    и: 7.4,
    н: 6.7,
    т: 6.3,
    с: 5.5,
    р: 4.7,
    в: 4.5,
    л: 4.3,
    к: 3.5,
    м: 3.2,
    д: 3,
    п: 2.8,
    у: 2.6,
  },
  ...{
    я: 2,
    ы: 1.9,
    ь: 1.7,
    г: 1.7,
    з: 1.6,
    б: 1.6,
    ч: 1.4,
    й: 1.2,
    х: 1,
    ж: 0.9,
    ш: 0.7,
    ю: 0.6,
    ц: 0.5,
    щ: 0.4,
    э: 0.3,
  },
  ...{ ф: 0.3, ъ: 0.1, ё: 0.1, і: 5, ї: 0.6, є: 0.6, ґ: 0.1, ў: 1, ј: 3, њ: 0.6, љ: 0.5, ћ: 0.6, ђ: 0.2, џ: 0.1 },
}

/** How often letters stand in running Hebrew, in per cent, rounded. */
const HEBREW: Readonly<Record<string, number>> = {
  ...{ י: 11, ה: 11, ו: 10.4, ל: 7.4, א: 6.3, ר: 5.6, ת: 5, ב: 4.7, מ: 4.6, ש: 4.4, ע: 3.2, נ: 2.9, כ: 2.7, ד: 2.6 },
  ...{ ם: 2.5, ח: 2.5, ק: 2.1, פ: 1.7, ס: 1.5, ז: 1.3, ט: 1.2, ג: 1.2, צ: 1.2, ן: 1.2, ך: 0.6, ף: 0.3, ץ: 0.1 },
}

/** Chance that two letters of running Russian, or Hebrew, are the same, in per cent: the mean frequency of its letters, as they occur. */
const USUAL_FREQUENCY = { cyrillic: 5.5, hebrew: 6.3 }

/** Letters beyond ASCII that Western languages write; what else windows-1252 holds is rare in prose. */
const WESTERN = /^[a-zàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßšž]+$/iu
const WESTERN_RUN = /[^\0-\x7F]{3}/u
const MARKS = '[\u00A0«»‘’‚“”„–—…•·°§€£©®™¡¿№´]'
/** Marks beyond ASCII where prose has them: at the edge of a word, or an apostrophe or dash within. */
const PUNCTUATION = new RegExp(
  `(?<=^|[\\s\\p{P}\\d])${MARKS}|${MARKS}(?=$|[\\s\\p{P}\\d])|(?<=\\p{L})[’–—](?=\\p{L})`,
  'gu',
)
/** Five letters have a form of their own at the end of a word, and stand nowhere else in it; a letter has at most two points. */
const HEBREW_WORD = /^(?:[[א-ת]--[ךםןףץ]]\p{M}{0,2})*[א-ת]\p{M}{0,2}$/v
/** Fewer letters may be those of any code page. */
const FEWEST_HEBREW = 10
const CASED = /^(?:\p{Ll}+|\p{Lu}\p{Ll}*|\p{Lu}+)$/u

/** Enough of a long text to judge it by. */
const SAMPLE = 100_000

/** A guess that explains less than this of what lies beyond ASCII is none. Western letters leave no doubt, others are judged by frequency. */
const PLAUSIBLE_WESTERN = 0.9
const PLAUSIBLE_BY_FREQUENCY = 0.65
/** Small letters that are read in the wrong code page often come out as capitals; few texts are written in capitals. */
const CAPITALS_COUNT = 0.8

const CODE_PAGES: readonly (readonly [string, (text: string) => number])[] = [
  ['windows-1251', shareOfCyrillic],
  ['koi8-r', shareOfCyrillic],
  // Has the letters of ISO 8859-8 where that has them.
  ['windows-1255', shareOfHebrew],
]

/**
 * Decodes bytes that are not UTF-8 in the code page whose letters look most like a language: windows-1251, KOI8-R, windows-1255, or
 * windows-1252. Undefined if none does, as for code pages of East Asia: a text that is not read is better than one that is read as other
 * letters.
 */
export function chooseCodePage(bytes: Uint8Array): string | undefined {
  // Western first, so that it wins where there is nothing but dashes and quotes, which the code pages share.
  const western = new TextDecoder('windows-1252').decode(bytes)
  if (shareOfWestern(western.slice(0, SAMPLE)) >= PLAUSIBLE_WESTERN) return western
  let best: { readonly text: string; readonly share: number } | undefined
  for (const [encoding, shareOf] of CODE_PAGES) {
    const text = new TextDecoder(encoding).decode(bytes)
    const share = shareOf(text.slice(0, SAMPLE))
    if (share > (best?.share ?? PLAUSIBLE_BY_FREQUENCY)) best = { text, share }
  }
  return best?.text
}

/** The share of the characters beyond ASCII that stand where Western languages put them: one or two in a word of one case or a capital. */
function shareOfWestern(text: string): number {
  let fitting = text.match(PUNCTUATION)?.length ?? 0
  for (const word of wordsBeyondAscii(text)) {
    if (WESTERN.test(word) && CASED.test(word) && !WESTERN_RUN.test(word)) fitting += beyondAscii(word)
  }
  return fitting / beyondAscii(text)
}

/** The share of the characters beyond ASCII in purely Cyrillic words of one case or a capital, less where their letters are rare ones. */
function shareOfCyrillic(text: string): number {
  let fitting = 0
  let letters = 0
  let frequencies = 0
  for (const word of wordsBeyondAscii(text)) {
    if (!CASED.test(word) || !/^\p{Script=Cyrillic}+$/u.test(word)) continue
    letters += word.length
    fitting += word.length * (word.length > 1 && /^\p{Lu}+$/u.test(word) ? CAPITALS_COUNT : 1)
    for (const letter of word.toLowerCase()) frequencies += CYRILLIC[letter] ?? 0
  }
  const usual = letters === 0 ? 1 : Math.min(1, frequencies / letters / USUAL_FREQUENCY.cyrillic)
  return ((fitting + (text.match(PUNCTUATION)?.length ?? 0)) / beyondAscii(text)) * usual
}

/** The share of the characters beyond ASCII in words that Hebrew could write, less where their letters are rare ones. */
function shareOfHebrew(text: string): number {
  let fitting = 0
  let letters = 0
  let frequencies = 0
  for (const word of text.match(/[\p{Script=Hebrew}\p{M}]+/gu) ?? []) {
    if (!HEBREW_WORD.test(word)) continue
    fitting += word.length
    for (const letter of word.replace(/\P{L}/gu, '')) {
      letters += 1
      frequencies += HEBREW[letter] ?? 0
    }
  }
  if (letters < FEWEST_HEBREW) return 0
  const usual = Math.min(1, frequencies / letters / USUAL_FREQUENCY.hebrew)
  return ((fitting + (text.match(PUNCTUATION)?.length ?? 0)) / beyondAscii(text)) * usual
}

function wordsBeyondAscii(text: string): string[] {
  return (text.match(/\p{L}+/gu) ?? []).filter((word) => beyondAscii(word) > 0)
}

function beyondAscii(text: string): number {
  return text.match(/[^\0-\x7F]/gu)?.length ?? 0
}
