import { generateOpml, parseOpml } from 'feedsmith'
import { InputError } from '../../core/errors.ts'
import { cleanLine } from '../../core/one-line.ts'
import { optional } from '../../core/optional.ts'
import { webAddress } from '../text/draft.ts'

/** A feed in a list of feeds (OPML 2.0, https://opml.org/spec2.opml, “Subscription lists”). */
export interface ListedFeed {
  /** http(s), without credentials. */
  readonly address: string
  /** What the list calls it. */
  readonly title?: string
  /** What the list files it under: the innermost folder around it, else its first category. */
  readonly folder?: string
}

export interface FeedList {
  /** In the order of the list; one that is listed twice in a folder is there once. */
  readonly feeds: readonly ListedFeed[]
  /** Entries with an address that is none of the web. */
  readonly unusable: number
  /** Feeds beyond those that a list may have. */
  readonly leftOut: number
  /** What follows was broken and is left out. */
  readonly isCut: boolean
}

/** What parsers trip over: entity declarations, and characters that XML does not know (https://www.w3.org/TR/xml/#charsets). */
const DOCTYPE = /<!DOCTYPE[^>[]*(?:\[[^\]]*\])?\s*>/iu
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/gu

/** Longer lists are made by machines, and nobody reads what comes of them. */
export const MOST_LISTED = 10_000
/** Characters of a title or folder. */
const LONGEST_NAME = 200

type Outlines = NonNullable<NonNullable<ReturnType<typeof parseOpml>['body']>['outlines']>
type Outline = Outlines[number]
type Written = NonNullable<NonNullable<Parameters<typeof generateOpml>[0]['body']>['outlines']>

/**
 * Reads OPML, to be called where hostile texts may do no harm. What is malformed is read as far as it goes; outlines without an address are
 * folders or notes. Throws `InputError` if it is no OPML or lists no feed.
 */
export function readOpml(text: string): FeedList {
  const { outlines, isCut } = parse(text)
  const feeds = new Map<string, ListedFeed>()
  let unusable = 0
  let leftOut = 0
  // A stack of its own, since lists may be nested as deeply as somebody likes.
  const waiting = outlines.toReversed().map((outline) => ({ outline, folder: undefined as string | undefined }))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { outline, folder } = next
    if (outline.isComment === true) continue
    const name = nameOf(outline)
    const given = outline.xmlUrl ?? (/^(?:rss|atom|feed)/iu.test(outline.type ?? '') ? outline.url : undefined)
    const address = given === undefined ? undefined : webAddress(given.replace(/^feed:(?:\/\/)?(?!\/)/iu, plainScheme))
    if (address !== undefined) {
      const feed = { address, ...optional('title', name), ...optional('folder', folder ?? categoryOf(outline)) }
      const key = JSON.stringify([address, feed.folder])
      if (!feeds.has(key) && feeds.size >= MOST_LISTED) leftOut += 1
      else if (!feeds.has(key)) feeds.set(key, feed)
    } else if (given !== undefined) unusable += 1
    const inside = address === undefined ? (name ?? folder) : folder
    for (const each of (outline.outlines ?? []).toReversed()) waiting.push({ outline: each, folder: inside })
  }
  if (feeds.size === 0) throw new InputError('it lists no feed: no outline of it has an xmlUrl with a web address')
  return { feeds: [...feeds.values()], unusable, leftOut, isCut }
}

/** Writes OPML 2.0 with a folder for each that the feeds name, which is their category too; those without one stand first. */
export function writeOpml(feeds: readonly ListedFeed[], title: string, now: Date): string {
  const byFolder = Map.groupBy(feeds, ({ folder }) => folder)
  const outlines = [...byFolder]
    .toSorted(([one], [other]) => (one ?? '').localeCompare(other ?? ''))
    .flatMap(([folder, those]): Written => {
      const inside = those.map((feed) => outlineOf(feed))
      return folder === undefined ? inside : [{ text: plain(folder), title: plain(folder), outlines: inside }]
    })
  return generateOpml({ head: { title: plain(title), dateCreated: now }, body: { outlines } })
}

function outlineOf({ address, title, folder }: ListedFeed): Written[number] {
  const name = plain(title ?? address)
  const category = folder === undefined ? {} : { category: plain(folder) }
  return { text: name, title: name, type: 'rss', xmlUrl: address, ...category }
}

function parse(text: string): { readonly outlines: Outlines; readonly isCut: boolean } {
  const clean = text
    .slice(Math.max(0, text.indexOf('<')))
    .replace(FORBIDDEN, '')
    .replace(DOCTYPE, '')
  if (!/<opml[\s>]/iu.test(clean)) throw new InputError('it is no OPML: it has no <opml> element')
  try {
    return { outlines: parseOpml(clean).body?.outlines ?? [], isCut: false }
  } catch (cause) {
    const end = clean.lastIndexOf('>', clean.lastIndexOf('<outline') - 1) + 1
    try {
      // The parser closes by itself what is open.
      if (end > 0) return { outlines: parseOpml(clean.slice(0, end)).body?.outlines ?? [], isCut: true }
    } catch {
      // Nothing of it can be read: what is wrong with the whole is said.
    }
    throw new InputError(`it is OPML that cannot be read: ${reasonOf(cause)}`, { cause })
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  const words = cleanLine(cause instanceof Error ? cause.message : String(cause))
  return /nested/iu.test(words) ? 'its folders are nested more than a hundred deep' : words.slice(0, 120)
}

function plainScheme(scheme: string): string {
  // feed:https://host/path and feed://host/path are both in use.
  return scheme.endsWith('//') ? 'http://' : ''
}

function nameOf({ title, text }: Outline): string | undefined {
  return named(title) ?? named(text)
}

/** A list of slash-delimited paths with commas between them: of the first one the last part. */
function categoryOf({ category = '' }: Outline): string | undefined {
  return named(
    category
      .split(',')[0]
      ?.split('/')
      .findLast((part) => part.trim() !== ''),
  )
}

function named(text: string | undefined): string | undefined {
  const name = plain(text ?? '').slice(0, LONGEST_NAME)
  return name === '' ? undefined : name
}

/** On one line, as XML can hold it. */
function plain(text: string): string {
  return cleanLine(text.replace(FORBIDDEN, ' '))
}
