import type { Line, Reading } from './reading.ts'
import { joinWeights, overlapOf, overlapOfCounts, type Weight, weighSentences } from './weighing.ts'

/** A line with what it is worth beside the others. */
export interface Candidate {
  readonly line: Line
  /** Place of its document, 0 for the newest. */
  readonly order: number
  readonly weight: Weight
  /** The first of its document. */
  readonly isLead: boolean
  /** What multiplies its worth: fitness, place, bearing on the topic. */
  readonly factor: number
  /** The line right before it in the text, where nothing parts the two. */
  readonly before?: Candidate
}

/** Texts of more sentences are weighed part by part: the weights are learned from texts of about this length. */
const LONGEST_TEXT = 60
const SHORTEST_PART = 25
const LONGEST_PART = 40
/** A sentence's worth is counted as of a summary with this many words besides it. */
const OTHER_WORDS = 25

/** What a newer document speaks of too is better read there. */
const SUPERSEDED = 0.6
/** Sentences inside a paragraph lean on its first one more than their words show. */
const INNER = 0.88

/** Long sentences are read less gladly. */
function brevity({ words }: Line): number {
  return words > 50 ? 0.4 : words > 38 ? 0.75 : 1
}

/** How much of what a sentence is worth is not covered yet, by length. */
export function gainOf({ terms, length }: Weight, covered: ReadonlySet<string> = new Set()): number {
  let sum = 0
  for (const [term, worth] of terms) if (!covered.has(term)) sum += worth
  return (2 * sum) / (length + OTHER_WORDS)
}

/** The lines of all readings, newest document first, weighed. */
export function weighReadings(readings: readonly Reading[]): Candidate[][] {
  const weighed = readings.map((reading) => weighReading(reading))
  const spread = new Map<string, number>()
  for (const weights of weighed) {
    const keys = new Set([...weights.values()].flatMap(({ weight }) => [...weight.content]))
    for (const key of keys) spread.set(key, (spread.get(key) ?? 0) + 1)
  }
  const newer = new Newer()
  return readings.map((reading, order) => {
    const found: Candidate[] = []
    for (const line of reading.lines) {
      const known = weighed[order]?.get(line.numbers[0] ?? -1)
      if (known === undefined) continue
      const weight = joinWeights(line.numbers.flatMap((number) => weighed[order]?.get(number)?.weight ?? []))
      const before = found.at(-1)
      const factor =
        line.fitness *
        known.factor *
        brevity(line) *
        (line.isFirst ? 1 : INNER) *
        (readings.length < 2 ? 1 : bearing(weight, spread) * (1 - SUPERSEDED * newer.highestOverlap(weight)))
      found.push({
        line,
        order,
        weight,
        factor,
        isLead: found.length === 0,
        ...(before !== undefined && isNext(before.line, line, reading) ? { before } : {}),
      })
    }
    for (const { weight } of found) newer.add(weight)
    return found
  })
}

/** What newer documents say, by word: of long documents each sentence would else be compared with each. */
class Newer {
  readonly #sizes: number[] = []
  readonly #byKey = new Map<string, number[]>()

  add({ content }: Weight): void {
    const number = this.#sizes.push(content.size) - 1
    for (const key of content) {
      const having = this.#byKey.get(key)
      if (having === undefined) this.#byKey.set(key, [number])
      else having.push(number)
    }
  }

  /** The highest `overlapOf` with any of them. */
  highestOverlap({ content }: Weight): number {
    const common = new Map<number, number>()
    for (const key of content) {
      for (const number of this.#byKey.get(key) ?? []) common.set(number, (common.get(number) ?? 0) + 1)
    }
    let highest = 0
    for (const [number, count] of common) {
      highest = Math.max(highest, overlapOfCounts(count, content.size, this.#sizes[number] ?? 0))
    }
    return highest
  }
}

/** Lines that share words with other documents bear on what the documents have in common. */
function bearing({ content }: Weight, spread: ReadonlyMap<string, number>): number {
  let common = 0
  for (const key of content) if ((spread.get(key) ?? 0) > 1) common += 1
  return 0.7 + (0.6 * common) / Math.max(4, content.size)
}

function isNext(before: Line, line: Line, { document, text }: Reading): boolean {
  // What stands between them would be shown with them.
  if (before.end > line.start || document.text.slice(before.end, line.start).trim() !== '') return false
  if (before.section !== line.section || (before.numbers.at(-1) ?? 0) + 1 !== line.numbers[0]) return false
  const paragraph = (number = 0) => text.sentences[number]?.paragraph ?? 0
  const own = paragraph(line.numbers[0])
  const theirs = paragraph(before.numbers[0])
  if (own === theirs) return true
  // Where every sentence is a paragraph, the one before is still the one before.
  const isAlone = (numbers: readonly number[], at: number) =>
    paragraph((numbers[0] ?? 0) - 1) !== at && paragraph((numbers.at(-1) ?? 0) + 1) !== at
  return own - theirs === 1 && isAlone(line.numbers, own) && isAlone(before.numbers, theirs)
}

/** Weighs a document's sentences, a long one's part by part, each with a factor for its part; keyed by sentence number. */
function weighReading({ text, titleWords, sections }: Reading): Map<number, { weight: Weight; factor: number }> {
  const parts = partsOf(sections.map(({ numbers }) => numbers))
  const weighed = parts.map((numbers) => weighSentences(text, numbers))
  const all = new Map<number, { weight: Weight; factor: number }>()
  const spread = new Map<string, number>()
  for (const weights of weighed) {
    const keys = new Set([...weights.values()].flatMap(({ content }) => [...content]))
    for (const key of keys) spread.set(key, (spread.get(key) ?? 0) + 1)
  }
  const summaries = new Set(sections.flatMap(({ isSummary, numbers }) => (isSummary ? numbers : [])))
  for (const weights of weighed) {
    const highest = Math.max(1e-9, ...[...weights.values()].map((weight) => gainOf(weight)))
    for (const [number, weight] of weights) {
      // Within a part worth is relative; across parts it is how widely the matter is spoken of that counts.
      const central = parts.length < 2 ? 1 : (0.4 + 1.2 * centrality(weight, spread, parts.length)) / highest
      const summary = summaries.has(number) ? 1.6 : 1
      const titled = 1 + 0.3 * overlapOf(titleWords, weight.content)
      all.set(number, { weight, factor: central * summary * titled })
    }
  }
  return all
}

function centrality({ content }: Weight, spread: ReadonlyMap<string, number>, parts: number): number {
  let sum = 0
  for (const key of content) sum += Math.log(spread.get(key) ?? 1) / Math.log(parts)
  return content.size === 0 ? 0 : sum / Math.max(6, content.size)
}

function partsOf(sections: readonly (readonly number[])[]): number[][] {
  const total = sections.reduce((sum, { length }) => sum + length, 0)
  if (total <= LONGEST_TEXT) return [sections.flat()]
  const parts: number[][] = [[]]
  for (const section of sections) {
    for (let from = 0; from < section.length; from += LONGEST_PART) {
      const piece = section.slice(from, from + LONGEST_PART)
      const last = parts.at(-1)
      if (last !== undefined && last.length < SHORTEST_PART) last.push(...piece)
      else parts.push([...piece])
    }
  }
  return parts
}
