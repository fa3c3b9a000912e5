import { selectionForm } from './answers.ts'
import type { Asking } from './asking.ts'
import { fence, type NumberedSentence } from './numbered-sentences.ts'
import type { Prompts } from './prompts.ts'
import { idsOf } from './wording.ts'

/** About 8,000 tokens of English: what small models read well, and what a brief of a few documents needs. */
const SECTION_LETTERS = 30_000
/** What is longer than a book's chapter is briefed from its newest documents and first sections. */
const MOST_SECTIONS = 12
const LEAST_CHOSEN = 8
const MOST_CHOSEN = 80

/** As many sentences from the front as a model reads at once. */
export function firstSentences(sentences: readonly NumberedSentence[]): NumberedSentence[] {
  return [...(sectionsOf(sentences)[0] ?? [])]
}

/**
 * The sentences that a brief is to be written from: all, where a model can read them at once; else those that it chooses of each section.
 * A section that has not changed is not paid for again.
 */
export async function selectSentences(
  sentences: readonly NumberedSentence[],
  { asking, prompts }: { readonly asking: Asking; readonly prompts: Prompts },
): Promise<readonly NumberedSentence[]> {
  const sections = sectionsOf(sentences).slice(0, MOST_SECTIONS)
  if (sections.length <= 1) return sentences
  const most = Math.max(LEAST_CHOSEN, Math.floor(MOST_CHOSEN / sections.length))
  const chosen: NumberedSentence[] = []
  for (const section of sections) {
    // Numbered anew in each, so that what comes before it does not change what is asked about it.
    const own = section.map((sentence, index) => ({ ...sentence, number: index + 1 }))
    const { mark, text } = fence(own)
    const rules = prompts.fill('rules', { mark, language: section[0]?.document.language ?? 'en' })
    const prompt = `${prompts.fill('select', { most: String(most) })}\n\n${text}`
    const documents = idsOf({ sentences: section })
    const answer = await asking.ask({ rules, prompt, form: selectionForm, documents })
    const numbers = new Set(answer.sentences.slice(0, most))
    const taken = section.filter((_, index) => numbers.has(index + 1))
    // A model that chooses nothing has not read: the beginning says most.
    chosen.push(...(taken.length > 0 ? taken : section.slice(0, LEAST_CHOSEN)))
  }
  return chosen
}

function sectionsOf(sentences: readonly NumberedSentence[]): NumberedSentence[][] {
  const sections: NumberedSentence[][] = []
  let room = 0
  for (const sentence of sentences) {
    if (sections.length === 0 || room < sentence.text.length) {
      sections.push([])
      room = SECTION_LETTERS
    }
    sections.at(-1)?.push(sentence)
    room -= sentence.text.length
  }
  return sections
}
