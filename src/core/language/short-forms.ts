import type { Language } from './language.ts'
import type { NameMention } from './name-kinds.ts'
import { normaliseWord } from './normalise.ts'
import { isStopword } from './stopwords.ts'
import { splitWords } from './words.ts'

/** Units of measure, of money and of the day. */
const MEASURES = new Set(
  `teu feu dwt gt grt brt bhp hp kw mw gw kwh mwh gwh twh kv mv kb mb gb tb hz khz mhz ghz db kg mg km mm cm ha
  psi mph kmh rpm ppm ppb fps dpi usd eur gbp chf jpy cny
  am pm gmt utc bst cet cest msk et est edt ct cst cdt mt mst mdt pt pst pdt`.split(/\s+/u),
)

const SHORT_FORM = /^(?:\p{Lu}[\p{L}\d&]{1,5}|(?:\p{Lu}\.){2,4})$/u
const CAPITALS = /^(?:\p{Lu}[\p{Lu}\d&]{1,5}|(?:\p{Lu}\.){2,4})$/u
/** What counts or measures, and no year: those are followed by anything. */
const NUMBER_BEFORE =
  /(?:^|[^\p{L}\p{N}])\p{N}[\p{N}.,:’' ]*(?:million|billion|thousand|mio|mrd|bn|[ap]\.?m)?\.?[\s-]$/iu
const YEAR_BEFORE = /(?:^|[^\p{N}.,])(?:19|20)\p{N}{2}[\s-]$/u
const NUMBER_AFTER = /^[\s-]?\p{N}/u
/** No number of an event: "COP 28". */
const AMOUNT_AFTER = /^[\s-]?\p{N}(?:[\p{N}.,’]{2,}|[\p{N}.,’]*\s(?:million|billion|thousand|mio|mrd|bn)(?!\p{L}))/iu

const INDEFINITE: Readonly<Record<string, RegExp>> = {
  en: /(?:^|[\s(])an?\s$/iu,
  de: /(?:^|[\s(])eine?[nmrs]?\s$/iu,
  fr: /(?:^|[\s(])une?\s$/iu,
  es: /(?:^|[\s(])una?\s$/iu,
}

let currencies: ReadonlySet<string> | undefined

/**
 * Whether a short form in capitals names nobody, by where it stands: a measure ("24,000 TEU", "EUR 5 million", "at 9:30 EST"), or a common
 * noun ("an SUV."). Before another word a number or an article tells nothing: "47 NATO soldiers", "an FBI agent".
 */
export function isNoName(name: string, mentions: readonly NameMention[], language: Language): boolean {
  if (!SHORT_FORM.test(name) || mentions.length === 0) return false
  const measured = mentions.filter(({ before, after }) => NUMBER_BEFORE.test(before) || NUMBER_AFTER.test(after))
  if (MEASURES.has(normaliseWord(name)) && 2 * measured.length >= mentions.length) return true
  if (!CAPITALS.test(name)) return false
  if (isCurrency(name) && mentions.some(({ before, after }) => isAmount(before) || AMOUNT_AFTER.test(after)))
    return true
  if (mentions.every(({ before, after }) => isAmount(before) && standsAlone(after, language))) return true
  const nouns = mentions.filter(
    ({ before, after }) => INDEFINITE[language]?.test(before) && standsAlone(after, language),
  )
  return 2 * nouns.length >= mentions.length
}

function isAmount(before: string): boolean {
  return NUMBER_BEFORE.test(before) && !YEAR_BEFORE.test(before)
}

/** Whether no word follows that a short form could belong to. */
function standsAlone(after: string, language: Language): boolean {
  const [next] = /^(?:\s+|[-/])\p{L}/u.test(after) ? splitWords(after.slice(0, 40), language) : []
  // The letter of "T-shirt" is no word.
  return next === undefined || (isStopword(next.norm, language) && after[next.end] !== '-')
}

/** By ISO 4217. */
function isCurrency(name: string): boolean {
  currencies ??= new Set(Intl.supportedValuesOf('currency'))
  return currencies.has(name)
}
