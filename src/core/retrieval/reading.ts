import type { Language } from '../language/language.ts'
import { leaningOf } from '../language/openers.ts'
import { splitSentences } from '../language/sentences.ts'
import { isStopword } from '../language/stopwords.ts'
import { splitWords } from '../language/words.ts'
import { stemOf } from './auxiliaries.ts'
import { isDateWord, isNumberWord } from './signs.ts'

/** A word with what ranking asks about it. */
export interface ReadWord {
  readonly text: string
  readonly norm: string
  readonly stem: string
  readonly stopword: boolean
  readonly number: boolean
  readonly date: boolean
  /** Begins with a capital letter; a stopword that begins the text does not count. Never true in scripts without capitals. */
  readonly capital: boolean
}

/** A sentence: UTF-16 offsets in its passage, end exclusive, and its words. */
export interface ReadSentence {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly words: readonly ReadWord[]
  /** Its words with a space on either side of each (none in Chinese): where character n-grams are sought. */
  readonly folded: string
  /** Whether it can hardly be understood without the sentence before it. */
  readonly leans: boolean
}

const CAPITAL = /^\p{Lu}/u

export function readWords(text: string, language: Language): ReadWord[] {
  return splitWords(text, language).map((word, index) => {
    const stopword = isStopword(word.norm, language)
    return {
      text: word.text,
      norm: word.norm,
      stem: stemOf(word.norm, language),
      stopword,
      number: isNumberWord(word.norm, language),
      date: isDateWord(word.norm, language),
      capital: CAPITAL.test(word.text) && !(index === 0 && stopword),
    }
  })
}

export function foldWords(words: readonly ReadWord[], language: Language): string {
  const glue = language === 'zh' ? '' : ' '
  let folded = glue
  for (const word of words) folded += word.norm + glue
  return folded
}

/** The sentence of `text` between two offsets. */
export function readSentence(text: string, start: number, end: number, language: Language): ReadSentence {
  const slice = text.slice(start, end)
  const words = readWords(slice, language)
  return {
    start,
    end,
    text: slice,
    words,
    folded: foldWords(words, language),
    leans: leaningOf(slice, language).kind !== 'none',
  }
}

/** All sentences of a text, in reading order. */
export function readSentences(text: string, language: Language): ReadSentence[] {
  return splitSentences(text, language).map(({ start, end }) => readSentence(text, start, end, language))
}
