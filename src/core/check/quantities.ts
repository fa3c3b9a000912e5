import type { Language } from '../language/language.ts'
import { normaliseWord } from '../language/normalise.ts'
import { isStopword } from '../language/stopwords.ts'
import { hanNumber, numberWord } from './number-words.ts'
import { type Unit, unitAt } from './units.ts'

/** A number in a text: UTF-16 offsets, end exclusive. */
export interface Quantity {
  readonly text: string
  readonly start: number
  readonly end: number
  /** As read; a word such as "third" has two readings, 3 and one third. */
  readonly values: readonly number[]
  readonly unit?: Unit
  /** The next word behind it in lower case, if it is no unit: what is counted. */
  readonly counted?: string
  readonly bound?: 'over' | 'under'
}

interface Piece {
  readonly start: number
  readonly end: number
  readonly value: number
  readonly isScale: boolean
  readonly isDigits: boolean
  readonly part?: number
}

const TOKEN =
  /[〇零一二两兩三四五六七八九十百千万萬亿億]+|\p{Nd}+(?:[.,٫٬’'\u00a0\u202f ]\p{Nd}{3}(?!\p{Nd}))*(?:[.,٫]\p{Nd}+)?|[\p{L}\p{M}]+/gu
/** Digits and a letter for the scale: 14.2m, 400k, 8600万. */
const SCALE_LETTER = /^(?: ?(m|mn|bn|k|M|Mds?|Mio|Mrd)\.?(?![\p{L}\d²])|([万萬亿億]))/u
const SCALES: Readonly<Record<string, number>> = {
  m: 1e6,
  mn: 1e6,
  M: 1e6,
  mio: 1e6,
  Mio: 1e6,
  bn: 1e9,
  Md: 1e9,
  Mds: 1e9,
  Mrd: 1e9,
  k: 1e3,
  万: 1e4,
  萬: 1e4,
  亿: 1e8,
  億: 1e8,
}
const COUNTED_IN_MILLIONS =
  /^m (?!(?:from|above|below|long|wide|high|deep|tall|under|of|to|and|or|in|away|sprint|race|freestyle)(?!\p{L}))\p{L}/u
const INSTEAD = /^(?:statt|instead|rather|from|out|au|contre|frente|вместо|more|less|later|ago)$/u
const ONE_OF_A_NUMBER =
  /^[- ](?:third|half|quarter|fifth|hundred|thousand|million|billion|and a |in |of (?:the )?(?:\d|two|three|four|five|six|seven|eight|nine|ten))/u
const JOINER: Readonly<Record<Language, RegExp>> = {
  en: /^(?: |-| and | a | an | and a | of a )$/u,
  de: /^(?: |-| und )$/u,
  fr: /^(?: |-| et )$/u,
  es: /^(?: | y )$/u,
}
const OVER =
  /(?:more than|over|above|at least|exceed(?:s|ed)?|mehr als|über|mindestens|plus de|au moins|más de|al menos|более|больше|свыше|не менее|超过)\s*[$€£]?$/iu
const UNDER =
  /(?:less than|fewer than|under|below|at most|up to|almost|nearly|younger than|just under|weniger als|unter|höchstens|bis zu|fast|moins de|au plus|jusqu'à|menos de|hasta|casi|менее|меньше|до|почти|不到)\s*[$€£]?$/iu
/** "6 marks", "11-kilometre", "10-year", "half a year": what may stand between a number and its unit. */
const GAP = /^(?: (?:of )?an? |-|[ \u00a0\u202f]|)/u

/**
 * The numbers of a text in reading order: digits with the separators of the language, words, scales ("3 thousand", 14.2m), parts ("two
 * thirds"), percentages, each with its unit. `taken` are spans to pass over (dates).
 */
export function findQuantities(
  text: string,
  language: Language,
  taken: readonly { start: number; end: number }[] = [],
): Quantity[] {
  const pieces = piecesOf(text, language).filter(
    (piece) => !taken.some(({ start, end }) => piece.start < end && piece.end > start),
  )
  const found: Quantity[] = []
  for (let index = 0; index < pieces.length; ) {
    const run = runAt(pieces, index, text, language)
    index += run.length
    const first = run[0]
    const last = run.at(-1)
    if (first === undefined || last === undefined) break
    found.push(describe(text, language, first.start, last.end, valuesOf(run)))
  }
  return found
}

function describe(text: string, language: Language, start: number, end: number, values: readonly number[]): Quantity {
  const scale = SCALE_LETTER.exec(text.slice(end))
  const isDigits = /\p{Nd}$/u.test(text.slice(start, end))
  const letter = isDigits ? (scale?.[1] ?? scale?.[2]) : undefined
  // "400 m from the edge" measures, "400m écus" counts.
  const isScale =
    letter !== undefined &&
    (letter !== 'm' || /[$€£]$/u.test(text.slice(0, start)) || COUNTED_IN_MILLIONS.test(text.slice(end)))
  const factor = isScale && letter !== undefined ? (SCALES[letter] ?? 1) : 1
  const scaledEnd = isScale && scale !== null ? end + scale[0].length : end
  const gap = GAP.exec(text.slice(scaledEnd))?.[0].length ?? 0
  const sign = /[$€£¥₹]\s?$/u.exec(text.slice(0, start))?.[0].trim()
  const behind =
    unitAt(text.slice(scaledEnd + gap)) ?? (gap > 0 ? unitBehindWord(text.slice(scaledEnd + gap)) : undefined)
  const unit = sign === undefined ? behind?.unit : unitAt(sign)?.unit
  const counted =
    unit === undefined ? /^[-\s\u00a0]([\p{L}\p{M}]{3,})/u.exec(text.slice(scaledEnd))?.[1]?.toLowerCase() : undefined
  const before = text.slice(Math.max(0, start - 16), start)
  return {
    text: text.slice(start, scaledEnd),
    start,
    end: scaledEnd,
    values: values.map((value) => value * factor),
    ...(unit === undefined ? {} : { unit }),
    ...(counted === undefined || isStopword(counted, language) || INSTEAD.test(counted) ? {} : { counted }),
    ...(OVER.test(before) ? { bound: 'over' } : UNDER.test(before) ? { bound: 'under' } : {}),
  }
}

/** "sixteen long metres" is rare, "two thousandths of a second" is not. */
function unitBehindWord(text: string): ReturnType<typeof unitAt> {
  const of = /^(?:of a |of an |d['’]une? |de |einer )/u.exec(text)
  return of === null ? undefined : unitAt(text.slice(of[0].length))
}

function piecesOf(text: string, language: Language): Piece[] {
  const pieces: Piece[] = []
  for (const { 0: token, index: start } of text.matchAll(TOKEN)) {
    const end = start + token.length
    // A model, a line, a road: N1, MH17, F-35.
    const isPartOfName =
      /[\p{L}\p{N}]-?$/u.test(text.slice(Math.max(0, start - 2), start)) &&
      !/^[\p{Script=Han}]/u.test(text[start - 1] ?? '')
    if (/^\p{Nd}/u.test(token)) {
      if (isPartOfName && !/\p{Nd}-$/u.test(text.slice(Math.max(0, start - 2), start))) continue
      for (const number of splitDigits(token, start)) {
        pieces.push({ ...number, value: readDigits(number.text, language), isScale: false, isDigits: true })
      }
    } else if (/^\p{Script=Han}/u.test(token)) {
      const value = hanNumber(token)
      // Alone these mean more often "one" of a word than the number.
      if (value !== undefined && !/^[一万千百]$/u.test(token))
        pieces.push({ start, end, value, isScale: false, isDigits: false })
    } else {
      const word = numberWord(token, language)
      if (word !== undefined && !isOrdinary(token, text, start, end, language))
        pieces.push({ start, end, ...word, isDigits: false })
    }
  }
  return pieces
}

/** "2014 300 people" is two numbers, "38 000" is one. */
function splitDigits(token: string, start: number): { text: string; start: number; end: number }[] {
  const grouped =
    /^\p{Nd}{1,3}(?:[\u00a0\u202f ’']\p{Nd}{3})+(?:[.,]\p{Nd}+)?$/u.test(token) || !/[ ’'\u00a0\u202f]/u.test(token)
  if (grouped) return [{ text: token, start, end: start + token.length }]
  return [...token.matchAll(/[^ ’'\u00a0\u202f]+/gu)].map(({ 0: text, index }) => ({
    text,
    start: start + index,
    end: start + index + text.length,
  }))
}

/** These part thousands by commas; the others by stops. */
const POINTED: ReadonlySet<Language> = new Set(['en', 'hi', 'zh', 'ar', 'ja', 'ko', 'und'])

function readDigits(token: string, language: Language): number {
  // Also gives the digits of other scripts in ASCII.
  const digits = normaliseWord(token)
    .replace(/[\s’']/gu, '')
    .replaceAll('٬', '')
    .replaceAll('٫', '.')
  const whole = POINTED.has(language) ? /,(?=\d{3}(?!\d))/gu : /\.(?=\d{3}(?!\d))/gu
  return Number(digits.replace(whole, '').replace(',', '.'))
}

/** "one" as a pronoun or article, "second" as a unit, "un" as an article are no numbers. */
function isOrdinary(token: string, text: string, start: number, end: number, language: Language): boolean {
  const lower = token.toLowerCase()
  const before = text.slice(Math.max(0, start - 16), start)
  switch (language) {
    case 'en':
      if (lower === 'one') return !/ty-$/u.test(before) && !ONE_OF_A_NUMBER.test(text.slice(end, end + 24))
      if (lower === 'second') return /(?:of a|per|a) $/u.test(before)
      if (lower === 'quarter') return !/(?:a|one|three) $/iu.test(before)
      return lower === 'first' || lower === 'both' || lower === 'quarters'
    case 'es':
      return /^un[oa]?$/u.test(lower) && !/[ie]nta y $/u.test(before)
    case 'hi':
      return lower === 'एक'
    case 'de':
      return lower === 'ein'
    default:
      return false
  }
}

/** As many pieces as make one number: "forty-four", "3 thousand", "two thirds", "one and a half". */
function runAt(pieces: readonly Piece[], from: number, text: string, language: Language): readonly Piece[] {
  const run = [pieces[from]].filter((piece) => piece !== undefined)
  const joiner = JOINER[language] ?? JOINER.fr
  for (let index = from + 1; index < pieces.length; index += 1) {
    const previous = run.at(-1)
    const piece = pieces[index]
    if (previous === undefined || piece === undefined || joiner === undefined) break
    const between = text.slice(previous.end, piece.start)
    if (!joiner.test(between) || !goesOn(run, previous, piece, between)) break
    run.push(piece)
  }
  return run
}

function goesOn(run: readonly Piece[], previous: Piece, piece: Piece, between: string): boolean {
  const isAnd = /^ (?:and|und|et|y) $/u.test(between)
  if (piece.isDigits) return false
  if (between === ' of a ') return piece.isScale && previous.part !== undefined
  if (piece.isScale) return !isAnd || between === ' y '
  if (piece.value === 0.5 && between === ' and a ') return previous.value >= 1
  if (previous.part !== undefined || / an? /u.test(between)) return false
  if (piece.part !== undefined)
    return !isAnd && previous.value < 20 && Number.isInteger(previous.value) && run.length === 1
  if (previous.isDigits) return false
  // French: quatre-vingt is four times twenty, soixante-dix sixty and ten.
  if (piece.value === 20 && previous.value === 4) return true
  // French: dix-huit.
  if (previous.value === 10 && between === '-') return piece.value >= 7 && piece.value < 10
  const isTens = previous.value >= 20 && previous.value < 100
  if (isAnd && !previous.isScale && !isTens) return false
  const room = previous.isScale ? previous.value : isTens ? 20 : previous.value >= 100 ? 100 : 0
  return piece.value < room
}

function valuesOf(run: readonly Piece[]): number[] {
  const [first] = run
  const last = run.at(-1)
  if (first === undefined || last === undefined) return []
  if (run.length === 2 && last.part !== undefined) {
    const part = 1 / last.part
    return last.value < 1 ? [first.value * 0.5, first.value + 0.5] : [first.value * part]
  }
  if (run.length === 2 && first.part !== undefined && last.isScale) {
    return [(first.value < 1 ? first.value : 1 / first.part) * last.value]
  }
  if (run.length === 1 && first.part !== undefined) return first.value < 1 ? [0.5] : [first.value, 1 / first.part]
  let total = 0
  let current = 0
  for (const { value, isScale } of run) {
    if (isScale && value >= 1_000) {
      total += (current || 1) * value
      current = 0
    } else if (isScale) current = (current || 1) * value
    else if (value === 20 && current % 100 === 4) current += 76
    else current += value
  }
  return [total + current]
}
