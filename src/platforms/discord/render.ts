import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js'
import type { Answer } from '../../core/answer.ts'
import { type Brief, type Claim, foreignLanguages, type SourceReference, sourceNumbers } from '../../core/brief.ts'
import { digestWording } from '../../core/digest-wording.ts'
import type { EditionItem, EditionReply, ListReply, PreviewReply, Reply, TopicsReply } from '../../core/reply.ts'
import { readableDay, wording } from '../../core/wording.ts'
import { sourceMark } from './markdown.ts'
import { type Message, Page } from './page.ts'
import { cleanLine } from './plain-text.ts'
import { renderSources } from './sources-page.ts'

/** What the button that opens a brief's evidence carries; the brief's id follows. */
const SOURCES_PREFIX = 'sources:'
/** What the button that posts a preview carries; the digest's id and the preview's slot follow. */
const POST_PREFIX = 'post:'
/** docs.discord.com/developers/components/reference, Custom ID. */
const CUSTOM_ID = 100
/** A name or date longer than this is none. */
const NAME = 80
/** A claim rests on one or two sources; more marks than this only hide the sentence. */
const MARKS = 6
/** Above this the addresses of a claim's marks take the room of the next claim. */
const MARKS_LENGTH = 1_500
/** An edition is scanned, not read. */
const SCANNED = 500

/**
 * A reply as Discord shows it. Everything stands in embeds, with Markdown escaped: nothing that a document says can mention somebody,
 * format, or link; links go only to addresses that sources gave. Every limit of Discord's is kept by `Page`.
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
  page.paragraph(
    text.split('\n').map((line) => page.claim(line)),
    1,
  )
  return page.finish({})
}

/** The brief whose sources a button opens; undefined if it is another button. */
export function briefOfButton(customId: string): string | undefined {
  return customId.startsWith(SOURCES_PREFIX) ? customId.slice(SOURCES_PREFIX.length) : undefined
}

function renderBrief(brief: Brief, topicTitle: string): Message {
  const page = new Page()
  const marked = (claim: Claim) => withMarks(page.claim(claim.text), claim, brief.sources)
  page.heading(brief.headline.text)
  if (!isSame(brief.bottomLine, brief.headline)) {
    page.paragraph([page.words(wording.bottomLine, { bold: true }), marked(brief.bottomLine)])
  }
  page.bullets(wording.points, brief.points.map(marked))
  page.series(
    wording.names,
    brief.names.map(({ text }) => page.words(text, { most: NAME })),
  )
  page.series(
    wording.dates,
    brief.dates.map((date) => withMarks(page.words(date.text, { most: NAME }), date, brief.sources)),
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
  return page.finish({ note: wording.cutBrief, small: about.join(' · '), buttons: sourcesButton(brief) })
}

function sourcesButton(brief: Brief): APIButtonComponentWithCustomId[] {
  const customId = SOURCES_PREFIX + brief.id
  if (customId.length > CUSTOM_ID) return []
  return [{ type: ComponentType.Button, style: ButtonStyle.Secondary, custom_id: customId, label: wording.sources }]
}

/** The digest and the preview that a button posts; undefined if it is another button. */
export function previewOfButton(customId: string): { readonly digest: string; readonly slot: string } | undefined {
  const [, digest, slot] = /^post:(\S+) (\S+)$/u.exec(customId) ?? []
  return digest === undefined || slot === undefined ? undefined : { digest, slot }
}

function renderEdition(edition: EditionReply, about = '', buttons: APIButtonComponentWithCustomId[] = []): Message {
  const page = new Page()
  if (about !== '') page.paragraph([page.words(about, { most: 300 })])
  page.heading(wording.editionTitle(new Date(edition.slot), edition.zone))
  const late = wording.late(edition)
  if (late !== '') page.paragraph([page.words(late, { most: 300 })])
  if (edition.items.length === 0) page.paragraph([page.words(wording.nothingNew)])
  let shown = 0
  for (const item of edition.items) {
    if (!page.paragraph(itemLines(page, item))) break
    shown += 1
  }
  const more = edition.more + edition.items.length - shown
  return page.finish({ note: '', small: more > 0 ? wording.more(more) : '', buttons })
}

function renderPreview({ digest, edition, mayPost }: PreviewReply): Message {
  const customId = `${POST_PREFIX}${digest} ${edition.slot}`
  if (!mayPost || customId.length > CUSTOM_ID) return renderEdition(edition, digestWording.preview)
  const button = {
    type: ComponentType.Button as const,
    style: ButtonStyle.Primary as const,
    custom_id: customId,
    label: digestWording.post,
  }
  return renderEdition(edition, `${digestWording.preview} ${digestWording.previewHint}`, [button])
}

function renderList({ title, entries, hint }: ListReply): Message {
  const page = new Page()
  page.heading(title)
  for (const [first = '', ...lines] of entries) {
    page.paragraph([page.claim(first, { bold: true }), ...lines.map((line) => page.claim(line))])
  }
  return page.finish({ small: hint ?? '' })
}

/** What it is about, what is new, what it means: three lines. */
function itemLines(page: Page, item: EditionItem): string[] {
  const headline = item.update ? `${wording.update}: ${item.headline.text}` : item.headline.text
  return [
    joined([page.words(item.topicTitle), page.words(wording.sourceCount(item.sources))], ' · '),
    page.claim(headline, { bold: true, most: SCANNED }),
    isSame(item.bottomLine, item.headline) ? '' : page.claim(item.bottomLine.text, { most: SCANNED }),
  ]
}

function renderAnswer(answer: Answer): Message {
  const page = new Page()
  if (!answer.answered) {
    page.paragraph([page.words(wording.notInDocuments)])
    if (answer.claims.length > 0) page.paragraph([page.words(`${wording.nearest}:`)])
  }
  for (const claim of answer.claims) {
    const cited = sourceNumbers(claim, answer.sources).flatMap((number) => answer.sources[number - 1] ?? [])
    page.paragraph([page.claim(claim.text), ...cited.slice(0, MARKS).map((source) => sourceLine(page, source))], 2)
  }
  return page.finish({})
}

function sourceLine(page: Page, source: SourceReference): string {
  const title = cleanLine(source.title) === '' ? source.location : source.title
  return `-# — ${joined([page.link(title, source.link), readableDay(source.date)], ', ')}`
}

function renderTopics(reply: TopicsReply): Message {
  const page = new Page()
  page.heading(reply.intro)
  const items = reply.topics.map((topic) => {
    const facts = [page.words(topic.slug), page.words(wording.documentCount(topic.documents))]
    const headline = topic.headline === undefined ? '' : page.words(topic.headline, { most: 200 })
    return joined([joined([page.words(topic.title, { bold: true }), ...facts], ' · '), headline], '\n  ')
  })
  const left = reply.topics.length - page.bullets('', items)
  return page.finish({ note: left > 0 ? wording.topicsLeftOut(left) : '', small: reply.hint ?? '' })
}

/** ` [1] [2]`: numbers of the sources a claim rests on, each a link where the source has one. */
function withMarks(shown: string, claim: Claim, sources: readonly SourceReference[]): string {
  if (shown === '') return ''
  const numbers = sourceNumbers(claim, sources).slice(0, MARKS)
  const linked = numbers.map((number) => sourceMark(number, sources[number - 1]?.link))
  const isLong = linked.join(' ').length > MARKS_LENGTH
  return [shown, ...(isLong ? numbers.map((number) => sourceMark(number, undefined)) : linked)].join(' ')
}

function joined(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== '').join(separator)
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
