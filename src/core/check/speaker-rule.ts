import { TITLES } from '../language/name-words.ts'
import { isStopword } from '../language/stopwords.ts'
import type { Case, Reading } from './grounds.ts'
import { ACCORDING, SAYING } from './saying.ts'
import { NEARLY_VERBATIM } from './wording.ts'

const NAME = "\\p{Lu}[\\p{L}\\p{M}’'.-]*(?: (?:(?:of|de|del|von|van|al|bin) )?\\p{Lu}[\\p{L}\\p{M}’'.-]*)*"
const BEFORE = new RegExp(
  `(?<name>${NAME})(?:,[^,.;]{3,80},|,| \\([^)]{2,40}\\))? (?:(?:also|then|later|once|reportedly|recently|has|have|had|hat|haben) )?(?:${SAYING})(?!\\p{L})`,
  'gu',
)
/** Behind "told" stands whoever is told. */
const BEHIND = new RegExp(
  `(?<!\\p{L})(?!tol|tell)(?:${SAYING})(?: (?:the|der|die|la|le|el)(?: \\p{Ll}[\\p{L}-]*){1,3},|(?: (?:the|der|die|la|le|el))?(?: \\p{Ll}[\\p{L}-]*){0,4}) (?<name>${NAME})`,
  'gu',
)
const BY = new RegExp(
  `(?:${ACCORDING}|${raised(ACCORDING)})(?: (?:the|der|die|la|le|el))?(?: \\p{L}+){0,4}? (?<name>${NAME})`,
  'gu',
)
const TRANSCRIPT = new RegExp(`^\\s*(?:(?:Q|A): )?(?<name>${NAME})(?: \\([^)]{2,60}\\))?\\s?[:：] `, 'u')

/** Who a text says to have said something, as sets of words of names in lower case. */
function speakersOf({ text }: Reading): ReadonlySet<string>[] {
  const found: ReadonlySet<string>[] = []
  for (const pattern of [BEFORE, BEHIND, BY]) {
    for (const { groups } of text.matchAll(pattern)) {
      found.push(wordsOf(groups?.name ?? ''))
    }
  }
  const transcript = TRANSCRIPT.exec(text)?.groups?.name
  if (transcript !== undefined) found.push(wordsOf(transcript))
  return found.filter((words) => words.size > 0)
}

/** Whom the claim has say something that another says in the evidence. */
export function wrongSpeakers({ claim, evidence, alignment }: Case): string[] {
  const claimed = speakersOf(claim)
  if (claimed.length === 0) return []
  const known = evidence.flatMap(speakersOf)
  if (known.length === 0) {
    // Nobody with a name says it there: then it was not this one, if only the speaker was changed.
    if (alignment.kept < NEARLY_VERBATIM) return []
    return claimed.filter((words) => isPutIn(words, alignment.differences)).map(join)
  }
  return claimed.filter((words) => !known.some((other) => [...words].some((word) => other.has(word)))).map(join)
}

function isPutIn(words: ReadonlySet<string>, differences: Case['alignment']['differences']): boolean {
  return differences.some(({ claim, evidence }) => evidence.length > 0 && claim.some(({ norm }) => words.has(norm)))
}

function wordsOf(name: string): ReadonlySet<string> {
  const words = name.split(/[\s]+/u).map((word) => word.toLowerCase().replace(/['’]s$|[.,]$/gu, ''))
  return new Set(words.filter((word) => word.length > 1 && !isStopword(word, 'en') && !isOffice(word)))
}

/** Forms of address and offices, in any of the languages: they are no part of who it was. */
function isOffice(word: string): boolean {
  if (
    /^(?:mme|m|mlle|herr|frau|sr|sra|of|de|the|councillor|bürgermeisterin?|geschäftsführerin?|maire|alcalde|alcaldesa)$/u.test(
      word,
    )
  )
    return true
  return [...TITLES.values()].some((titles) => titles.has(word))
}

/** The same alternatives at the beginning of a sentence. */
function raised(alternatives: string): string {
  return alternatives.replace(/(^|\|)\p{Ll}/gu, (first) => first.toUpperCase())
}

function join(words: ReadonlySet<string>): string {
  return [...words].join(' ')
}
