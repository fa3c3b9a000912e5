import type { LinkedBlock } from '../text/html.ts'
import { isElement, type Parent, textWithin, walkTree } from '../text/html-tree.ts'
import { dayOf, parseDate } from '../text/published-date.ts'
import { isMachinery } from './furniture.ts'
import { isProse } from './lines.ts'
import { namesOf } from './marks.ts'

/** Names of elements that say when. */
const WHEN = /date|time|publish|posted|updated|byline|stamp|meta\b|info\b/iu
const LONGEST_LINE = 160
/** Below so many paragraphs stand the dates of other articles. */
const PARAGRAPHS = 3
const PARAGRAPH_LENGTH = 120

/** Parts of a line that may be a date, the clearest first. */
const DATES = [
  /\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?/gu,
  /\p{L}{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}/gu,
  /\d{1,2}(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?\p{L}{3,}\.?,?\s+(?:de\s+)?\d{4}/gu,
  /\d{4}年\d{1,2}月\d{1,2}日/gu,
  /\d{1,2}[./-]\d{1,2}[./-]\d{4}/gu,
]

/** Days that a page shows in elements that are named for it; ISO 8601. */
export interface ShownDates {
  /** Between the page's heading and its paragraphs. */
  readonly under: string | undefined
  /** Above the heading, where some pages show the day on which they are read; the first of a page without a heading. */
  readonly above: string | undefined
}

export function findShownDates(page: Parent): ShownDates {
  let [under, above, first]: (string | undefined)[] = []
  let paragraphs = 0
  let reached = false
  walkTree(page, (node) => {
    if (!isElement(node) || isMachinery(node) || (reached && paragraphs >= PARAGRAPHS) || under !== undefined)
      return false
    if (!reached && node.tagName === 'h1' && textWithin(node) !== '') {
      reached = true
      paragraphs = 0
    }
    if (node.tagName === 'p' && textWithin(node).length >= PARAGRAPH_LENGTH) paragraphs += 1
    if (node.tagName !== 'time' && !WHEN.test(namesOf(node))) return true
    const text = textWithin(node)
    const date = text.length > LONGEST_LINE ? undefined : dateWithin(text)
    if (reached) under = date
    else above = date ?? above
    first ??= date
    return date === undefined
  })
  return { under, above: reached ? above : first }
}

/** The day in one of the lines that stand above the first paragraph. */
export function dateOfLines(blocks: readonly LinkedBlock[]): string | undefined {
  const end = blocks.findIndex(isProse)
  const lines = blocks.slice(0, Math.max(0, end)).filter(({ text }) => text.length <= LONGEST_LINE)
  return lines.map(({ text }) => dateWithin(text)).find((date) => date !== undefined)
}

/** The first date in a line of text. */
function dateWithin(text: string): string | undefined {
  for (const pattern of DATES) {
    for (const [part] of text.matchAll(pattern)) {
      const date = parseDate(part)
      if (date !== undefined) return date
    }
  }
  return undefined
}

/** The day in an address: `/2013/07/18/`, `/20130718/`, `/2013-07-18`. */
export function dateOfAddress(address: string | undefined): string | undefined {
  const match = /[/-]((?:19|20)\d{2})([/-]?)([01]\d)\2([0-3]\d)(?=[/_-]|$)/u.exec(
    URL.parse(address ?? '')?.pathname ?? '',
  )
  return match === null ? undefined : dayOf(Number(match[1]), Number(match[3]), Number(match[4]))
}
