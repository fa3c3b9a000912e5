import type { TermWeights } from './selection.ts'
import type { Terms } from './terms.ts'

/** What is known of each sentence before its words are weighed. Arrays by sentence. */
export interface SentenceFacts {
  /** LexRank, 1 for an average sentence. */
  readonly rank: Float64Array
  /** Highest cosine to an earlier sentence. */
  readonly echo: Float64Array
  /** 1 where a quotation mark stands in it. */
  readonly quoted: Uint8Array
}

/** Column names of a row of features, in order: the same for words and pairs. */
export const columns = [
  'count',
  'sentences',
  'first',
  'last',
  'offset',
  'capital',
  'length',
  'digit',
  'stopwords',
  'inSecond',
  'inThird',
  'quoted',
  'textSentences',
  'topRank',
  'meanRank',
  'topEcho',
  'shortest',
  'firstShare',
  'neighbour',
  'leftWeight',
  'rightWeight',
  'glance',
  'pairGlance',
  'bestStanding',
  'meanStanding',
  'firstStanding',
] as const

const F = columns.length
/** The cast: fromEntries forgets that every name is there. */
const at = Object.fromEntries(columns.map((name, i) => [name, i])) as Record<(typeof columns)[number], number>

/** A row of features for every word of `terms`; weights of parts, glance and standings are 0. */
export function wordFeatures(terms: Terms, facts: SentenceFacts): Float64Array {
  const size = terms.keys.length
  const rows = new Float64Array(size * F)
  tally(terms, terms.words, size, facts, rows)
  const pairCount = countOf(terms.pairs, terms.left.length)
  for (let pair = 0; pair < terms.left.length; pair++) {
    const count = pairCount[pair] ?? 0
    for (const word of [terms.left[pair] ?? 0, terms.right[pair] ?? 0]) {
      const slot = word * F + at.neighbour
      if (count > (rows[slot] ?? 0)) rows[slot] = count
    }
  }
  for (let word = 0; word < size; word++) {
    const row = word * F
    rows[row + at.length] = terms.keys[word]?.length ?? 0
    rows[row + at.digit] = terms.digit[word] ?? 0
    rows[row + at.stopwords] = terms.stop[word] ?? 0
  }
  return rows
}

/** A row of features for every pair of `terms`, given the rows of words; weights of parts, glance and standings are 0. */
export function pairFeatures(terms: Terms, facts: SentenceFacts, words: Float64Array): Float64Array {
  const size = terms.left.length
  const rows = new Float64Array(size * F)
  tally(terms, terms.pairs, size, facts, rows)
  for (let pair = 0; pair < size; pair++) {
    const row = pair * F
    const left = terms.left[pair] ?? 0
    const right = terms.right[pair] ?? 0
    rows[row + at.length] = (terms.keys[left]?.length ?? 0) + (terms.keys[right]?.length ?? 0)
    rows[row + at.digit] = (terms.digit[left] ?? 0) | (terms.digit[right] ?? 0)
    rows[row + at.stopwords] = (terms.stop[left] ?? 0) + (terms.stop[right] ?? 0)
    rows[row + at.neighbour] = Math.min(words[left * F] ?? 0, words[right * F] ?? 0)
  }
  return rows
}

/** Tells every pair how its two words are weighed. */
export function addPartWeights(terms: Terms, pairRows: Float64Array, words: Float64Array): void {
  for (let pair = 0; pair < terms.left.length; pair++) {
    pairRows[pair * F + at.leftWeight] = words[terms.left[pair] ?? 0] ?? 0
    pairRows[pair * F + at.rightWeight] = words[terms.right[pair] ?? 0] ?? 0
  }
}

/** Tells words and pairs how they, and the pairs around a word, were weighed at the first glance. */
export function addGlance(terms: Terms, wordRows: Float64Array, pairRows: Float64Array, glance: TermWeights): void {
  for (let word = 0; word < glance.words.length; word++) wordRows[word * F + at.glance] = glance.words[word] ?? 0
  for (let pair = 0; pair < glance.pairs.length; pair++) {
    const weight = glance.pairs[pair] ?? 0
    pairRows[pair * F + at.glance] = weight
    for (const word of [terms.left[pair] ?? 0, terms.right[pair] ?? 0]) {
      const slot = word * F + at.pairGlance
      if (weight > (wordRows[slot] ?? 0)) wordRows[slot] = weight
    }
  }
  for (let pair = 0; pair < glance.pairs.length; pair++) {
    const left = wordRows[(terms.left[pair] ?? 0) * F + at.pairGlance] ?? 0
    const right = wordRows[(terms.right[pair] ?? 0) * F + at.pairGlance] ?? 0
    pairRows[pair * F + at.pairGlance] = Math.min(left, right)
  }
}

/** Tells every term (`ids`: term numbers of the tokens, −1 for none) how its sentences stand in the text. */
export function addStandings(terms: Terms, ids: Int32Array, rows: Float64Array, standing: Float64Array): void {
  const seenIn = new Int32Array(rows.length / F).fill(-1)
  for (let s = 0; s < standing.length; s++) {
    const value = standing[s] ?? 0
    for (let t = terms.starts[s] ?? 0; t < (terms.starts[s + 1] ?? 0); t++) {
      const id = ids[t] ?? -1
      if (id < 0 || seenIn[id] === s) continue
      const row = id * F
      if (seenIn[id] === -1) rows[row + at.firstStanding] = value
      seenIn[id] = s
      rows[row + at.meanStanding] = (rows[row + at.meanStanding] ?? 0) + value / (rows[row + at.sentences] ?? 1)
      if (value > (rows[row + at.bestStanding] ?? 0)) rows[row + at.bestStanding] = value
    }
  }
}

/** Fills the columns that follow from where the terms stand. `ids` are the tokens' term numbers, −1 for none. */
function tally(terms: Terms, ids: Int32Array, size: number, facts: SentenceFacts, rows: Float64Array): void {
  const sentences = terms.starts.length - 1
  const seenIn = new Int32Array(size).fill(-1)
  for (let s = 0; s < sentences; s++) {
    const from = terms.starts[s] ?? 0
    const to = terms.starts[s + 1] ?? 0
    const rank = facts.rank[s] ?? 0
    const echo = facts.echo[s] ?? 0
    const quoted = facts.quoted[s] ?? 0
    for (let t = from; t < to; t++) {
      const id = ids[t] ?? -1
      if (id < 0) continue
      const row = id * F
      rows[row + at.count] = (rows[row + at.count] ?? 0) + 1
      rows[row + at.capital] = (rows[row + at.capital] ?? 0) + (terms.capital[t] ?? 0)
      if (seenIn[id] === s) continue
      if (seenIn[id] === -1) {
        rows[row + at.first] = s
        rows[row + at.offset] = t - from
        rows[row + at.firstShare] = s / sentences
        rows[row + at.textSentences] = sentences
        rows[row + at.shortest] = to - from
      }
      seenIn[id] = s
      rows[row + at.sentences] = (rows[row + at.sentences] ?? 0) + 1
      rows[row + at.last] = s
      rows[row + at.quoted] = (rows[row + at.quoted] ?? 0) + quoted
      rows[row + at.meanRank] = (rows[row + at.meanRank] ?? 0) + rank
      if (rank > (rows[row + at.topRank] ?? 0)) rows[row + at.topRank] = rank
      if (echo > (rows[row + at.topEcho] ?? 0)) rows[row + at.topEcho] = echo
      if (to - from < (rows[row + at.shortest] ?? 0)) rows[row + at.shortest] = to - from
      if (s === 1) rows[row + at.inSecond] = 1
      if (s === 2) rows[row + at.inThird] = 1
    }
  }
  for (let id = 0; id < size; id++) {
    const row = id * F
    const inSentences = rows[row + at.sentences] ?? 0
    if (inSentences === 0) continue
    rows[row + at.capital] = (rows[row + at.capital] ?? 0) / (rows[row + at.count] ?? 1)
    rows[row + at.quoted] = (rows[row + at.quoted] ?? 0) / inSentences
    rows[row + at.meanRank] = (rows[row + at.meanRank] ?? 0) / inSentences
  }
}

function countOf(ids: Int32Array, size: number): Int32Array {
  const count = new Int32Array(size)
  for (const id of ids) if (id >= 0) count[id] = (count[id] ?? 0) + 1
  return count
}
