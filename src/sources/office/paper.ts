import type { Draft } from '../text/draft.ts'

/** How a paper is kept: the formats of print, of word processors, of mail. */
export type PaperFormat = 'pdf' | 'docx' | 'eml'

/** A file of one of these formats. */
export interface PaperBytes {
  readonly format: PaperFormat
  readonly bytes: Uint8Array
}

/** What a file of these formats holds. */
export interface Paper extends Draft {
  /** Who wrote it, as a mail says. */
  readonly byline?: string
  /** Day on which a program made the file, as it says itself; less sure than any day that people wrote. */
  readonly madeOn?: string
}

/** Words that stand where a title should, and names of files. */
const NO_TITLE = /^(?:untitled|unbenannt|sans titre|без названия|document\s*\d*|microsoft word\b.*|.*\.\p{L}{2,5})$/iu
/** How far a title stands from the beginning, in UTF-16 units. */
const OPENING = 3_000
const LONGEST_TITLE = 300

/**
 * The title out of what a file's properties say and what stands out at its beginning. Properties are often left over from a template or from
 * another file: they count if their words stand in the opening too, or if nothing stands out.
 */
export function chooseTitle(of: {
  readonly property: string | undefined
  readonly shown: string | undefined
  readonly blocks: readonly { readonly text: string }[]
}): string | undefined {
  const property = of.property?.replace(/\s+/gu, ' ').trim() ?? ''
  const named = /\p{L}{2}/u.test(property) && property.length <= LONGEST_TITLE && !NO_TITLE.test(property)
  if (!named) return of.shown
  if (of.shown === undefined) return property
  const opening = new Set(wordsOf(`${of.shown} ${of.blocks.map(({ text }) => text).join(' ')}`.slice(0, OPENING)))
  const words = wordsOf(property)
  const met = words.filter((word) => opening.has(word)).length
  return words.length > 1 && met >= words.length * 0.75 ? property : of.shown
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}
