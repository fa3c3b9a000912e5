import type { Block } from '../../core/document.ts'
import { parseDate } from './published-date.ts'

/** Where a text says first when and where it was written. */
const FIRST_BLOCKS = 4
/** “Minsk, 14 March 2026 –”, “NEW DELHI, March 14, 2026 (PTI) —”: up to four words of a place, the date, perhaps the agency, a dash. */
const DATELINE =
  /^\p{Lu}[\p{L}\p{M}.’'-]*(?: [\p{L}\p{M}.’'-]+){0,3}[,:] (?<date>[^–—()]{8,30}?)(?: ?\([^()]{1,40}\))?(?: ?[–—] ?| -{1,2} )\S/u
/** A line of its own, or at the beginning of one: “Updated: 14 March 2026”, “Last updated on March 14, 2026”. */
const LABELLED =
  /^(?:(?:last |first )?(?:published|posted|updated|issued|released)|veröffentlicht|aktualisiert|stand|publié le|mis à jour le|publicado|actualizado|опубликовано|обновлено)(?: on| am| el)?(?::\s*|\s+)(?<date>[^|·()]{8,40}?)(?:\s*[|·].*)?\.?$/iu

/**
 * The date that a text gives in its own dateline, or in a line that says when it was published or updated, as ISO 8601. For texts that
 * have no other date: the day of a dateline may be that of an agency's report on which the text rests.
 */
export function datelineOf(blocks: readonly Block[]): string | undefined {
  const ends = [...blocks.slice(0, FIRST_BLOCKS), ...blocks.slice(FIRST_BLOCKS).slice(-1)]
  for (const pattern of [LABELLED, DATELINE]) {
    for (const { text, kind } of ends) {
      if (kind === 'heading') continue
      const written = pattern.exec(text)?.groups?.date
      const date = written === undefined ? undefined : parseDate(written)
      if (date !== undefined) return date
    }
  }
  return undefined
}
