/** Adjectives of countries that do not begin like the country's own name, or leave too little of it. English only. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    french: 'France',
    german: 'Germany',
    germans: 'Germany',
    dutch: 'Netherlands',
    spanish: 'Spain',
    greek: 'Greece',
    swiss: 'Switzerland',
    danish: 'Denmark',
    polish: 'Poland',
    turkish: 'Turkey',
    swedish: 'Sweden',
    finnish: 'Finland',
    norwegian: 'Norway',
    irish: 'Ireland',
    british: 'Britain',
    english: 'England',
    welsh: 'Wales',
    scottish: 'Scotland',
    chinese: 'China',
    thai: 'Thailand',
    czech: 'Czechia',
    peruvian: 'Peru',
    afghan: 'Afghanistan',
    kazakh: 'Kazakhstan',
    uzbek: 'Uzbekistan',
    filipino: 'Philippines',
    argentine: 'Argentina',
    cypriot: 'Cyprus',
    slovak: 'Slovakia',
    croatian: 'Croatia',
    serbian: 'Serbia',
    lebanese: 'Lebanon',
    portuguese: 'Portugal',
    maltese: 'Malta',
    belgian: 'Belgium',
    brazilian: 'Brazil',
    mexican: 'Mexico',
    italian: 'Italy',
    ukrainian: 'Ukraine',
    hungarian: 'Hungary',
    iraqi: 'Iraq',
    israeli: 'Israel',
    pakistani: 'Pakistan',
    kuwaiti: 'Kuwait',
    yemeni: 'Yemen',
    saudi: 'Saudi Arabia',
  }),
)

const ENDING = /(?:ians?|ans?|n|ese|ish|is?|er|isch(?:e[mnrs]?)?|ien(?:ne)?s?|ain(?:e)?s?|ais(?:e)?|ésa?|an[oa]s?)$/u

/**
 * The country that an adjective or the name of a people stands for, where the texts name the country itself (`known`, lower case):
 * Belarusian gives Belarus if Belarus is known; the word itself otherwise.
 */
export function baseOfAdjective(word: string, known: ReadonlySet<string>): string {
  const lower = word.toLowerCase()
  const irregular = IRREGULAR.get(lower)
  if (irregular !== undefined && known.has(irregular.toLowerCase())) return irregular
  const root = lower.replace(ENDING, '')
  if (root === lower || root.length < 3) return word
  for (const ending of ['', 'a', 'ia', 'e', 'y', 'us', 'o']) {
    const base = root + ending
    if (base !== lower && known.has(base)) return base.charAt(0).toUpperCase() + base.slice(1)
  }
  return word
}
