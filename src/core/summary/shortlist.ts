import { numberTerms, passagesOf } from './terms.ts'
import type { SummaryText } from './text.ts'
import { glanceAtSentences, sentenceFacts } from './weighing.ts'
import type { Weights } from './weights.ts'

/** The weights are learned from texts of at most this many sentences. */
export const longestText = 40
/** The sentences that open a text say what it is about, and are always weighed. */
const opening = 3

/**
 * The sentences of a text that are worth weighing together, at most `most` (no fewer than `longestText`), in reading order: all of a short text; of a long
 * one those that stand out in their section, every section having its share. Sections are runs of `longestText` sentences.
 * Time grows in proportion to the text.
 */
export function shortlist(text: SummaryText, weights: Weights, most = longestText): number[] {
  const room = Math.max(longestText, most)
  let list = [...text.sentences.keys()]
  while (list.length > room) {
    const sections = Math.ceil(list.length / longestText)
    // At least a tenth of each section stays, so a very long text is narrowed down in a few rounds, not in one leap.
    const share = Math.max(Math.floor(longestText / 10), Math.floor(room / sections))
    list = sectionsOf(list, sections).flatMap((section, i) =>
      outstanding(text, section, share, i === 0 ? opening : 0, weights),
    )
  }
  return list
}

function sectionsOf(list: readonly number[], count: number): number[][] {
  return Array.from({ length: count }, (_, i) =>
    list.slice(Math.round((i * list.length) / count), Math.round(((i + 1) * list.length) / count)),
  )
}

/** The `count` usable sentences of a section that stand out most, its first `kept` sentences among them. */
function outstanding(
  text: SummaryText,
  section: readonly number[],
  count: number,
  kept: number,
  weights: Weights,
): number[] {
  const passages = passagesOf(text, section)
  const terms = numberTerms(passages)
  const standing = glanceAtSentences(terms, sentenceFacts(passages, terms), weights)
  return section
    .map((sentence, at) => ({ sentence, standing: at < kept ? Number.POSITIVE_INFINITY : (standing[at] ?? 0) }))
    .filter(({ sentence }) => text.sentences[sentence]?.usable === true)
    .sort((a, b) => b.standing - a.standing)
    .slice(0, count)
    .map(({ sentence }) => sentence)
    .sort((a, b) => a - b)
}
