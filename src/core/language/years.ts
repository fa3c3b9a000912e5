import type { DateMention } from './dates.ts'
import type { Language } from './language.ts'

/** `2025`, `2025年`, `2025/26`; no part of a number or a code, and no amount that a sign follows or comes before. */
const YEAR =
  /(?<![\p{L}\p{N}$€£¥₹#]|\p{N}[.,:]|[$€£¥₹#]\s)((?:19|20)\d{2})(?:[/–-](\d{2}))?(?![\p{L}\p{N}]|[.,:]\p{N}|\s?[%‰$€£¥₹]|-\p{L})|(?<!\p{N})((?:19|20)\d{2})(?=\s?年)/gu

/** What a year follows in which something happens. "For", "of", and "from" by itself say what a thing is about: "the budget for 2025". */
const TIME_WORDS = [
  'in|by|during|until|till|before|through|throughout|within|early|late|(?:end|start|beginning|middle) of',
  '(?:in|by|during|until|before|over)\\s(?:the\\s)?(?:\\p{L}+\\s)?(?:year|half|quarter|course|rest|spring|summer|autumn|fall|winter)(?:\\sof)?',
  '(?:planned|scheduled|slated|due) for',
  'bis|ab|vor|während|Anfang|Mitte|Ende',
  '(?:im|in|bis|ab|vor|zum)\\s(?:\\p{L}+\\s){0,2}(?:Jahre?n?|Jahres|Quartal|Halbjahr|Frühling|Frühjahr|Sommer|Herbst|Winter)',
  "en|avant|dès|début|fin|courant|pendant|durant|d['’]ici(?:\\sà)?|jusqu['’]en|à partir de|fin de|cours de",
  "(?:au|en|à l['’]|d['’]ici l['’])\\s?(?:l['’]an(?:née)?|printemps|été|automne|hiver)(?:\\sde)?",
  'hasta|antes de|durante|a partir de|(?:finales|fines|principios|mediados) de',
  'en\\s(?:el\\s|la\\s)?(?:año|primavera|verano|otoño|invierno)(?:\\sde(?:l)?)?',
  'в|к|до|с|весной|летом|осенью|зимой|(?:начал|конц|середин)\\p{L}|в течение',
  '(?:في|بحلول|خلال|حتى|قبل|مطلع|نهاية|أوائل|أواخر)(?:\\s(?:ال)?(?:عام|سنة))?',
].join('|')
const JOINED_YEAR = '(?:19|20)\\d{2}(?:\\s?[–-]\\s?|\\s(?:to|and|or|bis|und|oder|à|et|ou|a|y|o|по|и|или)\\s)'
const RANGES = 'from|between|von|zwischen|de|entre|с|между'
const TIME_BEFORE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:${TIME_WORDS})\\s(?:${JOINED_YEAR})?|mid-|mi-|(?:${RANGES})\\s${JOINED_YEAR})$`,
  'iu',
)
const CHINESE_BEFORE = /[于於在到至自从從]\s?$/u
const TIME_AFTER = /^(?:\s(?:में|तक|से पहले|के (?:अंत|दौरान)|की शुरुआत)|\s?年\s?[底末初前后後内內，,])/u
/** "The bridge built in 2019", which is another thing than one that is to be built then. */
const WAS_DONE =
  /(?<!(?:^|[^\p{L}])(?:be|is|are|get)\s(?:\p{L}+ly\s)?)(?<!\p{L})(?!(?:expected|planned|scheduled)\s)(?:\p{L}+[^\P{L}e]ed|built|made|held|won)\s$/iu

/** In German a year needs no word before it, but behind these it is none of time, and before a noun it counts. */
const GERMAN_BEFORE =
  /(?<![\p{L}\p{N}])(?!(?:für|von|aus|mit|zu|auf|an|um|über|gegenüber|gegen|nach|seit|als|wie|und|oder|sowie|pro|rund|etwa|knapp|fast|gut|genau|d(?:er|ie|as|en|em|es)|[mdsk]?eine?[nmrs]?|[Ii]hre?[nmrs]?|unsere?[nmrs]?)\s)\p{Ll}+\s$/u
const GERMAN_AFTER = /^(?:\s\p{Ll}|[.,;:!?]?$|[.,;:!?]\s)/u

/** No word of time and what belongs to it is longer. */
const CONTEXT = 80

/**
 * The years in which a text says that something happens, in reading order, as dates (`iso` is `YYYY`); of `2025/26` the later one. What a
 * thing is about ("the 2025 results", "the budget for 2025"), or when another was made ("the bridge built in 2019"), is left out.
 */
export function findYears(text: string, language: Language): DateMention[] {
  return [...text.matchAll(YEAR)].flatMap(({ 0: matched, 1: year, 2: later, 3: chinese, index: start }) => {
    const end = start + matched.length
    if (!isTime(text.slice(Math.max(0, start - CONTEXT), start), text.slice(end, end + CONTEXT), language)) return []
    const first = year ?? chinese ?? ''
    const last = first.slice(0, 2) + (later ?? '')
    return { text: matched, start, end, iso: last > first ? last : first }
  })
}

function isTime(before: string, after: string, language: Language): boolean {
  if (TIME_AFTER.test(after)) return true
  if (after.trimStart().startsWith('年') && CHINESE_BEFORE.test(before)) return true
  const word = TIME_BEFORE.exec(before)
  if (word !== null) return !WAS_DONE.test(before.slice(0, word.index))
  return language === 'de' && (before === '' || GERMAN_BEFORE.test(before)) && GERMAN_AFTER.test(after)
}
