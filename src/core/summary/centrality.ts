import type { Terms } from './terms.ts'

/** Damping, threshold and rounds as in LexRank (Erkan & Radev 2004), the threshold lowered for texts of one author. */
const damping = 0.85
const threshold = 0.05
const rounds = 15

/** Cosines between all pairs of sentences, row by row; stopwords left out, words weighed by rarity in these sentences. */
export function sentenceCosines(terms: Terms): Float64Array {
  const sentences = terms.starts.length - 1
  const rarity = rarityOf(terms, sentences)
  const weight = new Float64Array(terms.keys.length)
  const cosines = new Float64Array(sentences * sentences)
  const norms = new Float64Array(sentences)
  for (let a = 0; a < sentences; a++) {
    const from = terms.starts[a] ?? 0
    const to = terms.starts[a + 1] ?? 0
    for (let t = from; t < to; t++) {
      const word = terms.words[t] ?? 0
      weight[word] = (weight[word] ?? 0) + (rarity[word] ?? 0)
    }
    for (let b = a; b < sentences; b++) {
      const dot = dotProduct(terms, weight, rarity, b)
      if (b === a) norms[a] = Math.sqrt(dot)
      else cosines[a * sentences + b] = dot
    }
    for (let t = from; t < to; t++) weight[terms.words[t] ?? 0] = 0
  }
  for (let a = 0; a < sentences; a++) {
    for (let b = a + 1; b < sentences; b++) {
      const norm = (norms[a] ?? 0) * (norms[b] ?? 0)
      const cosine = norm > 0 ? (cosines[a * sentences + b] ?? 0) / norm : 0
      cosines[a * sentences + b] = cosine
      cosines[b * sentences + a] = cosine
    }
    cosines[a * sentences + a] = 1
  }
  return cosines
}

/** LexRank of every sentence, scaled so that an average sentence has 1. */
export function lexRank(cosines: Float64Array, sentences: number): Float64Array {
  const degree = new Float64Array(sentences)
  for (let a = 0; a < sentences; a++) {
    for (let b = 0; b < sentences; b++) {
      const cosine = cosines[a * sentences + b] ?? 0
      if (cosine > threshold) degree[a] = (degree[a] ?? 0) + cosine
    }
  }
  let rank = new Float64Array(sentences).fill(1)
  for (let round = 0; round < rounds; round++) {
    const next = new Float64Array(sentences).fill(1 - damping)
    for (let a = 0; a < sentences; a++) {
      const share = (damping * (rank[a] ?? 0)) / (degree[a] || 1)
      for (let b = 0; b < sentences; b++) {
        const cosine = cosines[a * sentences + b] ?? 0
        if (cosine > threshold) next[b] = (next[b] ?? 0) + share * cosine
      }
    }
    rank = next
  }
  return rank
}

/** For every sentence its highest cosine to an earlier one. */
export function echoes(cosines: Float64Array, sentences: number): Float64Array {
  const echo = new Float64Array(sentences)
  for (let b = 1; b < sentences; b++) {
    for (let a = 0; a < b; a++) echo[b] = Math.max(echo[b] ?? 0, cosines[a * sentences + b] ?? 0)
  }
  return echo
}

function rarityOf(terms: Terms, sentences: number): Float64Array {
  const inSentences = new Float64Array(terms.keys.length)
  const seenIn = new Int32Array(terms.keys.length).fill(-1)
  for (let s = 0; s < sentences; s++) {
    for (let t = terms.starts[s] ?? 0; t < (terms.starts[s + 1] ?? 0); t++) {
      const word = terms.words[t] ?? 0
      if (seenIn[word] === s) continue
      seenIn[word] = s
      inSentences[word] = (inSentences[word] ?? 0) + 1
    }
  }
  return inSentences.map((count, word) =>
    terms.stop[word] === 1 || count === 0 ? 0 : Math.log((sentences + 1) / count),
  )
}

/** Every occurrence counts, so the sum over tokens is the product of the two term-frequency vectors. */
function dotProduct(terms: Terms, weight: Float64Array, rarity: Float64Array, sentence: number): number {
  let dot = 0
  const to = terms.starts[sentence + 1] ?? 0
  for (let t = terms.starts[sentence] ?? 0; t < to; t++) {
    const word = terms.words[t] ?? 0
    dot += (weight[word] ?? 0) * (rarity[word] ?? 0)
  }
  return dot
}
