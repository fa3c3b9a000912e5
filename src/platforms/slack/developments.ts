import type { Change, SourceReference } from '../../core/brief.ts'
import { citedSources, furtherSources, type NumberedSource, numbered, toldBy } from '../../core/citations.ts'
import { cleanLine } from '../../core/one-line.ts'
import type { Offer } from '../../core/press.ts'
import type { CorrectionReply, MoreReply, UpdateReply } from '../../core/reply.ts'
import { aboutUpdate, type NewsLine, newsLines, titleOf } from '../../core/showing.ts'
import { readableDay, wording } from '../../core/wording.ts'
import { buttonsOf } from './buttons.ts'
import { marked } from './marks.ts'
import { after, type Inline, type Message, Page } from './page.ts'

/** Sources named below an update: those that its sentences rest on are few, and *Sources* has all. */
const SOURCES = 4

/** What a brief had no room for. */
export function renderMore({ brief, claims }: MoreReply): Message {
  const page = new Page({ goesOn: true })
  if (claims.length === 0) page.paragraph(page.words(wording.nothingMore))
  page.bullets(
    wording.moreTitle(cleanLine(brief.headline.text)),
    claims.map((claim) => marked(page, claim, brief.sources)),
  )
  placeSources(page, furtherSources(brief, claims))
  return page.finish()
}

/** To be read in five seconds: the news in bold, what holds now with what held before quoted below it, and where it stands. */
export function renderUpdate(reply: UpdateReply, offers: readonly Offer[]): Message {
  const { brief, topicTitle } = reply
  const { lines, others } = newsLines(reply)
  const [first, ...more] = lines
  const page = new Page({ goesOn: true })
  page.heading(`${wording.update}: ${topicTitle}`)
  if (first !== undefined) page.entry([marked(page, first.claim, brief.sources, { bold: true })], formerly(page, first))
  page.bullets(
    '',
    more.filter(({ before }) => before === undefined).map(({ claim }) => marked(page, claim, brief.sources)),
  )
  for (const line of more) {
    if (line.before !== undefined) page.entry([marked(page, line.claim, brief.sources)], formerly(page, line))
  }
  placeChanges(page, others, brief.sources)
  placeSources(page, citedSources(toldBy(reply), brief.sources))
  return page.finish({ small: aboutUpdate(reply), controls: buttonsOf(offers) })
}

/** What does not hold any more, and what holds now. */
export function renderCorrection(reply: CorrectionReply, offers: readonly Offer[]): Message {
  const { topicTitle, changes, withdrawn, sources } = reply
  const page = new Page({ goesOn: true })
  page.heading(`${wording.correction}: ${topicTitle}`)
  placeChanges(page, changes, sources)
  page.bullets(
    wording.isWithdrawn,
    withdrawn.map((source) => sourceLine(page, source)),
  )
  placeSources(page, numbered(sources))
  return page.finish({ controls: buttonsOf(offers) })
}

function formerly(page: Page, { before }: NewsLine): Inline[][] {
  const was = before === undefined ? [] : page.claim(before.text)
  return was.length === 0 ? [] : [[...page.words(`${wording.before}:`), ...after(' ', was)]]
}

/** What holds now comes first, for many read no further. */
function placeChanges(page: Page, changes: readonly Change[], sources: readonly SourceReference[]): void {
  for (const { before, now } of changes) {
    const was = before === undefined ? [] : page.claim(before.text)
    if (now === undefined) page.entry([page.words(wording.noLonger, { bold: true })], was.length === 0 ? [] : [was])
    else {
      page.entry(
        [[...page.words(`${wording.now}:`, { bold: true }), ...after(' ', marked(page, now, sources))]],
        was.length === 0 ? [] : [[...page.words(`${wording.before}:`), ...after(' ', was)]],
      )
    }
  }
}

function placeSources(page: Page, sources: readonly NumberedSource[]): void {
  const lines = sources.map(({ number, source }) => [
    ...page.words(`[${number}]`),
    ...after(' ', sourceLine(page, source)),
  ])
  const left = lines.length - SOURCES
  page.paragraph(...lines.slice(0, SOURCES), left > 0 ? page.words(wording.moreSources(left)) : [])
}

function sourceLine(page: Page, source: SourceReference): Inline[] {
  return [...page.link(titleOf(source), source.link), ...after(', ', page.words(readableDay(source.date)))]
}
