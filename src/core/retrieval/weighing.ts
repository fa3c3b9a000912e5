import type { Language } from '../language/language.ts'
import { hasAll, judgeBest, SIGNS_OF_ANSWER } from './confidence.ts'
import { FEATURES, measurePlaces } from './features.ts'
import { KINDRED } from './matching.ts'
import type { Candidate, Passage } from './passage.ts'
import type { Place } from './place.ts'
import { type ReadQuestion, readQuestion } from './question.ts'
import { isPolar } from './question-words.ts'
import { readSentence, readSentences } from './reading.ts'
import { chooseBest, scoreTexts } from './shortlist.ts'

/** More passages of a language than this are first sifted by the bare words of the question: reading closely takes time. */
const SHORTLIST = 8

/** Code units that are read: nobody asks at greater length, and the time grows with the product of both. */
const QUESTION_LENGTH = 1000
const PASSAGE_LENGTH = 200_000

/** A ranking before the decision: what the decision is made by, and what the weights are learned from. */
export interface Weighing {
  /** Best first. */
  readonly candidates: readonly Candidate[]
  /** The values of `FEATURES` for each candidate. */
  readonly rows: readonly Float64Array[]
  /** The values of `SIGNS_OF_ANSWER` for the first candidate; zeros where there is none. */
  readonly signs: Float64Array
  /** Names and numbers of the question that no passage mentions, as the question spells them. */
  readonly unmentioned: readonly string[]
  /** Whether the first candidate has all the words that name what is asked about. */
  readonly isWhole: boolean
  /** Whether the question asks for yes or no, and the first candidate lacks words that it takes for granted. */
  readonly unfounded: boolean
}

interface Weighed {
  readonly candidate: Candidate
  readonly row: Float64Array
  readonly question: ReadQuestion
  readonly found: Float64Array
  readonly language: Language
}

/** Scores the sentences of the passages (of each its first 200,000 code units) with `weights`, in the order of `FEATURES`. `spoken` is the language of the question. */
export function weighAnswers(
  text: string,
  spoken: Language,
  passages: readonly Passage[],
  weights: Float64Array,
): Weighing {
  const weighed: Weighed[] = []
  for (const [language, indices] of groupByLanguage(passages)) {
    const question = readQuestion(text.slice(0, QUESTION_LENGTH), language, spoken)
    const { places, origins } = placesOf(passages, shortlist(question, passages, indices), language)
    const { rows, found } = measurePlaces(question, places)
    rows.forEach((row, index) => {
      const place = places[index]
      const passage = origins[index]
      if (place === undefined || passage === undefined) return
      const { start, end } = place.sentence
      weighed.push({ candidate: { passage, start, end, score: weigh(row, weights) }, row, question, found, language })
    })
  }
  weighed.sort((left, right) => right.candidate.score - left.candidate.score)
  const [best, second] = weighed
  const unmentioned = best === undefined ? [] : unmentionedOf(best, passages)
  return {
    candidates: weighed.map(({ candidate }) => candidate),
    rows: weighed.map(({ row }) => row),
    unmentioned,
    isWhole: best?.row[FEATURES.indexOf('topical')] === 1,
    unfounded: best !== undefined && isPolar(text, spoken) && !hasAll(best.row),
    signs:
      best === undefined
        ? new Float64Array(SIGNS_OF_ANSWER.length)
        : judgeBest({
            ...best,
            score: best.candidate.score,
            second: second?.candidate.score ?? 0,
            mass: 1 / weighed.reduce((sum, { candidate }) => sum + Math.exp(candidate.score - best.candidate.score), 0),
            candidates: weighed.length,
            unmentioned: unmentioned.length,
          }),
  }
}

/** The sum of the values, each times its weight. */
export function weigh(values: Float64Array, weights: Float64Array): number {
  let sum = 0
  for (let index = 0; index < values.length; index++) sum += (values[index] ?? 0) * (weights[index] ?? 0)
  return sum
}

/** Passages that were not read closely are searched for the bare word. */
function unmentionedOf({ question, found }: Weighed, passages: readonly Passage[]): string[] {
  const missing = question.terms.filter((term, index) => term.firm && (found[index] ?? 0) < KINDRED)
  return missing
    .filter(({ norm }) => !passages.some(({ text, title }) => `${title ?? ''}\n${text}`.toLowerCase().includes(norm)))
    .map(({ text }) => text)
}

function groupByLanguage(passages: readonly Passage[]): Map<Language, number[]> {
  const groups = new Map<Language, number[]>()
  passages.forEach(({ language }, index) => {
    const group = groups.get(language)
    if (group === undefined) groups.set(language, [index])
    else group.push(index)
  })
  return groups
}

function shortlist(question: ReadQuestion, passages: readonly Passage[], indices: readonly number[]): number[] {
  if (indices.length <= SHORTLIST) return [...indices]
  const texts = indices.map((index) => `${passages[index]?.title ?? ''}\n${passages[index]?.text ?? ''}`.toLowerCase())
  return chooseBest(scoreTexts(question.terms, texts), SHORTLIST).map((at) => indices[at] ?? 0)
}

/** The sentences of the passages as places, and of which passage each is. A title is the neighbour before its first sentence. */
function placesOf(
  passages: readonly Passage[],
  chosen: readonly number[],
  language: Language,
): { places: Place[]; origins: (number | undefined)[] } {
  const places: Place[] = []
  const origins: (number | undefined)[] = []
  for (const index of chosen) {
    const { text, title = '' } = passages[index] ?? { text: '' }
    const sentences = readSentences(text.slice(0, PASSAGE_LENGTH), language)
    const first = places.length
    const titled = title === '' ? 0 : 1
    if (titled > 0) sentences.unshift(readSentence(title, 0, title.length, language))
    const opening = [...sentences.slice(0, 1 + titled).keys()].map((at) => first + at)
    sentences.forEach((sentence, at) => {
      places.push({
        sentence,
        language,
        before: at === 0 ? -1 : first + at - 1,
        after: at + 1 === sentences.length ? -1 : first + at + 1,
        position: Math.max(0, at - titled),
        opening,
      })
      origins.push(at < titled ? undefined : index)
    })
  }
  return { places, origins }
}
