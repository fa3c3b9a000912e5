import { GERMAN_COUNTED } from './german-counted.ts'
import type { Language } from './language.ts'

/** How a full stop behind an abbreviation is read. All in lower case, without the last stop. */
interface Abbreviations {
  /** Titles and the like: a name always follows, so the stop never ends a sentence. */
  readonly never: ReadonlySet<string>
  /** No sentence ends here if a number follows ("No. 5"). */
  readonly beforeNumber: ReadonlySet<string>
  /** A sentence ends here only if a function word with a capital follows ("in the U.S. The"). */
  readonly sometimes: ReadonlySet<string>
}

const EVERYWHERE = {
  never: 'mr mrs ms messrs dr prof ste fr gen lt col maj capt sgt sen rep gov hon rev vs i.e e.g cf',
  beforeNumber: 'no nos nr vol fig p pp art ch c ca',
  sometimes: 'st jr sr inc ltd co corp llc plc bros al etc u.s u.k u.n e.u ph.d d.c',
}

function abbreviations(never: string, beforeNumber: string, sometimes: string): Abbreviations {
  return {
    never: wordSet(`${EVERYWHERE.never} ${never}`),
    beforeNumber: wordSet(`${EVERYWHERE.beforeNumber} ${beforeNumber}`),
    sometimes: wordSet(`${EVERYWHERE.sometimes} ${sometimes}`),
  }
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).filter(Boolean))
}

const DEFAULT = abbreviations('', '', '')

const BY_LANGUAGE: ReadonlyMap<Language, Abbreviations> = new Map([
  [
    'en',
    abbreviations(
      'mx cmdr cpl adm brig cdr sens reps pres supt insp det v viz approx',
      'arts sec figs para jan feb mar apr jun jul aug sep sept oct nov dec est',
      `dept univ assn ave blvd rd ed eds op cit m.d b.a m.a ala ariz ark calif colo conn del fla ga ill ind kan ky la md
      mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo jan feb mar apr jun jul aug sep sept
      oct nov dec mt ft lb lbs oz`,
    ),
  ],
  [
    'de',
    abbreviations(
      `hr dipl ing mag hl z.b d.h u.a z.t z.zt bzw bspw insb vgl sog ggf inkl exkl evtl ca geb gest abs bd v.a o.g i.d.r
      s.o s.u u.u frhr`,
      's jh jg kap abb tab',
      'usw u.s.w jun str tel mio mrd mill aufl hrsg jan feb mär apr jul aug sep sept okt nov dez v.chr n.chr chr lb',
    ),
  ],
  [
    'fr',
    abbreviations(
      'm mm mme mmes mlle mlles me mgr p.ex env av boul',
      'n chap t',
      'janv févr avr juil sept oct nov déc j.-c cie éd',
    ),
  ],
  [
    'es',
    abbreviations(
      'sra sres srta dra d dña profa lic ing arq gral cnel cap gdor mons sto sta p.ej pág págs aprox av avda ee',
      'n núm cap',
      'ee.uu uu ud uds cía ltda s.a a.c d.c col',
    ),
  ],
  [
    'ru',
    abbreviations(
      `г-н г-жа тов проф акад доц ул пл просп пос оз св т.е т.н т.к т.наз напр см ср гл гр табл ред сост ст англ нем лат
      ум род`,
      'п пп с стр ч т рис',
      'г гг др пр т.д т.п т.ч в вв руб коп тыс млн млрд трлн км м кг ок им до н.э э обл кв соавт',
    ),
  ],
  ['hi', abbreviations('डॉ डा श्री श्रीमती प्रो पं कु मो स्व इं कि', 'सं क्र पृ', 'कि.मी मि.मी से.मी ई.पू लि')],
  ['ar', abbreviations('د أ السيد أ.د ص.ب', 'ص ج رقم', 'ق.م م هـ')],
])

/** A clock time is finished unless its zone or day follows. */
const AFTER_CLOCK = /^(?:[A-Z]{2,4}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)/

const GERMAN_MONTH = /^(?:Jan|Feb|März|April|Mai|Jun|Jul|Aug|Sept|Okt|Nov|Dez)/
const GERMAN_COUNTER =
  /(?:^|[\s(„"])(?:am|[Dd](?:er|em|en|es|ie|as)|zum|zur|vom|im|ins|beim|bis|und|vor|seit|ab|jede[mnrs]?|frühen|späten|[A-Z]\w+s)\s$/

/**
 * Whether the full stop behind `before` belongs to an abbreviation, an initial or an ordinal number, so that `next` (the text
 * from its first letter or digit on) goes on with the same sentence. `opensSentence` tells whether `next` begins with a function
 * word written with a capital.
 */
export function isAbbreviated(before: string, next: string, opensSentence: boolean, language: Language): boolean {
  // "and so on" closes an enumeration, and often the sentence with it.
  if (/(?:^|\s)т\.\s?[дп]$/u.test(before)) return !/^\p{Lu}/u.test(next)
  const token = /[\p{L}\p{M}\p{N}.'’-]+$/u.exec(before)?.[0] ?? ''
  if (token === '') return false
  if (/^\d+$/.test(token)) return isOrdinal(before, token, next, opensSentence, language)
  const known = BY_LANGUAGE.get(language) ?? DEFAULT
  const key = token.toLowerCase()
  if (known.never.has(key) || (known.beforeNumber.has(key) && /^\p{N}/u.test(next))) return true
  if (/^[ap]\.m$/.test(key)) return AFTER_CLOCK.test(next)
  if (opensSentence) return false
  if (language === 'hi' && token.length <= 3) return true
  return known.sometimes.has(key) || /^(?:.*[.'’-])?\p{L}\p{M}*$/u.test(token)
}

function isOrdinal(before: string, token: string, next: string, opensSentence: boolean, language: Language): boolean {
  // "1. Introduction": a number that opens its line, sentence or bracket is a list mark, or an ordinal; by itself it says nothing.
  if (before.trimStart() === token || before === `(${token}`) return true
  if (language !== 'de' || token.length > 2 || opensSentence) return false
  return GERMAN_MONTH.test(next) || GERMAN_COUNTED.test(next) || GERMAN_COUNTER.test(before.slice(0, -token.length))
}
