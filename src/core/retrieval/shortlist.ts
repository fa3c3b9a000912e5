import type { Term } from './question.ts'

/** Words are sought by their beginning, since inflection changes ends; the whole word counts on top. */
const PREFIX_LENGTH = 5
/** Of a longer word this share is its beginning. */
const PREFIX_LENGTH_SHARE = 0.75

/** For each text, in lower case, how much it has of the terms: inverse document frequency, for the beginning and for the whole word. */
export function scoreTexts(terms: readonly Term[], texts: readonly string[]): Float64Array {
  const scores = new Float64Array(texts.length)
  for (const { norm, weight } of terms) {
    const prefix = norm.slice(0, Math.max(PREFIX_LENGTH, Math.ceil(norm.length * PREFIX_LENGTH_SHARE)))
    for (const form of [prefix, norm]) {
      const hits = texts.map((text) => text.includes(form))
      const frequency = hits.filter(Boolean).length
      const value = weight * Math.log((texts.length + 1) / (frequency + 0.5))
      hits.forEach((hit, index) => {
        if (hit) scores[index] = (scores[index] ?? 0) + value
      })
    }
  }
  return scores
}

/** Indices of the `limit` best scores, in their given order; earlier ones win ties. */
export function chooseBest(scores: Float64Array, limit: number): number[] {
  const order = Array.from(scores, (_, index) => index)
  if (order.length <= limit) return order
  order.sort((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0) || left - right)
  return order.slice(0, limit).sort((left, right) => left - right)
}
