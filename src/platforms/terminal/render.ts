import { stripVTControlCharacters, styleText } from 'node:util'
import type { Answer } from '../../core/answer.ts'
import {
  type Brief,
  type Change,
  type Claim,
  countSources,
  type SourceReference,
  sourceNumbers,
} from '../../core/brief.ts'
import {
  citedSources,
  furtherSources,
  listSources,
  type NumberedSource,
  numbered,
  toldBy,
} from '../../core/citations.ts'
import { digestWording } from '../../core/digest-wording.ts'
import { type Fallback, fallbackLine } from '../../core/fallback.ts'
import type { Language } from '../../core/language/language.ts'
import type {
  BriefReply,
  CorrectionReply,
  EditionReply,
  ListReply,
  MoreReply,
  Reply,
  TopicsReply,
  UpdateReply,
} from '../../core/reply.ts'
import { newsLines, placeName, placesOf } from '../../core/showing.ts'
import { readableDay, wording } from '../../core/wording.ts'

/** How a terminal shows text. */
export interface TerminalStyle {
  /** Columns. */
  readonly width: number
  readonly colour: boolean
}

/** A reply as lines for a terminal, without a line break at the end. Control sequences in documents are taken out. */
export function renderReply(reply: Reply, style: TerminalStyle): string {
  switch (reply.kind) {
    case 'brief':
      return [renderBrief(reply.brief, reply.topicTitle, style), ...notesOf(reply, style)].join('\n')
    case 'answer':
      return renderAnswer(reply.answer, style)
    case 'edition':
      return renderEdition(reply, style)
    case 'preview':
      return renderEdition(reply.edition, style)
    case 'more':
      return renderMore(reply, style)
    case 'update':
      return renderUpdate(reply, style)
    case 'correction':
      return renderCorrection(reply, style)
    case 'home':
      return renderTopics({ kind: 'topics', intro: wording.homeTopics, topics: reply.topics }, style)
    case 'topics':
      return renderTopics(reply, style)
    case 'sources':
      return renderEvidence(reply.brief, style)
    case 'list':
      return renderList(reply, style)
    case 'form':
      return digestWording.formElsewhere
    case 'notice':
      return wrap(commandLine(clean(reply.text)), '', style.width)
  }
}

function renderBrief(brief: Brief, topicTitle: string, style: TerminalStyle): string {
  const { width } = style
  const lines = [
    bold(wrap(clean(brief.headline.text), '', width), style),
    dim(`${clean(topicTitle)} · ${wording.sourceCount(countSources(brief))}`, style),
    '',
    wrap(marked(brief.bottomLine, brief.sources), '  ', width),
  ]
  if (brief.points.length > 0) lines.push('')
  for (const point of brief.points) lines.push(wrap(marked(point, brief.sources), '  • ', width))
  if (brief.next.length > 0) lines.push('', `  ${wording.next}:`)
  for (const claim of brief.next) lines.push(wrap(marked(claim, brief.sources), '  • ', width))
  const names = brief.names.map(({ text }) => clean(text)).join(', ')
  const dates = brief.dates.map(({ text }) => clean(text)).join(', ')
  if (names !== '' || dates !== '') lines.push('')
  if (names !== '') lines.push(wrap(names, `  ${label(wording.names)}`, width))
  if (dates !== '') lines.push(wrap(dates, `  ${label(wording.dates)}`, width))
  if (brief.coverage !== undefined) {
    const sections = brief.coverage.sections.map(({ text }) => clean(text))
    lines.push('', wrap(sections.join('; '), `  ${wording.covers(sections.length, brief.coverage.of)}: `, width))
  }
  const { cited, others } = listSources(brief)
  lines.push('', ...sourceLines(cited, style, brief.language))
  if (others > 0) lines.push(dim(`  ${wording.moreDocuments(others)}`, style))
  lines.push(...fallbackLines(brief.fallback, style))
  return lines.join('\n')
}

/** What somebody pointed at and was not read. */
function notesOf({ passage }: BriefReply, style: TerminalStyle): string[] {
  return (passage?.notes ?? []).map((note) => `\n${dim(wrap(clean(note), '', style.width), style)}`)
}

/** Small print on a model that was of no use. */
function fallbackLines(fallback: Fallback | undefined, style: TerminalStyle): string[] {
  return fallback === undefined ? [] : ['', dim(wrap(fallbackLine(fallback), '', style.width), style)]
}

function renderAnswer(answer: Answer, style: TerminalStyle): string {
  const lines: string[] = []
  if (!answer.answered) lines.push(wording.notInDocuments)
  if (!answer.answered && answer.claims.length > 0) lines.push('', `${wording.nearest}:`)
  for (const claim of answer.claims) lines.push(wrap(marked(claim, answer.sources), '  ', style.width))
  if (answer.sources.length > 0) lines.push('', ...sourceLines(numbered(answer.sources), style))
  lines.push(...fallbackLines(answer.fallback, style))
  return lines.join('\n')
}

function renderMore({ brief, claims }: MoreReply, style: TerminalStyle): string {
  if (claims.length === 0) return wording.nothingMore
  const lines = claims.map((claim) => wrap(marked(claim, brief.sources), '  • ', style.width))
  const further = furtherSources(brief, claims)
  if (further.length > 0) lines.push('', ...sourceLines(further, style, brief.language))
  return lines.join('\n')
}

function renderUpdate(reply: UpdateReply, style: TerminalStyle): string {
  const { brief, topicTitle } = reply
  const news = newsLines(reply)
  const lines = [bold(`${wording.update}: ${clean(topicTitle)}`, style)]
  for (const { claim, before } of news.lines) {
    lines.push(wrap(marked(claim, brief.sources), '  ', style.width))
    if (before !== undefined) lines.push(...changeLines([{ before }], brief.sources, style))
  }
  const cited = citedSources(toldBy(reply), brief.sources)
  lines.push(...changeLines(news.others, brief.sources, style), '', ...sourceLines(cited, style))
  lines.push(...fallbackLines(brief.fallback, style))
  return lines.join('\n')
}

function renderCorrection(reply: CorrectionReply, style: TerminalStyle): string {
  const { topicTitle, changes, withdrawn, sources } = reply
  const lines = [bold(`${wording.correction}: ${clean(topicTitle)}`, style), ...changeLines(changes, sources, style)]
  if (withdrawn.length > 0) lines.push('', `${wording.isWithdrawn}:`, ...sourceLines(numbered(withdrawn), style))
  if (sources.length > 0) lines.push('', ...sourceLines(numbered(sources), style))
  return lines.join('\n')
}

function changeLines(
  changes: readonly Change[],
  sources: readonly SourceReference[],
  { width }: TerminalStyle,
): string[] {
  return changes.flatMap(({ before, now }) => [
    ...(before === undefined ? [] : [wrap(clean(before.text), `  ${label(wording.before)}`, width)]),
    ...(now === undefined ? [] : [wrap(marked(now, sources), `  ${label(wording.now)}`, width)]),
  ])
}

function renderEdition(edition: EditionReply, style: TerminalStyle): string {
  const lines = [bold(editionTitle(edition), style)]
  const late = wording.late(edition)
  if (late !== '') lines.push(wrap(late, '', style.width))
  if (edition.items.length === 0) lines.push(wording.nothingNew)
  for (const item of edition.items) {
    const head = item.update ? `${wording.update}: ${item.headline.text}` : item.headline.text
    lines.push('', bold(wrap(clean(head), '', style.width), style))
    lines.push(wrap(clean(item.bottomLine.text), '  ', style.width))
    lines.push(
      dim(
        `  ${clean(item.topicTitle)} · attache brief ${clean(item.topic)} · ${wording.sourceCount(item.sources)}`,
        style,
      ),
    )
  }
  if (edition.more > 0) lines.push('', commandLine(wording.more(edition.more)))
  return lines.join('\n')
}

function editionTitle(edition: EditionReply): string {
  return wording.editionTitle(new Date(edition.slot), edition.zone)
}

function renderTopics(reply: TopicsReply, style: TerminalStyle): string {
  const lines = [bold(clean(reply.intro), style)]
  for (const topic of reply.topics) {
    lines.push(
      `  ${clean(topic.slug)}  ${dim(`${clean(topic.title)} · ${wording.documentCount(topic.documents)}`, style)}`,
    )
    if (topic.headline !== undefined) lines.push(wrap(clean(topic.headline), '    ', style.width))
  }
  if (reply.hint !== undefined) lines.push('', wrap(commandLine(reply.hint), '', style.width))
  return lines.join('\n')
}

function renderList({ title, entries, hint }: ListReply, style: TerminalStyle): string {
  const lines = [bold(clean(title), style)]
  for (const [first = '', ...rest] of entries) {
    lines.push('', wrap(clean(first), '  ', style.width), ...rest.map((line) => wrap(clean(line), '    ', style.width)))
  }
  if (hint !== undefined) lines.push('', wrap(clean(hint), '', style.width))
  return lines.join('\n')
}

function renderEvidence(brief: Brief, style: TerminalStyle): string {
  const claims = [brief.headline, brief.bottomLine, ...brief.points, ...brief.next]
  return claims
    .flatMap((claim) => claim.evidence)
    .map((evidence) => {
      const source = brief.sources.find(({ document }) => document === evidence.document)
      const title = source === undefined ? '' : `${clean(source.title)}, ${readableDay(source.date)}`
      return `${wrap(`“${clean(evidence.quote)}”`, '', style.width)}\n${dim(`  ${title}`, style)}`
    })
    .concat(
      citedSources(claims, brief.sources).flatMap(({ source }) =>
        placeLines(source, `  ${clean(source.title)}: `, style),
      ),
    )
    .join('\n\n')
}

/** Where else a source stands. */
function placeLines(source: SourceReference, lead: string, style: TerminalStyle): string[] {
  const { named, more } = placesOf(source)
  if (named.length === 0) return []
  const places = named.map((place) => clean(place.link ?? placeName(place))).join(', ')
  const rest = more === 0 ? '' : ` ${wording.moreSources(more)}`
  return [dim(wrap(`${wording.alsoAt} ${places}${rest}`, lead, style.width), style)]
}

/** `language` is the reader's: sources in others say so. */
function sourceLines(sources: readonly NumberedSource[], style: TerminalStyle, language?: Language): string[] {
  return sources.flatMap(({ number, source }) => {
    const where = source.link ?? source.location
    const foreign = language !== undefined && source.language !== language && source.language !== 'und'
    const about = [readableDay(source.date), ...(foreign ? [wording.inLanguage(source.language)] : [])].join(', ')
    const line = wrap(`${clean(source.title)}, ${about} · ${clean(where)}`, `  [${number}] `, style.width)
    return [dim(line, style), ...placeLines(source, '      ', style)]
  })
}

function marked(claim: Claim, sources: readonly SourceReference[]): string {
  const marks = sourceNumbers(claim, sources).map((number) => `[${number}]`)
  return [clean(claim.text), ...marks].join(' ')
}

function label(text: string): string {
  return `${text}:`.padEnd(7)
}

/** On a command line the commands of a channel have no slash. */
function commandLine(text: string): string {
  return text.replace(/(?<=^|\s)\/(?=(?:brief|ask)\b)/gu, 'attache ')
}

/** One line of harmless text: a document must not be able to move the cursor, set a title or fake another line. */
export function clean(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Breaks at spaces; the first line begins with `lead`, the others are indented as far. */
export function wrap(text: string, lead: string, width: number): string {
  const indent = ' '.repeat(lead.length)
  const lines: string[] = []
  let line = lead
  for (const word of text.split(' ')) {
    const bare = line.length === (lines.length === 0 ? lead.length : indent.length)
    if (!bare && line.length + 1 + word.length > width) {
      lines.push(line)
      line = indent + word
    } else {
      line += bare ? word : ` ${word}`
    }
  }
  return [...lines, line].join('\n')
}

export function bold(text: string, style: TerminalStyle): string {
  return style.colour ? styleText('bold', text, { validateStream: false }) : text
}

export function dim(text: string, style: TerminalStyle): string {
  return style.colour ? styleText('dim', text, { validateStream: false }) : text
}
