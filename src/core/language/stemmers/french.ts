/** A light French stemmer for folded words: gender and number. */
export function stemFrench(norm: string): string {
  if (norm.length < 5) return norm
  const word = norm.replace(/aux$/, 'al').replace(/[sx]$/, '')
  return word.replace(/(?:er|ee|e)$/, '')
}
