import type { Answer } from '../../core/answer.ts'
import { referenceTo } from '../../core/brief.ts'
import type { Document } from '../../core/document.ts'
import { answerForm } from './answers.ts'
import { numberSentences } from './numbered-sentences.ts'
import { firstSentences } from './sections.ts'
import { checkAgainst, counted, differing, idsOf, layOut, type Worded, type WordingOptions } from './wording.ts'

const MOST_CLAIMS = 3
const LONGEST_QUESTION = 500

/** The answer in a model's words, or that the documents do not say. Throws `ModelFailure`. */
export async function wordAnswer(
  base: Answer,
  documents: readonly Document[],
  options: WordingOptions,
): Promise<Worded<Answer>> {
  const { asking, prompts, name } = options
  const language = documents[0]?.language ?? 'en'
  const matter = layOut(firstSentences(numberSentences(documents)), documents, language, prompts)
  const question = base.question.replace(/\s+/gu, ' ').slice(0, LONGEST_QUESTION)
  const prompt = `${prompts.fill('answer', { question })}\n\n${matter.text}`
  const written = await asking.ask({ rules: matter.rules, prompt, form: answerForm, documents: idsOf(matter) })
  if (!written.answered || written.claims.length === 0) {
    return { text: { ...base, answered: false, sure: false, writer: name }, checked: [] }
  }
  const checked = counted(await checkAgainst(matter, written.claims.slice(0, MOST_CLAIMS), options))
  const claims = differing(checked, [], [])
  if (claims.length === 0) return { text: base, checked }
  const cited = new Set(claims.flatMap(({ evidence }) => evidence.map(({ document }) => document)))
  const sources = documents.filter(({ id }) => cited.has(id)).map(referenceTo)
  return { text: { ...base, answered: true, claims, sources, writer: name }, checked }
}
