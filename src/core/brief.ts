import { otherPlaces, placeKey } from './addresses.ts'
import type { Document, OtherPlace } from './document.ts'
import type { Fallback } from './fallback.ts'
import type { Language } from './language/language.ts'

/** A verbatim span of a document: `document[part].slice(start, end) === quote`, in the given revision. */
export interface Evidence {
  readonly document: string
  readonly revision: number
  readonly part: 'title' | 'text'
  /** UTF-16 offsets into that part, end exclusive. */
  readonly start: number
  readonly end: number
  readonly quote: string
}

/** A sentence that is shown, and what it rests on. Never shown without evidence. */
export interface Claim {
  readonly text: string
  /** At least one. */
  readonly evidence: readonly Evidence[]
}

/** What held before and what holds now; one of them where something is new, or said no more. Both where a number, name or state changed. */
export interface Change {
  readonly before?: Claim
  readonly now?: Claim
}

/** A person, body or place that a brief names; the evidence is a sentence that names it. */
export interface NamedClaim extends Claim {
  /** How many documents of the brief name it. */
  readonly documents: number
}

/** A date as the text writes it (`text`), and as ISO 8601 (`2024-03-14`, `2024-03`). */
export interface DatedClaim extends Claim {
  readonly iso: string
}

/** What a reader needs to judge or open a document. */
export interface SourceReference {
  readonly document: string
  readonly revision: number
  readonly title: string
  readonly date?: string
  readonly language: Language
  readonly link?: string
  readonly location: string
  /** Where else the same text stands, or nearly the same: at other addresses, each once. */
  readonly also?: readonly OtherPlace[]
}

/** Headline, bottom line, points, names, dates; every sentence a claim. */
export interface Brief {
  /** The same documents in the same revisions, by the same writer, give the same id. */
  readonly id: string
  readonly topic: string
  readonly language: Language
  readonly headline: Claim
  readonly bottomLine: Claim
  /** Two to five where the documents have as many; may be empty for a text of one sentence. */
  readonly points: readonly Claim[]
  readonly names: readonly NamedClaim[]
  readonly dates: readonly DatedClaim[]
  /** What the documents expect to happen, where it is not said above already. */
  readonly next: readonly Claim[]
  /** In the order of their numbers: the first is [1]. */
  readonly sources: readonly SourceReference[]
  /** Who wrote it: `extractive`, or the model's name. */
  readonly writer: string
  /** Why it is not the model’s that is set up. */
  readonly fallback?: Fallback
  /** For one long document: which of its sections the sentences come from. */
  readonly coverage?: Coverage
}

/** What of a long document a brief covers. */
export interface Coverage {
  /** Headings, in reading order. */
  readonly sections: readonly Claim[]
  /** How many sections the document has. */
  readonly of: number
}

/** How many sources a brief rests on: every place at which one of its documents stands, each address once. */
export function countSources({ sources }: { readonly sources: readonly Placed[] }): number {
  return new Set(sources.flatMap((source) => [source, ...(source.also ?? [])]).map(placeKey)).size
}

type Placed = Pick<SourceReference, 'link' | 'location' | 'also'>

/** The languages of sources that the brief's reader may not read, each once, in the order of the sources. */
export function foreignLanguages({ language, sources }: Pick<Brief, 'language' | 'sources'>): Language[] {
  const foreign = sources.map((source) => source.language).filter((spoken) => spoken !== language && spoken !== 'und')
  return [...new Set(foreign)]
}

/** All claims of a brief, in reading order. */
export function claimsOf(brief: Brief): Claim[] {
  return [
    brief.headline,
    brief.bottomLine,
    ...brief.points,
    ...brief.next,
    ...brief.names,
    ...brief.dates,
    ...(brief.coverage?.sections ?? []),
  ]
}

/** The numbers (from 1) of the sources a claim rests on, ascending. */
export function sourceNumbers(claim: Claim, sources: readonly SourceReference[]): number[] {
  const numbers = new Set<number>()
  for (const evidence of claim.evidence) {
    const index = sources.findIndex((source) => source.document === evidence.document)
    if (index >= 0) numbers.add(index + 1)
  }
  return [...numbers].sort((a, b) => a - b)
}

/** Evidence for a span of a document's text. */
export function evidenceOf(document: Document, start: number, end: number): Evidence {
  return {
    document: document.id,
    revision: document.revision,
    part: 'text',
    start,
    end,
    quote: document.text.slice(start, end),
  }
}

/** Whether every piece of evidence is found verbatim where it says it is; a claim that fails is not shown. */
export function isVerbatim(claim: Claim, documents: readonly Document[]): boolean {
  return (
    claim.evidence.length > 0 &&
    claim.evidence.every((evidence) => {
      const document = documents.find(({ id, revision }) => id === evidence.document && revision === evidence.revision)
      const part = document?.[evidence.part]
      return part !== undefined && evidence.quote !== '' && part.slice(evidence.start, evidence.end) === evidence.quote
    })
  )
}

/** How a document is named in a brief's or an answer's list of sources. */
export function referenceTo(document: Document): SourceReference {
  const also = otherPlaces(document, document.also ?? [])
  return {
    document: document.id,
    revision: document.revision,
    // A text without a title is known by its file's name.
    title: document.title || (document.location.split('/').at(-1) ?? document.location),
    language: document.language,
    location: document.location,
    ...(document.date === undefined ? {} : { date: document.date }),
    ...(document.link === undefined ? {} : { link: document.link }),
    ...(also.length === 0 ? {} : { also }),
  }
}
