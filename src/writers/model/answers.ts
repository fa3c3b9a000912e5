import { z } from 'zod'

const MOST_SENTENCES = 8

const claim = z.object({
  text: z.string().describe('One sentence.'),
  sentences: z.array(z.number()).describe('Numbers of the sentences it rests on.'),
})

/** What is asked of a model, each as the JSON that it must answer with. Bounds are prompts' business: some providers refuse them here. */
export const briefForm = z.object({
  headline: claim,
  bottomLine: claim,
  points: z.array(claim),
  next: z.array(claim),
})
/** One to three claims, the most important first. */
export const updateForm = z.object({ news: z.array(claim) })
export const answerForm = z.object({ answered: z.boolean(), claims: z.array(claim) })
export const selectionForm = z.object({ sentences: z.array(z.number()) })
export const repairForm = z.object({ claims: z.array(claim.extend({ index: z.number() })) })

/** A claim as a model wrote it. */
export type WrittenClaim = z.infer<typeof claim>

/** Without numbers that no sentence can have, and at most eight of them. */
export function numbersOf({ sentences }: Pick<WrittenClaim, 'sentences'>): number[] {
  return [...new Set(sentences.filter((number) => Number.isInteger(number) && number > 0))].slice(0, MOST_SENTENCES)
}
