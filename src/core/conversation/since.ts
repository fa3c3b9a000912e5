import { findDates } from '../language/dates.ts'
import { findDayMonths } from '../language/day-months.ts'
import { createMatcher, type Matcher } from '../language/matcher.ts'
import { normaliseWord } from '../language/normalise.ts'
import { clockOf } from '../zone-clock.ts'

const DAY_MS = 24 * 60 * 60_000

/** Sunday first; in each language the forms that stand behind "since". */
const WEEKDAYS: readonly string[] = [
  'sunday sonntag dimanche domingo воскресенье воскресенья रविवार इतवार الأحد الاحد 星期日 星期天 周日',
  'monday montag lundi lunes понедельник понедельника सोमवार الاثنين الإثنين 星期一 周一',
  'tuesday dienstag mardi martes вторник вторника मंगलवार الثلاثاء 星期二 周二',
  'wednesday mittwoch mercredi miércoles среда среды बुधवार الأربعاء الاربعاء 星期三 周三',
  'thursday donnerstag jeudi jueves четверг четверга गुरुवार बृहस्पतिवार الخميس 星期四 周四',
  'friday freitag vendredi viernes пятница пятницы शुक्रवार الجمعة 星期五 周五',
  'saturday samstag sonnabend samedi sábado суббота субботы शनिवार السبت 星期六 周六',
]
const WEEKDAY_MATCHERS = WEEKDAYS.map((words) => matcherOf(words))

/** How many days ago, by the words for it. */
const DAYS_AGO: readonly (readonly [number, Matcher])[] = [
  [0, matcherOf("today|heute|aujourd’hui|aujourd'hui|hoy|сегодня|сегодняшнего дня|आज|اليوم|今天", '|')],
  [1, matcherOf('yesterday|gestern|hier|ayer|вчера|вчерашнего дня|कल|أمس|امس|البارحة|昨天', '|')],
  [
    7,
    matcherOf(
      'last week|a week ago|letzte woche|letzter woche|letzten woche|vergangener woche|la semaine dernière|la semaine passée|la semana pasada|прошлой недели|прошлой неделе|पिछले सप्ताह|पिछले हफ्ते|الأسبوع الماضي|上周|上星期',
      '|',
    ),
  ],
  [
    30,
    matcherOf(
      'last month|a month ago|letztem monat|letzten monat|le mois dernier|el mes pasado|прошлого месяца|прошлом месяце|पिछले महीने|الشهر الماضي|上个月|上月',
      '|',
    ),
  ],
]
const COUNTED =
  /(\d{1,3}) (days?|weeks?|months?|tage[n]?|wochen?|monate[n]?|jours?|semaines?|mois|días?|semanas?|mes(?:es)?|дня|дней|недел[ьи]|месяц(?:а|ев)?)(?!\p{L})/iu
const UNIT_DAYS: readonly (readonly [number, RegExp])[] = [
  [1, /^(?:d|tag|j|дн)/iu],
  [7, /^(?:w|sem|недел)/iu],
  [30, /^m/iu],
  [30, /^месяц/iu],
]
const YEAR = /(?<![\p{L}\p{N}])((?:19|20)\d\d)(?!\p{N})/u

/**
 * The beginning, in a zone, of the day that a text names by its date ("14 March", "March 2024", "2023"), by its weekday, or as so many
 * days, weeks or months ago. A weekday is the last one before today. Undefined where it names none, or one that is not over.
 */
export function readDay(text: string, now: Date, zone: string): Date | undefined {
  const today = localDay(now, zone)
  const named = namedDay(text, today)
  if (named === undefined || named > today) return undefined
  return startOf(named, zone)
}

/** As an ISO day. */
function namedDay(text: string, today: string): string | undefined {
  const [date] = findDates(text, 'en')
  if (date !== undefined) return date.iso.length === 7 ? `${date.iso}-01` : date.iso
  const [dayMonth] = findDayMonths(text, today)
  if (dayMonth !== undefined) return dayMonth.iso > today ? yearBefore(dayMonth.iso) : dayMonth.iso
  const words = normaliseWord(text)
  const weekday = WEEKDAY_MATCHERS.findIndex((matches) => matches(words))
  if (weekday >= 0) return daysBefore(today, ((weekdayOf(today) - weekday + 6) % 7) + 1)
  const relative = DAYS_AGO.find(([, matches]) => matches(words))
  if (relative !== undefined) return daysBefore(today, relative[0])
  const counted = COUNTED.exec(words)
  if (counted !== null) {
    const unit = UNIT_DAYS.find(([, pattern]) => pattern.test(counted[2] ?? ''))?.[0] ?? 1
    return daysBefore(today, Number(counted[1]) * unit)
  }
  const year = YEAR.exec(words)?.[1]
  return year === undefined ? undefined : `${year}-01-01`
}

function localDay(now: Date, zone: string): string {
  const offset = clockOf(zone)?.stretchAt(now.getTime()).offset ?? 0
  return new Date(now.getTime() + offset).toISOString().slice(0, 10)
}

function startOf(day: string, zone: string): Date {
  const clock = clockOf(zone)
  const midnight = Date.parse(day)
  const guess = midnight - (clock?.stretchAt(midnight).offset ?? 0)
  return new Date(midnight - (clock?.stretchAt(guess).offset ?? 0))
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10)
}

function yearBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`
}

function weekdayOf(day: string): number {
  return new Date(day).getUTCDay()
}

/** Any of the words or phrases, as `normaliseWord` spells them; those of scripts without spaces anywhere. */
function matcherOf(phrases: string, separator = ' '): Matcher {
  return createMatcher(() => {
    const parts = phrases.split(separator).map((phrase) => {
      const norm = normaliseWord(phrase)
      return /\p{Script=Han}/u.test(norm) ? norm : `(?<![\\p{L}\\p{M}])${norm}(?![\\p{L}\\p{M}])`
    })
    return parts.join('|')
  })
}
