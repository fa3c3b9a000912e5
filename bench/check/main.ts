import { parseArgs } from 'node:util'
import { readFixtures, readLines } from './fixtures.ts'
import {
  checkChangedParaphrases,
  checkCorruptions,
  checkOriginals,
  checkParaphrases,
  halfOf,
  printRows,
  readParaphrases,
} from './table.ts'
import { checkTellings } from './who-did-what.ts'

/**
 * How many false sentences the check catches and how many true ones it refuses, by kind.
 *
 *   node bench/check/main.ts [--documents FILE.jsonl.gz] [--most 2000] [--half tuning] [--show 20]
 *
 * `--documents` adds documents that are not in the repository ({"id", "text"} a line) to those that are.
 */
const { values } = parseArgs({
  options: {
    documents: { type: 'string' },
    most: { type: 'string', default: '2000' },
    half: { type: 'string', default: 'reporting' },
    show: { type: 'string', default: '0' },
    kind: { type: 'string' },
  },
})
const fixtures = await readFixtures()
const sources = [...fixtures, ...(values.documents === undefined ? [] : readLines(values.documents))].filter(
  ({ id }) => halfOf(id) === values.half,
)
const began = performance.now()
const { rows, missed, all } = checkCorruptions(sources, Number(values.most))
const seconds = (performance.now() - began) / 1_000
const texts = new Map(fixtures.map(({ id, text }) => [id, text]))
const paraphrases = readParaphrases().filter(({ document }) => halfOf(document) === values.half)
const faithful = checkParaphrases(paraphrases, texts)
const tellings = checkTellings(values.half)
const show = Number(values.show)
const lines = [
  `${sources.length} documents, the half for ${values.half}; ${seconds.toFixed(1)} s for making and checking the false ones`,
  printRows('Changed sentences caught', rows, 'caught'),
  printRows('Changed paraphrases caught', checkChangedParaphrases(paraphrases, texts), 'caught'),
  printRows('Faithful paraphrases refused', faithful.rows, 'refused'),
  printRows('Reworded and turned round: caught', tellings.caught, 'caught'),
  printRows('Reworded faithfully: refused', tellings.refused, 'refused'),
  printRows('Sentences refused though unchanged', [checkOriginals(all)], 'refused'),
  ...tellings.wrong.slice(0, show),
  ...faithful.refused
    .slice(0, show)
    .map(([row, faults]) => `\n${faults}\n  ${row.paraphrase}\n  ${row.evidence.join(' ')}`),
  ...missed
    .filter(({ kind }) => values.kind === undefined || kind === values.kind)
    .slice(0, show)
    .map(({ kind, change, corrupted }) => `\nmissed ${kind}: ${change}\n  ${corrupted}`),
]
process.stdout.write(`${lines.join('\n')}\n`)
