import type { Language } from './language.ts'
import { stemArabic } from './stemmers/arabic.ts'
import { stemEnglish } from './stemmers/english.ts'
import { stemFrench } from './stemmers/french.ts'
import { stemGerman } from './stemmers/german.ts'
import { stemHindi } from './stemmers/hindi.ts'
import { stemRussian } from './stemmers/russian.ts'
import { stemSpanish } from './stemmers/spanish.ts'

const STEMMERS: ReadonlyMap<Language, (norm: string) => string> = new Map([
  ['en', stemEnglish],
  ['de', stemGerman],
  ['fr', stemFrench],
  ['es', stemSpanish],
  ['ru', stemRussian],
  ['hi', stemHindi],
  ['ar', stemArabic],
])

/** Nothing longer is a word of prose, and the stemmers' patterns need not see it. */
const LONGEST_WORD = 64

/**
 * The stem of a normalised word (`Word.norm`): the part that its inflected forms share, not always a word itself. Words with
 * digits, and all words of a language without a stemmer (Chinese among them), are returned as they are. Never empty unless
 * the word is.
 */
export function stem(norm: string, language: Language): string {
  const stemmer = STEMMERS.get(language)
  if (!stemmer || norm.length > LONGEST_WORD || /\d/.test(norm)) return norm
  return stemmer(norm) || norm
}
