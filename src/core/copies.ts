import type { Document } from './document.ts'
import { figuresOf } from './following/figures.ts'
import { compareStatements } from './following/revisions.ts'
import { type Statement, statementsOf } from './following/statements.ts'
import { paragraphMark } from './language/fitness.ts'
import type { Language } from './language/language.ts'
import { stem } from './language/stems.ts'
import { isStopword } from './language/stopwords.ts'
import { splitWords } from './language/words.ts'
import { isSlip } from './slips.ts'
import type { DocumentStore } from './store-ports.ts'
import { compareShingles, type Shingles, shinglesOf } from './story/near-duplicates.ts'

/** Finds the document of which another text is a copy: one report of an agency on several sites. */
export interface Copies {
  /** Among its topic's newest documents, except those that are gone; undefined if it says something of its own. */
  originalOf(copy: Document, isGone: (document: Document) => boolean): Promise<Document | undefined>
}

/** So many of a topic's newest documents are compared with a new one. */
const COMPARED = 40
/** So many of them, the likest, are read sentence by sentence: forms that are filled in anew each day are all alike. */
const READ = 3
/** The same words weeks later are another event: a yearly report, a form letter. */
const LONGEST_APART_MS = 7 * 24 * 60 * 60_000
/** Of shorter texts, and of very different lengths, nothing is said: "Comments", a cookie notice. */
const FEWEST_SHINGLES = 20
const LEAST_LENGTH = 0.6
/** One report under several headlines: this part of a headline's words stands in the other text too. */
const TITLE_SHARED = 1 / 3
/** Shingles that are kept from one comparison to the next, all documents together: 8 MB. */
const MOST_KEPT = 2_000_000

export function createCopies(store: Pick<DocumentStore, 'documentsOf'>): Copies {
  const kept = new ShingleCache()
  return {
    async originalOf(copy, isGone) {
      const own = kept.of(copy)
      if (own.length < FEWEST_SHINGLES) return undefined
      const candidates = (await store.documentsOf(copy.topic, COMPARED))
        .filter((document) => isNear(document, copy) && !isGone(document))
        .map((document) => ({ document, likeness: compareShingles(kept.of(document), own) }))
        .filter(({ likeness }) => likeness.kinship === 'duplicate')
        .sort((one, other) => other.likeness.jaccard - one.likeness.jaccard)
        .slice(0, READ)
      return candidates.find(({ document }) => saysNothingNew(copy, document))?.document
    },
  }
}

/** What comparing words could be worth it for at all. */
function isNear(document: Document, copy: Document): boolean {
  const [shorter, longer] = [document.text.length, copy.text.length].sort((one, other) => one - other)
  const apart = Math.abs(timeOf(document) - timeOf(copy))
  return (
    document.language === copy.language && (shorter ?? 0) >= (longer ?? 0) * LEAST_LENGTH && !(apart > LONGEST_APART_MS)
  )
}

function timeOf({ date, foundAt }: Document): number {
  const time = Date.parse(date ?? foundAt)
  return Number.isNaN(time) ? Date.parse(foundAt) : time
}

/**
 * Whether a near-duplicate is only that: no number, name or denial differs from the original's, no sentence was added, and the sentences
 * that were changed have no word that the original has not. Sentences that were left out make no difference. When in doubt it says
 * something: to miss a copy shows one report twice, to miss a correction hides it.
 */
export function saysNothingNew(copy: Document, original: Document): boolean {
  if (!haveOneSubject(copy, original)) return false
  const [said, statements] = [statementsOf(reportOf(original)), statementsOf(reportOf(copy))]
  const known = new Set(said.map(keyOf))
  const changed = statements.filter((statement) => !known.has(keyOf(statement)))
  if (changed.length === 0) return true
  const fit = changed.filter(({ isFit }) => isFit)
  if (hasStrangeWords(fit, said, copy.language)) return false
  const { changes } = compareStatements(said, statements)
  const starts = new Set(fit.map(({ start }) => start))
  return !changes.some(
    ({ before, now }) =>
      now !== undefined && (before !== undefined || now.evidence.some(({ start }) => starts.has(start))),
  )
}

/** Titles may differ, but not in what they count, and they speak of one thing: else two pages share their boilerplate. */
function haveOneSubject(copy: Document, original: Document): boolean {
  const { title, language } = copy
  const words = splitWords(title, language)
  const whole = `${original.title}\n${original.text}`
  const known = splitWords(whole, language)
  const figures = figuresOf(whole, known, language)
  if ([...figuresOf(title, words, language)].some((figure) => !figures.has(figure))) return false
  const terms = words.filter(({ norm }) => !isStopword(norm, language)).map(({ norm }) => stem(norm, language))
  const stems = new Set(known.map(({ norm }) => stem(norm, language)))
  return terms.filter((term) => stems.has(term)).length >= terms.length * TITLE_SHARED
}

/** A word of another spelling is no other word. */
function hasStrangeWords(changed: readonly Statement[], said: readonly Statement[], language: Language): boolean {
  const words = new Set(said.flatMap((statement) => statement.words.map(({ norm }) => norm)))
  const stems = new Set([...words].map((word) => stem(word, language)))
  return changed
    .flatMap((statement) => statement.words)
    .filter(({ norm }) => !words.has(norm) && !isStopword(norm, language) && !stems.has(stem(norm, language)))
    .some(({ norm }) => ![...words].some((word) => isSlip(word, norm)))
}

/** Without what each site has of its own, its headline and dateline; offsets stay what they are. */
function reportOf(document: Document): Document {
  const dateline = paragraphMark(document.text)
  return { ...document, title: '', text: ' '.repeat(dateline) + document.text.slice(dateline) }
}

/** Its words and figures, in order. */
function keyOf({ words, figures }: Statement): string {
  return [...words.map(({ norm }) => norm), ...figures].join(' ')
}

/** The shingles of the texts that were compared last: what is new today is compared with tomorrow’s. */
class ShingleCache {
  readonly #kept = new Map<string, Shingles>()
  #size = 0

  of(document: Document): Shingles {
    const { hash, text, language } = document
    const known = this.#kept.get(hash)
    const shingles = known ?? shinglesOf(text, language)
    this.#kept.delete(hash)
    this.#kept.set(hash, shingles)
    if (known === undefined) this.#size += shingles.length
    for (const [oldest, { length }] of this.#kept) {
      if (this.#size <= MOST_KEPT || oldest === hash) break
      this.#kept.delete(oldest)
      this.#size -= length
    }
    return shingles
  }
}
