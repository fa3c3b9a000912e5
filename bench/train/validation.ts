import { splitSentences } from '../../src/core/language/sentences.ts'
import { stem } from '../../src/core/language/stems.ts'
import { splitWords } from '../../src/core/language/words.ts'
import { chooseFromOne } from '../../src/core/summary/choose-one.ts'
import { prepareText } from '../../src/core/summary/text.ts'
import type { Weights } from '../../src/core/summary/weights.ts'
import type { TrainingExample } from './examples.ts'
import { type LearningOptions, type Lesson, learnWeights } from './learning.ts'
import { type Rouge, rouge } from './rouge.ts'

/** Weights, and the examples (by index) that they have not seen. */
export interface Fold {
  readonly weights: Weights
  readonly unseen: readonly number[]
}

/** Mean scores in per cent. */
export interface Report {
  readonly learned: Rouge
  /** The first sentences, after the same cleaning. */
  readonly lead: Rouge
}

/** Example number i belongs to fold i modulo `folds`; each fold's weights are learned from the other folds. */
export function learnFolds(lessons: readonly (readonly Lesson[])[], folds: number, options: LearningOptions): Fold[] {
  return Array.from({ length: folds }, (_, fold) => ({
    weights: learnWeights(lessons.filter((__, i) => i % folds !== fold).flat(), options),
    unseen: [...lessons.keys()].filter((i) => i % folds === fold),
  }))
}

/** What the folds' weights are worth on the examples that they have not seen. */
export function validate(examples: readonly TrainingExample[], folds: readonly Fold[], sentences: number): Report {
  const learned: Rouge[] = []
  const lead: Rouge[] = []
  for (const { weights, unseen } of folds) {
    for (const index of unseen) {
      const example = examples[index]
      if (example === undefined) continue
      const text = prepareText(example.text, example.language ?? 'en', {
        ...(example.title !== undefined && { title: example.title }),
      })
      const usable = [...text.sentences.keys()].filter((i) => text.sentences[i]?.usable === true)
      const score = (chosen: readonly number[]) => {
        const candidate = chosen.map((i) => text.text.slice(text.sentences[i]?.start, text.sentences[i]?.end))
        return bestRouge(candidate, example.references, text.language)
      }
      learned.push(score(chooseFromOne(text, { sentences }, weights)))
      lead.push(score(usable.slice(0, sentences)))
    }
  }
  return { learned: meanRouge(learned), lead: meanRouge(lead) }
}

function bestRouge(candidate: readonly string[], references: readonly string[], language: string): Rouge {
  const words = (sentence: string) =>
    splitWords(sentence, language).flatMap(({ norm }) =>
      norm.split(/[^\p{L}\p{M}\p{N}]+/u).flatMap((part) => (part === '' ? [] : [stem(part, language)])),
    )
  const scores = references.map((reference) =>
    rouge(
      candidate.map(words),
      splitSentences(reference, language).map(({ start, end }) => words(reference.slice(start, end))),
    ),
  )
  return {
    one: Math.max(...scores.map(({ one }) => one)),
    two: Math.max(...scores.map(({ two }) => two)),
    lsum: Math.max(...scores.map(({ lsum }) => lsum)),
  }
}

function meanRouge(scores: readonly Rouge[]): Rouge {
  const mean = (of: (score: Rouge) => number) =>
    (100 * scores.reduce((sum, score) => sum + of(score), 0)) / scores.length
  return { one: mean((s) => s.one), two: mean((s) => s.two), lsum: mean((s) => s.lsum) }
}
