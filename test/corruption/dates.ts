import { type Change, pick } from './source-text.ts'

/** Words of a calendar of which one may stand for another. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  en: [
    'January February March April May June July August September October November December',
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
    'spring summer autumn winter',
    'yesterday today tomorrow',
    'morning afternoon evening',
  ],
  de: [
    'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
    'Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag',
    'Frühling Sommer Herbst Winter',
  ],
  fr: [
    'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
    'lundi mardi mercredi jeudi vendredi samedi dimanche',
    'printemps été automne hiver',
  ],
  es: [
    'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
    'lunes martes miércoles jueves viernes sábado domingo',
  ],
  ru: [
    'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
    'понедельник вторник среду четверг пятницу субботу воскресенье',
    'весной летом осенью зимой',
  ],
}
const DIRECTIONS =
  /(?<=\b)(last|next)(?= (?:week|month|year|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|spring|summer|autumn|winter)\b)/gu

/** A date becomes another one: a word of the calendar, the year, the day of the month, "last" or "next". */
export function changeDate(sentence: string, language: string, random: () => number): Change | undefined {
  const ways = [changeCalendarWord, changeCalendarWord, changeYear, changeDay, changeDirection]
  const first = Math.floor(random() * ways.length)
  for (let turn = 0; turn < ways.length; turn += 1) {
    const change = ways[(first + turn) % ways.length]?.(sentence, language, random)
    if (change !== undefined) return change
  }
  return undefined
}

function changeCalendarWord(sentence: string, language: string, random: () => number): Change | undefined {
  const found = (ROWS[language] ?? []).flatMap((row) => {
    const words = row.split(' ')
    const pattern = new RegExp(`(?<![\\p{L}\\p{M}])(?:${words.join('|')})(?![\\p{L}\\p{M}])`, 'gu')
    // "may" and "March" are also verbs, and no surname is a month.
    return [...sentence.matchAll(pattern)]
      .filter(
        ({ 0: word, index }) => !/^(?:May|March|August|April|June)$/u.test(word) || isMonth(sentence, index, word),
      )
      .map((match) => ({ match, words }))
  })
  const chosen = pick(found, random)
  if (chosen === undefined) return undefined
  const { match, words } = chosen
  const put = pick(
    words.filter((word) => word !== match[0]),
    random,
  )
  return put === undefined ? undefined : { start: match.index, end: match.index + match[0].length, put }
}

function isMonth(sentence: string, index: number, word: string): boolean {
  return (
    /(?:\b(?:in|since|of|last|next|until|from|by|on|early|late|mid-|\d{1,2})\s?)$/u.test(sentence.slice(0, index)) ||
    /^ \d/u.test(sentence.slice(index + word.length))
  )
}

function changeYear(sentence: string, _language: string, random: () => number): Change | undefined {
  const years = [...sentence.matchAll(/(?<![\p{L}\p{N}.,:/$€£-])(?:1[89]|20)\d\d(?![\p{L}\p{N}:/-]|[.,]\d)/gu)]
  const match = pick(years, random)
  if (match === undefined) return undefined
  const by = pick([-10, -3, -2, -1, 1, 2, 3, 10], random) ?? 1
  return { start: match.index, end: match.index + match[0].length, put: String(Number(match[0]) + by) }
}

function changeDay(sentence: string, _language: string, random: () => number): Change | undefined {
  const pattern =
    /(?<=(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.) )[1-3]?\d(?![\d:])|(?<![\d.,:])[1-3]?\d(?=(?:\.|er)? (?:de )?(?:January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)(?!\p{L}))/gu
  const match = pick([...sentence.matchAll(pattern)], random)
  if (match === undefined) return undefined
  const day = Number(match[0])
  const put = pick(
    [day - 3, day - 1, day + 1, day + 2, day + 7].filter((other) => other >= 1 && other <= 28),
    random,
  )
  return put === undefined ? undefined : { start: match.index, end: match.index + match[0].length, put: String(put) }
}

function changeDirection(sentence: string, language: string, random: () => number): Change | undefined {
  if (language !== 'en') return undefined
  const match = pick([...sentence.matchAll(DIRECTIONS)], random)
  if (match === undefined) return undefined
  return { start: match.index, end: match.index + match[0].length, put: match[0] === 'last' ? 'next' : 'last' }
}
