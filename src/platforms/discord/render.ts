import { type Claim, type SourceReference, sourceNumbers } from '../../core/brief.ts'
import { digestWording } from '../../core/digest-wording.ts'
import type {
  AnswerReply,
  BriefReply,
  EditionItem,
  EditionReply,
  HomeReply,
  ListReply,
  PreviewReply,
  Reply,
  TopicsReply,
} from '../../core/reply.ts'
import { aboutAnswer, aboutBrief, isSameSentence, titleOf } from '../../core/showing.ts'
import type { TopicCard } from '../../core/topic.ts'
import { readableDay, wording } from '../../core/wording.ts'
import { buttonsBelow } from './buttons.ts'
import { renderCorrection, renderMore, renderUpdate } from './developments.ts'
import { MARKS, withMarks } from './marks.ts'
import { type Button, type Message, Page } from './page.ts'
import { renderSources } from './sources-page.ts'

/** A name or date longer than this is none. */
const NAME = 80
/** An edition is scanned, not read. */
const SCANNED = 500

/**
 * A reply as Discord shows it. Everything stands in embeds, with Markdown escaped: nothing that a document says can mention somebody,
 * format, or link; links go only to addresses that sources gave. Every limit of Discord's is kept by `Page`.
 */
export function renderReply(reply: Reply): Message {
  switch (reply.kind) {
    case 'brief':
      return renderBrief(reply, buttonsBelow(reply))
    case 'edition':
      return renderEdition(reply, '', buttonsBelow(reply))
    case 'preview':
      return renderPreview(reply)
    case 'answer':
      return renderAnswer(reply, buttonsBelow(reply))
    case 'more':
      return renderMore(reply)
    case 'update':
      return renderUpdate(reply, buttonsBelow(reply))
    case 'correction':
      return renderCorrection(reply, buttonsBelow(reply))
    case 'home':
      return renderHome(reply)
    case 'topics':
      return renderTopics(reply)
    case 'sources':
      return renderSources(reply.brief)
    case 'list':
      return renderList(reply)
    case 'form':
      return renderNotice(digestWording.formElsewhere)
    case 'notice':
      return renderNotice(reply.text, buttonsBelow(reply))
  }
}

export function renderNotice(text: string, buttons: Button[] = []): Message {
  const page = new Page()
  page.paragraph(
    text.split('\n').map((line) => page.claim(line)),
    1,
  )
  return page.finish({ buttons })
}

function renderBrief(reply: BriefReply, buttons: Button[]): Message {
  const { brief } = reply
  const page = new Page()
  const marked = (claim: Claim) => withMarks(page.claim(claim.text), claim, brief.sources)
  page.heading(brief.headline.text)
  if (!isSameSentence(brief.bottomLine, brief.headline)) {
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
  return page.finish({ note: wording.cutBrief, small: aboutBrief(reply), buttons })
}

function renderEdition(edition: EditionReply, about = '', buttons: Button[] = []): Message {
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

function renderPreview(reply: PreviewReply): Message {
  const { edition, mayPost } = reply
  const about = mayPost ? `${digestWording.preview} ${digestWording.previewHint}` : digestWording.preview
  return renderEdition(edition, about, buttonsBelow(reply))
}

/** Discord has no page of the desk's own: the same as a message. */
function renderHome({ topics, hasMore, digests, help }: HomeReply): Message {
  const page = new Page()
  const topicLine = ({ title, headline }: TopicCard) =>
    joined([page.words(title, { bold: true }), headline === undefined ? '' : page.words(headline)], ' · ')
  page.bullets(wording.homeTopics, topics.map(topicLine))
  if (hasMore) page.paragraph([page.words(wording.moreTopics)])
  page.bullets(
    wording.homeDigests,
    digests.map(({ lines }) => page.words(lines.join(' · '), { most: 300 })),
  )
  page.bullets(
    wording.homeHelp,
    help.map((line) => page.words(`${line.type} — ${line.for}`)),
  )
  return page.finish({})
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
    isSameSentence(item.bottomLine, item.headline) ? '' : page.claim(item.bottomLine.text, { most: SCANNED }),
  ]
}

function renderAnswer({ answer, repeats }: AnswerReply, buttons: Button[]): Message {
  const page = new Page()
  if (repeats === true) {
    page.paragraph([`${page.words(`${wording.asked}:`, { bold: true })} ${page.claim(answer.question)}`])
  }
  if (!answer.answered) {
    page.paragraph([page.words(wording.notInDocuments)])
    if (answer.claims.length > 0) page.paragraph([page.words(`${wording.nearest}:`)])
  }
  for (const claim of answer.claims) {
    const cited = sourceNumbers(claim, answer.sources).flatMap((number) => answer.sources[number - 1] ?? [])
    page.paragraph([page.claim(claim.text), ...cited.slice(0, MARKS).map((source) => sourceLine(page, source))], 2)
  }
  return page.finish({ small: aboutAnswer(answer), buttons })
}

function sourceLine(page: Page, source: SourceReference): string {
  return `-# — ${joined([page.link(titleOf(source), source.link), readableDay(source.date)], ', ')}`
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

function joined(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== '').join(separator)
}
