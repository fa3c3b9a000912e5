import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { InputError } from '../core/errors.ts'
import { readableDay } from '../core/wording.ts'
import type { Feed } from '../sources/feeds/feed.ts'
import type { FeedReader } from '../sources/feeds/reader.ts'
import { absenceOf, NO_ORDINARY_FILE, troubleOf } from '../sources/folder/reading.ts'

/** A feed as `attache read --json` prints it: all of it on one line. */
export interface FeedRow {
  readonly file: string
  readonly kind: 'feed'
  readonly title: string
  /** The site that it belongs to. */
  readonly link?: string
  /** It is broken, or goes on for too long: entries are missing. */
  readonly cut?: true
  readonly entries: readonly EntryRow[]
}

interface EntryRow {
  readonly id?: string
  readonly title: string
  readonly link?: string
  /** ISO 8601, a day or an instant. */
  readonly date?: string
  readonly language?: string
  /** Paragraphs, with a blank line between them. */
  readonly text: string
}

const FEED_ENDINGS: ReadonlySet<string> = new Set(['.xml', '.rss', '.atom', '.rdf', '.feed', '.json', '.cdf'])
/** As much as is taken from a server. */
const LARGEST_FEED = 20 * 1024 * 1024

/** Files of these names are feeds, or nothing that the desk reads. */
export function looksLikeFeed(file: string): boolean {
  return FEED_ENDINGS.has(extname(file).toLowerCase())
}

/** Reads the feed in a file; `address` is where it was found, for its relative links. Gives what is wrong with one that is none. */
export async function readFeedFile(
  file: string,
  reader: FeedReader,
  address: string | undefined,
): Promise<FeedRow | { readonly file: string; readonly error: string }> {
  try {
    const found = await stat(file)
    // Reading a pipe would wait for somebody to write into it.
    if (!found.isFile() && !found.isDirectory()) return { file, error: NO_ORDINARY_FILE }
    if (found.size > LARGEST_FEED)
      return { file, error: `it is too large: at most ${LARGEST_FEED / 1024 / 1024} MB are read` }
    const bytes = await readFile(file)
    return rowOf(file, await reader.read({ bytes, ...(address === undefined ? {} : { address }) }))
  } catch (error) {
    if (error instanceof InputError) return { file, error: error.message }
    return { file, error: (await absenceOf(file)) ?? troubleOf(error) }
  }
}

/** A feed for people: its title, then each entry with its day, address and text. */
export function describeFeed({ file, title, link, cut, entries }: FeedRow): string {
  const head = [title || file, ...(link === undefined ? [] : [link]), countOf(entries.length, cut)]
  const parts = entries.map((entry) => {
    const where = [readableDay(entry.date), ...(entry.link === undefined ? [] : [entry.link])].join(' · ')
    return [entry.title, where, '', entry.text].join('\n').trim()
  })
  return [head.join('\n'), ...parts].join('\n\n')
}

function countOf(entries: number, cut: true | undefined): string {
  return `${entries} ${entries === 1 ? 'entry' : 'entries'}${cut ? ', the rest is missing' : ''}`
}

function rowOf(file: string, { title = '', link, isCut, entries }: Feed): FeedRow {
  return {
    file,
    kind: 'feed',
    title,
    ...(link === undefined ? {} : { link }),
    ...(isCut ? { cut: true } : {}),
    entries: entries.map(({ title = '', blocks, ...entry }) => ({
      ...entry,
      title,
      text: blocks.map(({ text }) => text).join('\n\n'),
    })),
  }
}
