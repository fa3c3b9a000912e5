import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { packWeights } from '../../src/core/summary/weights.ts'
import { seededRandom } from './boost.ts'
import { readExamples } from './examples.ts'
import { defaults, learnWeights, lessonsOf } from './learning.ts'
import type { Rouge } from './rouge.ts'
import { learnFolds, validate } from './validation.ts'

const help = `Learns the weights of the extractive summary engine from texts with people's summaries.

  npm run train -- --data FILE [--data FILE…] [--folds 4] [--sentences 3] [--out FILE] [--folds-out DIR] [--seed 1]

  --data       JSON lines, or those gzipped, of {text, references: [string…], title?, language?, weight?}
  --folds      say what the weights are worth on texts that they were not learned from
  --out        where to write weights learned from all texts, e.g. src/core/summary/weights.json
  --folds-out  also write the weights of every fold, and the rows that they have not seen
`

const { values } = parseArgs({
  options: {
    data: { type: 'string', multiple: true, default: [] },
    folds: { type: 'string' },
    sentences: { type: 'string', default: '3' },
    out: { type: 'string' },
    'folds-out': { type: 'string' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help || values.data.length === 0) say(help)
else train(values.data, Number(values.seed), Number(values.sentences))

function train(files: readonly string[], seed: number, sentences: number): void {
  const examples = files.flatMap(readExamples)
  const options = { ...defaults, glance: { ...defaults.glance, seed }, boost: { ...defaults.boost, seed } }
  const lessons = examples.map((example, i) => lessonsOf(example, seededRandom(seed + i)))
  say(`${examples.length} texts read`)
  if (values.folds !== undefined) {
    const folds = learnFolds(lessons, Number(values.folds), options)
    const report = validate(examples, folds, sentences)
    say(`ROUGE-1 / ROUGE-2 / ROUGE-Lsum, F1, ${sentences} sentences, on texts not learned from:`)
    say(`  first sentences  ${scores(report.lead)}`)
    say(`  learned          ${scores(report.learned)}`)
    const folder = values['folds-out']
    if (folder !== undefined) {
      mkdirSync(folder, { recursive: true })
      for (const [i, fold] of folds.entries()) {
        writeFileSync(join(folder, `weights-${i}.json`), `${JSON.stringify(packWeights(fold.weights), null, 2)}\n`)
        const rows = fold.unseen.flatMap((at) => (examples[at] === undefined ? [] : [JSON.stringify(examples[at])]))
        writeFileSync(join(folder, `rows-${i}.jsonl`), `${rows.join('\n')}\n`)
      }
    }
  }
  if (values.out !== undefined) {
    writeFileSync(values.out, `${JSON.stringify(packWeights(learnWeights(lessons.flat(), options)), null, 2)}\n`)
    say(`weights written to ${values.out}`)
  }
}

function scores({ one, two, lsum }: Rouge): string {
  return [one, two, lsum].map((score) => score.toFixed(2)).join(' / ')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
