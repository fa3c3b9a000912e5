/** How well one text repeats another: shares of the shingles of both that are in both, only in the found one, only in the true one. */
export interface Overlap {
  readonly both: number
  readonly foundOnly: number
  readonly trueOnly: number
}

export interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

const TOKENS_A_SHINGLE = 4

/** As `string_shingle_matching` of the article extraction benchmark's evaluate.py: four tokens a shingle, each page weighing the same. */
export function overlapOf(truth: string, found: string): Overlap {
  const [trueCounts, foundCounts] = [countShingles(truth), countShingles(found)]
  const total = { both: 0, foundOnly: 0, trueOnly: 0 }
  for (const shingle of new Set([...trueCounts.keys(), ...foundCounts.keys()])) {
    const [inTruth, inFound] = [trueCounts.get(shingle) ?? 0, foundCounts.get(shingle) ?? 0]
    total.both += Math.min(inTruth, inFound)
    total.foundOnly += Math.max(0, inFound - inTruth)
    total.trueOnly += Math.max(0, inTruth - inFound)
  }
  const sum = total.both + total.foundOnly + total.trueOnly || 1
  return { both: total.both / sum, foundOnly: total.foundOnly / sum, trueOnly: total.trueOnly / sum }
}

/** As `metrics_from_tp_fp_fns` there: the mean precision and recall of the pages, and F1 of these two means. */
export function scoreOf(overlaps: readonly Overlap[]): Score {
  const precision = meanOf(overlaps.filter(({ both, foundOnly }) => both + foundOnly > 0).map(precisionOf))
  const recall = meanOf(overlaps.filter(({ both, trueOnly }) => both + trueOnly > 0).map(recallOf))
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

export function precisionOf({ both, foundOnly, trueOnly }: Overlap): number {
  if (foundOnly === 0 && trueOnly === 0) return 1
  return both === 0 ? 0 : both / (both + foundOnly)
}

export function recallOf({ both, foundOnly, trueOnly }: Overlap): number {
  if (foundOnly === 0 && trueOnly === 0) return 1
  return both === 0 ? 0 : both / (both + trueOnly)
}

function countShingles(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  // What Python's \w+ finds.
  const tokens = text.match(/[\p{L}\p{N}_]+/gu) ?? []
  for (let at = 0; at < Math.max(1, tokens.length - TOKENS_A_SHINGLE + 1); at += 1) {
    const shingle = tokens.slice(at, at + TOKENS_A_SHINGLE).join(' ')
    if (shingle !== '') counts.set(shingle, (counts.get(shingle) ?? 0) + 1)
  }
  return counts
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
