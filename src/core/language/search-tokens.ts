import { identifyLanguage, type Language } from './language.ts'
import { stem } from './stems.ts'
import { isStopword } from './stopwords.ts'
import { splitWords, UNSPACED, type Word } from './words.ts'

const UNSPACED_WORD = new RegExp(`^[${UNSPACED}ー]`, 'v')
const SEPARATOR = /[^\p{L}\p{M}\p{N}]+/gu

/**
 * The tokens under which a text is found in a full-text index, in reading order: for each word that is no stop word its
 * normalised form and, where it differs, its stem; for scripts without spaces every character and every pair of neighbours, so
 * that any part of a text finds it. Tokens hold lower-case letters, marks and digits only, so no index can read an operator in
 * them. Use the same function for what is asked; the normalised form does not depend on the language, so a wrong guess for a
 * short question costs inflected forms only (`queryTokens` wins those back).
 */
export function searchTokens(text: string, language: Language = identifyLanguage(text)): string[] {
  const tokens: string[] = []
  for (const word of splitWords(text, language)) {
    if (UNSPACED_WORD.test(word.norm)) continue
    if (isDropped(word, language)) continue
    tokens.push(...formsOf(word, [language]))
  }
  for (const run of text.normalize('NFKC').matchAll(UNSPACED_RUNS)) addCharacters(run[0], tokens)
  return tokens
}

const UNSPACED_RUNS = new RegExp(`[${UNSPACED}ー]+`, 'gv')

function addCharacters(run: string, tokens: string[]): void {
  const characters = [...run.toLowerCase()]
  for (const [index, character] of characters.entries()) {
    tokens.push(character)
    const next = characters[index + 1]
    if (next !== undefined) tokens.push(character + next)
  }
}

/** Stop words are dropped, but not what is written like an acronym: US, WHO and IT are no pronouns. */
function isDropped(word: Word, language: Language): boolean {
  return isStopword(word.norm, language) && !/^\p{Lu}[\p{Lu}.]+$/u.test(word.text)
}

function formsOf(word: Word, languages: readonly Language[]): string[] {
  const forms = new Set<string>()
  for (const form of [word.norm, ...languages.map((language) => stem(word.norm, language))]) {
    const token = form.replace(SEPARATOR, '')
    if (token !== '') forms.add(token)
  }
  return [...forms]
}
