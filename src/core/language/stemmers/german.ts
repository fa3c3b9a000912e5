/**
 * The light German stemmer of J. Savoy (UniNE, 2006): case, plural and comparison endings only, which for retrieval does as
 * well as Snowball and works on words whose umlauts are folded.
 */
export function stemGerman(norm: string): string {
  return removeComparison(removeCase(norm))
}

function removeCase(word: string): string {
  if (word.length > 5 && word.endsWith('ern')) return word.slice(0, -3)
  if (word.length > 4 && /e[mnrs]$/.test(word)) return word.slice(0, -2)
  if (word.length > 3 && word.endsWith('e')) return word.slice(0, -1)
  return word.length > 3 && /[bdfghklmnt]s$/.test(word) ? word.slice(0, -1) : word
}

function removeComparison(word: string): string {
  if (word.length > 5 && word.endsWith('est')) return word.slice(0, -3)
  if (word.length > 4 && /e[nr]$/.test(word)) return word.slice(0, -2)
  return word.length > 4 && /[bdfghklmnt]st$/.test(word) ? word.slice(0, -2) : word
}
