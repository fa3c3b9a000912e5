import { existsSync, readFileSync } from 'node:fs'

/** What a feed should be read as; what is absent is not checked. Text is HTML or plain, as the collection gives it. */
export interface Expectation {
  readonly title?: string
  readonly link?: string
  readonly entries: ReadonlyMap<number, EntryExpectation>
  /** How many entries there are. */
  readonly count?: number
  /** HTTP headers with which the feed was sent, by lower-case name. */
  readonly headers: ReadonlyMap<string, string>
}

export interface EntryExpectation {
  readonly title?: string
  readonly link?: string
  /** Seconds since 1970. */
  readonly date?: number
  readonly text?: string
}

interface Draft {
  title?: string
  link?: string
  date?: number
  text?: string
}

/**
 * What is expected of the feed in `file`: by feedparser's `Expect:` comment within it, or by a JSON file of the same name beside it (the forms
 * of gofeed and podcastparser, and the plain one that `{title, link, entries: [{title, link, date, text}]}` describes). Undefined if nothing
 * is known, or nothing of what is compared here.
 */
export function expectationOf(file: string, head: string): Expectation | undefined {
  const beside = [file.replace(/\.[^./]+$/u, '.json'), `${file}.json`].find((path) => path !== file && existsSync(path))
  return beside === undefined ? readComment(head) : readJson(JSON.parse(readFileSync(beside, 'utf8')))
}

/** The paths of feedparser's tests that are compared, each with what it gives; of several for one thing the first in this order counts. */
const PATHS: readonly (readonly [RegExp, keyof Draft])[] = [
  [/^\['title'\]$|^\.title$|^\['title_detail'\]\['value'\]$/u, 'title'],
  [/^\['link'\]$|^\.link$/u, 'link'],
  [/^\['published_parsed'\]$|^\.published_parsed$/u, 'date'],
  [/^\['(?:updated|date|created|modified|issued)_parsed'\]$|^\.(?:updated|date|created)_parsed$/u, 'date'],
  [/^\['content'\]\[0\]\['value'\]$|^\.content\[0\]\.value$/u, 'text'],
  [/^\['(?:description|summary)'\]$|^\.(?:description|summary)$|^\['summary_detail'\]\['value'\]$/u, 'text'],
]

/** feedparser's tests are Python expressions in a comment: those that compare a part of the feed with a literal are taken from it. */
function readComment(head: string): Expectation | undefined {
  const expression = /^\s*Expect:\s*(.*)$/mu.exec(head)?.[1]
  if (expression === undefined) return undefined
  const feed: Draft = {}
  const entries = new Map<number, Draft>()
  const found: { order: number; put: () => void }[] = []
  const comparison =
    /\b(feed|entries\[(-?\d+)\])((?:\['?\w+'?\]|\.\w+)+) == (u?r?'''[\s\S]*?'''|u?r?'(?:[^'\\]|\\.)*'|u?r?"(?:[^"\\]|\\.)*"|\((?:\d+, ?){8}-?\d+\))/gu
  for (const [, , index, path = '', literal = ''] of expression.matchAll(comparison)) {
    const order = PATHS.findIndex(([form]) => form.test(path))
    const name = PATHS[order]?.[1]
    if (name === undefined) continue
    if (index === undefined && name !== 'title' && name !== 'link') continue
    const entry = index === undefined ? feed : (entries.get(Number(index)) ?? {})
    if (index !== undefined) entries.set(Number(index), entry)
    found.push({ order, put: () => putLiteral(entry, name, literal) })
  }
  for (const { put } of found.sort((one, other) => other.order - one.order)) put()
  const count = /\blen\(entries\) == (\d+)/u.exec(expression)?.[1]
  if (found.length === 0 && count === undefined) return undefined
  const headers = [...head.matchAll(/^Header:\s*([\w-]+):\s*(.*?)\s*$/gmu)]
  return {
    ...feed,
    entries,
    ...(count === undefined ? {} : { count: Number(count) }),
    headers: new Map(headers.map(([, name = '', value = '']) => [name.toLowerCase(), value])),
  }
}

function putLiteral(draft: Draft, name: keyof Draft, literal: string): void {
  if (name === 'date') {
    const [year = 0, month = 0, day, hour, minute, second] = (literal.match(/\d+/gu) ?? []).map(Number)
    draft.date = Date.UTC(year, month - 1, day, hour, minute, second) / 1_000
  } else draft[name] = pythonString(literal)
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' }

function pythonString(literal: string): string {
  const quote = literal.search(/['"]/u)
  const marks = literal.startsWith("'''", quote) ? 3 : 1
  const body = literal.slice(quote + marks, -marks)
  if (literal.slice(0, quote).includes('r')) return body
  return body.replace(/\\(?:u([\da-f]{4})|U([\da-f]{8})|x([\da-f]{2})|([\s\S]))/giu, (_all, u, wide, x, other) =>
    other === undefined ? String.fromCodePoint(Number.parseInt(u ?? wide ?? x, 16)) : (ESCAPES[other] ?? other),
  )
}

function readJson(json: unknown): Expectation | undefined {
  const items = listOf(json, 'entries') ?? listOf(json, 'items') ?? listOf(json, 'episodes') ?? []
  const entries = new Map(items.map((item, index) => [index, readItem(item)]))
  const title = stringOf(json, 'title')
  const link = stringOf(json, 'link') ?? linkIn(listOf(json, 'links'))
  if (title === undefined && link === undefined && entries.size === 0) return undefined
  return {
    ...(title === undefined ? {} : { title }),
    ...(link === undefined ? {} : { link }),
    entries,
    count: entries.size,
    headers: new Map(),
  }
}

function readItem(item: unknown): EntryExpectation {
  const title = stringOf(item, 'title')
  const link = stringOf(item, 'link') ?? linkIn(listOf(item, 'links'))
  const names = ['date', 'publishedParsed', 'pubDateParsed', 'published', 'updatedParsed']
  const written = names.map((name) => partOf(item, name)).find((value) => value !== undefined && value !== 0)
  const date = typeof written === 'number' ? written : Date.parse(String(written)) / 1_000
  const text =
    stringOf(item, 'text') ??
    stringOf(partOf(item, 'content'), 'value') ??
    stringOf(item, 'content') ??
    stringOf(item, 'description') ??
    stringOf(item, 'summary')
  return {
    ...(title === undefined ? {} : { title }),
    ...(link === undefined ? {} : { link }),
    ...(Number.isNaN(date) ? {} : { date }),
    ...(text === undefined ? {} : { text }),
  }
}

function linkIn(links: readonly unknown[] | undefined): string | undefined {
  const alternate = links?.find((link) => ['alternate', undefined].includes(stringOf(link, 'rel')))
  return typeof alternate === 'string' ? alternate : stringOf(alternate, 'href')
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? // Whatever the file holds is looked at by its type alone.
      (value as Record<string, unknown>)[name]
    : undefined
}

function stringOf(value: unknown, name: string): string | undefined {
  const part = partOf(value, name)
  return typeof part === 'string' && part !== '' ? part : undefined
}

function listOf(value: unknown, name: string): readonly unknown[] | undefined {
  const part = partOf(value, name)
  return Array.isArray(part) ? part : undefined
}
