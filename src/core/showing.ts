import type { Answer } from './answer.ts'
import { type Brief, type Change, type Claim, countSources, foreignLanguages, type SourceReference } from './brief.ts'
import type { OtherPlace } from './document.ts'
import { fallbackLine } from './fallback.ts'
import { cleanLine, clip } from './one-line.ts'
import { passageWording } from './passage-wording.ts'
import type { BriefReply, UpdateReply } from './reply.ts'
import { readableDay, wording } from './wording.ts'

/** Nobody opens the twentieth copy of a report. */
const MOST_PLACES = 10
/** Of a page or file, in small type. */
const LONGEST_TITLE = 120

/** A text of one sentence has the same headline and bottom line; people need to read it once. */
export function isSameSentence(claim: Claim, other: Claim): boolean {
  return cleanLine(claim.text) === cleanLine(other.text)
}

/** A piece of news, and what held before it where one of the changes says so. */
export interface NewsLine {
  readonly claim: Claim
  readonly before?: Claim
}

/** The news of an update with what it changes, and the changes that no news says already: people need to read each once. */
export function newsLines({ news, changes }: UpdateReply): { readonly lines: NewsLine[]; readonly others: Change[] } {
  const others = [...changes]
  const lines = news.map((claim): NewsLine => {
    const index = others.findIndex(({ now }) => now !== undefined && isSameSentence(now, claim))
    const before = index < 0 ? undefined : others.splice(index, 1)[0]?.before
    return before === undefined ? { claim } : { claim, before }
  })
  return { lines, others }
}

/** What a source is called: its title, or where it stands if that shows nothing. */
export function titleOf({ title, location }: SourceReference): string {
  return cleanLine(title) === '' ? location : title
}

/** The other places of a source that are named, and how many more there are. */
export function placesOf({ also = [] }: SourceReference): {
  readonly named: readonly OtherPlace[]
  readonly more: number
} {
  return { named: also.slice(0, MOST_PLACES), more: Math.max(0, also.length - MOST_PLACES) }
}

/** What another place of a source is called: the site, for the titles say little apart, or the file. */
export function placeName({ link, location }: OtherPlace): string {
  const site = link === undefined ? undefined : URL.parse(link)?.hostname.replace(/^www\./u, '')
  return site ?? location.split('/').at(-1) ?? location
}

/** The line in small type below a brief: topic, sources and their newest date, or what was pointed at, how long it is kept and what was left out; who wrote it in whose place. */
export function aboutBrief({ brief, topicTitle, passage }: BriefReply): string {
  const without = brief.fallback === undefined ? byModel(brief.writer) : [fallbackLine(brief.fallback)]
  if (passage !== undefined)
    return [...pointedAt(brief), wording.passageNote, ...without, ...(passage.notes ?? [])].join(' ')
  const newest = newestDate(brief.sources)
  const foreign = foreignLanguages(brief)
  return [
    topicTitle,
    wording.sourceCount(countSources(brief)),
    ...(foreign.length === 0 ? [] : [wording.someIn(foreign)]),
    ...(newest === undefined ? [] : [wording.newest(readableDay(newest))]),
    ...without,
  ].join(' · ')
}

/** The pages and files that a brief out of a conversation is of. */
function pointedAt({ sources }: Brief): string[] {
  const things = sources.filter(({ title }) => title !== wording.passageTitle)
  const lines = things.map((source) => {
    const title = clip(cleanLine(titleOf(source)), LONGEST_TITLE)
    const site = source.link === undefined ? undefined : placeName(source)
    const day = source.date === undefined ? undefined : readableDay(source.date)
    return [title, ...(site === title ? [] : [site]), day].filter((part) => part !== undefined).join(', ')
  })
  return lines.length === 0 ? [] : [passageWording.from(lines)]
}

/** The line in small type below an answer: who wrote it, or in whose place; empty where the extractive writer is the only one. */
export function aboutAnswer({ fallback, writer, answered }: Answer): string {
  if (fallback !== undefined) return fallbackLine(fallback)
  return answered ? byModel(writer).join('') : ''
}

/** The line in small type below an update, as below an answer. */
export function aboutUpdate({ brief, news }: UpdateReply): string {
  if (brief.fallback !== undefined) return fallbackLine(brief.fallback)
  return news.length > 0 ? byModel(brief.writer).join('') : ''
}

/** Who wrote it, where it is not the sources’ own sentences. */
function byModel(writer: string): string[] {
  return writer === 'extractive' ? [] : [wording.byModel(writer)]
}

/** ISO 8601 dates and instants order as text. */
function newestDate(sources: readonly SourceReference[]): string | undefined {
  return sources
    .flatMap(({ date }) => date ?? [])
    .sort()
    .at(-1)
}
