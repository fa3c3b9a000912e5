import { echoes, lexRank, sentenceCosines } from './centrality.ts'
import {
  addGlance,
  addPartWeights,
  addStandings,
  columns,
  pairFeatures,
  type SentenceFacts,
  wordFeatures,
} from './features.ts'
import { predictAll } from './forest.ts'
import type { TermWeights } from './selection.ts'
import type { Passage, Terms } from './terms.ts'
import type { Weights } from './weights.ts'

const quotation = /["“”«»„「『]|``|''/

/** `terms` are those of the passages, which all belong to one text. */
export function sentenceFacts(passages: readonly Passage[], terms: Terms): SentenceFacts {
  const cosines = sentenceCosines(terms)
  return {
    rank: lexRank(cosines, passages.length),
    echo: echoes(cosines, passages.length),
    quoted: Uint8Array.from(passages, ({ text, sentence: index }) => {
      const sentence = text.sentences[index]
      return sentence !== undefined && quotation.test(text.text.slice(sentence.start, sentence.end)) ? 1 : 0
    }),
  }
}

/** How the sentences stand in the text at a first glance, which costs half of weighing its terms. */
export function glanceAtSentences(terms: Terms, facts: SentenceFacts, weights: Weights): Float64Array {
  const rows = termRows(terms, facts)
  return standings(terms, glanceAtTerms(terms, rows, weights))
}

/** Weighs every word and pair of `terms`. */
export function weighTerms(terms: Terms, facts: SentenceFacts, weights: Weights): TermWeights {
  const rows = termRows(terms, facts)
  lookAgain(terms, rows, glanceAtTerms(terms, rows, weights))
  const words = predictAll(weights.word, rows.words, columns.length)
  addPartWeights(terms, rows.pairs, words)
  return { words, pairs: predictAll(weights.pair, rows.pairs, columns.length) }
}

/** Rows of features of all words and all pairs. */
export interface TermRows {
  readonly words: Float64Array
  readonly pairs: Float64Array
}

export function termRows(terms: Terms, facts: SentenceFacts): TermRows {
  const words = wordFeatures(terms, facts)
  return { words, pairs: pairFeatures(terms, facts, words) }
}

/** The first guess at the terms; leaves the words' weights in the rows of the pairs. */
export function glanceAtTerms(
  terms: Terms,
  rows: TermRows,
  weights: Pick<Weights, 'glanceWord' | 'glancePair'>,
): TermWeights {
  const words = predictAll(weights.glanceWord, rows.words, columns.length)
  addPartWeights(terms, rows.pairs, words)
  return { words, pairs: predictAll(weights.glancePair, rows.pairs, columns.length) }
}

/** Completes the rows for the second look. */
export function lookAgain(terms: Terms, rows: TermRows, glance: TermWeights): void {
  const standing = standings(terms, glance)
  addGlance(terms, rows.words, rows.pairs, glance)
  addStandings(terms, terms.words, rows.words, standing)
  addStandings(terms, terms.pairs, rows.pairs, standing)
}

/** As in the choice of the sentences: a pair counts for more than a word. */
const pairShare = 1.5
/** Keeps short sentences from standing out by one good word. */
const smoothing = 15
/** The sentence of this rank has the standing 1, so that standings compare between texts. */
const yardstick = 3

/** What a sentence's distinct words and pairs are worth for its length, relative to the third best of the text. */
function standings(terms: Terms, worth: TermWeights): Float64Array {
  const sentences = terms.starts.length - 1
  const raw = new Float64Array(sentences)
  const wordSeen = new Int32Array(worth.words.length).fill(-1)
  const pairSeen = new Int32Array(worth.pairs.length).fill(-1)
  for (let s = 0; s < sentences; s++) {
    const words = distinctWorth(terms, terms.words, s, worth.words, wordSeen)
    const pairs = distinctWorth(terms, terms.pairs, s, worth.pairs, pairSeen)
    const length = (terms.starts[s + 1] ?? 0) - (terms.starts[s] ?? 0)
    raw[s] = (words + pairShare * pairs) / (length + smoothing)
  }
  const unit = raw.toSorted().at(-Math.min(yardstick, sentences)) || 1
  return raw.map((value) => value / unit)
}

function distinctWorth(
  terms: Terms,
  ids: Int32Array,
  sentence: number,
  worth: Float64Array,
  seenIn: Int32Array,
): number {
  let sum = 0
  const to = terms.starts[sentence + 1] ?? 0
  for (let t = terms.starts[sentence] ?? 0; t < to; t++) {
    const id = ids[t] ?? -1
    if (id < 0 || seenIn[id] === sentence) continue
    seenIn[id] = sentence
    sum += worth[id] ?? 0
  }
  return sum
}
