import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { chooseFromMany } from '../../src/core/summary/choose-many.ts'
import { chooseFromOne, type SummaryBudget } from '../../src/core/summary/choose-one.ts'
import { shippedWeights } from '../../src/core/summary/shipped-weights.ts'
import { prepareText, type SummaryText } from '../../src/core/summary/text.ts'
import { parseWeights } from '../../src/core/summary/weights.ts'

/** The engine alone in the JSON-lines form of the product's `brief --jsonl`, for trying weights of a fold. */

const source = z.object({ title: z.string().optional(), date: z.string().optional(), text: z.string() })
const row = z.object({
  id: z.unknown(),
  language: z.string().default('en'),
  ...source.partial().shape,
  documents: z.array(source).optional(),
  known: z.array(source).default([]),
})

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    jsonl: { type: 'boolean' },
    sentences: { type: 'string' },
    words: { type: 'string' },
    weights: { type: 'string' },
  },
})
const weights =
  values.weights === undefined ? shippedWeights() : parseWeights(JSON.parse(readFileSync(values.weights, 'utf8')))
const budget: SummaryBudget = {
  ...(values.sentences !== undefined && { sentences: Number(values.sentences) }),
  ...(values.words !== undefined && { words: Number(values.words) }),
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue
  const { id, language, text, title, date, documents, known } = row.parse(JSON.parse(line))
  const prepare = (from: z.infer<typeof source>) =>
    prepareText(from.text, language, {
      ...(from.title !== undefined && { title: from.title }),
      ...(from.date !== undefined && { date: from.date }),
    })
  const texts = (documents ?? [{ text: text ?? '', title, date }]).map(prepare)
  const [only] = texts
  const chosen =
    documents === undefined && only !== undefined
      ? chooseFromOne(only, budget, weights).map((sentence) => ({ text: 0, sentence }))
      : chooseFromMany(texts, budget, known.map(prepare))
  const summary = chosen.map(({ text: at, sentence }) => quote(texts[at], sentence))
  process.stdout.write(`${JSON.stringify({ id, summary })}\n`)
}

function quote(text: SummaryText | undefined, sentence: number): string {
  const span = text?.sentences[sentence]
  return span === undefined ? '' : (text?.text.slice(span.start, span.end) ?? '')
}
