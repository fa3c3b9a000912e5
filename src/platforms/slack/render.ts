import { type Claim, type SourceReference, sourceNumbers } from '../../core/brief.ts'
import { digestWording } from '../../core/digest-wording.ts'
import { offersOf } from '../../core/offers.ts'
import { cleanLine, clip } from '../../core/one-line.ts'
import type { Offer, PressName } from '../../core/press.ts'
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
import { readableDay, wording } from '../../core/wording.ts'
import { buttonsOf } from './buttons.ts'
import { renderCorrection, renderMore, renderUpdate } from './developments.ts'
import { MARKS, marked, marks } from './marks.ts'
import { after, type Control, type Inline, type Message, Page, withNote } from './page.ts'
import { renderSources } from './sources-page.ts'
import { readMenu, topicMenus } from './topic-menus.ts'

/** A name or date longer than this is none. */
const NAME = 80
/** Headlines in a notification, and how long each may be: a phone shows about 150 characters. */
const LEADS = 3
const LEAD = 100

/**
 * Where a reply is shown: in a message for everybody or for one person alone, or in a window, where nothing can be posted and no
 * conversation is.
 */
export type Surface = 'message' | 'alone' | 'window'

const IN_THREADS: ReadonlySet<PressName> = new Set(['follow', 'unfollow'])
const READING: ReadonlySet<PressName> = new Set(['sources', 'more'])

/** Whether a button would do anything there: what one person alone sees heads no thread that could follow a topic. */
function isOfUse({ name }: Offer, surface: Surface): boolean {
  if (surface === 'message') return true
  return surface === 'alone' ? !IN_THREADS.has(name) : READING.has(name)
}

/**
 * A reply as Slack shows it. Everything is built of header, `rich_text` and `plain_text`: nothing that a document says can mention
 * somebody, format, or link; links go only to addresses that sources gave. Every limit of Slack's is kept by `Page`.
 */
export function renderReply(reply: Reply, surface: Surface = 'message'): Message {
  const offers = offersOf(reply).filter((offer) => isOfUse(offer, surface))
  switch (reply.kind) {
    case 'brief':
      return renderBrief(reply, offers)
    case 'edition':
      return renderEdition(reply)
    case 'preview':
      return renderPreview(reply, offers)
    case 'answer':
      return renderAnswer(reply, offers)
    case 'more':
      return renderMore(reply)
    case 'update':
      return renderUpdate(reply, offers)
    case 'correction':
      return renderCorrection(reply, offers)
    case 'home':
      return renderHome(reply)
    case 'topics':
      return renderTopics(reply, surface === 'window' ? [readMenu()] : topicMenus())
    case 'sources':
      return renderSources(reply.brief)
    case 'list':
      return renderList(reply)
    case 'form':
      return renderNotice(digestWording.formElsewhere)
    case 'notice':
      return renderNotice(reply.text, offers)
  }
}

export function renderNotice(text: string, offers: readonly Offer[] = []): Message {
  const page = new Page({ goesOn: true })
  page.paragraph(...text.split('\n').map((line) => page.claim(line)))
  return page.finish({ controls: buttonsOf(offers) })
}

function renderBrief(reply: BriefReply, offers: readonly Offer[]): Message {
  const { brief } = reply
  const page = new Page({ goesOn: true })
  const withMarks = (claim: Claim) => marked(page, claim, brief.sources)
  page.heading(brief.headline.text)
  if (!isSameSentence(brief.bottomLine, brief.headline)) {
    page.paragraph(page.words(wording.bottomLine, { bold: true }), withMarks(brief.bottomLine))
  }
  page.bullets(wording.points, brief.points.map(withMarks))
  page.series(
    wording.names,
    brief.names.map(({ text }) => page.words(text, { most: NAME })),
  )
  page.series(
    wording.dates,
    brief.dates.map((date) => [...page.words(date.text, { most: NAME }), ...marks(page, date, brief.sources)]),
  )
  page.bullets(wording.next, brief.next.map(withMarks))
  if (brief.coverage !== undefined) {
    const { sections, of } = brief.coverage
    page.series(
      wording.covers(sections.length, of),
      sections.map(({ text }) => page.words(text, { most: NAME })),
    )
  }
  return page.finish({ note: wording.cutBrief, small: aboutBrief(reply), controls: buttonsOf(offers) })
}

function renderEdition(edition: EditionReply, offers: readonly Offer[] = []): Message {
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
    lead: headlinesOf(edition.items),
    controls: buttonsOf(offers),
  })
}

function renderPreview({ edition, mayPost }: PreviewReply, offers: readonly Offer[]): Message {
  const note = mayPost ? `${digestWording.preview} ${digestWording.previewHint}` : digestWording.preview
  return withNote(renderEdition(edition, offers), note)
}

/** Where there is no App Home: the same as a message. */
function renderHome({ topics, hasMore, digests, help }: HomeReply): Message {
  const page = new Page({ goesOn: true })
  page.bullets(
    wording.homeTopics,
    topics.map(({ title, headline }) => [
      ...page.words(title, { bold: true }),
      ...after(' · ', headline === undefined ? [] : page.words(headline)),
    ]),
  )
  if (hasMore) page.paragraph(page.words(wording.moreTopics))
  page.bullets(
    wording.homeDigests,
    digests.map(({ lines }) => page.words(lines.join(' · '), { most: 300 })),
  )
  page.bullets(
    wording.homeHelp,
    help.map((line) => page.words(`${line.type} — ${line.for}`)),
  )
  return page.finish()
}

function renderList({ title, entries, hint }: ListReply): Message {
  const page = new Page({ goesOn: true })
  page.heading(title)
  for (const [first = '', ...lines] of entries) {
    page.paragraph(page.claim(first, { bold: true }), ...lines.map((line) => page.claim(line)))
  }
  return page.finish({ small: hint ?? '' })
}

/** What a phone shows of an edition: its title alone would say nothing. */
function headlinesOf(items: readonly EditionItem[]): string {
  const [first] = items
  if (first === undefined) return wording.nothingNew
  return items
    .slice(0, LEADS)
    .map(({ headline }) => clip(cleanLine(headline.text), LEAD))
    .join(' · ')
}

/** What it is about, what is new, what it means: three lines. */
function itemLines(page: Page, item: EditionItem): Inline[][] {
  const headline = item.update ? `${wording.update}: ${item.headline.text}` : item.headline.text
  return [
    [...page.words(item.topicTitle), ...after(' · ', page.words(wording.sourceCount(item.sources)))],
    page.claim(headline, { bold: true }),
    isSameSentence(item.bottomLine, item.headline) ? [] : page.claim(item.bottomLine.text),
  ]
}

function renderAnswer({ answer, repeats }: AnswerReply, offers: readonly Offer[]): Message {
  const page = new Page({ goesOn: true })
  if (repeats === true)
    page.paragraph([...page.words(`${wording.asked}: `, { bold: true }), ...page.claim(answer.question)])
  if (!answer.answered) {
    page.paragraph(page.words(wording.notInDocuments))
    if (answer.claims.length > 0) page.paragraph(page.words(`${wording.nearest}:`))
  }
  for (const claim of answer.claims) {
    const cited = sourceNumbers(claim, answer.sources).flatMap((number) => answer.sources[number - 1] ?? [])
    page.paragraph(page.claim(claim.text), ...cited.slice(0, MARKS).map((source) => sourceLine(page, source)))
  }
  return page.finish({ small: aboutAnswer(answer), controls: buttonsOf(offers) })
}

function sourceLine(page: Page, source: SourceReference): Inline[] {
  return [...after('— ', page.link(titleOf(source), source.link)), ...after(', ', page.words(readableDay(source.date)))]
}

function renderTopics(reply: TopicsReply, menus: readonly Control[]): Message {
  const page = new Page()
  const items = reply.topics.map((topic) => {
    const facts = [topic.slug, wording.documentCount(topic.documents)].join(' · ')
    const headline = topic.headline === undefined ? [] : page.words(topic.headline, { most: 200 })
    return [...page.words(topic.title, { bold: true }), ...after(' · ', page.words(facts)), ...after('\n', headline)]
  })
  const shown = page.bullets(reply.intro, items)
  const left = reply.topics.length - shown
  if (reply.topics.length === 0) page.paragraph(page.words(reply.intro))
  const controls = reply.topics.length === 0 ? [] : menus
  return page.finish({ note: left > 0 ? wording.topicsLeftOut(left) : '', small: reply.hint ?? '', controls })
}
