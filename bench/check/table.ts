import { readFileSync } from 'node:fs'
import { checkText } from '../../src/core/check/claim-check.ts'
import { corrupt } from '../../test/corruption/generator.ts'
import { type Corruption, KINDS, type SourceText } from '../../test/corruption/source-text.ts'

/** A sentence in other words, with the sentences that it is faithful to; `kind` says how it differs. */
export interface Paraphrase {
  readonly document: string
  readonly language: string
  readonly date?: string
  readonly kind: string
  readonly evidence: readonly string[]
  readonly paraphrase: string
}

export interface Row {
  readonly kind: string
  readonly of: number
  readonly refused: number
}

/** Every other document by its name alone: the check was made while looking at `tuning`, and is reported on `reporting`. */
export function halfOf(id: string): 'tuning' | 'reporting' {
  let sum = 0
  for (const sign of id) sum = (sum * 31 + sign.charCodeAt(0)) >>> 0
  return (sum >>> 4) % 2 === 0 ? 'tuning' : 'reporting'
}

export function readParaphrases(): Paraphrase[] {
  const lines = readFileSync('test/fixtures/claims/paraphrases.jsonl', 'utf8').split('\n').filter(Boolean)
  return lines.map((line): Paraphrase => JSON.parse(line))
}

/** How many false sentences of each kind are refused: caught. */
export function checkCorruptions(
  sources: readonly SourceText[],
  most: number,
): { rows: Row[]; missed: Corruption[]; all: Corruption[] } {
  const missed: Corruption[] = []
  const all = corrupt(sources, most)
  const rows = KINDS.map((kind) => {
    const given = all.filter((corruption) => corruption.kind === kind)
    const passed = given.filter(({ source, sentence, corrupted }) => {
      return checkText(corrupted, source.language, [passageOf(sentence, source)]).length === 0
    })
    missed.push(...passed)
    return { kind, of: given.length, refused: given.length - passed.length }
  })
  return { rows, missed, all }
}

/** As `checkCorruptions`, with the changes made to the paraphrases: these no longer follow the evidence word for word. */
export function checkChangedParaphrases(paraphrases: readonly Paraphrase[], texts: ReadonlyMap<string, string>): Row[] {
  const counts = new Map<string, { of: number; refused: number }>(KINDS.map((kind) => [kind, { of: 0, refused: 0 }]))
  for (const row of paraphrases) {
    const passages = passagesOf(row, texts)
    // Names of the document are put in, so the changed sentence is the only one that may be drawn.
    const source = {
      id: row.document,
      language: row.language,
      text: `${row.paraphrase}\n${texts.get(row.document) ?? ''}`,
    }
    for (const { kind, sentence, corrupted } of corrupt([source], 100)) {
      const count = counts.get(kind)
      if (sentence !== row.paraphrase || count === undefined) continue
      count.of += 1
      if (checkText(corrupted, row.language, passages).length > 0) count.refused += 1
    }
  }
  return [...counts].map(([kind, count]) => ({ kind, ...count }))
}

/** How many true sentences are refused though they stand there word for word. */
export function checkOriginals(sentences: readonly Corruption[]): Row {
  const refused = sentences.filter(
    ({ source, sentence }) => checkText(sentence, source.language, [passageOf(sentence, source)]).length > 0,
  )
  return { kind: 'unchanged', of: sentences.length, refused: refused.length }
}

/** How many faithful paraphrases are refused, by how they differ; `texts` are the documents by their names. */
export function checkParaphrases(
  paraphrases: readonly Paraphrase[],
  texts: ReadonlyMap<string, string>,
): { rows: Row[]; refused: [Paraphrase, string][] } {
  const refused: [Paraphrase, string][] = []
  const counts = new Map<string, { of: number; refused: number }>()
  for (const row of paraphrases) {
    const count = counts.get(row.kind) ?? { of: 0, refused: 0 }
    counts.set(row.kind, count)
    const faults = checkText(row.paraphrase, row.language, passagesOf(row, texts))
    count.of += 1
    if (faults.length === 0) continue
    count.refused += 1
    refused.push([row, faults.map(({ kind, words }) => `${kind}: ${words.join(', ')}`).join('; ')])
  }
  return { rows: [...counts].map(([kind, count]) => ({ kind, ...count })), refused }
}

function passageOf(text: string, { language, date, text: around }: SourceText) {
  return { text, language, around, ...(date === undefined ? {} : { date }) }
}

function passagesOf({ evidence, language, date, document }: Paraphrase, texts: ReadonlyMap<string, string>) {
  const around = texts.get(document) ?? ''
  return evidence.map((text) => ({ text, language, around, ...(date === undefined ? {} : { date }) }))
}

export function printRows(title: string, rows: readonly Row[], word: string): string {
  const total = { kind: 'all', of: sum(rows, 'of'), refused: sum(rows, 'refused') }
  const lines = [...rows, total].map(({ kind, of, refused }) => {
    return `| ${kind} | ${of} | ${refused} | ${of === 0 ? '' : `${((100 * refused) / of).toFixed(1)} %`} |`
  })
  return [`\n${title}\n`, `| kind | sentences | ${word} | |`, '| --- | ---: | ---: | ---: |', ...lines].join('\n')
}

function sum(rows: readonly Row[], of: 'of' | 'refused'): number {
  return rows.reduce((total, row) => total + row[of], 0)
}
