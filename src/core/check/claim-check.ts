import type { Claim } from '../brief.ts'
import type { Document } from '../document.ts'
import type { Language } from '../language/language.ts'
import type { When } from './calendar.ts'
import { turnedDirections } from './direction-rule.ts'
import { type Case, type Passage, passagesOf, readCase } from './grounds.ts'
import { unsupportedNames } from './name-rule.ts'
import { turnedNegations } from './negation-rule.ts'
import { unsupportedNumbers } from './number-rule.ts'
import { inventedQuotations } from './quotation-rule.ts'
import { wrongSpeakers } from './speaker-rule.ts'
import { strangeLinks, strangeWords } from './stranger-rules.ts'
import { substitutions } from './substitution-rule.ts'
import { unsupportedTimes } from './times.ts'

/** What of a claim does not follow from its evidence, as far as words show it. */
export interface Fault {
  readonly kind:
    | 'evidence'
    | 'name'
    | 'number'
    | 'date'
    | 'negation'
    | 'quotation'
    | 'speaker'
    | 'direction'
    | 'link'
    | 'words'
  /** As they stand in the claim; for a negation left out, in the evidence. */
  readonly words: readonly string[]
}

/**
 * What is wrong with a claim, given the documents that its evidence is of; nothing if it may be shown. Reads words, not meaning: a claim
 * that passes names nobody, counts nothing, dates nothing, denies nothing and quotes nothing that its evidence does not; it may still
 * draw a wrong conclusion in words of its own.
 */
export function checkClaim(claim: Claim, language: Language, documents: readonly Document[]): Fault[] {
  return checkText(claim.text, language, passagesOf(claim, documents))
}

/** As `checkClaim`, for a text and the passages it rests on. */
export function checkText(text: string, language: Language, passages: readonly Passage[]): Fault[] {
  if (passages.length === 0) return [{ kind: 'evidence', words: [] }]
  const examined = readCase(text, language, passages)
  const { claim, evidence } = examined
  const times = evidence.flatMap((reading) => reading.times)
  const written = evidence.find(({ passage }) => passage.date !== undefined)?.passage.date
  const found: Fault[] = [
    { kind: 'name', words: unsupportedNames(examined) },
    { kind: 'number', words: unsupportedNumbers(examined) },
    {
      kind: 'date',
      words: unsupportedTimes(
        claim.times.filter((time) => !isCounted(time.when, examined)),
        times,
        passages.map((passage) => passage.text).join('\n'),
        written,
      ),
    },
    { kind: 'negation', words: turnedNegations(examined) },
    { kind: 'quotation', words: inventedQuotations(examined) },
    { kind: 'speaker', words: wrongSpeakers(examined) },
    { kind: 'direction', words: turnedDirections(examined) },
    { kind: 'link', words: strangeLinks(examined) },
    { kind: 'words', words: strangeWords(examined) },
    ...substitutions(examined),
  ]
  return found.filter(({ words }) => words.length > 0)
}

/** "2100 islanders" looks like a year. */
function isCounted(when: When, { evidence }: Case): boolean {
  return (
    when.kind === 'year' &&
    evidence.some(({ quantities }) => quantities.some(({ values }) => values.includes(when.year)))
  )
}
