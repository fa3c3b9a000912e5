import { echoes, lexRank, sentenceCosines } from './centrality.ts'
import { columns, pairFeatures, type SentenceFacts, wordFeatures } from './features.ts'
import { predict } from './forest.ts'
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

/** Weighs every word and pair of `terms`; a negative prediction becomes 0. */
export function weighTerms(terms: Terms, facts: SentenceFacts, weights: Weights): TermWeights {
  const wordRows = wordFeatures(terms, facts)
  const words = new Float64Array(terms.keys.length)
  for (let word = 0; word < words.length; word++) {
    words[word] = Math.max(0, predict(weights.word, wordRows, word * columns.length))
  }
  const pairRows = pairFeatures(terms, facts, wordRows, words)
  const pairs = new Float64Array(terms.left.length)
  for (let pair = 0; pair < pairs.length; pair++) {
    pairs[pair] = Math.max(0, predict(weights.pair, pairRows, pair * columns.length))
  }
  return { words, pairs }
}
