/** A `tsvector` holds less than a megabyte; what is over this is left out of the index, never of the document. */
const MOST_BYTES = 900_000
/** Padding, and the place at which a word stands. */
const BYTES_A_TOKEN = 5
/** How often a text says a word is filed as one of these: what PostgreSQL can tell apart, and near enough for BM25, which saturates. */
export const FREQUENCIES = [1, 2, 4, 8] as const
export type Frequency = (typeof FREQUENCIES)[number]
/** No word is this long; what is, is cut, in the index and in the question alike. */
const LONGEST_TOKEN = 100
const MOST_ASKED = 48
const SEPARATOR = /[^\p{L}\p{M}\p{N}]+/gu

/** How often a text says each token, as both indices file it. */
export function countTokens(tokens: readonly string[]): Map<string, Frequency> {
  const counts = new Map<string, number>()
  let bytes = 0
  for (const raw of tokens) {
    const token = clean(raw)
    if (token === '') continue
    const count = counts.get(token)
    if (count === undefined) bytes += Buffer.byteLength(token) + BYTES_A_TOKEN
    if (bytes > MOST_BYTES) break
    counts.set(token, (count ?? 0) + 1)
  }
  return new Map([...counts].map(([token, count]) => [token, roundDown(count)]))
}

function roundDown(count: number): Frequency {
  return FREQUENCIES.findLast((frequency) => frequency <= count) ?? 1
}

/** The words of a question, each with its different tokens (any of them is a hit), at most 48 tokens together. */
export function askedWords(words: readonly (readonly string[])[]): string[][] {
  const asked = new Map<string, string[]>()
  let left = MOST_ASKED
  for (const alternatives of words) {
    const tokens = [...new Set(alternatives.map(clean))].filter((token) => token !== '').slice(0, left)
    const name = tokens.join(' ')
    if (tokens.length === 0 || asked.has(name)) continue
    asked.set(name, tokens)
    left -= tokens.length
  }
  return [...asked.values()]
}

function clean(token: string): string {
  return token.toWellFormed().toLowerCase().replace(SEPARATOR, '').slice(0, LONGEST_TOKEN).toWellFormed()
}
