import { type Brief, type Claim, isVerbatim } from '../brief.ts'
import type { Document, Paragraph } from '../document.ts'
import { InputError } from '../errors.ts'
import type { Writer } from '../ports.ts'
import type { Addition } from './development.ts'
import { claimOf, type Statement } from './statements.ts'

/** An update is read between two other messages. */
const MOST_NEWS = 3
/** So much of what is known a writer is told of. */
const MOST_KNOWN = 20

/** What an update says, and the brief of its documents that numbers its sources. */
export interface ChosenNews {
  readonly brief: Brief
  readonly news: readonly Claim[]
}

/**
 * The most telling of what is new, as the writer sees it: it is given the documents without the paragraphs, or parts of them, that say
 * nothing new, and what it takes from elsewhere all the same is left out. Throws `InputError` if it finds no sentence to write with.
 */
export async function chooseNews(topic: string, addition: Addition, writer: Writer): Promise<ChosenNews> {
  const { documents, news } = addition
  const parts = documents.map((document) => withoutKnown(document, news))
  const brief = await writer.update(topic, parts, kindredOf(addition))
  const written = [brief.bottomLine, ...brief.points, ...brief.next].filter(
    (claim) => isVerbatim(claim, documents) && restsOn(claim, news),
  )
  const claims = written.length > 0 ? written : news.map(claimOf)
  if (claims.length === 0) throw new InputError('the documents hold nothing new to show')
  const different = new Map(claims.map((claim) => [claim.text, claim]))
  return { brief, news: [...different.values()].slice(0, MOST_NEWS) }
}

/** Of what is known, the sentences that share most words and names with the news, in their own order. */
function kindredOf({ known, news }: Addition): Claim[] {
  const terms = new Set(news.flatMap(({ content, names }) => [...content, ...names]))
  const shared = known.map(({ content, names }) => new Set([...content, ...names]).intersection(terms).size)
  const nearest = [...known.keys()]
    .filter((index) => known[index]?.part === 'text' && (shared[index] ?? 0) > 0)
    .toSorted((one, other) => (shared[other] ?? 0) - (shared[one] ?? 0))
    .slice(0, MOST_KNOWN)
  return nearest
    .toSorted((one, other) => one - other)
    .flatMap((index) => known[index] ?? [])
    .map(claimOf)
}

/** The document with the same text, of which only stretches of news are paragraphs. */
function withoutKnown(document: Document, news: readonly Statement[]): Document {
  const own = news.filter((statement) => statement.document === document)
  const paragraphs = document.paragraphs.flatMap((paragraph) => {
    const inside = own.filter(({ start, end }) => start >= paragraph.start && end <= paragraph.end)
    return stretchesOf(inside, document).map(({ start, end }): Paragraph => ({ ...paragraph, start, end }))
  })
  // A document whose paragraphs nobody marked has lines instead.
  const found =
    paragraphs.length > 0 ? paragraphs : own.map(({ start, end }) => ({ kind: 'prose' as const, start, end }))
  return { ...document, paragraphs: found }
}

/** Statements with nothing but white space between them are one stretch: the second may lean on the first. */
function stretchesOf(statements: readonly Statement[], { text }: Document): { start: number; end: number }[] {
  const stretches: { start: number; end: number }[] = []
  for (const { start, end } of statements) {
    const last = stretches.at(-1)
    if (last !== undefined && text.slice(last.end, start).trim() === '') last.end = end
    else stretches.push({ start, end })
  }
  return stretches
}

function restsOn({ evidence }: Claim, news: readonly Statement[]): boolean {
  return evidence.some((each) =>
    news.some(
      ({ document, start, end }) =>
        document.id === each.document && start < each.end && each.start < end && each.part === 'text',
    ),
  )
}
