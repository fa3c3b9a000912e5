/** Languages whose month names are read. A name that means different months in two of them is read in none. */
const LOCALES = [
  ...['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs', 'sk', 'hu', 'ro', 'tr'],
  ...['ru', 'uk', 'be', 'bg', 'sr', 'el', 'id', 'hi'],
]

/**
 * The date that a string consists of, as ISO 8601: a day (`2024-03-14`), or an instant in UTC where time and zone are given.
 * Reads ISO, RFC 2822, `14.03.2024`, `14 March 2024`, `March 14, 2024` (month names of many languages), `2024年3月14日`. Undefined for
 * anything else, for days that do not exist, and for `3/4/2024`, which means two days.
 */
export function parseDate(value: string): string | undefined {
  const text = value.normalize('NFKC').replace(/\s+/gu, ' ').trim()
  if (text.length < 8 || text.length > 60) return undefined
  return parseInstant(text) ?? parseNumericDay(text) ?? parseNamedDay(text)
}

/** The day in front of a file name: `2024-03-14-talks.md`, `20240314_talks.md`, `2024_03_14 talks.md`. */
export function dateOfFileName(name: string): string | undefined {
  const match = /^((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?!\d)/u.exec(name)
  return match === null ? undefined : dayOf(Number(match[1]), Number(match[3]), Number(match[4]))
}

/** A calendar day as `YYYY-MM-DD`, undefined if there is no such day. */
export function dayOf(year: number, month: number, day: number): string | undefined {
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1) return undefined
  // Day 0 of the next month is the last day of this one.
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${year}-${pad(month)}-${pad(day)}`
}

function parseInstant(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)? ?(Z|[+-]\d{2}:?\d{2})?$/iu.exec(
    text,
  )
  if (iso !== null) {
    const day = dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
    if (day === undefined) return undefined
    const zone = iso[7]
    if (zone === undefined) return day
    return instantOf(day, `${iso[4]}:${iso[5]}:${iso[6] ?? '00'}`, zone)
  }
  const mail = /^(?:[a-z]{3}, )?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d{2}:\d{2}(?::\d{2})?) (GMT|UTC?|Z|[+-]\d{4})$/iu.exec(
    text,
  )
  if (mail === null) return undefined
  const day = parseNamedDay(`${mail[1]} ${mail[2]} ${mail[3]}`)
  const time = mail[4] ?? ''
  return day === undefined ? undefined : instantOf(day, time.length === 5 ? `${time}:00` : time, mail[5] ?? 'Z')
}

function instantOf(day: string, time: string, zone: string): string | undefined {
  const offset = /^[+-]/u.test(zone) ? zone.replace(/^([+-]\d{2}):?(\d{2})$/u, '$1:$2') : 'Z'
  const instant = new Date(`${day}T${time}${offset}`)
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString()
}

function parseNumericDay(text: string): string | undefined {
  const yearFirst =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?$/u.exec(text) ?? /^(\d{4})(年)(\d{1,2})月(\d{1,2})日$/u.exec(text)
  if (yearFirst !== null) return dayOf(Number(yearFirst[1]), Number(yearFirst[3]), Number(yearFirst[4]))
  const yearLast = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?: ?г\.?)?$/u.exec(text)
  if (yearLast === null) return undefined
  const [first, second, year] = [Number(yearLast[1]), Number(yearLast[3]), Number(yearLast[4])]
  // Dots put the day first wherever they are used; slashes and hyphens do not, so they must not leave a choice.
  if (yearLast[2] === '.' || first > 12 || first === second) return dayOf(year, second, first)
  return second > 12 ? dayOf(year, first, second) : undefined
}

function parseNamedDay(text: string): string | undefined {
  const plain = text.toLowerCase().replace(/^\p{L}+\.?, (?=.*\d)/u, '')
  const dayFirst =
    /^(\d{1,2})(?:st|nd|rd|th|er|º|\.)? (?:of |de )?([\p{L}\p{M}]+)\.?,? (?:de |del )?(\d{4})(?: ?(?:г|р|г\.|р\.|року|года))?\.?$/u
  const monthFirst = /^([\p{L}\p{M}]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/u
  const early = dayFirst.exec(plain)
  if (early !== null) return dayOf(Number(early[3]), monthOf(early[2] ?? ''), Number(early[1]))
  const late = monthFirst.exec(plain)
  return late === null ? undefined : dayOf(Number(late[3]), monthOf(late[1] ?? ''), Number(late[2]))
}

/** Whether a line begins with a day and its month (“12. Mai 2026”, “3. 5. 2026”), whose number is not that of an item of a list. */
export function beginsWithDay(line: string): boolean {
  const [, month = '', name] = /^\s*\d{1,2}\.\s+(\d{1,2}\.\s*\d{4}|([\p{L}\p{M}]+))/u.exec(line) ?? []
  return name === undefined ? month !== '' : monthOrder(name.normalize('NFKC').toLowerCase()) !== undefined
}

let monthsByName: ReadonlyMap<string, number> | undefined

/** 1 to 12; 0 for a word that is no month. */
function monthOf(word: string): number {
  // Read on first use: formatting 600 names takes some milliseconds that a start without such dates need not spend.
  return monthOrder(word) ?? 0
}

/** 0 for a name that means different months in two languages; undefined for a word that is no month. */
function monthOrder(word: string): number | undefined {
  monthsByName ??= nameMonths()
  return monthsByName.get(word)
}

function nameMonths(): ReadonlyMap<string, number> {
  const months = new Map<string, number>([['sept', 9]])
  for (const locale of LOCALES) {
    for (const style of ['long', 'short'] as const) {
      // With a day beside it a month stands in the case that dates use ("марта"), alone in the nominative ("март").
      for (const beside of [{ day: 'numeric' }, {}] as const) {
        const format = new Intl.DateTimeFormat(locale, {
          month: style,
          timeZone: 'UTC',
          calendar: 'gregory',
          ...beside,
        })
        for (let month = 1; month <= 12; month += 1) {
          const part = format.formatToParts(Date.UTC(2024, month - 1, 14)).find(({ type }) => type === 'month')
          const name = part?.value.normalize('NFKC').toLowerCase().replace(/\.$/u, '') ?? ''
          if (!/^[\p{L}\p{M}]{2,}$/u.test(name)) continue
          months.set(name, (months.get(name) ?? month) === month ? month : 0)
        }
      }
    }
  }
  return months
}
