/** Zones by the names that feeds give them, in hours from UTC. Of names with several meanings the one that feeds mean most. */
const HOURS: ReadonlyMap<string, number> = new Map([
  ...['', 'Z', 'UT', 'UTC', 'GMT', 'WET', 'UCT', 'ZULU'].map((name) => [name, 0] as const),
  ['BST', 1],
  ['WEST', 1],
  ['IRISH', 1],
  ['CET', 1],
  ['MET', 1],
  ['MEZ', 1],
  ['CEST', 2],
  ['MEST', 2],
  ['MESZ', 2],
  ['EET', 2],
  ['SAST', 2],
  ['EEST', 3],
  ['MSK', 3],
  ['EAT', 3],
  ['IST', 5.5],
  ['PKT', 5],
  ['NPT', 5.75],
  ['ICT', 7],
  ['WIB', 7],
  ['HKT', 8],
  ['SGT', 8],
  ['PHT', 8],
  ['AWST', 8],
  ['JST', 9],
  ['KST', 9],
  ['ACST', 9.5],
  ['AEST', 10],
  ['ACDT', 10.5],
  ['AEDT', 11],
  ['NZST', 12],
  ['NZDT', 13],
  ['BRT', -3],
  ['ART', -3],
  ['NST', -3.5],
  ['NDT', -2.5],
  ['ADT', -3],
  ['AST', -4],
  ['AT', -4],
  ['EDT', -4],
  ['EST', -5],
  ['ET', -5],
  ['CDT', -5],
  ['CST', -6],
  ['CT', -6],
  ['MDT', -6],
  ['MST', -7],
  ['MT', -7],
  ['PDT', -7],
  ['PST', -8],
  ['PT', -8],
  ['AKDT', -8],
  ['AKST', -9],
  ['HST', -10],
])

/**
 * Minutes that a zone is ahead of UTC: `+0100`, `+01:00`, `GMT-5`, `EST`, `(CET)`, `-0500 (EST)`; 0 for none, undefined for one that is not
 * known. Letters of the army's zones are left out: they were written with the wrong sign (RFC 2822, 4.3).
 */
export function minutesOfZone(written: string): number | undefined {
  const text = written
    .replace(/\s*\(.*\)\s*$/u, (comment) => (comment.length === written.length ? comment.replace(/[()]/gu, '') : ''))
    .replace(/^Etc\//iu, '')
    .trim()
  const numeric = /^(?:GMT|UTC?)?\s?([+−-])\s?(\d{1,2})(?::?(\d{2}))?(?:\s?\p{L}{2,5})?$/iu.exec(text)
  if (numeric === null) {
    const hours = HOURS.get(text.toUpperCase())
    return hours === undefined ? undefined : hours * 60
  }
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0)
  // The westernmost zone is 12 hours behind, the easternmost 14 ahead.
  if (minutes > 14 * 60 || Number(numeric[3] ?? 0) > 59) return undefined
  return numeric[1] === '+' ? minutes : -minutes
}
