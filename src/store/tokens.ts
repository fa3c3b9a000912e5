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

/** The different tokens of a question, at most 48. */
export function askedTokens(tokens: readonly string[]): string[] {
  return [...new Set(tokens.map(clean))].filter((token) => token !== '').slice(0, MOST_ASKED)
}

function clean(token: string): string {
  return token.toWellFormed().toLowerCase().replace(SEPARATOR, '').slice(0, LONGEST_TOKEN).toWellFormed()
}

/** A token of a question, and in how many documents it stands. */
export interface CountedToken {
  readonly token: string
  readonly documents: number
}

/** The rarest tokens that together stand in no more documents than can be ranked; at least one. */
export function leadingTokens<T extends CountedToken>(rarestFirst: readonly T[], mostRanked: number): readonly T[] {
  let documents = 0
  const end = rarestFirst.findIndex((token) => {
    documents += token.documents
    return documents > mostRanked
  })
  return end === -1 ? rarestFirst : rarestFirst.slice(0, Math.max(1, end))
}
