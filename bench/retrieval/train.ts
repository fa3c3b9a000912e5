/**
 * Learns the weights of `src/core/retrieval/weights.ts` from question sets (SET.jsonl.gz of rows `{id, language, question, sents, gold}`)
 * and prints cross-validated figures: `node bench/retrieval/train.ts --data FOLDER [--write]`.
 */
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { SIGNS_OF_ANSWER } from '../../src/core/retrieval/confidence.ts'
import { FEATURES } from '../../src/core/retrieval/features.ts'
import { weigh, weighAnswers } from '../../src/core/retrieval/weighing.ts'
import { type Example, FOLDS, loadExamples, misname, misplace, widen } from './examples.ts'
import { type Case, type Choice, learnDecision, learnRanking } from './learning.ts'

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '.' },
    write: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)

interface Measured extends Choice {
  readonly example: Example
}

const RANKING_RIDGE = 5
const DECISION_RIDGE = 5
/** WikiQA has few rows beside the others, and its questions are of the kind that people really type. */
const WIKIQA_WEIGHT = 3

function measure(example: Example): Measured {
  const { candidates, rows } = weighAnswers(
    example.question,
    example.language,
    example.passages,
    new Float64Array(FEATURES.length),
  )
  const right = new Set<number>()
  candidates.forEach(({ passage, start, end }, index) => {
    const middle = (start + end) / 2
    if (passage === 0 && example.gold.some(([from, to]) => middle >= from && middle <= to + 1)) right.add(index)
  })
  return { example, rows, right }
}

const xquad = loadExamples(options.data, 'answer-xquad')
const wikiqa = loadExamples(options.data, 'answer-wikiqa')
const choices = [...xquad, ...wikiqa]
  .filter(({ gold }) => gold.length > 0)
  .map(measure)
  .filter(({ right }) => right.size > 0)

const rankers = Array.from({ length: FOLDS }, (_, fold) =>
  learnRanking(
    choices.filter(({ example }) => example.fold !== fold),
    RANKING_RIDGE,
  ),
)
reportRanking()
const ranker = learnRanking(choices, RANKING_RIDGE)

function reportRanking() {
  const sums = new Map<string, { count: number; first: number; precision: number }>()
  for (const { example, rows, right } of choices) {
    const weights = rankers[example.fold] ?? new Float64Array(0)
    const scores = rows.map((row) => weigh(row, weights))
    const order = scores.map((_, index) => index).sort((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0))
    let hits = 0
    let precision = 0
    order.forEach((index, rank) => {
      if (right.has(index)) precision += ++hits / (rank + 1)
    })
    for (const key of [`${example.set} ${example.language}`, example.set]) {
      const sum = sums.get(key) ?? { count: 0, first: 0, precision: 0 }
      sum.count++
      if (right.has(order[0] ?? -1)) sum.first++
      sum.precision += precision / right.size
      sums.set(key, sum)
    }
  }
  for (const [key, { count, first, precision }] of sums)
    say(`${key}: n ${count} top1 ${percent(first / count)} MAP ${percent(precision / count)}`)
}

function percent(share: number): string {
  return (100 * share).toFixed(1)
}

if (options.quick) process.exit()

// Where a decision is wanted, half of the questions are put to the wrong text, as people's questions in a thread often are.
const situations: readonly (readonly [string, Example[]])[] = [
  ['one passage', [...xquad, ...misplace(xquad, 'far', false)]],
  ['article', [...widen(xquad), ...misplace(xquad, 'far', true)]],
  ['same article', [...widen(xquad), ...misplace(xquad, 'near', true)]],
  ['misnamed', [...xquad, ...misname(xquad)]],
  ['wikiqa', wikiqa],
]
const decided = situations.map(([name, examples]) => ({
  name,
  cases: examples.map((example) => caseOf(example, rankers[example.fold] ?? ranker)),
}))
/** Where a name or number is mentioned nowhere, nothing is left to decide. */
const mentioned = decided.flatMap(({ cases }) => cases).filter(({ isMentioned }) => isMentioned)
const deciders = Array.from({ length: FOLDS }, (_, fold) =>
  learnDecision(
    mentioned.filter(({ example }) => example.fold !== fold),
    DECISION_RIDGE,
  ),
)
const judged = decided.map(({ name, cases }) => ({
  name,
  cases: cases.map((one) => {
    const { weights, bias } = deciders[one.example.fold] ?? { weights: new Float64Array(0), bias: 0 }
    return { ...one, confidence: 1 / (1 + Math.exp(-bias - weigh(one.signs, weights))) }
  }),
}))
for (const { name, cases } of judged) {
  for (const threshold of [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7])
    say(`${name} ≥ ${threshold}: ${standing(cases, threshold)}`)
}
for (const [language, cases] of Map.groupBy(judged[0]?.cases ?? [], ({ example }) => example.language)) {
  for (const threshold of [0.5, 0.7, 0.8]) say(`one passage ${language} ≥ ${threshold}: ${standing(cases, threshold)}`)
}

interface Judged extends Case {
  readonly isMentioned: boolean
  readonly example: Example
  readonly confidence: number
}

function caseOf(example: Example, weights: Float64Array): Omit<Judged, 'confidence'> {
  const { candidates, signs, unmentioned } = weighAnswers(example.question, example.language, example.passages, weights)
  const [best] = candidates
  const middle = ((best?.start ?? -9) + (best?.end ?? -9)) / 2
  const right = best?.passage === 0 && example.gold.some(([from, to]) => middle >= from && middle <= to + 1)
  return {
    example,
    signs,
    right,
    isMentioned: unmentioned.length === 0,
    weight: example.set === 'answer-wikiqa' ? WIKIQA_WEIGHT : 1,
  }
}

function standing(cases: readonly Judged[], threshold: number): string {
  const said = cases.filter(({ confidence, isMentioned }) => isMentioned && confidence >= threshold)
  const right = said.filter((one) => one.right).length
  const precision = right / Math.max(1, said.length)
  const recall = right / cases.filter(({ example }) => example.gold.length > 0).length
  return `P ${percent(precision)} R ${percent(recall)} F1 ${percent((2 * precision * recall) / (precision + recall))}`
}

if (options.write) {
  const { weights, bias } = learnDecision(mentioned, DECISION_RIDGE)
  const list = (names: readonly string[], values: Float64Array) =>
    names.map((name, at) => `  ${(values[at] ?? 0).toPrecision(4)}, // ${name}`).join('\n')
  fs.writeFileSync(
    new URL('../../src/core/retrieval/weights.ts', import.meta.url),
    `// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: learned values that happen to be near one
// Learned by bench/retrieval/train.ts; not to be edited by hand.

/** In the order of \`FEATURES\`. */
export const RANKING = Float64Array.of(
${list(FEATURES, ranker)}
)

/** In the order of \`SIGNS_OF_ANSWER\`. */
export const DECISION = Float64Array.of(
${list(SIGNS_OF_ANSWER, weights)}
)

export const BIAS = ${bias.toPrecision(4)}
`,
  )
}
