/** A `tsvector` holds less than a megabyte; what is over this is left out of the index, never of the document. */
const MOST_BYTES = 900_000
/** A word that is said more often than this is about as telling as one said this often (BM25 saturates). */
const MOST_REPEATS = 8
/** No word is this long; what is, is cut, in the index and in the question alike. */
const LONGEST_TOKEN = 100
const MOST_ASKED = 48
const SEPARATOR = /[^\p{L}\p{M}\p{N}]+/gu

/** How often a text says each token, as both indices file it. */
export function countTokens(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  let bytes = 0
  for (const raw of tokens) {
    const token = clean(raw)
    const count = counts.get(token)
    if (token === '' || count === MOST_REPEATS) continue
    // The token once, and two bytes for each place.
    bytes += (count === undefined ? Buffer.byteLength(token) + 2 : 0) + 2
    if (bytes > MOST_BYTES) break
    counts.set(token, (count ?? 0) + 1)
  }
  return counts
}

/** The different tokens of a question, at most 48. */
export function askedTokens(tokens: readonly string[]): string[] {
  return [...new Set(tokens.map(clean))].filter((token) => token !== '').slice(0, MOST_ASKED)
}

function clean(token: string): string {
  return token.toWellFormed().toLowerCase().replace(SEPARATOR, '').slice(0, LONGEST_TOKEN).toWellFormed()
}
