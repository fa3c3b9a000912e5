import { type Claim, evidenceOf } from '../../core/brief.ts'
import type { Sentence } from './reading.ts'

/** A headline is read at a glance, and is the most that a notification shows. */
const LONGEST_HEADLINE = 110

/** The title of the document that the bottom line comes from; without one, the bottom line itself, shortened at a boundary. */
export function headlineOf({ document, start, end }: Sentence): Claim {
  const { id, revision, title } = document
  if (title !== '') {
    return {
      text: title,
      evidence: [{ document: id, revision, part: 'title', start: 0, end: title.length, quote: title }],
    }
  }
  const evidence = evidenceOf(document, start, end)
  return { text: shorten(evidence.quote), evidence: [evidence] }
}

/** Leaves out a leading phrase (`During a visit to India, …`) and what follows a later comma, then cuts at a word; never inside one. */
export function shorten(sentence: string, longest = LONGEST_HEADLINE): string {
  const text = sentence
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[.。।]$/u, '')
  const opening = /^(?:[^\s,]+ ){1,8}?[^\s,]+, (?=\p{Lu})/u.exec(text)
  const core = opening === null ? text : text.slice(opening[0].length)
  if (core.length <= longest) return core
  const clause = core.slice(0, longest + 1).lastIndexOf(', ')
  if (clause >= longest / 3) return core.slice(0, clause)
  const word = core.slice(0, longest).lastIndexOf(' ')
  const cut = word > 0 ? word : longest
  return `${core.slice(0, cut).toWellFormed()}…`
}
