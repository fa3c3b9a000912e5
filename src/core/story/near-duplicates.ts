import type { Language } from '../language/language.ts'
import { splitWords } from '../language/words.ts'

/** How two texts stand to each other: the same but for details, one a reworked or longer form of the other, or two texts. */
export type Kinship = 'duplicate' | 'revision' | 'different'

/** Distinct runs of three words on end, each as a 32-bit hash, in ascending order. */
export type Shingles = Uint32Array

export interface Likeness {
  /** Shared shingles among all of both, 0 … 1. */
  readonly jaccard: number
  /** Share of the first text's shingles that the second has, 0 … 1. */
  readonly firstInSecond: number
  readonly secondInFirst: number
  readonly kinship: Kinship
}

const SHINGLE_WORDS = 3
/** Both texts have this share of the other. */
const DUPLICATE = 0.8
/** Found all of five kinds of edits among news texts, and few pairs of independent reports of one event. */
const REVISION_JACCARD = 0.3
/** One text has this share of the other: a report that grew, or a shortened one. */
const REVISION_CONTAINMENT = 0.5
/** A text of fewer shingles, a line or two, may be a quotation of the other. */
const FEWEST_SHINGLES = 12

/** The shingles of a text (Broder 1997); of a text of fewer than three words the one that it is. */
export function shinglesOf(text: string, language: Language): Shingles {
  const words = splitWords(text, language).map(({ norm }) => norm)
  const hashes = new Set<number>()
  const last = Math.max(0, words.length - SHINGLE_WORDS)
  if (words.length > 0)
    for (let at = 0; at <= last; at++) hashes.add(hash(words.slice(at, at + SHINGLE_WORDS).join(' ')))
  return Uint32Array.from(hashes).sort()
}

/** Compares two texts by their shingles, in time linear in their number. Two texts without words are different. */
export function compareShingles(first: Shingles, second: Shingles): Likeness {
  let common = 0
  for (let left = 0, right = 0; left < first.length && right < second.length; ) {
    const difference = (first[left] ?? 0) - (second[right] ?? 0)
    if (difference === 0) common++
    if (difference <= 0) left++
    if (difference >= 0) right++
  }
  const jaccard = common / Math.max(1, first.length + second.length - common)
  const firstInSecond = common / Math.max(1, first.length)
  const secondInFirst = common / Math.max(1, second.length)
  return {
    jaccard,
    firstInSecond,
    secondInFirst,
    kinship: kinshipOf(jaccard, firstInSecond, secondInFirst, Math.min(first.length, second.length)),
  }
}

function kinshipOf(jaccard: number, firstInSecond: number, secondInFirst: number, shingles: number): Kinship {
  if (Math.min(firstInSecond, secondInFirst) >= DUPLICATE) return 'duplicate'
  if (shingles < FEWEST_SHINGLES) return 'different'
  return jaccard >= REVISION_JACCARD || Math.max(firstInSecond, secondInFirst) >= REVISION_CONTAINMENT
    ? 'revision'
    : 'different'
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}
