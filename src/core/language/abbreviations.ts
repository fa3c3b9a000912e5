import type { Language } from './language.ts'

/** Abbreviations by what may follow their full stop. All in lower case, without the last stop. */
export interface Abbreviations {
  /** Titles and the like: a name always follows, so the stop never ends a sentence. */
  readonly before: ReadonlySet<string>
  /** The stop ends no sentence when a number follows ("No. 5"). */
  readonly beforeNumber: ReadonlySet<string>
  /** The stop ends a sentence only if the next word is one that opens sentences ("the U.S. The"). */
  readonly within: ReadonlySet<string>
}

function abbreviations(before: string, beforeNumber: string, within: string): Abbreviations {
  const set = (words: string) => new Set(words.split(/\s+/).filter(Boolean))
  return { before: set(before), beforeNumber: set(beforeNumber), within: set(within) }
}

export const ABBREVIATIONS: ReadonlyMap<Language, Abbreviations> = new Map([
  [
    'en',
    abbreviations(
      `mr mrs ms messrs mx dr prof rev hon fr gen lt lt.gen maj col capt cmdr cpl sgt adm brig cdr sen sens rep reps gov pres supt
      insp det st mt ft e.g i.e cf vs v viz al`,
      'no nos art arts sec fig figs p pp vol ch para jan feb mar apr jun jul aug sep sept oct nov dec approx ca c est',
      `jr sr inc ltd co corp bros llc plc dept univ assn ave blvd rd etc ed eds op cit a.m p.m ph.d m.d b.a m.a d.c u.s u.k u.n
      e.u ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex
      va vt wash wis wyo jan feb mar apr jun jul aug sep sept oct nov dec`,
    ),
  ],
  [
    'de',
    abbreviations(
      `hr fr herr dr prof dipl ing mag st hl z.b d.h u.a z.t bzw bspw insb vgl sog ggf inkl exkl evtl ca geb gest nr abs art bd
      v.a o.g i.d.r s.o s.u u.u frhr i.e mr mrs`,
      's jh jg kap abb tab bd no',
      'usw etc u.s.w jr sen str tel mio mrd mill st aufl hrsg jan feb mär apr jun jul aug sep sept okt nov dez v.chr n.chr chr co',
    ),
  ],
  [
    'fr',
    abbreviations(
      'm mm mme mmes mlle mlles dr pr me st ste mgr cf p.ex i.e env av boul vs',
      'n no art p pp vol chap fig t',
      'etc janv févr avr juil sept oct nov déc j.-c ltd inc cie éd',
    ),
  ],
  [
    'es',
    abbreviations(
      'sr sra sres srta dr dra d dña prof profa lic ing arq gral cnel cap sgto gdor mons fr sto sta p.ej pág págs cf aprox av avda vs',
      'n no núm art p pp vol cap fig',
      'etc ee.uu ud uds cía ltda s.a a.c d.c c jr',
    ),
  ],
  [
    'ru',
    abbreviations(
      'г-н г-жа тов проф акад доц ул пл пр просп пос д р оз им св т.е т.н т.к т.наз напр см ср гл гр стр рис табл ред сост п ст ч',
      'п пп с стр ст ч т гл рис табл №',
      'др пр т.д т.п т.ч г гг в вв руб коп тыс млн млрд трлн км м см кг ок род ум до н.э н э обл',
    ),
  ],
  ['hi', abbreviations('डॉ डा श्री श्रीमती प्रो पं कु मो स्व इं कि ले', 'सं क्र पृ', 'कि.मी मि.मी से.मी ई.पू लि')],
  ['ar', abbreviations('د أ م السيد أ.د ص.ب', 'ص ج رقم', 'ق.م م هـ إلخ')],
  ['zh', abbreviations('mr mrs ms dr st no', '', 'inc ltd co corp')],
])
