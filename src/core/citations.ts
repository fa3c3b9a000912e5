import { type Brief, type Claim, claimsOf, type SourceReference } from './brief.ts'
import type { UpdateReply } from './reply.ts'

/** A source with the number by which sentences cite it, from 1. */
export interface NumberedSource {
  readonly number: number
  readonly source: SourceReference
}

/** What is listed below a brief, or as its evidence. */
export interface SourceList {
  readonly cited: readonly NumberedSource[]
  /** How many other documents the brief was made from. */
  readonly others: number
}

/** The sources that claims rest on, in the order of their numbers. */
export function citedSources(claims: readonly Claim[], sources: readonly SourceReference[]): NumberedSource[] {
  const cited = documentsOf(claims)
  return sources.flatMap((source, index) => (cited.has(source.document) ? [{ number: index + 1, source }] : []))
}

/**
 * The sources that a reader finds cited in a brief, and how many others are only counted: a list of what nothing is said of tells nobody
 * anything. `claims` are those that are shown with the numbers of their sources; if absent, its sentences and dates.
 */
export function listSources(brief: Brief, claims: readonly Claim[] = markedClaims(brief)): SourceList {
  const cited = citedSources(claims, brief.sources)
  return { cited, others: brief.sources.length - cited.length }
}

/** The sources of claims that a brief does not list itself. */
export function furtherSources(brief: Brief, claims: readonly Claim[]): NumberedSource[] {
  const listed = documentsOf(markedClaims(brief))
  return citedSources(claims, brief.sources).filter(({ source }) => !listed.has(source.document))
}

/** All that an update tells. */
export function toldBy({ news, changes }: Pick<UpdateReply, 'news' | 'changes'>): Claim[] {
  return [...news, ...changes.flatMap(({ now }) => now ?? [])]
}

/** Sources that are all cited. */
export function numbered(sources: readonly SourceReference[]): NumberedSource[] {
  return sources.map((source, index) => ({ number: index + 1, source }))
}

/** The brief with its sources numbered so that those its sentences cite come first, then those that it only has names from. */
export function withCitedFirst(brief: Brief): Brief {
  const [marked, any] = [documentsOf(markedClaims(brief)), documentsOf(claimsOf(brief))]
  const rank = ({ document }: SourceReference) => (marked.has(document) ? 0 : any.has(document) ? 1 : 2)
  return { ...brief, sources: brief.sources.toSorted((a, b) => rank(a) - rank(b)) }
}

function markedClaims({ headline, bottomLine, points, next, dates }: Brief): Claim[] {
  return [headline, bottomLine, ...points, ...next, ...dates]
}

function documentsOf(claims: readonly Claim[]): ReadonlySet<string> {
  return new Set(claims.flatMap(({ evidence }) => evidence.map(({ document }) => document)))
}
