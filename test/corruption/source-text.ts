/** A text whose sentences are taken to be true. */
export interface SourceText {
  readonly id: string
  readonly language: string
  /** ISO 8601 day of publication. */
  readonly date?: string
  readonly text: string
}

/** What of a true sentence is changed. */
export const KINDS = ['name', 'number', 'date', 'negation', 'speaker', 'direction'] as const
export type Kind = (typeof KINDS)[number]

/** A sentence that is no longer true. */
export interface Corruption {
  readonly kind: Kind
  readonly source: SourceText
  readonly sentence: string
  readonly corrupted: string
  /** What was put for what, for whoever reads the misses. */
  readonly change: string
}

/** A change to one sentence: where, and what stands there then. */
export interface Change {
  readonly start: number
  readonly end: number
  readonly put: string
}

/** The n-th of a row of numbers from 0 to 1 that the seed alone decides (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One of the things; undefined if there is none. */
export function pick<Thing>(things: readonly Thing[], random: () => number): Thing | undefined {
  return things[Math.floor(random() * things.length)]
}

/** The sentences of a text as far as a simple rule finds them: of 5 to 60 words (Chinese: of 8 to 120 characters). */
export function sentencesOf(text: string): string[] {
  const parts = text.split(/\n+|(?<=[^\s.]{3}[.!?]["”»’]?)\s+(?=[\p{Lu}"“„«¿¡])|(?<=[。！？।])/u)
  return parts
    .map((part) => part.replace(/^[-#*>\d.\s]+(?=\p{L})/u, '').trim())
    .filter((part) => {
      const words = part.split(/\s+/u).length
      const isChinese = /\p{Script=Han}/u.test(part)
      return isChinese
        ? part.length >= 8 && part.length <= 120
        : words >= 5 && words <= 60 && /[.!?।]["”»’]?$/u.test(part)
    })
}

export function apply(sentence: string, changes: readonly Change[]): string {
  let changed = sentence
  for (const { start, end, put } of [...changes].sort((a, b) => b.start - a.start)) {
    changed = changed.slice(0, start) + put + changed.slice(end)
  }
  return changed
}
