import { identifyLanguage, type Language } from './language.ts'
import { stem } from './stems.ts'
import { isStopword } from './stopwords.ts'
import { splitSpacedWords, UNSPACED, type Word } from './words.ts'

const UNSPACED_RUN = new RegExp(`[${UNSPACED}ー]+`, 'gv')
const NO_TOKEN = /[^\p{L}\p{M}\p{N}]+/gu
const MARK = /\p{M}/gu
const ACRONYM = /^\p{Lu}[\p{Lu}.]+$/u

/** Languages whose stems a question in Latin letters is also looked up under, since a few words do not tell its language. */
const LATIN_STEMS: readonly Language[] = ['en', 'de', 'fr', 'es']

/**
 * The tokens under which a document is found in a full-text index, in reading order: for each word that is no stop word its
 * normalised form and, where it differs, its stem; for scripts without spaces every character and every pair of neighbours, so
 * that any part of a text finds it.
 *
 * Tokens hold lower-case letters and digits only: no index can read an operator in them, and FTS5's `unicode61` keeps each
 * whole (vowel signs, which it would cut at, are spelt out in ASCII). For PostgreSQL pass them to `array_to_tsvector`, or join
 * them with spaces under the `simple` configuration. The normalised form does not depend on `language`, so exact words are
 * found whatever was guessed.
 */
export function searchTokens(text: string, language: Language = identifyLanguage(text)): string[] {
  const tokens: string[] = []
  for (const word of splitSpacedWords(text, language)) {
    if (!isDropped(word, language)) tokens.push(...formsOf(word, [language]))
  }
  for (const characters of unspacedRuns(text)) {
    for (const [index, character] of characters.entries()) {
      tokens.push(character)
      const next = characters[index + 1]
      if (next !== undefined) tokens.push(character + next)
    }
  }
  return tokens
}

/**
 * What to look up for a question: one group a word, whose members are alternatives (any of them is a hit for the word). A
 * question in Latin letters is too short to be sure of its language, so its words come with the stems of English, German, French
 * and Spanish. Rank documents by how many groups they match rather than demanding all: a stop word of the document's language
 * is in no index. Scripts without spaces give one group a pair of neighbours, a lone character one of its own. Empty if nothing
 * but stop words was asked.
 */
export function queryTokens(text: string, language: Language = identifyLanguage(text)): string[][] {
  const groups: string[][] = []
  for (const word of splitSpacedWords(text, language)) {
    if (isDropped(word, language)) continue
    const forms = formsOf(word, /^\p{Script=Latin}/u.test(word.norm) ? [language, ...LATIN_STEMS] : [language])
    if (forms.length > 0) groups.push(forms)
  }
  for (const characters of unspacedRuns(text)) {
    if (characters.length === 1) groups.push(characters)
    for (const [index, next] of characters.slice(1).entries()) groups.push([`${characters[index]}${next}`])
  }
  return groups
}

/** Stop words are dropped, but not what is written as an acronym: US, WHO and IT are no pronouns. */
function isDropped(word: Word, language: Language): boolean {
  return isStopword(word.norm, language) && !ACRONYM.test(word.text)
}

function formsOf(word: Word, languages: readonly Language[]): string[] {
  const forms = [word.norm, ...languages.map((language) => stem(word.norm, language))]
  return [...new Set(forms.map(toToken))].filter((token) => token !== '')
}

function toToken(form: string): string {
  return form.replace(NO_TOKEN, '').replace(MARK, (mark) => (mark.codePointAt(0) ?? 0).toString(36))
}

function unspacedRuns(text: string): string[][] {
  return Array.from(text.normalize('NFKC').matchAll(UNSPACED_RUN), ([run]) =>
    // A symbol of a script without spaces is no word.
    Array.from(run, toToken).filter((token) => token !== ''),
  )
}
