import type { Block, ParagraphKind } from '../../core/document.ts'
import { looksLikeHeading } from './text-lines.ts'

/** More short lines in a row than this are an address or a poem rather than headings. */
const HEADINGS_IN_A_ROW = 3

/** A stretch of text before it is known what stands around it. */
export interface Piece {
  readonly text: string
  /** Known from its own look; otherwise it is prose or a heading, depending on its neighbours. */
  readonly kind?: ParagraphKind
}

/** Makes pieces blocks: what looks like a heading and has running text below it is one, everything else unknown is prose. */
export function markHeadings(pieces: readonly Piece[]): Block[] {
  const blocks: Block[] = []
  let run: Piece[] = []
  const close = (follower: Piece | undefined) => {
    const heads = run.length <= HEADINGS_IN_A_ROW && follower !== undefined && follower.kind !== 'heading'
    for (const { text } of run) blocks.push({ kind: heads ? 'heading' : 'prose', text })
    run = []
  }
  for (const piece of pieces) {
    if (piece.kind === undefined && looksLikeHeading(piece.text)) run.push(piece)
    else {
      close(piece)
      blocks.push({ kind: piece.kind ?? 'prose', text: piece.text })
    }
  }
  close(undefined)
  return blocks
}
