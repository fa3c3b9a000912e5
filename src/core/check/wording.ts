import type { Language } from '../language/language.ts'
import { stem } from '../language/stems.ts'
import { isStopword } from '../language/stopwords.ts'
import { splitWords, type Word } from '../language/words.ts'

export interface Token extends Word {
  readonly stem: string
  readonly isContent: boolean
}

/** A stretch of the claim that stands where the evidence has another: either may be empty. */
export interface Difference {
  readonly claim: readonly Token[]
  readonly evidence: readonly Token[]
  /** What is missing stands before or behind everything that was kept: left out rather than changed. */
  readonly isOuter: boolean
}

/** How the words of a claim stand to those of its evidence. */
export interface Alignment {
  /** How much of the claim is in the evidence in the same order, 0 … 1. */
  readonly kept: number
  readonly differences: readonly Difference[]
}

/** From here on a claim is its evidence with words changed, and every changed word has to answer for itself. */
export const NEARLY_VERBATIM = 0.75
/** The table grows with the product of both: what is longer than any sentence is cut. */
const MOST_TOKENS = 400

export function tokensOf(text: string, language: Language): Token[] {
  return splitWords(text, language)
    .slice(0, MOST_TOKENS)
    .map((word) => ({ ...word, stem: stem(word.norm, language), isContent: !isStopword(word.norm, language) }))
}

/** Aligns by the longest common subsequence of words. */
export function align(claim: readonly Token[], evidence: readonly Token[]): Alignment {
  const width = evidence.length + 1
  const lengths = new Uint16Array((claim.length + 1) * width)
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0
  for (let row = claim.length - 1; row >= 0; row -= 1) {
    for (let column = evidence.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        claim[row]?.norm === evidence[column]?.norm
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const differences: Difference[] = []
  let row = 0
  let column = 0
  let fromRow = 0
  let fromColumn = 0
  let matched = 0
  const close = (isLast: boolean) => {
    if (row > fromRow || column > fromColumn) {
      const isOuter = (matched === 0 || isLast) && row === fromRow
      differences.push({ claim: claim.slice(fromRow, row), evidence: evidence.slice(fromColumn, column), isOuter })
    }
  }
  while (row < claim.length && column < evidence.length) {
    if (claim[row]?.norm === evidence[column]?.norm) {
      close(false)
      row += 1
      column += 1
      matched += 1
      fromRow = row
      fromColumn = column
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1
    else column += 1
  }
  row = claim.length
  column = evidence.length
  close(true)
  return { kept: claim.length === 0 ? 0 : matched / claim.length, differences }
}
