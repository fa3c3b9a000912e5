import { PROFILES } from './language-profiles.ts'

/** A BCP-47 primary language subtag such as `en` or `zh`; `und` when the language is not known. */
export type Language = string

/** Enough running text to tell any two languages apart; reading more of a long document only costs time. */
const SAMPLE_LENGTH = 2000

/** Scripts that one language dominates. The order decides ties: kana before Han, since Japanese is written in both. */
const SCRIPTS: readonly (readonly [Language, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['bn', /\p{Script=Bengali}/gu],
  ['pa', /\p{Script=Gurmukhi}/gu],
  ['gu', /\p{Script=Gujarati}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['te', /\p{Script=Telugu}/gu],
  ['kn', /\p{Script=Kannada}/gu],
  ['ml', /\p{Script=Malayalam}/gu],
  ['si', /\p{Script=Sinhala}/gu],
  ['lo', /\p{Script=Lao}/gu],
  ['my', /\p{Script=Myanmar}/gu],
  ['km', /\p{Script=Khmer}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['am', /\p{Script=Ethiopic}/gu],
]

const LATIN = /\p{Script=Latin}/gu

/** One Han, kana or Hangul character says about as much as three Latin letters. */
const DENSE_SCRIPTS: ReadonlySet<Language> = new Set(['ja', 'zh', 'ko'])

/** A text in Japanese has at least this share of kana among its Han and kana; a Chinese text quotes a few at most. */
const JAPANESE_KANA_SHARE = 0.08

/**
 * The language a text is mainly written in, by its script and, within the Latin, Cyrillic, Arabic and Devanagari scripts, by
 * function words and telling letters. Gives its best guess for short text, `und` for text without letters. Reads the first
 * 2,000 UTF-16 units. Never throws.
 */
export function identifyLanguage(text: string): Language {
  const sample = text.slice(0, SAMPLE_LENGTH)
  const counts = new Map<Language, number>()
  for (const [language, script] of SCRIPTS) {
    const count = sample.match(script)?.length ?? 0
    if (count > 0) counts.set(language, DENSE_SCRIPTS.has(language) ? count * 3 : count)
  }
  const kana = counts.get('ja') ?? 0
  const han = counts.get('zh') ?? 0
  if (kana > 0 && kana >= JAPANESE_KANA_SHARE * (kana + han)) counts.set('ja', kana + han)
  let best: Language = 'la'
  let bestCount = sample.match(LATIN)?.length ?? 0
  if (bestCount === 0) best = 'und'
  for (const [language, count] of counts) {
    if (count > bestCount) {
      best = language
      bestCount = count
    }
  }
  return PROFILES.has(best) ? closestProfile(sample, best) : best
}

/** Each word votes for the languages it is a function word of, each telling letter for the languages that use it. */
function closestProfile(sample: string, script: Language): Language {
  const profiles = PROFILES.get(script) ?? []
  const scores = new Map<Language, number>(profiles.map(({ language }) => [language, 0]))
  const words =
    sample
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  for (const word of words) {
    for (const { language, words, letters, endings } of profiles) {
      let score = scores.get(language) ?? 0
      // Short words are common by chance, so the weight grows with the length.
      if (words.has(word)) score += 0.5 + Math.min(word.length, 4) / 4
      else if (endings?.test(word)) score += 0.3
      if (letters?.test(word)) score += 0.4
      scores.set(language, score)
    }
  }
  let best = profiles[0]?.language ?? 'und'
  let bestScore = 0
  for (const [language, score] of scores) {
    if (score > bestScore) {
      best = language
      bestScore = score
    }
  }
  return best
}
