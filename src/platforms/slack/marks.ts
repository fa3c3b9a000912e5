import { type Claim, type SourceReference, sourceNumbers } from '../../core/brief.ts'
import type { Inline, Page } from './page.ts'

/** A claim rests on one or two sources; more marks than this only hide the sentence. */
export const MARKS = 6

/** ` [1] [2]`: numbers of the sources a claim rests on, each a link where the source has one. */
export function marks(page: Page, claim: Claim, sources: readonly SourceReference[]): Inline[] {
  return sourceNumbers(claim, sources)
    .slice(0, MARKS)
    .flatMap((number) => [{ type: 'text', text: ' ' } as const, ...page.link(`[${number}]`, sources[number - 1]?.link)])
}

/** The words of a claim with its marks. */
export function marked(
  page: Page,
  claim: Claim,
  sources: readonly SourceReference[],
  style: { readonly bold?: boolean } = {},
): Inline[] {
  return [...page.claim(claim.text, style), ...marks(page, claim, sources)]
}
