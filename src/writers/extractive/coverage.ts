import type { Reading, Sentence } from './reading.ts'

/** The sections that a brief's sentences come from, as spans of their headings in reading order, and how many there are. */
export interface SectionCoverage {
  readonly sections: readonly Sentence[]
  readonly of: number
}

/** Shorter texts are read whole, and the brief needs not say what of them it covers. */
const LONG_TEXT_SENTENCES = 60
const FEWEST_SECTIONS = 4

/** What a brief of a long document with headings covers; undefined for other documents. */
export function coverageOf(
  { document, text, sections }: Reading,
  shown: readonly Sentence[],
): SectionCoverage | undefined {
  if (text.sentences.length < LONG_TEXT_SENTENCES) return undefined
  const headed = sections.filter(({ heading, numbers }) => heading !== undefined && numbers.length > 0)
  if (headed.length < FEWEST_SECTIONS) return undefined
  const covered = headed.filter(({ numbers }) => {
    const first = text.sentences[numbers[0] ?? 0]?.start ?? 0
    const last = text.sentences[numbers.at(-1) ?? 0]?.end ?? 0
    return shown.some(({ start }) => start >= first && start < last)
  })
  const spans = covered.flatMap(({ heading }) => (heading === undefined ? [] : [{ document, ...heading }]))
  return spans.length === 0 ? undefined : { sections: spans, of: headed.length }
}
