/**
 * Learns the weights of `src/core/retrieval/weights.ts` from question sets (SET.jsonl.gz of rows `{id, language, question, sents, gold}`)
 * and prints cross-validated figures: `node bench/retrieval/train.ts --data FOLDER [--write]`.
 */
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { type Decision, SIGNS_OF_ANSWER } from '../../src/core/retrieval/confidence.ts'
import { FEATURES } from '../../src/core/retrieval/features.ts'
import { weigh, weighAnswers } from '../../src/core/retrieval/weighing.ts'
import {
  answersRightly,
  type Example,
  exchange,
  FOLDS,
  isGold,
  loadExamples,
  misname,
  misplace,
  widen,
} from './examples.ts'
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

const RANKING_RIDGE = 40
/** They help to decide whether to answer, not to rank (cross-validated). */
const UNRANKED: ReadonlySet<string> = new Set(['topical', 'phrase'])
const CAUTIOUS_RIDGE = 5
const BALANCED_RIDGE = 10

function measure(example: Example): Measured {
  const { candidates, rows } = weighAnswers(
    example.question,
    example.language,
    example.passages,
    new Float64Array(FEATURES.length),
  )
  const right = new Set<number>()
  candidates.forEach((candidate, index) => {
    if (isGold(example.gold, candidate)) right.add(index)
  })
  for (const row of rows)
    FEATURES.forEach((name, at) => {
      if (UNRANKED.has(name)) row[at] = 0
    })
  return { example, rows, right }
}

const xquad = loadExamples(options.data, 'answer-xquad')
const wikiqa = loadExamples(options.data, 'answer-wikiqa')
const trecqa = loadExamples(options.data, 'answer-trecqa')
const choices = [...xquad, ...wikiqa, ...trecqa]
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
const half = xquad.filter((_, at) => at % 2 === 0)
const answerableWikiqa = wikiqa.filter(({ gold }) => gold.length > 0)
const situations: readonly (readonly [string, Example[]])[] = [
  ['own or another article', [...xquad, ...misplace(xquad, 'far', false)]],
  ['own or another article, five passages', [...widen(half), ...misplace(half, 'far', true)]],
  ['own or next passages', [...widen(half), ...misplace(half, 'near', true)]],
  ['a name from elsewhere', [...xquad, ...misname(xquad)]],
  ['a name of the same passage', [...xquad, ...exchange(xquad)]],
  // Short questions, as people type them, are rare in XQuAD.
  ['WikiQA, own or another article', [...answerableWikiqa, ...misplace(answerableWikiqa, 'far', false)]],
]
const decided = situations.map(([name, examples]) => ({ name, cases: examples.map(caseOf) }))
/** Where a name or number is mentioned nowhere, nothing is left to decide. */
const mentioned = decided.flatMap(({ cases }) => cases).filter(({ isMentioned }) => isMentioned)
const deciders = foldsOf(mentioned, CAUTIOUS_RIDGE)
for (const { name, cases } of decided) {
  const judged = cases.filter(({ isMentioned }) => isMentioned).map((one) => judge(one, deciders))
  const answerable = cases.filter(({ example }) => example.gold.length > 0).length
  say(`${name} (cautious, cross-validated)`)
  for (let threshold = 0.2; threshold < 0.75; threshold += 0.05) sayStanding(judged, answerable, threshold)
}
const encyclopaedic = wikiqa.map(caseOf)
const balancers = foldsOf(encyclopaedic, BALANCED_RIDGE)
say('WikiQA (balanced, cross-validated)')
const judged = encyclopaedic.map((one) => judge(one, balancers))
for (let threshold = 0.15; threshold < 0.4; threshold += 0.03) sayStanding(judged, answerableWikiqa.length, threshold)

interface Decided extends Case {
  readonly isMentioned: boolean
  readonly example: Example
}

interface Judged extends Decided {
  readonly confidence: number
}

/** Ranked by weights that were learned without the example's fold. */
function caseOf(example: Example): Decided {
  const weights = rankers[example.fold] ?? ranker
  const { candidates, signs, unmentioned } = weighAnswers(example.question, example.language, example.passages, weights)
  return {
    example,
    signs,
    right: answersRightly(example, candidates),
    isMentioned: unmentioned.length === 0,
    weight: 1,
  }
}

function foldsOf(cases: readonly Decided[], ridge: number): Decision[] {
  return Array.from({ length: FOLDS }, (_, fold) =>
    learnDecision(
      cases.filter(({ example }) => example.fold !== fold),
      ridge,
    ),
  )
}

function judge(one: Decided, folds: readonly Decision[]): Judged {
  const { weights, bias } = folds[one.example.fold] ?? { weights: new Float64Array(0), bias: 0 }
  return { ...one, confidence: 1 / (1 + Math.exp(-bias - weigh(one.signs, weights))) }
}

function sayStanding(cases: readonly Judged[], answerable: number, threshold: number) {
  const said = cases.filter(({ confidence }) => confidence >= threshold)
  const right = said.filter((one) => one.right).length
  const precision = right / Math.max(1, said.length)
  const recall = right / answerable
  say(
    `  ≥ ${threshold.toFixed(2)}: right of the answers ${percent(precision)}, of what can be answered ${percent(recall)}, F1 ${percent((2 * precision * recall) / (precision + recall))}`,
  )
}

if (options.write) {
  const cautious = learnDecision(mentioned, CAUTIOUS_RIDGE)
  const balanced = learnDecision(encyclopaedic, BALANCED_RIDGE)
  const list = (names: readonly string[], values: Float64Array) =>
    names.map((name, at) => `  ${(values[at] ?? 0).toPrecision(4)}, // ${name}`).join('\n')
  const decision = (name: string, what: string, { weights, bias }: Decision) => `
/** ${what}; weights in the order of \`SIGNS_OF_ANSWER\`. */
export const ${name}: Decision = {
  bias: ${bias.toPrecision(4)},
  weights: Float64Array.of(
${list(SIGNS_OF_ANSWER, weights)}
  ),
}
`
  fs.writeFileSync(
    new URL('../../src/core/retrieval/weights.ts', import.meta.url),
    `// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: learned values that happen to be near one
// Learned by bench/retrieval/train.ts; not to be edited by hand.
import type { Decision } from './confidence.ts'

/** In the order of \`FEATURES\`. */
export const RANKING = Float64Array.of(
${list(FEATURES, ranker)}
)
${decision('CAUTIOUS', 'Learned where half of the questions are put to a wrong text, or ask for a wrong name', cautious)}${decision('BALANCED', 'Learned from what people typed into a search engine, put to an article that came up', balanced)}`,
  )
}
