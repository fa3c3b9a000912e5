import type { Document, FoundDocument } from './document.ts'

/**
 * Of a text so many UTF-16 units are read, some 150,000 words. Splitting, weighing and indexing them takes the desk two to three seconds, in
 * which it does nothing else, and 200 MB.
 */
export const MOST_SIGNS = 1_000_000

/** Of several documents fewer in all: each sentence is compared with those of the others, which takes the square of that. */
const MOST_OF_SEVERAL = 300_000

/** A text up to the end of its last paragraph within the limit; of a longer paragraph, up to its last whole word. */
export function clipText(text: string, most: number = MOST_SIGNS): string {
  if (text.length <= most) return text
  // One unit more: an end that stands right at the limit counts.
  const head = text.slice(0, most + 1)
  const paragraph = head.lastIndexOf('\n\n')
  const end = paragraph > 0 ? paragraph : Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'))
  return text.slice(0, end > 0 ? end : most)
}

/** A document up to the last block within the limit, and marked where that leaves something out; of a longer block, up to its last whole word. */
export function clipFound<Found extends Pick<FoundDocument, 'blocks' | 'isCut'>>(
  found: Found,
  most: number = MOST_SIGNS,
): Found {
  let length = 0
  const end = found.blocks.findIndex(({ text }) => {
    length += text.length
    return length > most
  })
  if (end < 0) return found
  const [first] = found.blocks
  const isOneBlock = end === 0 && first !== undefined
  const blocks = isOneBlock ? [{ ...first, text: clipText(first.text, most) }] : found.blocks.slice(0, end)
  return { ...found, blocks, isCut: true }
}

/** How much of a document is read where that is only a first part; undefined for all others. */
export function partRead({ blocks, isCut }: Pick<FoundDocument, 'blocks' | 'isCut'>): string | undefined {
  if (isCut !== true) return undefined
  const length = blocks.reduce((sum, { text }) => sum + text.length, 0)
  return `only the first ${length.toLocaleString('en')} characters of it are read`
}

/** The same, and what whoever has the file can do about it. */
export function cutNotice(found: Pick<FoundDocument, 'blocks' | 'isCut'>): string | undefined {
  const part = partRead(found)
  return part === undefined ? undefined : `${part}; split it to have the rest read too`
}

/**
 * The documents with no more text in all than a brief can weigh: where they have more, the longest lose their ends, all the same share of the
 * room. Offsets stay what they were.
 */
export function boundTexts(
  documents: readonly Document[],
  most: number = documents.length > 1 ? MOST_OF_SEVERAL : MOST_SIGNS,
): readonly Document[] {
  const share = fairShare(
    documents.map(({ text }) => text.length),
    most,
  )
  return documents.map((document) => {
    if (document.text.length <= share) return document
    const paragraphs = document.paragraphs.filter(({ end }) => end <= share)
    const end = paragraphs.at(-1)?.end
    return {
      ...document,
      text: end === undefined ? clipText(document.text, share) : document.text.slice(0, end),
      paragraphs,
    }
  })
}

/** The greatest length at which lengths that are cut to it come to no more than `most`. */
function fairShare(lengths: readonly number[], most: number): number {
  let left = most
  const ascending = lengths.toSorted((one, other) => one - other)
  for (const [index, length] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index))
    if (length > share) return share
    left -= length
  }
  return Number.POSITIVE_INFINITY
}
