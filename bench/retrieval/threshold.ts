/**
 * How many of the answers that are given are right, by the threshold from which on they are given. Each question of a set (rows
 * `{id, language, question, sents, gold}`) is put once to its own article and once to another article of its language:
 * `node bench/retrieval/threshold.ts --data SET.jsonl.gz [--several]`, with --several to the four next passages too.
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { rankAnswers } from '../../src/core/retrieval/rank.ts'
import { answersRightly, type Example, loadExamples, misplace, widen } from './examples.ts'

const { values: options } = parseArgs({
  options: { data: { type: 'string' }, several: { type: 'boolean', default: false } },
})
if (options.data === undefined) throw new Error('name a set: --data SET.jsonl.gz')
const say = (line: string) => process.stdout.write(`${line}\n`)

const own = loadExamples(path.dirname(options.data), path.basename(options.data, '.jsonl.gz')).filter(
  ({ gold }) => gold.length > 0,
)
const judged = [...(options.several ? widen(own) : own), ...misplace(own, 'far', options.several)].map(judge)

function judge(example: Example) {
  const { language, question, passages } = example
  const ranking = rankAnswers(question, passages, { language })
  return { language, ...ranking, isRight: answersRightly(example, ranking.candidates) }
}

say(`${own.length} questions, each once with its own article and once with another`)
say('threshold  answered of own and other  right of the answers  right of all own')
for (let threshold = 0; threshold < 0.925; threshold += 0.05)
  sayStanding(threshold.toFixed(2), (one) => one.confidence >= threshold)
sayStanding('answered', ({ answered }) => answered)
sayStanding('sure', ({ sure }) => sure)
for (const [language, some] of Map.groupBy(judged, (one) => one.language))
  sayStanding(`answered, ${language}`, ({ answered }) => answered, some)

function sayStanding(name: string, isSaid: (one: (typeof judged)[number]) => boolean, cases = judged) {
  const said = cases.filter(isSaid)
  const right = said.filter(({ isRight }) => isRight).length
  const percent = (part: number, whole: number) => (whole === 0 ? '–' : (100 * part) / whole).toString().slice(0, 4)
  say(
    `${name.padEnd(14)}${percent(said.length, cases.length).padStart(8)}${percent(right, said.length).padStart(24)}${percent(right, cases.length / 2).padStart(20)}`,
  )
}
