import type { Terms } from './terms.ts'

/** What each word and pair is worth: the probability that a person's summary has it. Arrays by word and pair number. */
export interface TermWeights {
  readonly words: Float64Array
  readonly pairs: Float64Array
}

export interface SelectionLimit {
  /** At most this many sentences. */
  readonly sentences: number
  /** At most this many words altogether. */
  readonly words: number
  /** No fewer sentences than this, if there are so many, even where a shorter set would be better. */
  readonly atLeast?: number
}

/** A sentence that may be chosen, with its distinct words and pairs of some worth, and what they are worth. */
export interface Candidate {
  readonly sentence: number
  readonly length: number
  readonly words: Int32Array
  readonly wordWorth: Float64Array
  readonly pairs: Int32Array
  readonly pairWorth: Float64Array
}

/** Candidates for the sentences of `terms` with the given numbers; sentences without words are left out. */
export function candidatesOf(terms: Terms, sentences: readonly number[], weights: TermWeights): Candidate[] {
  return sentences.flatMap((sentence) => {
    const from = terms.starts[sentence] ?? 0
    const to = terms.starts[sentence + 1] ?? 0
    if (to === from) return []
    const words = distinct(terms.words, from, to, weights.words)
    const pairs = distinct(terms.pairs, from, to, weights.pairs)
    return {
      sentence,
      length: to - from,
      words,
      wordWorth: Float64Array.from(words, (word) => weights.words[word] ?? 0),
      pairs,
      pairWorth: Float64Array.from(pairs, (pair) => weights.pairs[pair] ?? 0),
    }
  })
}

function distinct(ids: Int32Array, from: number, to: number, worth: Float64Array): Int32Array {
  const found = new Set<number>()
  for (let t = from; t < to; t++) {
    const id = ids[t] ?? -1
    if (id >= 0 && (worth[id] ?? 0) > 0) found.add(id)
  }
  return Int32Array.from(found)
}

/** How good a set is that covers words and pairs of so much worth in so many words. */
export type SetValue = (words: number, pairs: number, length: number) => number

const swapRounds = 4
/** Swaps cost the square of a set's size, and in a large set one sentence more or less changes little. */
const largestMended = 12

/**
 * Grows a set sentence by sentence, mends it by swaps after each step, and keeps the best set met on the way. Every word and
 * pair counts once in a set, which is what keeps a summary from repeating itself (concept coverage, Gillick & Favre 2009).
 * `pace` chooses the next sentence; by default what makes the set's value highest.
 */
export function growSet(
  pool: readonly Candidate[],
  limit: SelectionLimit,
  coverage: Coverage,
  pace?: (gain: number, length: number) => number,
): readonly Candidate[] {
  let best: readonly Candidate[] = []
  let bestValue = 0
  const chosen: Candidate[] = []
  while (chosen.length < limit.sentences) {
    const added = coverage.bestAddition(pool, limit.words, pace)
    if (added === undefined) break
    coverage.add(added)
    chosen.push(added)
    if (chosen.length <= largestMended) mend(chosen, pool, coverage, limit.words)
    const value = coverage.value()
    if (value > bestValue || chosen.length <= (limit.atLeast ?? 0)) {
      bestValue = value
      best = [...chosen]
    }
  }
  for (const candidate of chosen) coverage.remove(candidate)
  return best
}

function mend(chosen: Candidate[], pool: readonly Candidate[], coverage: Coverage, words: number): void {
  for (let round = 0; round < swapRounds; round++) {
    let changed = false
    for (const [i, old] of chosen.entries()) {
      coverage.remove(old)
      const better = coverage.bestAddition(pool, words) ?? old
      coverage.add(better)
      chosen[i] = better
      changed ||= better !== old
    }
    if (!changed) return
  }
}

/** The words and pairs that a set of sentences covers, kept up to date as sentences come and go. */
export class Coverage {
  readonly #words: Uint16Array
  readonly #pairs: Uint16Array
  readonly #value: SetValue
  readonly #members = new Set<Candidate>()
  #length = 0
  #wordSum = 0
  #pairSum = 0

  constructor(terms: Terms, value: SetValue) {
    this.#words = new Uint16Array(terms.keys.length)
    this.#pairs = new Uint16Array(terms.left.length)
    this.#value = value
  }

  /** The value of the present set. */
  value(): number {
    return this.#value(this.#wordSum, this.#pairSum, this.#length)
  }

  /** The value of another set, while the present one is empty. */
  valueOf(set: readonly Candidate[]): number {
    for (const candidate of set) this.add(candidate)
    const value = this.value()
    for (const candidate of set) this.remove(candidate)
    return value
  }

  add(candidate: Candidate): void {
    this.#members.add(candidate)
    this.#length += candidate.length
    this.#wordSum += uncovered(this.#words, candidate.words, candidate.wordWorth)
    this.#pairSum += uncovered(this.#pairs, candidate.pairs, candidate.pairWorth)
    for (const word of candidate.words) this.#words[word] = (this.#words[word] ?? 0) + 1
    for (const pair of candidate.pairs) this.#pairs[pair] = (this.#pairs[pair] ?? 0) + 1
  }

  remove(candidate: Candidate): void {
    this.#members.delete(candidate)
    this.#length -= candidate.length
    for (const word of candidate.words) this.#words[word] = (this.#words[word] ?? 0) - 1
    for (const pair of candidate.pairs) this.#pairs[pair] = (this.#pairs[pair] ?? 0) - 1
    this.#wordSum -= uncovered(this.#words, candidate.words, candidate.wordWorth)
    this.#pairSum -= uncovered(this.#pairs, candidate.pairs, candidate.pairWorth)
  }

  /**
   * The candidate not yet in the set that suits it best, within the limit of words: the highest `pace` of the value gained
   * and the candidate's length if given, else the highest value of the set.
   */
  bestAddition(
    pool: readonly Candidate[],
    words: number,
    pace: (gain: number, length: number) => number = (gain) => gain,
  ): Candidate | undefined {
    const now = this.value()
    let best: Candidate | undefined
    let bestPace = Number.NEGATIVE_INFINITY
    for (const candidate of pool) {
      if (this.#length + candidate.length > words || this.#members.has(candidate)) continue
      const value = this.#value(
        this.#wordSum + uncovered(this.#words, candidate.words, candidate.wordWorth),
        this.#pairSum + uncovered(this.#pairs, candidate.pairs, candidate.pairWorth),
        this.#length + candidate.length,
      )
      const paced = pace(value - now, candidate.length)
      if (paced > bestPace) {
        bestPace = paced
        best = candidate
      }
    }
    return best
  }
}

function uncovered(covered: Uint16Array, ids: Int32Array, worth: Float64Array): number {
  let sum = 0
  for (let i = 0; i < ids.length; i++) if (covered[ids[i] ?? 0] === 0) sum += worth[i] ?? 0
  return sum
}
