import { GERMAN_COMMON, GERMAN_DETERMINERS, GERMAN_NOUN, TITLES } from './name-words.ts'
import type { PlacedWord } from './placed-words.ts'

const ADJECTIVE = /(?:e|en|er|es|em)$/

/** Whether a word in front of a German noun shows it to be a common one: an article, a numeral, an adjective. */
function determines(before: PlacedWord | undefined): boolean {
  if (!before || before.isCapitalised) return before !== undefined && GERMAN_DETERMINERS.has(before.norm)
  return (
    GERMAN_DETERMINERS.has(before.norm) ||
    /^\d/.test(before.norm) ||
    (before.norm.length > 4 && ADJECTIVE.test(before.text))
  )
}

/** Whether a capitalised German word is, as far as its ending and the word in front tell, no name. */
export function isGermanNoun(word: PlacedWord, before: PlacedWord | undefined): boolean {
  return GERMAN_COMMON.has(word.norm) || GERMAN_NOUN.test(word.norm) || determines(before)
}

/** The capitalised words that somewhere in the text have an article or adjective. */
export function determinedNouns(sentences: readonly (readonly PlacedWord[])[]): ReadonlySet<string> {
  const nouns = sentences.flatMap((words) =>
    words.filter((word) => word.isCapitalised && determines(words[word.index - 1])),
  )
  return new Set(nouns.map((word) => word.norm))
}

/** In "einem Drehbuch Aaron Spellings" the article belongs to a common noun, not to the name behind it. */
export function dropGermanNoun(run: readonly PlacedWord[], words: readonly PlacedWord[]): readonly PlacedWord[] {
  const first = run[0]
  if (!first || run.length < 2 || first.isAcronym || ADJECTIVE.test(first.text)) return run
  return determines(words[first.index - 1]) ? run.slice(1) : run
}

/** Whether `kept`, what is left of `run` without titles, is a name rather than one of German's capitalised nouns. */
export function isGermanName(
  kept: readonly PlacedWord[],
  run: readonly PlacedWord[],
  words: readonly PlacedWord[],
  determined: ReadonlySet<string>,
): boolean {
  const first = kept[0]
  if (!first) return false
  if (kept.some((word) => word.isAcronym)) return true
  const capitalised = kept.filter((word) => word.isCapitalised)
  const isCommon = (word: PlacedWord): boolean => GERMAN_COMMON.has(word.norm) || GERMAN_NOUN.test(word.norm)
  if (capitalised.length > 1) return !capitalised.every(isCommon)
  // A title was cut off in front.
  const hadTitle = run[0] !== first && TITLES.get('de')?.has(run[run.indexOf(first) - 1]?.norm ?? '') === true
  if (hadTitle) return true
  return !isCommon(first) && !determined.has(first.norm) && !determines(words[first.index - 1])
}
