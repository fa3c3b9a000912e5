import { parseDate } from '../text/published-date.ts'

/** Zones by the names that feeds give them; those of RFC 822 are known to `Date.parse`. */
const ZONES: ReadonlyMap<string, string> = new Map([
  ['BST', '+0100'],
  ['WEST', '+0100'],
  ['CET', '+0100'],
  ['MEZ', '+0100'],
  ['CEST', '+0200'],
  ['MESZ', '+0200'],
  ['EET', '+0200'],
  ['EEST', '+0300'],
  ['MSK', '+0300'],
  ['IST', '+0530'],
  ['JST', '+0900'],
  ['KST', '+0900'],
  ['AEST', '+1000'],
  ['AEDT', '+1100'],
  ['NZST', '+1200'],
  ['NZDT', '+1300'],
])

/** Years in which no feed was written: a clock that was never set. */
const FIRST_YEAR = 1990

/** A feed's date as ISO 8601, however it is written; undefined if it cannot be told. */
export function feedDate(written: string | undefined): string | undefined {
  const text = (written ?? '').replace(/\s+/gu, ' ').trim()
  if (text === '') return undefined
  return plausible(instantOf(text)) ?? plausible(parseDate(text)) ?? plausible(parseDate(dayIn(text)))
}

function instantOf(text: string): string | undefined {
  // `Date.parse` takes the year 0001, a clock that was never set, for 2001.
  if (/\b0\d{3}\b(?!:)/u.test(text.replace(/[+-]\d{4}$/u, ''))) return undefined
  const zone = /\b([A-Z]{3,4})$/u.exec(text)?.[1]
  const numeric = zone === undefined ? undefined : ZONES.get(zone)
  const known = numeric === undefined || zone === undefined ? text : text.slice(0, -zone.length) + numeric
  // Hours without a zone are UTC, as nothing says otherwise.
  const isBare = /\d:\d\d(?::\d\d(?:\.\d+)?)?$/u.test(known)
  const time = Date.parse(isBare ? `${known}${known.includes('T') ? 'Z' : ' GMT'}` : known)
  if (Number.isNaN(time)) return undefined
  return /\d:\d\d/u.test(known) ? new Date(time).toISOString() : undefined
}

/** The day of the week says nothing that the date does not, and is wrong or foreign now and then; hours in no known zone say nothing. */
function dayIn(text: string): string {
  return text.replace(/^[\p{L}.]+,?\s+(?=\d)/u, '').replace(/[\s,T]+\d{1,2}:\d\d.*$/u, '')
}

function plausible(iso: string | undefined): string | undefined {
  return iso !== undefined && Number(iso.slice(0, 4)) >= FIRST_YEAR ? iso : undefined
}
