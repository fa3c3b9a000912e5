import type { Language } from '../language/language.ts'
import { normaliseWord } from '../language/normalise.ts'
import { stem } from '../language/stems.ts'

/** Forms of the verbs that no stemmer brings together and every question is made with, the name of each verb first. */
const FORMS: Readonly<Record<Language, readonly string[]>> = {
  en: ['have has had having'],
  de: ['haben hat hatte hatten habe'],
  fr: ['avoir a ont avait avaient eu'],
  es: ['tener tiene tienen tenía tenían tuvo', 'haber ha han había hay'],
}

const VERBS = new Map<Language, ReadonlyMap<string, string>>(
  Object.entries(FORMS).map(([language, verbs]) => [
    language,
    new Map(
      verbs.flatMap((forms) => {
        const norms = forms.split(' ').map(normaliseWord)
        return norms.map((norm): [string, string] => [norm, norms[0] ?? norm])
      }),
    ),
  ]),
)

/** The stem of a normalised word, the same for all forms of an auxiliary verb. */
export function stemOf(norm: string, language: Language): string {
  return VERBS.get(language)?.get(norm) ?? stem(norm, language)
}
