import type { SummaryBudget } from './choose-one.ts'
import { standsAlone } from './dependence.ts'
import { likeness } from './repetition.ts'
import { type Candidate, Coverage, candidatesOf, growSet, type SelectionLimit, type TermWeights } from './selection.ts'
import { shippedWeights } from './shipped-weights.ts'
import { shortlist } from './shortlist.ts'
import { numberTerms, type Passage, partOf, passagesOf, type Terms, Vocabulary } from './terms.ts'
import type { SummaryText } from './text.ts'
import { sentenceFacts, weighTerms } from './weighing.ts'
import type { Weights } from './weights.ts'

/** A sentence of one of several texts, both by index. */
export interface ChosenSentence {
  readonly text: number
  readonly sentence: number
}

const fewestWords = 8
const mostWords = 60
/** A word or pair that only one of several texts has is that text's detail, not what they share. */
const fewestTexts = 2
/** Worth of a word beside that of a pair; by trial on DUC 2004 and 2007. */
const wordShare = 0.2
/** Greedy steps by gain / length^r: a small r favours long sentences, a large one many short ones. All are tried. */
const paces = [0.8, 0.48, 0.2]
/** Sentences beyond these are never chosen and only cost time. */
const mostCandidates = 400
/** A sentence this like one that readers know tells them nothing (0.8 did best on the update sets of DUC 2007). */
const sameSentence = 0.8
const wordsPerSentence = 24

/**
 * Chooses the sentences that cover best what the summaries of several texts can be expected to have in common.
 * `known` are texts that readers have been told before: sentences that only repeat one of theirs are left out.
 * @returns the most telling sentence first; empty if no sentence is usable
 */
export function chooseFromMany(
  texts: readonly SummaryText[],
  budget: SummaryBudget,
  known: readonly SummaryText[] = [],
  weights: Weights = shippedWeights(),
): ChosenSentence[] {
  const vocabulary = new Vocabulary()
  const shortlists = texts.map((text) => shortlist(text, weights))
  const sources = shortlists.flatMap((list, text) => list.map((sentence) => ({ text, sentence })))
  const passages = texts.flatMap((text, i) => passagesOf(text, shortlists[i]))
  const terms = numberTerms(passages, vocabulary)
  const lengths = shortlists.map((list) => list.length)
  const worth = sharedWorth(passages, terms, lengths, weights)
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
 * Worth of a word or pair: the summaries of the single texts that can be expected to have it, summed; 0 where too few texts
 * have it at all. `lengths` are the numbers of passages of the texts, which follow one another.
 */
function sharedWorth(
  passages: readonly Passage[],
  terms: Terms,
  lengths: readonly number[],
  weights: Weights,
): TermWeights {
  const words = new Float64Array(terms.keys.length)
  const pairs = new Float64Array(terms.left.length)
  const textsWithWord = new Int32Array(words.length)
  const textsWithPair = new Int32Array(pairs.length)
  let from = 0
  for (const length of lengths) {
    const part = partOf(terms, from, from + length)
    const facts = sentenceFacts(passages.slice(from, from + length), part.terms)
    const own = weighTerms(part.terms, facts, weights)
    addAt(words, part.words, own.words)
    addAt(pairs, part.pairs, own.pairs)
    for (const word of part.words) textsWithWord[word] = (textsWithWord[word] ?? 0) + 1
    for (const pair of part.pairs) textsWithPair[pair] = (textsWithPair[pair] ?? 0) + 1
    from += length
  }
  const enough = Math.min(fewestTexts, lengths.filter((length) => length > 0).length)
  return {
    words: words.map((sum, word) => ((textsWithWord[word] ?? 0) < enough ? 0 : wordShare * sum)),
    pairs: pairs.map((sum, pair) => ((textsWithPair[pair] ?? 0) < enough ? 0 : sum)),
  }
}

function addAt(sums: Float64Array, places: Int32Array, values: Float64Array): void {
  for (const [i, place] of places.entries()) sums[place] = (sums[place] ?? 0) + (values[i] ?? 0)
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
