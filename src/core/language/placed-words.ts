import type { Language } from './language.ts'
import { splitSentences } from './sentences.ts'
import { splitSpacedWords, type Word } from './words.ts'

/** A word with what its place says about its capital. */
export interface PlacedWord extends Word {
  readonly isCapitalised: boolean
  readonly isAcronym: boolean
  /** Its place among the words of its sentence. */
  readonly index: number
  /** Opens a sentence, quotation or bracket, or stands in a headline: its capital proves nothing. */
  readonly isUnproven: boolean
  readonly isHeadline: boolean
}

const CAPITAL = /^\p{Lu}/u
const ACRONYM = /^(?:\p{Lu}[\p{Lu}\d]+|(?:\p{Lu}\.){2,})$/u
const ROMAN = /^[IVX]+$/
const OPENING = /[“"„«‹([{¡¿:;–—*•|…/]\s*$/u

/** The words of a text, sentence by sentence. */
export function placeWords(text: string, language: Language): PlacedWord[][] {
  return splitSentences(text, language).map(({ start, end }) => {
    const words = splitSpacedWords(text.slice(start, end), language)
    const isHeadline = looksLikeHeadline(words, text.slice(end - 3, end))
    return words.map((word, index): PlacedWord => {
      const before = text.slice(Math.max(start, start + word.start - 3), start + word.start)
      return {
        ...word,
        index,
        start: start + word.start,
        end: start + word.end,
        isCapitalised: CAPITAL.test(word.text),
        isAcronym: ACRONYM.test(word.text) && !isHeadline && !ROMAN.test(word.text),
        isUnproven: index === 0 || isHeadline || OPENING.test(before),
        isHeadline,
      }
    })
  })
}

/** Most long words of a headline in title case have a capital and no stop follows; a shouted line may have one. */
function looksLikeHeadline(words: readonly Word[], ending: string): boolean {
  const long = words.filter((word) => word.text.length > 3 && /^[\p{Lu}\p{Ll}]/u.test(word.text))
  if (long.length < 4) return false
  const isShouted = long.filter((word) => !/\p{Ll}/u.test(word.text)).length >= 0.75 * long.length
  const capitalised = long.filter((word) => CAPITAL.test(word.text)).length
  return isShouted || (capitalised >= 0.75 * long.length && !/\p{Sentence_Terminal}/u.test(ending))
}
