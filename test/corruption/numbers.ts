import { type Change, pick } from './source-text.ts'

const WORDS: Readonly<Record<string, string>> = {
  en: 'two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty',
  de: 'zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig',
  fr: 'deux trois quatre cinq six sept huit neuf dix onze douze vingt trente',
  es: 'dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta',
  ru: 'два три четыре пять шесть семь восемь девять десять',
  hi: 'दो तीन चार पांच छह सात आठ नौ दस बारह अठारह चालीस',
}
const MAGNITUDES: Readonly<Record<string, readonly string[]>> = {
  en: ['thousand', 'million', 'billion'],
  de: ['Millionen', 'Milliarden'],
  fr: ['millions', 'milliards'],
  ru: ['миллионов', 'миллиардов'],
}
const UNITS: readonly (readonly string[])[] = [
  ['metres', 'kilometres', 'centimetres', 'miles', 'feet', 'yards'],
  ['meters', 'kilometers', 'miles', 'feet', 'inches', 'yards'],
  ['hours', 'minutes', 'days', 'weeks', 'months', 'years'],
  ['dollars', 'euros', 'pounds', 'crowns', 'francs'],
  ['kilograms', 'tonnes', 'pounds'],
]

/** A number becomes another one: digits, words, the magnitude, or the unit behind it. Years and days of months are left to the dates. */
export function changeNumber(sentence: string, language: string, random: () => number): Change | undefined {
  const ways = [changeDigits, changeDigits, changeWord, changeMagnitude, changeUnit]
  const first = Math.floor(random() * ways.length)
  for (let turn = 0; turn < ways.length; turn += 1) {
    const change = ways[(first + turn) % ways.length]?.(sentence, language, random)
    if (change !== undefined) return change
  }
  return undefined
}

function changeDigits(sentence: string, _language: string, random: () => number): Change | undefined {
  const all = [...sentence.matchAll(/(?<![\p{L}\p{N}.,:/-])\d+(?:[.,]\d+)*(?![\p{L}\p{N}:/-]|[.,]\d)/gu)]
  const numbers = all.filter((match) => !isOfDate(sentence, match.index, match[0]))
  const match = pick(numbers, random)
  if (match === undefined) return undefined
  const digits = [...match[0]]
  const places = digits.flatMap((digit, index) => (/\d/u.test(digit) ? [index] : []))
  const place = pick(places, random) ?? 0
  const others = [...'123456789'].filter((digit) => digit !== digits[place])
  digits[place] = pick(others, random) ?? '1'
  return { start: match.index, end: match.index + match[0].length, put: digits.join('') }
}

function changeWord(sentence: string, language: string, random: () => number): Change | undefined {
  const words = WORDS[language]?.split(' ') ?? []
  if (words.length === 0) return undefined
  const match = pick(
    [...sentence.matchAll(new RegExp(`(?<!\\p{L}|-)(?:${words.join('|')})(?![\\p{L}\\p{M}-])`, 'giu'))],
    random,
  )
  if (match === undefined) return undefined
  const put = pick(
    words.filter((word) => word !== match[0].toLowerCase()),
    random,
  )
  return put === undefined
    ? undefined
    : { start: match.index, end: match.index + match[0].length, put: likeCase(match[0], put) }
}

function changeMagnitude(sentence: string, language: string, random: () => number): Change | undefined {
  const words = MAGNITUDES[language] ?? []
  if (words.length === 0) return undefined
  const pattern = new RegExp(`(?<=\\d |\\d\\.\\d+ )(?:${words.join('|')})(?!\\p{L})`, 'gu')
  const match = pick([...sentence.matchAll(pattern)], random)
  const put = pick(
    words.filter((word) => word !== match?.[0]),
    random,
  )
  return match === undefined || put === undefined
    ? undefined
    : { start: match.index, end: match.index + match[0].length, put }
}

function changeUnit(sentence: string, language: string, random: () => number): Change | undefined {
  if (language !== 'en') return undefined
  for (const units of UNITS) {
    const match = pick(
      [
        ...sentence.matchAll(
          new RegExp(`(?<=\\d |\\b(?:two|three|four|five|six|ten) )(?:${units.join('|')})\\b`, 'gu'),
        ),
      ],
      random,
    )
    const put = pick(
      units.filter((unit) => unit !== match?.[0]),
      random,
    )
    if (match !== undefined && put !== undefined) {
      return { start: match.index, end: match.index + match[0].length, put }
    }
  }
  return undefined
}

function isOfDate(sentence: string, start: number, digits: string): boolean {
  if (/^(?:1[5-9]|20)\d\d$/u.test(digits)) return true
  const near = sentence.slice(Math.max(0, start - 12), start + digits.length + 14)
  return (
    /^\d{1,2}$/u.test(digits) &&
    /January|February|March|April|\bMay\b|June|July|August|September|October|November|December|Januar|Februar|März|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|\bmai\b|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|月|\d日/u.test(
      near,
    )
  )
}

function likeCase(like: string, word: string): string {
  return /^\p{Lu}/u.test(like) ? word.charAt(0).toUpperCase() + word.slice(1) : word
}
