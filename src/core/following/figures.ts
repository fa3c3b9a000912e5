import type { Language } from '../language/language.ts'
import { normaliseWord } from '../language/normalise.ts'
import type { Word } from '../language/words.ts'
import { isDateWord, isNumberWord } from '../retrieval/signs.ts'

/** From one on, without "one" itself, which mostly is no number; each language's cardinals, then its ordinals. */
const SPELT_OUT: Readonly<Record<string, readonly string[]>> = {
  en: [
    '- two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth',
  ],
  de: [
    '- zwei drei vier fünf sechs sieben acht neun zehn elf zwölf',
    'erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte',
    'ersten zweiten dritten vierten fünften sechsten siebten achten neunten zehnten elften zwölften',
    'erster zweiter dritter vierter fünfter sechster siebter achter neunter zehnter elfter zwölfter',
  ],
  fr: [
    '- deux trois quatre cinq six sept huit neuf dix onze douze',
    'premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième',
    'première seconde',
  ],
  es: [
    '- dos tres cuatro cinco seis siete ocho nueve diez once doce',
    'primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo',
    'primera segunda tercera cuarta quinta sexta séptima octava novena décima undécima duodécima',
    'primer - tercer',
  ],
  ru: [
    '- два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать',
    '- двух трёх четырёх пяти шести семи восьми девяти десяти одиннадцати двенадцати',
    'первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый',
    'первая вторая третья четвёртая пятая шестая седьмая восьмая девятая десятая',
    'первым вторым третьим четвёртым пятым шестым седьмым восьмым девятым десятым',
    'первой второй третьей четвёртой пятой шестой седьмой восьмой девятой десятой',
  ],
}

const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'

const VALUES: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(SPELT_OUT).map(([language, rows]) => [
    language,
    new Map([
      ...rows.flatMap((row) => row.split(' ').map((word, index) => [normaliseWord(word), String(index + 1)] as const)),
      ...(language === 'en' ? TENS.split(' ').map((word, index) => [word, `${index + 2}0`] as const) : []),
    ]),
  ]),
)

/** "one of them" and its like count nothing. */
const NO_NUMBER = new Set('one once half double ein eine einmal un une uno una один одна واحد واحدة 一'.split(' '))
/** Also ordinary words; as months they have a capital. */
const MONTHS_BY_CAPITAL = new Set(['may', 'march', 'mars', 'mai'])
const CURRENCY = /[$€£¥₹₽]/gu
const CHINESE_NUMBER =
  /^[\d〇零二两三四五六七八九十百千万亿点.][\d〇零一二两三四五六七八九十百千万亿点.]*[个名人年月日号%]?$/u

/**
 * The numbers, days, months and signs of currency of a sentence, each in one spelling: `1,200` and `1200`, `tenth` and `10th` are the same figure. Numbers
 * that are written out are known up to twelve in English (there to ninety), German, French, Spanish and Russian; beyond, the word itself
 * stands for them.
 */
export function figuresOf(sentence: string, words: readonly Word[], language: Language): Set<string> {
  const figures = new Set<string>(sentence.match(CURRENCY) ?? [])
  for (const { text, norm } of words) {
    const figure = figureOf(text, norm, language)
    if (figure !== undefined) figures.add(figure)
  }
  return figures
}

/** The figure that a word is; undefined if it is none. */
export function figureOf(text: string, norm: string, language: Language): string | undefined {
  if (NO_NUMBER.has(norm)) return undefined
  if (/^\d/u.test(norm)) return inDigits(norm)
  const value = VALUES.get(language)?.get(norm)
  if (value !== undefined) return value
  if (language === 'zh') return CHINESE_NUMBER.test(norm) ? norm : undefined
  if (MONTHS_BY_CAPITAL.has(norm) && !/^\p{Lu}/u.test(text)) return undefined
  return isNumberWord(norm, language) || isDateWord(norm, language) ? norm : undefined
}

/** Without what only parts its thousands, and without the ending of an ordinal. */
function inDigits(norm: string): string {
  return norm
    .replace(/(?<=\d)[.,٬](?=\d{3}(?!\d))/gu, '')
    .replace(/^(\d+)(?:st|nd|rd|th|er|e|º|ª|-?й|-?я|-?го)$/u, '$1')
}
