import { findDates } from '../language/dates.ts'
import type { Language } from '../language/language.ts'
import { MONTH_SPELLINGS, monthNumber } from '../language/months.ts'
import { normaliseWord } from '../language/normalise.ts'

/** A word or group of words that says when: UTF-16 offsets, end exclusive. */
export interface TimeMention {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly when: When
}

export type When =
  /** `year` is absent where none is written. */
  | { readonly kind: 'day'; readonly year?: number; readonly month: number; readonly day: number }
  | { readonly kind: 'month'; readonly year?: number; readonly month: number }
  | { readonly kind: 'year'; readonly year: number }
  | { readonly kind: 'decade'; readonly decade: number }
  /** 0 is Sunday. */
  | { readonly kind: 'weekday'; readonly weekday: number }
  /** Days from the day of writing: yesterday is -1. */
  | { readonly kind: 'near'; readonly days: number }
  /** "last week" is -1 of `week`. */
  | { readonly kind: 'turn'; readonly by: -1 | 0 | 1; readonly of: string }
  | { readonly kind: 'season'; readonly season: string }
  | { readonly kind: 'part'; readonly part: string }
  /** Minutes from midnight; `isExact` where morning and evening are told apart. */
  | { readonly kind: 'clock'; readonly minutes: number; readonly isExact: boolean }

const EDGE = '(?<![\\p{L}\\p{M}\\p{N}])'
const END = '(?![\\p{L}\\p{M}\\p{N}])'
const MONTH = [...new Set(MONTH_SPELLINGS)].sort((a, b) => b.length - a.length).join('|')
/** "may", "march", "mar" and "sep" in lower case are other words; Russian and Romance months have no capitals. */
const CAPITAL_MONTHS: ReadonlySet<Language> = new Set(['en', 'de'])

const WEEKDAYS: readonly string[] = [
  'sunday sun sonntag sonntags dimanche domingo воскресенье воскресенья रविवार الأحد 周日 星期日 星期天',
  'monday mon montag montags lundi lunes понедельник понедельника सोमवार الاثنين 周一 星期一',
  'tuesday tue tues dienstag dienstags mardi martes вторник вторника मंगलवार الثلاثاء 周二 星期二',
  'wednesday wed mittwoch mittwochs mercredi miércoles среда среду среды बुधवार الأربعاء 周三 星期三',
  'thursday thu thur thurs donnerstag donnerstags jeudi jueves четверг четверга गुरुवार الخميس 周四 星期四',
  'friday fri freitag freitags vendredi viernes пятница пятницу пятницы शुक्रवार الجمعة 周五 星期五',
  'saturday sat samstag samstags sonnabend samedi sábado суббота субботу субботы शनिवार السبت 周六 星期六',
]
const WEEKDAY_OF = indexed(WEEKDAYS)
const SEASONS: readonly string[] = [
  'spring frühling frühjahr printemps primavera весна весной весны весну 春 春天 वसंत الربيع',
  'summer sommer été verano лето летом лета 夏 夏天 गर्मी الصيف',
  'autumn fall herbst automne otoño осень осенью осени 秋 秋天 शरद الخريف',
  'winter hiver invierno зима зимой зимы зиму 冬 冬天 सर्दी الشتاء',
]
const SEASON_OF = indexed(SEASONS)
const PARTS: readonly string[] = [
  'morning mornings vormittag matin matinée mañana утро утром утра 上午 早上 सुबह صباح',
  'noon midday mittag midi mediodía полдень 中午',
  'afternoon afternoons nachmittag après-midi tarde днём 下午 दोपहर',
  'evening evenings abend abends montagabend soir soirée вечер вечером вечера 晚上 शाम مساء',
  'night nights nacht nuit noche ночь ночью 夜 रात ليل',
  'midnight mitternacht minuit medianoche полночь 午夜',
]
const PART_OF = indexed(PARTS)
const NEAR: Readonly<Record<string, number>> = {
  yesterday: -1,
  today: 0,
  tonight: 0,
  tomorrow: 1,
  gestern: -1,
  heute: 0,
  hier: -1,
  "aujourd'hui": 0,
  demain: 1,
  ayer: -1,
  hoy: 0,
  вчера: -1,
  сегодня: 0,
  завтра: 1,
  昨天: -1,
  今天: 0,
  明天: 1,
  कल: 0,
  आज: 0,
  أمس: -1,
  اليوم: 0,
  غدا: 1,
}
const TURN =
  /(?<![\p{L}])(last|past|previous|this|current|next|coming|following|letzte[nmrs]?|vergangene[nmrs]?|vorige[nmrs]?|diese[nmrs]?|nächste[nmrs]?|kommende[nmrs]?) (week|month|year|decade|century|spring|summer|autumn|fall|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday|woche|monat|jahr|frühling|frühjahr|sommer|herbst|winter|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)(?!\p{L})|(semana|mes|año|semaine|mois|année|an|printemps|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (dernière?|prochaine?|pasad[oa]|próxim[oa])(?!\p{L})|(прошл|следующ|этом)\p{L}* (недел|месяц|год)\p{L}*|(去|今|明)年/giu
const BACK = /^(?:last|past|previous|letzt|vergangen|vorig|derni|pasad|прошл|去)/iu
const ON = /^(?:next|coming|following|nächst|kommend|prochain|próxim|следующ|明)/iu

const CLOCK = new RegExp(
  [
    `(?<![\\p{L}\\p{N}.,])(?<hour>[01]?\\d|2[0-4])[.:h](?<minute>[0-5]\\d) ?(?<half>[ap]\\.?m\\.?(?!\\p{L}))?(?: ?Uhr)?(?![\\p{L}\\p{N}]|[.,]\\d| (?:per|marks|million))`,
    '(?<![\\p{L}\\p{N}.,])(?<hour>1[0-2]|[1-9]) ?(?<half>[ap]\\.?m\\.?)(?!\\p{L})',
    `(?<![\\p{L}\\p{N}.,])(?<hour>[01]?\\d|2[0-4]) (?:Uhr|o['’]clock)${END}`,
    `${EDGE}(?:12 )?(?<name>noon|midnight|midday|Mitternacht|midi|minuit|mediodía|medianoche|полдень|полночь)${END}`,
  ].join('|'),
  'giu',
)
const SPELLED_HOURS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')
const SPELLED_CLOCK = new RegExp(
  `${EDGE}(?:at|until|from|to|before|after|à|jusqu['’]à) (?<hour>${SPELLED_HOURS.join('|')}|une|\\d{1,2})(?: heures?)?(?: o['’]clock)? (?:in the (?<part>morning|afternoon|evening)|du (?<part>matin|soir))${END}`,
  'giu',
)

/** All that a text says of when, in reading order. Of overlapping readings the longest first one is taken. */
export function findTimes(text: string, language: Language): TimeMention[] {
  const found = [
    ...fullDates(text, language),
    ...dayMonths(text),
    ...ranges(text),
    ...months(text, language),
    ...turns(text),
    ...clocks(text),
    ...years(text),
    ...words(text),
  ]
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: TimeMention[] = []
  for (const mention of found) if (mention.start >= (kept.at(-1)?.end ?? 0)) kept.push(mention)
  return kept
}

function fullDates(text: string, language: Language): TimeMention[] {
  return findDates(text, language).map(({ text: written, start, end, iso }) => {
    const [year = 0, month = 0, day] = iso.split('-').map(Number)
    const when: When = day === undefined ? { kind: 'month', year, month } : { kind: 'day', year, month, day }
    return { text: written, start, end, when }
  })
}

const DAY_MONTH = [
  new RegExp(
    `${EDGE}(?<day>[0-3]?\\d)(?:\\.|st|nd|rd|th|er|º|-го)?(?:\\s(?:of|de))?\\s(?<month>${MONTH})\\.?${END}`,
    'giu',
  ),
  new RegExp(`${EDGE}(?<month>${MONTH})\\.?\\s(?<day>[0-3]?\\d)(?:st|nd|rd|th)?${END}(?![:.,]\\d)`, 'giu'),
  /(?<!\p{N})(?<month>1?\d)\s?月\s?(?<day>\d{1,2})\s?[日号號]/gu,
]

function dayMonths(text: string): TimeMention[] {
  return DAY_MONTH.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ 0: written, index: start, groups }) => {
      const month = monthNumber(groups?.month ?? '') ?? Number(groups?.month)
      const day = Number(groups?.day)
      if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return []
      return [{ text: written, start, end: start + written.length, when: { kind: 'day', month, day } satisfies When }]
    }),
  )
}

const RANGE = new RegExp(
  `${EDGE}(?<day>[0-3]?\\d)\\.?(?= ?(?:to|until|and|or|-|–|bis|und|au|et|al|y|по|и) ?[0-3]?\\d\\.? (?:de )?(?<month>${MONTH})${END})`,
  'giu',
)

/** The first day of "3 to 14 March". */
function ranges(text: string): TimeMention[] {
  return [...text.matchAll(RANGE)].flatMap(({ 0: written, index: start, groups }) => {
    const month = monthNumber(groups?.month ?? '')
    const day = Number(groups?.day)
    if (month === undefined || day < 1 || day > 31) return []
    return [{ text: written, start, end: start + written.length, when: { kind: 'day', month, day } satisfies When }]
  })
}

const MONTH_ALONE = new RegExp(`${EDGE}(?<month>${MONTH})\\.?${END}`, 'giu')

function months(text: string, language: Language): TimeMention[] {
  return [...text.matchAll(MONTH_ALONE)].flatMap(({ 0: written, index: start }) => {
    const name = written.replace(/\.$/u, '')
    const isCapital = /^\p{Lu}/u.test(name)
    if (CAPITAL_MONTHS.has(language) ? !isCapital : /^\p{Script=Latin}/u.test(name) && isCapital && language !== 'und')
      return []
    // A short form without its stop is rarely a month; "May" at the beginning of a sentence asks or wishes.
    if (name.length <= 3 && !written.endsWith('.') && !/^(?:may|mai|mes|мая|май|мае|août|मई)$/iu.test(name)) return []
    if (name === 'May' && (start === 0 || /^ (?:I|we|you|he|she|they)\b/u.test(text.slice(start + 3)))) return []
    if (
      /^(?:May|March|April|June|August|Jun|Jan)$/u.test(name) &&
      /\p{Lu}\p{Ll}+ $/u.test(text.slice(0, start)) &&
      !/(?:Each|Every|On|In|Since|Until|Last|Next|By|From|Late|Early|Of|Through) $/u.test(text.slice(0, start))
    )
      return []
    const month = monthNumber(name)
    return month === undefined
      ? []
      : [{ text: written, start, end: start + written.length, when: { kind: 'month', month } satisfies When }]
  })
}

function years(text: string): TimeMention[] {
  const plain = /(?<![\p{L}\p{N}$€£-]|\p{N}[.,:/])(1[5-9]\d\d|20\d\d|21\d\d)(s|er|年)?(?![\p{L}\p{N}%]|[.,:/]\d)/gu
  const found = [...text.matchAll(plain)].map(
    ({ 0: written, 1: digits = '', 2: ending, index: start }): TimeMention => {
      const year = Number(digits)
      const when: When =
        ending === 's' || ending === 'er' ? { kind: 'decade', decade: Math.floor(year / 10) } : { kind: 'year', year }
      return { text: written, start, end: start + written.length, when }
    },
  )
  const decades = [
    ...text.matchAll(/(?<=\bthe )(twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b/giu),
  ].map(({ 0: written, index: start }): TimeMention => {
    const decade =
      192 +
      ['twenties', 'thirties', 'forties', 'fifties', 'sixties', 'seventies', 'eighties', 'nineties'].indexOf(
        written.toLowerCase(),
      )
    return { text: written, start, end: start + written.length, when: { kind: 'decade', decade } }
  })
  return [...found, ...decades]
}

function turns(text: string): TimeMention[] {
  return [...text.matchAll(TURN)].flatMap((match) => {
    const way = match[1] ?? match[4] ?? match[5] ?? match[7] ?? ''
    const of = normaliseWord(match[2] ?? match[3] ?? match[6] ?? 'year')
    const by = BACK.test(way) ? -1 : ON.test(way) ? 1 : 0
    return [
      {
        text: match[0],
        start: match.index,
        end: match.index + match[0].length,
        when: { kind: 'turn', by, of } satisfies When,
      },
    ]
  })
}

function clocks(text: string): TimeMention[] {
  const digital = [...text.matchAll(CLOCK)].map(({ 0: written, index: start, groups }): TimeMention => {
    const name = groups?.name?.toLowerCase()
    const isNoon = name !== undefined && /^(?:noon|midday|midi|mediod|полдень)/u.test(name)
    const half = groups?.half?.toLowerCase()
    const hour = name === undefined ? Number(groups?.hour) % 24 : isNoon ? 12 : 0
    const turned = half === undefined ? hour : (hour % 12) + (half.startsWith('p') ? 12 : 0)
    const isExact = half !== undefined || name !== undefined || hour > 12 || /:|uhr/iu.test(written)
    return {
      text: written,
      start,
      end: start + written.length,
      when: { kind: 'clock', minutes: turned * 60 + Number(groups?.minute ?? 0), isExact },
    }
  })
  const spelled = [...text.matchAll(SPELLED_CLOCK)].map(({ 0: written, index: start, groups }): TimeMention => {
    const word = groups?.hour?.toLowerCase() ?? ''
    const hour = word === 'une' ? 1 : /^\d/u.test(word) ? Number(word) : SPELLED_HOURS.indexOf(word) + 1
    const isMorning = groups?.part === 'morning' || groups?.part === 'matin'
    const minutes = (isMorning ? hour % 12 : (hour % 12) + 12) * 60
    return { text: written, start, end: start + written.length, when: { kind: 'clock', minutes, isExact: true } }
  })
  return [...spelled, ...digital]
}

const CALENDAR_WORD =
  /(?:周|星期)[一二三四五六日天]|昨天|今天|明天|上午|早上|中午|下午|晚上|午夜|après-midi|aujourd['’]hui|[\p{L}\p{M}]+/gu

function words(text: string): TimeMention[] {
  return [...text.matchAll(CALENDAR_WORD)].flatMap(({ 0: written, index: start }): TimeMention[] => {
    const norm = normaliseWord(written)
    const place = { text: written, start, end: start + written.length }
    const weekday = WEEKDAY_OF.get(norm)
    // "sat", "sun", "mon", "wed" in lower case are words.
    if (weekday !== undefined && (norm.length > 4 || /^\p{Lu}/u.test(written) || /\P{Script=Latin}/u.test(written))) {
      return [{ ...place, when: { kind: 'weekday', weekday } }]
    }
    const near = Object.hasOwn(NEAR, norm) ? NEAR[norm] : undefined
    if (near !== undefined) return [{ ...place, when: { kind: 'near', days: near } }]
    const season = SEASON_OF.get(norm)
    if (season !== undefined && isSeason(norm, text, start))
      return [{ ...place, when: { kind: 'season', season: String(season) } }]
    const part = PART_OF.get(norm)
    if (part !== undefined) return [{ ...place, when: { kind: 'part', part: String(part) } }]
    return []
  })
}

/** "fall" and "spring" are verbs too, and "été" is also "been". */
function isSeason(norm: string, text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 14), start)
  if (norm === 'fall' || norm === 'spring')
    return (
      /(?:\b(?:in|the|this|last|next|by|early|late|since|until|of|a)|\d) $/iu.test(before) && !/\bto $/u.test(before)
    )
  if (norm === 'ete') return /(?:l['’]|cet |en |d['’])$/u.test(before)
  return true
}

/** Which season a word names: 0 is spring. */
export function seasonNumber(word: string): number | undefined {
  return SEASON_OF.get(normaliseWord(word))
}

function indexed(rows: readonly string[]): ReadonlyMap<string, number> {
  return new Map(rows.flatMap((row, index) => row.split(' ').map((word) => [normaliseWord(word), index] as const)))
}
