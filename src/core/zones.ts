/**
 * Names that people know, which `Intl.supportedValuesOf` lists under an older one (CLDR keeps the first name that it gave a zone);
 * `Intl.DateTimeFormat` takes both.
 */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Godthab', 'America/Nuuk'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['Europe/Kiev', 'Europe/Kyiv'],
])

let known: readonly string[] | undefined

/** IANA names for what somebody has typed of one, best first: of the city, of the region, then anywhere in the name. */
export function suggestZones(typed: string, limit: number): readonly string[] {
  known ??= ['UTC', ...Intl.supportedValuesOf('timeZone').map((zone) => RENAMED.get(zone) ?? zone)]
  const query = evenOut(typed)
  return known
    .map((zone) => ({ zone, fit: fitOf(query, evenOut(zone)) }))
    .filter(({ fit }) => fit > 0)
    .sort((one, other) => other.fit - one.fit)
    .slice(0, limit)
    .map(({ zone }) => zone)
}

function fitOf(query: string, zone: string): number {
  const city = zone.slice(zone.lastIndexOf('/') + 1)
  if (zone === query || city === query) return 4
  if (city.startsWith(query)) return 3
  if (zone.startsWith(query)) return 2
  return zone.includes(query) ? 1 : 0
}

function evenOut(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s_]+/gu, ' ')
    .trim()
}
