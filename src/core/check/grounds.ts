import type { Claim } from '../brief.ts'
import type { Document } from '../document.ts'
import type { Language } from '../language/language.ts'
import { findTimes, type TimeMention } from './calendar.ts'
import { findQuantities, type Quantity } from './quantities.ts'
import { type Alignment, align, type Token, tokensOf } from './wording.ts'

/** A piece of evidence with what a reader of its document knows when coming to it. */
export interface Passage {
  readonly text: string
  readonly language: Language
  /** When the document was published, ISO 8601. */
  readonly date?: string
  /** The document's title and text: where names are given in full, and abbreviations explained. */
  readonly around: string
}

/** A text read once for all rules. */
export interface Reading {
  readonly text: string
  readonly language: Language
  readonly tokens: readonly Token[]
  readonly times: readonly TimeMention[]
  readonly quantities: readonly Quantity[]
}

/** A claim and all its evidence, read once for all rules. */
export interface Case {
  readonly claim: Reading
  readonly evidence: readonly (Reading & { readonly passage: Passage })[]
  /** Of the claim with all its evidence in a row. */
  readonly alignment: Alignment
  readonly around: string
}

/** The passages that a claim rests on; evidence of documents that are not among these is left out. */
export function passagesOf(claim: Claim, documents: readonly Document[]): Passage[] {
  return claim.evidence.flatMap(({ document: id, quote }) => {
    const document = documents.find((other) => other.id === id)
    if (document === undefined) return []
    const { language, date, title, text } = document
    return [{ text: quote, language, around: `${title}\n${text}`, ...(date === undefined ? {} : { date }) }]
  })
}

export function readCase(text: string, language: Language, passages: readonly Passage[]): Case {
  const claim = readText(text, language)
  const evidence = passages.map((passage) => ({ ...readText(passage.text, passage.language), passage }))
  return {
    claim,
    evidence,
    alignment: align(
      claim.tokens,
      evidence.flatMap(({ tokens }) => tokens),
    ),
    around: [...new Set(passages.map(({ around }) => around))].join('\n'),
  }
}

function readText(text: string, language: Language): Reading {
  const times = findTimes(text, language)
  const tokens = tokensOf(text, language)
  return { text, language, tokens, times, quantities: findQuantities(text, language, times) }
}
