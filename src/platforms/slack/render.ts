import type { types } from '@slack/bolt'
import type { Answer } from '../../core/answer.ts'
import { type Brief, type Claim, foreignLanguages, type SourceReference, sourceNumbers } from '../../core/brief.ts'
import { digestWording } from '../../core/digest-wording.ts'
import type { EditionItem, EditionReply, ListReply, PreviewReply, Reply, TopicsReply } from '../../core/reply.ts'
import { readableDay, wording } from '../../core/wording.ts'
import { after, type Inline, type Message, Page, withNote } from './page.ts'
import { cleanLine } from './plain-text.ts'
import { renderSources } from './sources-page.ts'

/** Identifies the button that opens a brief's evidence; its value is the brief's id. */
export const SOURCES_ACTION = 'sources'
/** Identifies the button that posts what was previewed; its value is the digest's id and the preview's slot. */
export const POST_ACTION = 'post'

/** A name or date longer than this is none. */
const NAME = 80
/** A claim rests on one or two sources; more marks than this only hide the sentence. */
const MARKS = 6

/**
 * A reply as Slack shows it. Everything is built of header, `rich_text` and `plain_text`: nothing that a document says can mention
 * somebody, format, or link; links go only to addresses that sources gave. Every limit of Slack's is kept by `Page`.
 */
export function renderReply(reply: Reply): Message {
  switch (reply.kind) {
    case 'brief':
      return renderBrief(reply.brief, reply.topicTitle)
    case 'edition':
      return renderEdition(reply)
    case 'preview':
      return renderPreview(reply)
    case 'answer':
      return renderAnswer(reply.answer)
    case 'topics':
      return renderTopics(reply)
    case 'sources':
      return renderSources(reply.brief)
    case 'list':
      return renderList(reply)
    case 'form':
      return renderNotice(digestWording.formElsewhere)
    case 'notice':
      return renderNotice(reply.text)
  }
}

export function renderNotice(text: string): Message {
  const page = new Page()
  page.paragraph(...text.split('\n').map((line) => page.claim(line)))
  return page.finish()
}

function renderBrief(brief: Brief, topicTitle: string): Message {
  const page = new Page()
  const marked = (claim: Claim) => [...page.claim(claim.text), ...marks(page, claim, brief.sources)]
  page.heading(brief.headline.text)
  if (!isSame(brief.bottomLine, brief.headline)) {
    page.paragraph(page.words(wording.bottomLine, { bold: true }), marked(brief.bottomLine))
  }
  page.bullets(wording.points, brief.points.map(marked))
  page.series(
    wording.names,
    brief.names.map(({ text }) => page.words(text, { most: NAME })),
  )
  page.series(
    wording.dates,
    brief.dates.map((date) => [...page.words(date.text, { most: NAME }), ...marks(page, date, brief.sources)]),
  )
  page.bullets(wording.next, brief.next.map(marked))
  if (brief.coverage !== undefined) {
    const { sections, of } = brief.coverage
    page.series(
      wording.covers(sections.length, of),
      sections.map(({ text }) => page.words(text, { most: NAME })),
    )
  }
  const newest = newestDate(brief.sources)
  const foreign = foreignLanguages(brief)
  const about = [
    topicTitle,
    wording.sourceCount(brief.sources.length),
    ...(foreign.length === 0 ? [] : [wording.someIn(foreign)]),
    ...(newest === undefined ? [] : [wording.newest(readableDay(newest))]),
  ]
  return page.finish({ note: wording.cutBrief, small: about.join(' · '), buttons: [sourcesButton(brief)] })
}

function sourcesButton(brief: Brief): types.Button {
  const text: types.PlainTextElement = { type: 'plain_text', text: wording.sources, emoji: false }
  return { type: 'button', action_id: SOURCES_ACTION, value: brief.id, text }
}

function renderEdition(edition: EditionReply, buttons?: types.Button[]): Message {
  const page = new Page()
  page.heading(wording.editionTitle(new Date(edition.slot), edition.zone))
  const late = wording.late(edition)
  if (late !== '') page.paragraph(page.words(late, { most: 300 }))
  if (edition.items.length === 0) page.paragraph(page.words(wording.nothingNew))
  let shown = 0
  for (const item of edition.items) {
    if (!page.paragraph(...itemLines(page, item))) break
    shown += 1
  }
  const more = edition.more + edition.items.length - shown
  return page.finish({
    note: '',
    small: more > 0 ? wording.more(more) : '',
    ...(buttons === undefined ? {} : { buttons }),
  })
}

function renderPreview({ digest, edition, mayPost }: PreviewReply): Message {
  if (!mayPost) return withNote(renderEdition(edition), digestWording.preview)
  const text: types.PlainTextElement = { type: 'plain_text', text: digestWording.post, emoji: false }
  const button: types.Button = { type: 'button', action_id: POST_ACTION, value: `${digest} ${edition.slot}`, text }
  return withNote(renderEdition(edition, [button]), `${digestWording.preview} ${digestWording.previewHint}`)
}

function renderList({ title, entries, hint }: ListReply): Message {
  const page = new Page()
  page.heading(title)
  for (const [first = '', ...lines] of entries) {
    page.paragraph(page.claim(first, { bold: true }), ...lines.map((line) => page.claim(line)))
  }
  return page.finish({ small: hint ?? '' })
}

/** What it is about, what is new, what it means: three lines. */
function itemLines(page: Page, item: EditionItem): Inline[][] {
  const headline = item.update ? `${wording.update}: ${item.headline.text}` : item.headline.text
  return [
    [...page.words(item.topicTitle), ...after(' · ', page.words(wording.sourceCount(item.sources)))],
    page.claim(headline, { bold: true }),
    isSame(item.bottomLine, item.headline) ? [] : page.claim(item.bottomLine.text),
  ]
}

function renderAnswer(answer: Answer): Message {
  const page = new Page()
  if (!answer.answered) {
    page.paragraph(page.words(wording.notInDocuments))
    if (answer.claims.length > 0) page.paragraph(page.words(`${wording.nearest}:`))
  }
  for (const claim of answer.claims) {
    const cited = sourceNumbers(claim, answer.sources).flatMap((number) => answer.sources[number - 1] ?? [])
    page.paragraph(page.claim(claim.text), ...cited.slice(0, MARKS).map((source) => sourceLine(page, source)))
  }
  return page.finish()
}

function sourceLine(page: Page, source: SourceReference): Inline[] {
  const title = cleanLine(source.title) === '' ? source.location : source.title
  return [...after('— ', page.link(title, source.link)), ...after(', ', page.words(readableDay(source.date)))]
}

function renderTopics(reply: TopicsReply): Message {
  const page = new Page()
  const items = reply.topics.map((topic) => {
    const facts = [topic.slug, wording.documentCount(topic.documents)].join(' · ')
    const headline = topic.headline === undefined ? [] : page.words(topic.headline, { most: 200 })
    return [...page.words(topic.title, { bold: true }), ...after(' · ', page.words(facts)), ...after('\n', headline)]
  })
  const shown = page.bullets(reply.intro, items)
  const left = reply.topics.length - shown
  if (reply.topics.length === 0) page.paragraph(page.words(reply.intro))
  return page.finish({ note: left > 0 ? wording.topicsLeftOut(left) : '', small: reply.hint ?? '' })
}

/** ` [1] [2]`: numbers of the sources a claim rests on, each a link where the source has one. */
function marks(page: Page, claim: Claim, sources: readonly SourceReference[]): Inline[] {
  return sourceNumbers(claim, sources)
    .slice(0, MARKS)
    .flatMap((number) => [{ type: 'text', text: ' ' } as const, ...page.link(`[${number}]`, sources[number - 1]?.link)])
}

/** A text of one sentence has the same headline and bottom line; people need to read it once. */
function isSame(claim: Claim, other: Claim): boolean {
  return cleanLine(claim.text) === cleanLine(other.text)
}

/** ISO 8601 dates and instants order as text. */
function newestDate(sources: readonly SourceReference[]): string | undefined {
  return sources
    .flatMap(({ date }) => date ?? [])
    .sort()
    .at(-1)
}
