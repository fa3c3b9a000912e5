import { type Brief, claimsOf, type Evidence, type SourceReference } from '../../core/brief.ts'
import { listSources } from '../../core/citations.ts'
import { cleanLine } from '../../core/one-line.ts'
import { placeName, placesOf, titleOf } from '../../core/showing.ts'
import { readableDay, wording } from '../../core/wording.ts'
import { type Message, Page } from './page.ts'

/** Characters of quotations, so that the titles of forty sources still fit beside them. */
const QUOTATIONS = 2_000

/** The evidence of a brief: each source it cites by its number, with title, date, link, and what is quoted from it. */
export function renderSources(brief: Brief): Message {
  const page = new Page()
  const quotations = chooseQuotations(page, brief)
  const { cited, others } = listSources(brief, claimsOf(brief))
  for (const { number, source } of cited) {
    const line = [page.link(titleOf(source), source.link), readableDay(source.date)]
      .filter((part) => part !== '')
      .join(', ')
    const mark = page.words(`[${number}]`, { bold: true })
    const quotes = (quotations.shown.get(source.document) ?? []).map((quote) => `> ${quote}`)
    page.paragraph([`${mark} ${line}`, ...quotes, otherPlaces(page, source)], 1 + quotes.length)
  }
  if (others > 0) page.paragraph([page.words(wording.moreDocuments(others))])
  const isCut = page.isCut || quotations.left
  return page.finish({ note: '', small: isCut ? wording.quotationsLeftOut : '' })
}

function otherPlaces(page: Page, source: SourceReference): string {
  const { named, more } = placesOf(source)
  if (named.length === 0) return ''
  const links = named.map((place) => page.link(placeName(place), place.link)).join(', ')
  return `-# ${wording.alsoAt} ${links}${more === 0 ? '' : ` ${wording.moreSources(more)}`}`
}

/** What the headline, bottom line and points rest on comes first; dates and names get what room is left. */
function chooseQuotations(page: Page, brief: Brief) {
  const claims = [brief.headline, brief.bottomLine, ...brief.points, ...brief.next, ...brief.dates, ...brief.names]
  const shown = new Map<string, string[]>()
  const seen = new Set<string>(brief.sources.map(({ document, title }) => identity(document, title)))
  let room = QUOTATIONS
  for (const { document, quote } of claims.flatMap(({ evidence }) => evidence)) {
    if (seen.has(identity(document, quote))) continue
    seen.add(identity(document, quote))
    const words = page.claim(quote)
    room -= words.length
    if (room < 0) return { shown, left: true }
    if (words !== '') shown.set(document, [...(shown.get(document) ?? []), words])
  }
  return { shown, left: false }
}

/** A quotation is shown once, and not at all where it is only the source's title, which stands above it. */
function identity(document: Evidence['document'], quote: string): string {
  return `${document}\n${cleanLine(quote)}`
}
