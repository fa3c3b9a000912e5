/** The JSON-lines modes `answer --jsonl` and `group --jsonl` over the bare core, to measure it without the rest: `node bench/eval/driver.ts answer --jsonl`. */
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { identifyLanguage } from '../../src/core/language/language.ts'
import { rankAnswers } from '../../src/core/retrieval/rank.ts'
import { createGrouping } from '../../src/core/story/grouping.ts'

const documentRow = z.object({
  id: z.string(),
  title: z.string().optional(),
  date: z.string().optional(),
  text: z.string(),
})
const answerRow = z.object({
  id: z.string(),
  question: z.string(),
  language: z.string().optional(),
  documents: z.array(documentRow),
})

function answer(line: unknown): unknown {
  const { id, question, language, documents } = answerRow.parse(line)
  const passages = documents.map(({ id, title, text }) => ({
    document: id,
    text,
    language: language ?? identifyLanguage(text),
    ...(title === undefined ? {} : { title }),
  }))
  const ranking = rankAnswers(question, passages, language === undefined ? {} : { language })
  const evidence = ranking.candidates.map(({ passage, start, end }) => ({
    document: passages[passage]?.document,
    start,
    end,
    quote: passages[passage]?.text.slice(start, end),
  }))
  return {
    id,
    answered: ranking.answered,
    sure: ranking.sure,
    confidence: ranking.confidence,
    text: evidence[0]?.quote ?? '',
    evidence,
  }
}

const grouping = createGrouping()

function group(line: unknown): unknown {
  const { id, title, text } = documentRow.parse(line)
  return {
    id,
    topic: grouping.place({ text, language: identifyLanguage(text), ...(title === undefined ? {} : { title }) }),
  }
}

const modes: Readonly<Record<string, (line: unknown) => unknown>> = { answer, group }
const mode = modes[process.argv[2] ?? '']
if (mode === undefined) throw new Error(`expected one of ${Object.keys(modes).join(', ')}`)
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== '') process.stdout.write(`${JSON.stringify(mode(JSON.parse(line)))}\n`)
}
