/** Weights (frequency and kind, without document frequency) by the number of their term. */
export type TermVector = ReadonlyMap<number, number>

/** Terms kept of a story: the heaviest. */
const TERMS = 80

/** The summed vectors of stories, each cut to its heaviest terms, in flat arrays. */
export class StoryVectors {
  #terms = new Int32Array(TERMS << 6)
  #weights = new Float32Array(TERMS << 6)
  #lengths = new Uint8Array(1 << 6)
  #size = 0

  get size(): number {
    return this.#size
  }

  /** Makes room for one more story, without terms, and gives its number. */
  open(): number {
    if (this.#size === this.#lengths.length) {
      const capacity = this.#size * 2
      const terms = new Int32Array(TERMS * capacity)
      terms.set(this.#terms)
      this.#terms = terms
      const weights = new Float32Array(TERMS * capacity)
      weights.set(this.#weights)
      this.#weights = weights
      const lengths = new Uint8Array(capacity)
      lengths.set(this.#lengths)
      this.#lengths = lengths
    }
    return this.#size++
  }

  terms(story: number): Set<number> {
    const from = story * TERMS
    return new Set(this.#terms.subarray(from, from + (this.#lengths[story] ?? 0)))
  }

  /** Adds a document's vector, scaled to length 1 under the current document frequencies. */
  add(story: number, vector: TermVector, idf: (term: number) => number): void {
    const norm = Math.sqrt(normOf(vector, idf)) || 1
    const sum = new Map<number, number>()
    const from = story * TERMS
    for (let at = from; at < from + (this.#lengths[story] ?? 0); at++)
      sum.set(this.#terms[at] ?? 0, this.#weights[at] ?? 0)
    for (const [term, weight] of vector) sum.set(term, (sum.get(term) ?? 0) + weight / norm)
    const kept = [...sum].map(([term, weight]) => ({ term, weight, rank: weight * idf(term) }))
    kept.sort((left, right) => right.rank - left.rank || left.term - right.term)
    const length = Math.min(TERMS, kept.length)
    for (let at = 0; at < length; at++) {
      this.#terms[from + at] = kept[at]?.term ?? 0
      this.#weights[from + at] = kept[at]?.weight ?? 0
    }
    this.#lengths[story] = length
  }

  /** Cosine of a story and a document, both weighed by inverse document frequency; 0 … 1. */
  cosine(story: number, vector: TermVector, idf: (term: number) => number): number {
    const from = story * TERMS
    let product = 0
    let own = 0
    for (let at = from; at < from + (this.#lengths[story] ?? 0); at++) {
      const term = this.#terms[at] ?? 0
      const rarity = idf(term)
      const weight = (this.#weights[at] ?? 0) * rarity
      own += weight * weight
      product += weight * (vector.get(term) ?? 0) * rarity
    }
    const norms = own * normOf(vector, idf)
    return norms > 0 ? product / Math.sqrt(norms) : 0
  }
}

function normOf(vector: TermVector, idf: (term: number) => number): number {
  let sum = 0
  for (const [term, weight] of vector) sum += (weight * idf(term)) ** 2
  return sum
}
