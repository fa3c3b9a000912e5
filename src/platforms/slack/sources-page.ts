import { type Brief, claimsOf, type Evidence, type SourceReference } from '../../core/brief.ts'
import { listSources } from '../../core/citations.ts'
import { cleanLine } from '../../core/one-line.ts'
import { placeName, placesOf, titleOf } from '../../core/showing.ts'
import { readableDay, wording } from '../../core/wording.ts'
import { after, type Inline, type Message, Page, textLength } from './page.ts'

/** Characters of quotations, so that the titles of forty sources still fit beside them in what one page may go on over. */
const QUOTATIONS = 15_000

/** The evidence of a brief: each source it cites by its number, with title, date, link, and what is quoted from it. */
export function renderSources(brief: Brief): Message {
  const page = new Page({ goesOn: true })
  const quotations = chooseQuotations(page, brief)
  const { cited, others } = listSources(brief, claimsOf(brief))
  for (const { number, source } of cited) {
    const line = [
      ...page.words(`[${number}]`, { bold: true }),
      ...after(' ', page.link(titleOf(source), source.link)),
      ...after(', ', page.words(readableDay(source.date))),
    ]
    page.entry([line], quotations.shown.get(source.document) ?? [], otherPlaces(page, source))
  }
  if (others > 0) page.paragraph(page.words(wording.moreDocuments(others)))
  const isCut = page.isCut || quotations.left
  return page.finish({ note: '', small: isCut ? wording.quotationsLeftOut : '' })
}

function otherPlaces(page: Page, source: SourceReference): Inline[] {
  const { named, more } = placesOf(source)
  const [first, ...others] = named.map((place) => page.link(placeName(place), place.link))
  if (first === undefined) return []
  return [
    ...page.words(wording.alsoAt),
    ...after(' ', first),
    ...others.flatMap((other) => after(', ', other)),
    ...after(' ', more === 0 ? [] : page.words(wording.moreSources(more))),
  ]
}

/** What the headline, bottom line and points rest on comes first; dates and names get what room is left. */
function chooseQuotations(page: Page, brief: Brief) {
  const claims = [brief.headline, brief.bottomLine, ...brief.points, ...brief.next, ...brief.dates, ...brief.names]
  const shown = new Map<string, Inline[][]>()
  const seen = new Set<string>(brief.sources.map(({ document, title }) => identity(document, title)))
  let room = QUOTATIONS
  for (const { document, quote } of claims.flatMap(({ evidence }) => evidence)) {
    if (seen.has(identity(document, quote))) continue
    seen.add(identity(document, quote))
    const words = page.claim(quote)
    room -= textLength(words)
    if (room < 0) return { shown, left: true }
    if (words.length > 0) shown.set(document, [...(shown.get(document) ?? []), words])
  }
  return { shown, left: false }
}

/** A quotation is shown once, and not at all where it is only the source's title, which stands above it. */
function identity(document: Evidence['document'], quote: string): string {
  return `${document}\n${cleanLine(quote)}`
}
