import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Document } from '../core/document.ts'
import { InputError } from '../core/errors.ts'
import { faultOfPath } from '../core/file-fault.ts'
import { identifyLanguage } from '../core/language/language.ts'
import { rankAnswers } from '../core/retrieval/rank.ts'
import { createGrouping } from '../core/story/grouping.ts'
import { chooseFromMany } from '../core/summary/choose-many.ts'
import { chooseFromOne } from '../core/summary/choose-one.ts'
import { prepareText, type SummaryText } from '../core/summary/text.ts'
import { parseWeights, type Weights } from '../core/summary/weights.ts'
import type { Runtime } from '../runtime.ts'
import { headlineOf } from '../writers/extractive/headline.ts'
import type { AnswerOptions, BriefOptions } from './command-line.ts'

const identity = z.union([z.string(), z.number()])
const text = {
  title: z.string().optional(),
  date: z.string().optional(),
  language: z.string().optional(),
  text: z.string(),
}
const member = z.object({ id: identity.optional(), ...text })
const severalRow = z.object({ id: identity, documents: z.array(member).min(1), known: z.array(member).optional() })
const singleRow = z.object({ id: identity, ...text })
const answerRow = z.object({
  id: identity,
  question: z.string(),
  language: z.string().optional(),
  documents: z.array(member),
})

/** `attache brief --jsonl`: a row of text, or of several documents, in; a row with headline, summary and points out. */
export async function briefLines(options: BriefOptions, runtime: Runtime): Promise<void> {
  const weights = options.weights === undefined ? undefined : await readWeights(options.weights)
  const budget = {
    ...(options.sentences === undefined ? {} : { sentences: options.sentences }),
    ...(options.words === undefined ? {} : { words: options.words }),
  }
  await eachLine(parseBriefRow, runtime, (row) => {
    const documents = 'documents' in row ? row.documents.map(documentOf) : [documentOf(row)]
    const known = 'documents' in row ? (row.known ?? []).map(documentOf) : []
    const texts = documents.map(prepare)
    const [only] = texts
    const chosen =
      'documents' in row || only === undefined
        ? chooseFromMany(texts, budget, known.map(prepare))
        : chooseFromOne(only, budget, weights).map((sentence) => ({ text: 0, sentence }))
    const sentences = chosen.flatMap(({ text, sentence }) => {
      const document = documents[text]
      const span = texts[text]?.sentences[sentence]
      return document === undefined || span === undefined ? [] : [{ document, ...span }]
    })
    const [first] = sentences
    const summary = sentences.map(({ document, start, end }) => document.text.slice(start, end))
    return { headline: first === undefined ? '' : headlineOf(first).text, summary, points: summary.slice(1) }
  })
}

/** `attache answer --jsonl`: a question with its documents in; whether they answer it, and the sentences that come nearest, out. */
export async function answerLines({ threshold }: AnswerOptions, runtime: Runtime): Promise<void> {
  await eachLine(answerRow.parse, runtime, (row) => {
    const passages = row.documents.map((document, index) => ({
      document: String(document.id ?? index),
      text: document.text,
      language: document.language ?? row.language ?? documentOf(document).language,
      ...(document.title === undefined ? {} : { title: document.title }),
    }))
    const about = { threshold, ...(row.language === undefined ? {} : { language: row.language }) }
    const ranking = rankAnswers(row.question, passages, about)
    const evidence = ranking.candidates.flatMap(({ passage, start, end }) => {
      const from = passages[passage]
      return from === undefined ? [] : [{ document: from.document, start, end, quote: from.text.slice(start, end) }]
    })
    return { answered: ranking.answered, confidence: ranking.confidence, text: evidence[0]?.quote ?? '', evidence }
  })
}

/** `attache group --jsonl`: documents in the order they arrive in; the topic that each belongs to out. */
export async function groupLines(runtime: Runtime): Promise<void> {
  const grouping = createGrouping()
  await eachLine(singleRow.parse, runtime, (row) => {
    const { title, date, language, text } = documentOf(row)
    return { topic: grouping.place({ title, text, language, ...(date === undefined ? {} : { date }) }) }
  })
}

/** By its kind, so that what is wrong with a row is said of the kind it is. */
function parseBriefRow(json: unknown): z.infer<typeof severalRow> | z.infer<typeof singleRow> {
  return json instanceof Object && 'documents' in json ? severalRow.parse(json) : singleRow.parse(json)
}

type Row = z.infer<typeof member>

/** A document that is filed nowhere; its text is kept as it came, so that offsets are those of the row. */
function documentOf(row: Row): Document {
  const text = row.text.toWellFormed()
  return {
    id: String(row.id ?? ''),
    topic: '',
    source: 'lines',
    location: '',
    title: row.title ?? '',
    language: row.language ?? identifyLanguage(text),
    text,
    paragraphs: [],
    hash: '',
    revision: 1,
    foundAt: '',
    ...(row.date === undefined ? {} : { date: row.date }),
  }
}

function prepare({ text, language, title, date }: Document): SummaryText {
  return prepareText(text, language, { title, ...(date === undefined ? {} : { date }) })
}

async function readWeights(file: string): Promise<Weights> {
  const json = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new InputError(`${file} cannot be read: ${faultOfPath(cause)}`, { cause })
  })
  try {
    return parseWeights(JSON.parse(json))
  } catch (cause) {
    throw new InputError(`${file} holds no weights: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}

/** Answers each row with its `id` and what `work` gives; a row that is not understood is answered with `{ id, error }`. */
async function eachLine<Line extends { id: string | number }>(
  parse: (json: unknown) => Line,
  { input, out }: Runtime,
  work: (row: Line) => Record<string, unknown>,
): Promise<void> {
  for await (const line of createInterface({ input: Readable.from(input), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') out(`${JSON.stringify(answerLine(line, parse, work))}\n`)
  }
}

function answerLine<Line extends { id: string | number }>(
  line: string,
  parse: (json: unknown) => Line,
  work: (row: Line) => Record<string, unknown>,
): Record<string, unknown> {
  let json: unknown
  try {
    json = JSON.parse(line)
    const row = parse(json)
    return { id: row.id, ...work(row) }
  } catch (error) {
    const id = identity.safeParse(json instanceof Object && 'id' in json ? json.id : undefined)
    const words =
      error instanceof z.ZodError ? reasonsOf(error) : error instanceof Error ? error.message : String(error)
    return { id: id.success ? id.data : null, error: words }
  }
}

function reasonsOf(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ')
}
