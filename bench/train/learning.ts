import { addPartWeights, columns, type SentenceFacts } from '../../src/core/summary/features.ts'
import { predictAll } from '../../src/core/summary/forest.ts'
import { longestText } from '../../src/core/summary/shortlist.ts'
import { numberTerms, passagesOf, type Terms, Vocabulary } from '../../src/core/summary/terms.ts'
import { prepareText } from '../../src/core/summary/text.ts'
import { glanceAtTerms, lookAgain, sentenceFacts, type TermRows, termRows } from '../../src/core/summary/weighing.ts'
import type { Weights } from '../../src/core/summary/weights.ts'
import { type BoostOptions, learnForest, seededRandom, type TrainingRows } from './boost.ts'
import type { TrainingExample } from './examples.ts'
import { spaceAsTreebank } from './treebank.ts'

/** One text ready to learn from: its words and pairs, and which of them the people's summaries have. */
export interface Lesson {
  readonly terms: Terms
  readonly facts: SentenceFacts
  /** 1 where the share of the references is; by word and by pair number. */
  readonly wordLabels: Float32Array
  readonly pairLabels: Float32Array
  readonly weight: number
}

export interface LearningOptions {
  readonly glance: BoostOptions
  readonly boost: BoostOptions
  /** Shares of the word rows and pair rows that are kept. */
  readonly wordShare: number
  readonly pairShare: number
}

const sampling = { lambda: 20, minRows: 200, bins: 48, columnShare: 0.5, rowShare: 0.6, seed: 1 }

export const defaults: LearningOptions = {
  glance: { trees: 60, leaves: 8, rate: 0.12, ...sampling },
  boost: { trees: 90, leaves: 12, rate: 0.08, ...sampling },
  wordShare: 0.5,
  pairShare: 0.25,
}

/** Every example twice: as it stands, and spaced as in a treebank. */
export function lessonsOf(example: TrainingExample, random: () => number): Lesson[] {
  return [example.text, spaceAsTreebank(example.text, random)].map((text) => lessonOf({ ...example, text }))
}

function lessonOf(example: TrainingExample): Lesson {
  const language = example.language ?? 'en'
  const text = prepareText(example.text, language, { ...(example.title !== undefined && { title: example.title }) })
  const passages = passagesOf(text, [...text.sentences.keys()].slice(0, longestText))
  const vocabulary = new Vocabulary()
  const terms = numberTerms(passages, vocabulary)
  const wordLabels = new Float32Array(terms.keys.length)
  const pairLabels = new Float32Array(terms.left.length)
  for (const reference of example.references) {
    const summary = prepareText(reference, language)
    const found = numberTerms(passagesOf(summary), vocabulary)
    const share = 1 / example.references.length
    for (const word of new Set(found.words))
      if (word < wordLabels.length) wordLabels[word] = (wordLabels[word] ?? 0) + share
    for (const pair of new Set(found.pairs)) {
      if (pair >= 0 && pair < pairLabels.length) pairLabels[pair] = (pairLabels[pair] ?? 0) + share
    }
  }
  return { terms, facts: sentenceFacts(passages, terms), wordLabels, pairLabels, weight: example.weight ?? 1 }
}

/** Learns the trees of the first glance, then those that look again at words and at pairs. */
export function learnWeights(lessons: readonly Lesson[], options: LearningOptions = defaults): Weights {
  const random = seededRandom(options.boost.seed)
  const learn = (some: readonly Prepared[], kind: 'words' | 'pairs', boost: BoostOptions) => {
    const buffer = new RowBuffer()
    const share = kind === 'words' ? options.wordShare : options.pairShare
    for (const { lesson, rows } of some) {
      buffer.add(rows[kind], kind === 'words' ? lesson.wordLabels : lesson.pairLabels, lesson.weight, share, random)
    }
    return learnForest(buffer.rows(), boost)
  }
  const learnGlance = (some: readonly Prepared[]) => {
    const glanceWord = learn(some, 'words', options.glance)
    for (const { lesson, rows } of some) {
      addPartWeights(lesson.terms, rows.pairs, predictAll(glanceWord, rows.words, columns.length))
    }
    return { glanceWord, glancePair: learn(some, 'pairs', options.glance) }
  }
  const all = lessons.map((lesson): Prepared => ({ lesson, rows: termRows(lesson.terms, lesson.facts) }))
  const glance = learnGlance(all)
  // The second look must learn from guesses as uncertain as they will be on new texts: each half of the lessons is
  // guessed by trees that have seen the other half only. Both forms of a text stand side by side and share a half.
  const inHalf = (half: number) => all.filter((_, i) => (i >> 1) % 2 === half)
  const guessers = [learnGlance(inHalf(1)), learnGlance(inHalf(0))]
  for (const [i, { lesson, rows }] of all.entries()) {
    lookAgain(lesson.terms, rows, glanceAtTerms(lesson.terms, rows, guessers[(i >> 1) % 2] ?? glance))
  }
  const word = learn(all, 'words', options.boost)
  for (const { lesson, rows } of all) {
    addPartWeights(lesson.terms, rows.pairs, predictAll(word, rows.words, columns.length))
  }
  return { ...glance, word, pair: learn(all, 'pairs', options.boost) }
}

interface Prepared {
  readonly lesson: Lesson
  readonly rows: TermRows
}

/** Collects sampled rows by column without a copy a row. */
class RowBuffer {
  #columns = columns.map(() => new Float32Array(1 << 16))
  #target = new Float32Array(1 << 16)
  #weight = new Float32Array(1 << 16)
  #count = 0

  add(rows: Float64Array, labels: Float32Array, weight: number, share: number, random: () => number): void {
    for (let r = 0; r < labels.length; r++) {
      if (random() >= share) continue
      if (this.#count === this.#target.length) this.#grow()
      for (let c = 0; c < columns.length; c++) {
        const column = this.#columns[c]
        if (column !== undefined) column[this.#count] = rows[r * columns.length + c] ?? 0
      }
      this.#target[this.#count] = labels[r] ?? 0
      this.#weight[this.#count] = weight
      this.#count++
    }
  }

  rows(): TrainingRows {
    return {
      columns: this.#columns.map((column) => column.subarray(0, this.#count)),
      target: this.#target.subarray(0, this.#count),
      weight: this.#weight.subarray(0, this.#count),
    }
  }

  #grow(): void {
    this.#columns = this.#columns.map(doubled)
    this.#target = doubled(this.#target)
    this.#weight = doubled(this.#weight)
  }
}

function doubled(array: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(array.length * 2)
  larger.set(array)
  return larger
}
