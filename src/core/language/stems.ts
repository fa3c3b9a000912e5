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

/** Stems of words that were asked for lately, by language: most of a text is a few thousand words that come again and again. */
const kept = new Map<Language, Map<string, string>>()
const KEPT_WORDS = 8_192
/** V8 cuts longer words out of their text without copying them, so that keeping one would keep the text. */
const LONGEST_KEPT = 12

/**
 * The stem of a normalised word (`Word.norm`): the part that its inflected forms share, not always a word itself. Words with
 * digits, and all words of a language without a stemmer (Chinese among them), are returned as they are. Never empty unless
 * the word is.
 */
export function stem(norm: string, language: Language): string {
  const stemmer = STEMMERS.get(language)
  if (!stemmer || norm.length > LONGEST_WORD || /\d/.test(norm)) return norm
  if (norm.length > LONGEST_KEPT) return stemmer(norm) || norm
  const stems = keptStems(language)
  const known = stems.get(norm)
  if (known !== undefined) return known
  const found = stemmer(norm) || norm
  if (stems.size >= KEPT_WORDS) stems.clear()
  stems.set(norm, found)
  return found
}

function keptStems(language: Language): Map<string, string> {
  const stems = kept.get(language) ?? new Map<string, string>()
  kept.set(language, stems)
  return stems
}
