import type { Claim } from '../../core/brief.ts'
import type { Document } from '../../core/document.ts'
import type { Language } from '../../core/language/language.ts'
import { repairForm, type WrittenClaim } from './answers.ts'
import type { Asking } from './asking.ts'
import { type Checked, checkClaims, describeFailures } from './checking.ts'
import { fence, type NumberedSentence } from './numbered-sentences.ts'
import type { Prompts } from './prompts.ts'

/** What every kind of text is written with. */
export interface WordingOptions {
  readonly asking: Asking
  /** Who is said to have written it, e.g. `anthropic/…`. */
  readonly name: string
  readonly prompts: Prompts
}

/** What a model wrote, with what came of the check of its claims. */
export interface Worded<Text> {
  readonly text: Text
  readonly checked: readonly Checked[]
}

/** Sentences laid before a model, and the rules under which it reads them. */
export interface Matter {
  readonly rules: string
  /** The sentences between two lines with the mark. */
  readonly text: string
  readonly mark: string
  readonly sentences: readonly NumberedSentence[]
  readonly language: Language
  /** Those that the sentences are of. */
  readonly documents: readonly Document[]
}

export function layOut(
  sentences: readonly NumberedSentence[],
  documents: readonly Document[],
  language: Language,
  prompts: Prompts,
): Matter {
  const { mark, text } = fence(sentences)
  return { rules: prompts.fill('rules', { mark, language }), text, mark, sentences, language, documents }
}

/** The claims as they may be shown, after one more try at those that fail; in their order, undefined where nothing may. */
export async function checkAgainst(
  matter: Matter,
  written: readonly WrittenClaim[],
  { asking, prompts }: WordingOptions,
): Promise<readonly (Checked | undefined)[]> {
  const { rules, text, sentences, documents, language } = matter
  return await checkClaims(written, {
    sentences,
    documents,
    language,
    async repair(failed) {
      const prompt = `${prompts.fill('repair', { claims: describeFailures(failed, sentences) })}\n\n${text}`
      const { claims } = await asking.ask({ rules, prompt, form: repairForm, documents: idsOf(matter) })
      return new Map(claims.map((claim) => [claim.index, claim]))
    },
  })
}

export function idsOf({ sentences }: Pick<Matter, 'sentences'>): string[] {
  return [...new Set(sentences.map(({ document }) => document.id))]
}

/** Claims that say what none before says; where the model gave none that may be shown, the other writer's. */
export function differing(
  results: readonly (Checked | undefined)[],
  shown: Claim[],
  instead: readonly Claim[],
): Claim[] {
  const kept = results.flatMap((result) => (result === undefined ? [] : [result.claim]))
  const claims = results.length > 0 && kept.length === 0 ? instead : kept
  return claims.filter((claim) => {
    if (shown.some(({ text }) => text === claim.text)) return false
    shown.push(claim)
    return true
  })
}

export function counted(results: readonly (Checked | undefined)[]): Checked[] {
  return results.filter((result) => result !== undefined)
}
