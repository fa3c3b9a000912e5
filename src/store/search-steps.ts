/** A word of a question: its tokens, any of which is a hit, and in how many documents it stands, counted as far as can be ranked. */
export interface CountedWord {
  readonly tokens: readonly string[]
  readonly documents: number
}

/** Documents to rank: those that have every one of the words, or any. */
export interface SearchStep {
  readonly match: 'every' | 'any'
  readonly words: readonly CountedWord[]
}

/** Of words that are all common, so many are asked for together. */
const MOST_COMMON_WORDS = 6

/**
 * What to rank, step by step until enough is found, so that no step ranks much more than `mostRanked` documents for being asked in common
 * words. Where all that have any of the words can be ranked, that is the one step. Else those with a rare word come first, then those
 * with all of the common words, with all but the commonest, and so on; at last whatever has any.
 */
export function searchSteps(words: readonly CountedWord[], match: 'every' | 'any', mostRanked: number): SearchStep[] {
  if (match === 'every') return words.every(({ documents }) => documents > 0) ? [{ match, words }] : []
  const rarestFirst = words.filter(({ documents }) => documents > 0).toSorted((a, b) => a.documents - b.documents)
  const rare = rarestFirst.slice(0, countWithin(rarestFirst, mostRanked))
  const common = rarestFirst.slice(rare.length, rare.length + MOST_COMMON_WORDS)
  const steps: SearchStep[] = rare.length === 0 ? [] : [{ match: 'any', words: rare }]
  if (common.length === 0) return steps
  for (let count = common.length; count > 0; count--) steps.push({ match: 'every', words: common.slice(0, count) })
  return [...steps, { match: 'any', words: rarestFirst }]
}

/** How many of the words, from the first, stand in no more documents together. */
function countWithin(words: readonly CountedWord[], mostRanked: number): number {
  let documents = 0
  const end = words.findIndex((word) => {
    documents += word.documents
    return documents > mostRanked
  })
  return end === -1 ? words.length : end
}

/** Takes the steps until `limit` documents are found; gives their keys, each once, in the order in which they were found. */
export async function takeSteps(
  steps: readonly SearchStep[],
  limit: number,
  rank: (step: SearchStep) => Promise<readonly number[]>,
): Promise<number[]> {
  const keys = new Set<number>()
  for (const step of steps) {
    if (keys.size >= limit) break
    for (const key of await rank(step)) keys.add(key)
  }
  return [...keys].slice(0, limit)
}
