import { numberTerms, type Passage, type Terms, type Vocabulary } from './terms.ts'

/**
 * For each of the sentences `of` in `terms` its highest cosine to a passage of `known`: 1 if one of them says it in the same
 * words, 0 if they share none. Stopwords are left out, rare words weigh more. Costs the number of places where known
 * passages share a word with the given sentences.
 */
export function likeness(
  terms: Terms,
  of: readonly number[],
  known: readonly Passage[],
  vocabulary: Vocabulary,
): Float64Array {
  const old = numberTerms(known, vocabulary)
  const rarity = rarities(terms, old)
  const postings = new Map<number, number[]>()
  const norms = new Float64Array(known.length)
  for (let s = 0; s < known.length; s++) {
    for (const [word, weight] of vector(old, s, rarity)) {
      norms[s] = (norms[s] ?? 0) + weight * weight
      const list = postings.get(word)
      if (list === undefined) postings.set(word, [s, weight])
      else list.push(s, weight)
    }
  }
  const dots = new Float64Array(known.length)
  return Float64Array.from(of, (sentence) => {
    dots.fill(0)
    let norm = 0
    for (const [word, weight] of vector(terms, sentence, rarity)) {
      norm += weight * weight
      const list = postings.get(word) ?? []
      for (let i = 0; i < list.length; i += 2) {
        const s = list[i] ?? 0
        dots[s] = (dots[s] ?? 0) + weight * (list[i + 1] ?? 0)
      }
    }
    let highest = 0
    for (let s = 0; s < dots.length; s++) {
      const dot = dots[s] ?? 0
      if (dot > 0) highest = Math.max(highest, dot / Math.sqrt(norm * (norms[s] ?? 0)))
    }
    return highest
  })
}

/** Rarity of every word over the sentences of both; 0 for stopwords. The vocabulary of `old` holds that of `terms`. */
function rarities(terms: Terms, old: Terms): Float64Array {
  const inSentences = new Float64Array(old.keys.length)
  const sentences = terms.starts.length + old.starts.length - 2
  for (const { starts, words } of [terms, old]) {
    for (let s = 0; s + 1 < starts.length; s++) {
      for (const word of new Set(words.subarray(starts[s], starts[s + 1]))) {
        inSentences[word] = (inSentences[word] ?? 0) + 1
      }
    }
  }
  return inSentences.map((count, word) => (old.stop[word] === 1 ? 0 : Math.log((sentences + 1) / (count + 0.5))))
}

function vector(terms: Terms, sentence: number, rarity: Float64Array): Map<number, number> {
  const weights = new Map<number, number>()
  for (let t = terms.starts[sentence] ?? 0; t < (terms.starts[sentence + 1] ?? 0); t++) {
    const word = terms.words[t] ?? 0
    const weight = rarity[word] ?? 0
    if (weight > 0) weights.set(word, (weights.get(word) ?? 0) + weight)
  }
  return weights
}
