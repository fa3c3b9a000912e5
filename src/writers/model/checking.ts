import { type Claim, isVerbatim } from '../../core/brief.ts'
import { checkClaim, type Fault } from '../../core/check/claim-check.ts'
import type { Document } from '../../core/document.ts'
import type { Language } from '../../core/language/language.ts'
import { numbersOf, type WrittenClaim } from './answers.ts'
import type { NumberedSentence } from './numbered-sentences.ts'

/** A claim that may be shown. */
export interface Checked {
  readonly claim: Claim
  /** `kept` as the model wrote it, `repaired` at the second try, or `replaced` by a source's own sentence. */
  readonly how: 'kept' | 'repaired' | 'replaced'
}

/** A claim that may not, and why. */
export interface Failed {
  readonly index: number
  readonly written: WrittenClaim
  readonly faults: readonly Fault[]
}

export interface CheckingOptions {
  readonly sentences: readonly NumberedSentence[]
  readonly documents: readonly Document[]
  /** That the model was told to write in. */
  readonly language: Language
  /** Asks for failed claims again; gives what it wrote, by index. Whatever it throws, the claims are replaced. */
  repair(failed: readonly Failed[]): Promise<ReadonlyMap<number, WrittenClaim>>
}

/** Nobody reads more in one sentence, whatever the prompt says. */
const LONGEST = 400

/**
 * Every claim of a model that follows from the sentences it names; one that does not is asked for again, once and all together, then
 * replaced by the first sentence it names. `undefined` where it names none.
 */
export async function checkClaims(
  written: readonly WrittenClaim[],
  options: CheckingOptions,
): Promise<readonly (Checked | undefined)[]> {
  const results = written.map((each) => examine(each, options))
  const failed = results.flatMap((result, index): Failed[] => {
    const each = written[index]
    return result.faults.length === 0 || each === undefined ? [] : [{ index, written: each, faults: result.faults }]
  })
  const again = failed.length === 0 ? new Map<number, WrittenClaim>() : await repairQuietly(failed, options)
  return results.map(({ claim, faults }, index): Checked | undefined => {
    if (faults.length === 0) return { claim, how: 'kept' }
    const second = again.get(index)
    const repaired = second === undefined ? undefined : examine(second, options)
    if (repaired !== undefined && repaired.faults.length === 0) return { claim: repaired.claim, how: 'repaired' }
    const source = sentencesOf(written[index], options)[0]
    if (source === undefined) return undefined
    return { claim: { text: source.text, evidence: [source.evidence] }, how: 'replaced' }
  })
}

/** For the model: each claim with what is wrong with it and the sentences it named. */
export function describeFailures(failed: readonly Failed[], sentences: readonly NumberedSentence[]): string {
  return failed
    .map(({ index, written, faults }) => {
      const named = sentencesOf(written, { sentences }).map(({ number, text }) => `    [${number}] ${text}`)
      const wrong = faults.map(({ kind, words }) => `${kind}${words.length === 0 ? '' : `: ${words.join(', ')}`}`)
      return [
        `index ${index}: ${clipped(written.text)}`,
        `  not in these sentences: ${wrong.join('; ')}`,
        ...named,
      ].join('\n')
    })
    .join('\n\n')
}

async function repairQuietly(
  failed: readonly Failed[],
  { repair }: CheckingOptions,
): Promise<ReadonlyMap<number, WrittenClaim>> {
  try {
    return await repair(failed)
  } catch {
    // Whoever asks has said so already; the sources' own sentences are as good without a model.
    return new Map()
  }
}

function examine(
  written: WrittenClaim,
  options: CheckingOptions,
): { readonly claim: Claim; readonly faults: readonly Fault[] } {
  // Cut before anything is done with it: some of what is done takes long with a text of a million letters.
  const claim = {
    text: tidy(clipped(written.text)),
    evidence: sentencesOf(written, options).map(({ evidence }) => evidence),
  }
  if (claim.text === '' || claim.text.length > LONGEST || !isVerbatim(claim, options.documents)) {
    return { claim, faults: [{ kind: 'evidence', words: [] }] }
  }
  return { claim, faults: checkClaim(claim, options.language, options.documents) }
}

function sentencesOf(
  written: WrittenClaim | undefined,
  { sentences }: Pick<CheckingOptions, 'sentences'>,
): NumberedSentence[] {
  const numbers = written === undefined ? [] : numbersOf(written)
  return numbers.flatMap((number) => sentences.find((sentence) => sentence.number === number) ?? [])
}

function clipped(text: string): string {
  return text.slice(0, LONGEST * 2)
}

/** Without Markdown that a model puts in all the same, and without the numbers of sentences that some repeat in the text. */
function tidy(text: string): string {
  return text
    .replace(/\s*\[\d+(?:,\s*\d+)*\]/gu, '')
    .replace(/^[\s#>*•–-]+/u, '')
    .replace(/\*\*|__|`/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
}
