import type { Language } from '../language/language.ts'
import { normaliseWord } from '../language/normalise.ts'
import { countryKey, countryNames } from '../language/place-names.ts'
import type { ReadQuestion } from './question.ts'
import type { ReadSentence, ReadWord } from './reading.ts'
import { isYear } from './signs.ts'

/** What a sentence holds that a question of its kind may want: 0 or 1, but `counted` and `placed`, between them too. */
export interface AnswerSigns {
  /** A number that is no year, for a question how many or how long. */
  readonly plainNumber: number
  /** 1 / distance in words from a new number to the thing that is counted. */
  readonly counted: number
  /** A new number with a unit behind it. */
  readonly measured: number
  readonly year: number
  readonly share: number
  /** A new name of several words, for a question who. */
  readonly fullName: number
  /** A new name behind "by", for a question who. */
  readonly agent: number
  /** For a question where: 1 a country that the question does not name, 0.5 a new name behind "in" or "at". */
  readonly placed: number
  /** For a question where: a word that says where something is. */
  readonly situated: number
  /** Says what something is called, if that is asked. */
  readonly naming: number
  /** A copula soon behind a word of the question, for a question what something is. */
  readonly definition: number
  /** Content words that the question lacks. */
  readonly fresh: number
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/u).map(normaliseWord))

const COPULAS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: words('is are was were refers means'),
  de: words('ist sind war waren bezeichnet bedeutet'),
  fr: words('est sont était étaient désigne signifie'),
  es: words('es son fue era eran'),
  ru: words('это является являются'),
}
const PLACE_PREPOSITIONS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: words('in at near from to into on of'),
  de: words('in im aus bei nach an am auf'),
  fr: words('à au en dans de près'),
  es: words('en de a desde'),
  ru: words('в во на из у к'),
}
const AGENT_PREPOSITIONS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: words('by'),
  de: words('von'),
  fr: words('par'),
  es: words('por'),
}
const UNITS = words(
  `feet foot ft metres metre meters meter m km kilometres kilometre kilometers kilometer miles mile inches inch cm mm years year months month weeks
  week days day hours hour minutes minute seconds second percent kg kilograms pounds lb lbs tonnes tons ton grams degrees celsius fahrenheit dollars
  euros million billion acres hectares mph sq meter jahre tage stunden minuten prozent millionen tonnen grad metros kilómetros años días horas
  millones mètres kilomètres ans jours heures millions лет года км метров километров процентов тонн`,
)
const SHARE =
  /%|％|percent|per cent|prozent|por ?ciento|porcentaje|pour cent|процент|प्रतिशत|في المئة|بالمائة|المئوية|في المائة|百分/iu
const ASKED_NAME =
  /(?<!\p{L})(?:names?|terms?|called|known|nickname|word|titled?|named|nombre|término|llama|llamaba|conocid[oa]s?|heißt|heißen|nennt|begriff|bezeichnung|bezeichnet|bekannt|nom|terme|appelle|nommée?)(?!\p{L})|назыв|назван|термин|имя|известн|叫|称|名|اسم|يسمى|تسمى|مصطلح|نام|नाम|शब्द|कहा/iu
const GIVEN_NAME =
  /(?<!\p{L})(?:called|known as|named|termed|coined|dubbed|referred to|nicknamed|term|llamad[oa]s?|conocid[oa]s?|denominad[oa]s?|nombre|término|genannt|heißt|bezeichnet|bekannt|nannte|begriff|appelée?s?|nommée?s?|connue?s? sous|terme)(?!\p{L})|назыв|назван|известн|термин|称为|叫做|名为|被称|称|يسمى|تسمى|المعروف|باسم|يعرف|مصطلح|कहा जाता|नामक|नाम/iu
const SITUATED =
  /(?<!\p{L})(?:located|situated|lies|headquartered|based|native to|born|held (?:in|at)|found in|filmed|takes? place|took place|lives?|resides?|capital|gelegen|liegt|befindet|gegründet in|ubicad[oa]s?|situad[oa]s?|encuentra|sede|situé|située|trouve|siège)(?!\p{L})|расположен|находит|位于|स्थित|تقع|يقع/iu
/** How far from its number the thing that is counted may stand, in words. */
const COUNTED_REACH = 4
/** In how many words a definition names what it defines, and has its copula. */
const DEFINED_BY = 4
const COPULA_BY = 25

/** Whether a question asks for a percentage, or a sentence gives one. */
export function saysShare(text: string): boolean {
  return SHARE.test(text)
}

/** Whether a question asks what something is called. */
export function saysName(text: string): boolean {
  return ASKED_NAME.test(text)
}

/** `matches` gives for each word of the sentence the term of the question that it matches, or -1. */
export function answerSigns(
  question: ReadQuestion,
  sentence: ReadSentence,
  matches: readonly number[],
  language: Language,
): AnswerSigns {
  const { words } = sentence
  const { asked, stems } = question
  const fresh = words.map((word) => !word.stopword && !stems.has(word.stem))
  const isNew = (at: number) => fresh[at] === true
  const numbers = words.filter((word) => word.number && !stems.has(word.stem))
  const names = [...words.keys()].filter((at) => words[at]?.capital === true && isNew(at))
  const follows = (at: number, table: Readonly<Record<Language, ReadonlySet<string>>>) =>
    table[language]?.has(words[at - 1]?.norm ?? '') === true
  const has = (sign: boolean) => (sign ? 1 : 0)
  return {
    plainNumber: has(asked === 'number' && numbers.some(({ norm }) => !isYear(norm))),
    counted: asked === 'number' ? countedIn(question, words, matches, isNew) : 0,
    measured: has(asked === 'number' && words.some((word, at) => word.number && isNew(at) && hasUnit(words, at))),
    year: has(asked === 'date' && numbers.some(({ norm }) => isYear(norm))),
    share: has(question.asksShare && SHARE.test(sentence.text)),
    fullName: has(asked === 'name' && names.some((at, index) => names[index + 1] === at + 1)),
    agent: has(asked === 'name' && names.some((at) => follows(at, AGENT_PREPOSITIONS))),
    placed: asked === 'place' ? placedIn(names, words, language, (at) => follows(at, PLACE_PREPOSITIONS)) : 0,
    situated: has(asked === 'place' && SITUATED.test(sentence.text)),
    naming: has(question.asksTerm && GIVEN_NAME.test(sentence.text)),
    definition: has((question.brief || question.defining) && defines(question, words, matches, language)),
    fresh: fresh.filter(Boolean).length,
  }
}

function countedIn(
  { focus, terms }: ReadQuestion,
  words: readonly ReadWord[],
  matches: readonly number[],
  isNew: (at: number) => boolean,
): number {
  const thing = terms[focus]?.stem
  if (thing === undefined) return 0
  let nearest = Number.POSITIVE_INFINITY
  words.forEach((word, at) => {
    if (!word.number || !isNew(at)) return
    for (let step = 1; step <= COUNTED_REACH; step++) {
      const next = words[at + step]
      if (next !== undefined && (matches[at + step] === focus || isAlike(next.stem, thing)))
        nearest = Math.min(nearest, step)
    }
  })
  return 1 / nearest
}

function isAlike(left: string, right: string): boolean {
  return left.length > 4 && right.length > 4 && left.slice(0, 5) === right.slice(0, 5)
}

function hasUnit(words: readonly ReadWord[], at: number): boolean {
  return UNITS.has(words[at + 1]?.norm ?? '') || UNITS.has(words[at + 2]?.norm ?? '')
}

function placedIn(
  names: readonly number[],
  words: readonly ReadWord[],
  language: Language,
  follows: (at: number) => boolean,
): number {
  const countries = countryNames(language)
  if (names.some((at) => countries.has(countryKey(words[at]?.text ?? '', language)))) return 1
  return names.some(follows) ? 0.5 : 0
}

function defines(
  { terms }: ReadQuestion,
  words: readonly ReadWord[],
  matches: readonly number[],
  language: Language,
): boolean {
  const named = matches.slice(0, DEFINED_BY).findIndex((match) => terms[match]?.weight === 1)
  const copulas = COPULAS[language]
  return named >= 0 && words.slice(named, COPULA_BY).some(({ norm }) => copulas?.has(norm) === true)
}
