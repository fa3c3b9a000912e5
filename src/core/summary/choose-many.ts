import { modelSentences, type SummaryBudget } from './choose-one.ts'
import { standsAlone } from './dependence.ts'
import { likeness } from './repetition.ts'
import { type Candidate, Coverage, candidatesOf, growSet, type SelectionLimit } from './selection.ts'
import { numberTerms, type Passage, passagesOf, type Terms, Vocabulary } from './terms.ts'
import type { SummaryText } from './text.ts'

/** A sentence of one of several texts, both by index. */
export interface ChosenSentence {
  readonly text: number
  readonly sentence: number
}

const fewestWords = 8
const mostWords = 60
/** A lead is the first sentences of a text; what several leads share matters most. */
const leadSentences = 3
/** Greedy steps by gain / length^r: a small r favours long sentences, a large one many short ones. All are tried. */
const paces = [0.8, 0.48, 0.2]
/** Sentences beyond these are never chosen and only cost time. */
const mostCandidates = 400
/** A sentence this like one that readers know tells them nothing (0.8 did best on update sets of TAC's forerunner, DUC 2007). */
const sameSentence = 0.8
const wordsPerSentence = 24

/**
 * Chooses the sentences that cover best what several texts have in common.
 * `known` are texts that readers have been told before: sentences that only repeat one of theirs are left out.
 * @returns the most telling sentence first; empty if no sentence is usable
 */
export function chooseFromMany(
  texts: readonly SummaryText[],
  budget: SummaryBudget,
  known: readonly SummaryText[] = [],
): ChosenSentence[] {
  const vocabulary = new Vocabulary()
  const sources = texts.flatMap((text, number) => modelSentences(text).map((sentence) => ({ text: number, sentence })))
  const passages = texts.flatMap((text) => passagesOf(text, modelSentences(text)))
  const terms = numberTerms(passages, vocabulary)
  const textOf = sources.map(({ text }) => text)
  const worth = { words: new Float64Array(terms.keys.length), pairs: sharedPairs(terms, textOf, texts.length) }
  const eligible = [...passages.keys()].filter((at) => isEligible(passages[at], lengthOf(terms, at)))
  const pool = mostTelling(candidatesOf(terms, eligible, worth))
  const old = known.flatMap((text) => passagesOf(text))
  const fresh = old.length === 0 ? pool : withoutKnown(pool, terms, old, vocabulary)
  return bestCover(terms, fresh, limitOf(budget)).flatMap(({ sentence }) => sources[sentence] ?? [])
}

function limitOf(budget: SummaryBudget): SelectionLimit {
  const sentences = budget.sentences ?? Number.POSITIVE_INFINITY
  return { sentences, words: budget.words ?? wordsPerSentence * (budget.sentences ?? 3) }
}

function lengthOf(terms: Terms, sentence: number): number {
  return (terms.starts[sentence + 1] ?? 0) - (terms.starts[sentence] ?? 0)
}

function isEligible(passage: Passage | undefined, length: number): boolean {
  const sentence = passage?.text.sentences[passage.sentence]
  if (passage === undefined || sentence?.usable !== true || length < fewestWords || length > mostWords) return false
  return standsAlone(passage.text.text.slice(sentence.start, sentence.end), passage.text.language)
}

/**
 * Worth of a pair by how many texts have it, and how many in their lead; 0 for pairs of two stopwords and for those that
 * too few texts share.
 */
function sharedPairs(terms: Terms, textOf: readonly number[], texts: number): Float64Array {
  const size = terms.left.length
  const inTexts = new Float64Array(size)
  const inLeads = new Float64Array(size)
  const lastText = new Int32Array(size).fill(-1)
  const lastLead = new Int32Array(size).fill(-1)
  let position = 0
  for (let s = 0; s < textOf.length; s++) {
    const text = textOf[s] ?? 0
    position = s > 0 && textOf[s - 1] === text ? position + 1 : 0
    for (let t = terms.starts[s] ?? 0; t < (terms.starts[s + 1] ?? 0); t++) {
      const pair = terms.pairs[t] ?? -1
      if (pair < 0) continue
      if (lastText[pair] !== text) inTexts[pair] = (inTexts[pair] ?? 0) + 1
      lastText[pair] = text
      if (position >= leadSentences) continue
      if (lastLead[pair] !== text) inLeads[pair] = (inLeads[pair] ?? 0) + 1
      lastLead[pair] = text
    }
  }
  const enough = Math.min(3, Math.ceil(texts / 2))
  return inTexts.map((count, pair) => {
    const empty = terms.stop[terms.left[pair] ?? 0] === 1 && terms.stop[terms.right[pair] ?? 0] === 1
    return empty || count < enough ? 0 : count ** 1.5 * (1 + (inLeads[pair] ?? 0) / count)
  })
}

function worthOf(candidate: Candidate): number {
  return (
    candidate.pairWorth.reduce((sum, worth) => sum + worth, 0) +
    candidate.wordWorth.reduce((sum, worth) => sum + worth, 0)
  )
}

function mostTelling(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.length <= mostCandidates) return candidates
  return candidates
    .map((candidate) => ({ candidate, density: worthOf(candidate) / Math.sqrt(candidate.length) }))
    .sort((a, b) => b.density - a.density)
    .slice(0, mostCandidates)
    .map(({ candidate }) => candidate)
}

function withoutKnown(
  pool: readonly Candidate[],
  terms: Terms,
  known: readonly Passage[],
  vocabulary: Vocabulary,
): readonly Candidate[] {
  const like = likeness(
    terms,
    pool.map(({ sentence }) => sentence),
    known,
    vocabulary,
  )
  return pool.filter((_, i) => (like[i] ?? 0) <= sameSentence)
}

/** The set of the highest coverage found, in the order in which its sentences add most. */
function bestCover(terms: Terms, pool: readonly Candidate[], limit: SelectionLimit): readonly Candidate[] {
  const coverage = new Coverage(terms, (words, pairs) => words + pairs)
  const sets = paces.map((r) => growSet(pool, limit, coverage, (gain, length) => gain / length ** r))
  const best = sets.reduce((a, b) => (coverage.valueOf(b) > coverage.valueOf(a) ? b : a), [])
  return growSet(best, limit, coverage)
}
