import type { Language } from './language.ts'
import { stem } from './stems.ts'
import { splitWords } from './words.ts'

/** Africa, Latin America, South Asia, Europe, Oceania, the Americas, Asia: UN M49 codes. */
const PARTS_OF_THE_WORLD = ['002', '419', '034', '150', '009', '019', '142']

/** In scripts without capitals a stem alone would find countries in ordinary words. */
const WITHOUT_CAPITALS: ReadonlySet<Language> = new Set(['hi', 'ar', 'zh', 'ja', 'ko'])

const stems = new Map<Language, ReadonlySet<string>>()

/** The form under which a country's name is found in `countryNames`. */
export function countryKey(name: string, language: Language): string {
  return splitWords(name, language)
    .map(({ norm }) => (WITHOUT_CAPITALS.has(language) ? norm : stem(norm, language)))
    .join(' ')
}

/**
 * The names of countries and continents in a language as the runtime's locale data has them, by the stems of their words joined by spaces: so that
 * inflected forms are known too (Белоруссии). Read once a language.
 */
export function countryNames(language: Language): ReadonlySet<string> {
  let known = stems.get(language)
  if (known === undefined) {
    known = new Set(regionNames(language).map((name) => countryKey(name, language)))
    stems.set(language, known)
  }
  return known
}

function regionNames(language: Language): string[] {
  const names: string[] = []
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  try {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    for (const part of PARTS_OF_THE_WORLD) {
      const name = display.of(part)
      if (name !== undefined) names.push(name)
    }
    for (const first of letters) {
      for (const second of letters) {
        // Codes for private use name no country.
        if (first === 'X' || (first === 'Q' && second >= 'M')) continue
        const name = display.of(first + second)
        if (name !== undefined) names.push(name)
      }
    }
  } catch {
    // A language the runtime has no data for knows no countries.
  }
  return names
}
