import type { Change, Claim, SourceReference } from '../../core/brief.ts'
import { citedSources, furtherSources, type NumberedSource, numbered, toldBy } from '../../core/citations.ts'
import { cleanLine } from '../../core/one-line.ts'
import type { CorrectionReply, MoreReply, UpdateReply } from '../../core/reply.ts'
import { aboutUpdate, newsLines, titleOf } from '../../core/showing.ts'
import { readableDay, wording } from '../../core/wording.ts'
import { withMarks } from './marks.ts'
import { type Button, type Message, Page } from './page.ts'

/** What a brief had no room for. */
export function renderMore({ brief, claims }: MoreReply): Message {
  const page = new Page()
  if (claims.length === 0) page.paragraph([page.words(wording.nothingMore)])
  page.bullets(
    wording.moreTitle(cleanLine(brief.headline.text)),
    claims.map((claim) => withMarks(page.claim(claim.text), claim, brief.sources)),
  )
  placeSources(page, furtherSources(brief, claims))
  return page.finish({ note: wording.cut })
}

/** What is new, then what it changes. */
export function renderUpdate(reply: UpdateReply, buttons: Button[]): Message {
  const { brief, topicTitle } = reply
  const { lines, others } = newsLines(reply)
  const page = new Page()
  page.heading(`${wording.update}: ${topicTitle}`)
  for (const { claim, before } of lines) {
    page.paragraph([
      withMarks(page.claim(claim.text), claim, brief.sources),
      before === undefined ? '' : formerly(page, before),
    ])
  }
  placeChanges(page, others, brief.sources)
  placeSources(page, citedSources(toldBy(reply), brief.sources))
  return page.finish({ small: aboutUpdate(reply), buttons })
}

/** What does not hold any more, and what holds now. */
export function renderCorrection(reply: CorrectionReply, buttons: Button[]): Message {
  const { topicTitle, changes, withdrawn, sources } = reply
  const page = new Page()
  page.heading(`${wording.correction}: ${topicTitle}`)
  placeChanges(page, changes, sources)
  for (const source of withdrawn) {
    page.paragraph([page.words(wording.isWithdrawn, { bold: true }), sourceLine(page, source)])
  }
  placeSources(page, numbered(sources))
  return page.finish({ buttons })
}

function placeChanges(page: Page, changes: readonly Change[], sources: readonly SourceReference[]): void {
  for (const { before, now } of changes) {
    page.paragraph([
      before === undefined ? '' : formerly(page, before),
      now === undefined
        ? ''
        : `${page.words(`${wording.now}:`, { bold: true })} ${withMarks(page.claim(now.text), now, sources)}`,
    ])
  }
}

function formerly(page: Page, { text }: Claim): string {
  return `${page.words(`${wording.before}:`, { bold: true })} ${page.claim(text)}`
}

function placeSources(page: Page, sources: readonly NumberedSource[]): void {
  page.paragraph(sources.map(({ number, source }) => `-# ${page.words(`[${number}]`)} ${sourceLine(page, source)}`))
}

function sourceLine(page: Page, source: SourceReference): string {
  return [page.link(titleOf(source), source.link), readableDay(source.date)].filter((part) => part !== '').join(', ')
}
