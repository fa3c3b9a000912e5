import { type Claim, type DatedClaim, evidenceOf, type NamedClaim } from '../../core/brief.ts'
import type { Document } from '../../core/document.ts'
import { findDates } from '../../core/language/dates.ts'
import { findNames } from '../../core/language/names.ts'
import type { Sentence } from './reading.ts'

const MOST_NAMES = 8
const MOST_DATES = 6

interface Mention {
  readonly document: Document
  readonly start: number
  readonly end: number
}

/**
 * People and bodies that the documents name: those in the brief's own sentences first, then the most often named. A name that is a part
 * of a longer one (`Aleinik` beside `Sergei Aleinik`) is not said again.
 */
export function namesOf(documents: readonly Document[], shown: readonly Sentence[]): NamedClaim[] {
  const mentions = new Map<string, Mention[]>()
  for (const document of documents) {
    for (const { text, start, end } of findNames(document.text, document.language)) {
      const name = text.replace(/\s+/gu, ' ')
      mentions.set(name, [...(mentions.get(name) ?? []), { document, start, end }])
    }
  }
  const isShown = ({ document, start, end }: Mention) =>
    shown.some((sentence) => sentence.document.id === document.id && start >= sentence.start && end <= sentence.end)
  const ranked = [...mentions]
    .map(([name, where]) => ({ name, where, shown: where.some(isShown) }))
    .sort((a, b) => Number(b.shown) - Number(a.shown) || b.where.length - a.where.length)
  const kept: typeof ranked = []
  for (const candidate of ranked) {
    if (kept.length === MOST_NAMES) break
    const covered = kept.some(({ name }) => isPartOf(candidate.name, name))
    if (!covered) kept.push(candidate)
  }
  return kept
    .filter(({ name }) => !kept.some((other) => other.name !== name && isPartOf(name, other.name)))
    .flatMap(({ name, where }) => {
      const [first] = where
      if (first === undefined) return []
      const named = new Set(where.map(({ document }) => document.id)).size
      return [{ ...mentionClaim(name, first), documents: named }]
    })
}

/** Dates in the brief's sentences, earliest first, each once. */
export function datesOf(shown: readonly Sentence[]): DatedClaim[] {
  const dates = new Map<string, DatedClaim>()
  for (const { document, start, end } of shown) {
    for (const date of findDates(document.text.slice(start, end), document.language)) {
      if (dates.has(date.iso)) continue
      const mention = { document, start: start + date.start, end: start + date.end }
      dates.set(date.iso, { ...mentionClaim(date.text, mention), iso: date.iso })
    }
  }
  return [...dates.values()].sort((a, b) => (a.iso < b.iso ? -1 : 1)).slice(0, MOST_DATES)
}

function mentionClaim(text: string, { document, start, end }: Mention): Claim {
  return { text: text.replace(/\s+/gu, ' '), evidence: [evidenceOf(document, start, end)] }
}

function isPartOf(part: string, whole: string): boolean {
  return ` ${whole} `.includes(` ${part} `)
}
