import { readdir, readFile } from 'node:fs/promises'
import { dirname, extname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import type { Feed } from '../../src/sources/feeds/feed.ts'
import { createFeedReader } from '../../src/sources/feeds/reader.ts'
import { evenSpaces, parsePage, textWithin } from '../../src/sources/text/html-tree.ts'
import { type Expectation, expectationOf } from './expectations.ts'

const help = `Reads a folder of feeds and tells how much of what is known of them is read right.

  node bench/feeds/accuracy.ts --data FOLDER [--failures] [--only WORDS]

What is expected of a feed stands in a comment within it, as in the tests of Python's feedparser (“Expect: …”), or in a JSON file of the
same name beside it ({title, link, entries: [{title, link, date, text}]}, or as gofeed and podcastparser write theirs). Feeds of which
nothing is known count as read or not. Every feed is read in the watched child process, as a running desk reads it.

  --failures   name every feed that is not read right, with what was expected
  --only       only files whose path has these words in it
`

const ENDINGS: ReadonlySet<string> = new Set(['.xml', '.rss', '.atom', '.rdf', '.feed', '.json', '.z', '.gz'])
const PARTS = ['title', 'link', 'date', 'text', 'count'] as const
type Part = (typeof PARTS)[number]

interface Wrong {
  readonly part: Part | 'read'
  readonly expected: string
  readonly got: string
}

interface Tally {
  files: number
  unread: number
  readonly right: Map<Part, number>
  readonly all: Map<Part, number>
}

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    failures: { type: 'boolean', default: false },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
const say = (words: string) => void process.stdout.write(`${words}\n`)

if (values.help || values.data === undefined) say(help)
else await measure(values.data)

async function measure(folder: string): Promise<void> {
  const reader = createFeedReader()
  const tallies = new Map<string, Tally>()
  let slowest = { ms: 0, name: '' }
  for (const file of await feedsIn(folder)) {
    const name = relative(folder, file)
    if (values.only !== undefined && !name.includes(values.only)) continue
    const bytes = await readFile(file)
    const head = new TextDecoder('utf-8').decode(bytes.subarray(0, 20_000))
    const expected = expectationOf(file, head)
    if (extname(file) === '.json' && !head.includes('jsonfeed.org/version')) continue
    const tally = tallyOf(tallies, dirname(name))
    tally.files += 1
    const begun = performance.now()
    const charset = /charset\s*=\s*["']?([\w.:-]+)/iu.exec(expected?.headers.get('content-type') ?? '')?.[1]
    const address = new URL(expected?.headers.get('content-location') ?? '', `http://127.0.0.1:8097/${name}`).href
    try {
      const feed = await reader.read({ bytes, address, ...(charset === undefined ? {} : { charset }) })
      if (expected !== undefined) compare(feed, expected, tally, (wrong) => tellFailure(name, wrong))
    } catch (error) {
      tally.unread += 1
      const got = error instanceof Error ? error.message : String(error)
      if (expected !== undefined) countUnread(expected, tally)
      tellFailure(name, { part: 'read', expected: 'a feed', got })
    }
    const ms = performance.now() - begun
    if (ms > slowest.ms) slowest = { ms, name }
  }
  reader.close()
  for (const [kind, tally] of [...tallies].sort()) say(rowOf(kind, tally))
  say(rowOf('all', sumOf([...tallies.values()])))
  say(`The slowest took ${Math.round(slowest.ms)} ms: ${slowest.name}`)
}

async function feedsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && ENDINGS.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function tallyOf(tallies: Map<string, Tally>, kind: string): Tally {
  const tally = tallies.get(kind) ?? { files: 0, unread: 0, right: new Map(), all: new Map() }
  tallies.set(kind, tally)
  return tally
}

function compare(feed: Feed, expected: Expectation, tally: Tally, tell: (wrong: Wrong) => void): void {
  const check = (part: Part, wishes: readonly string[] | undefined, got = '') => {
    if (wishes === undefined) return
    add(tally.all, part)
    if (wishes.includes(got)) add(tally.right, part)
    else tell({ part, expected: wishes[0] ?? '', got })
  }
  check('title', waysOf(expected.title), evenSpaces(feed.title ?? ''))
  check('link', expected.link === undefined ? undefined : [evenLink(expected.link)], evenLink(feed.link))
  check('count', expected.count === undefined ? undefined : [`${expected.count}`], `${feed.entries.length}`)
  for (const [index, { title, link, date, text }] of expected.entries) {
    const entry = feed.entries.at(index)
    check('title', waysOf(title), evenSpaces(entry?.title ?? ''))
    check('link', link === undefined ? undefined : [evenLink(link)], evenLink(entry?.link))
    check(
      'date',
      date === undefined ? undefined : [instantOf(date)],
      entry?.date && instantOf(Date.parse(entry.date) / 1_000),
    )
    const words = entry?.blocks.map(({ text }) => text).join('\n') ?? ''
    check('text', waysOf(text)?.map(withoutSpaces), withoutSpaces(words))
  }
}

function countUnread(expected: Expectation, tally: Tally): void {
  for (const part of PARTS) {
    const own = part === 'title' || part === 'link' ? [expected[part]] : part === 'count' ? [expected.count] : []
    const entries = part === 'count' ? [] : [...expected.entries.values()].map((entry) => entry[part])
    for (const wish of [...own, ...entries]) if (wish !== undefined) add(tally.all, part)
  }
}

function instantOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().slice(0, 19)
}

/** One spelling of an address: spaces escaped, the host in lower case. */
function evenLink(link = ''): string {
  return URL.parse(link)?.href ?? link
}

/** What is expected as words, white space folded: the words of its markup, or itself where it is none. */
function waysOf(expected: string | undefined): readonly string[] | undefined {
  if (expected === undefined) return undefined
  const unread = new Set(['script', 'style'])
  return [textWithin(parsePage(expected), ({ tagName }) => unread.has(tagName)), evenSpaces(expected)]
}

/** White space stands for nothing where paragraphs are parted in different ways, nor do bars between cells of a table and raised figures. */
function withoutSpaces(text: string): string {
  return evenSpaces(text)
    .normalize('NFKC')
    .replace(/[\s|]+/gu, '')
}

function add(counts: Map<Part, number>, part: Part): void {
  counts.set(part, (counts.get(part) ?? 0) + 1)
}

function sumOf(tallies: readonly Tally[]): Tally {
  const sum = tallyOf(new Map(), '')
  for (const { files, unread, right, all } of tallies) {
    sum.files += files
    sum.unread += unread
    for (const part of PARTS) {
      sum.right.set(part, (sum.right.get(part) ?? 0) + (right.get(part) ?? 0))
      sum.all.set(part, (sum.all.get(part) ?? 0) + (all.get(part) ?? 0))
    }
  }
  return sum
}

function rowOf(kind: string, { files, unread, right, all }: Tally): string {
  const shares = PARTS.flatMap((part) => {
    const of = all.get(part) ?? 0
    const have = right.get(part) ?? 0
    return of === 0 ? [] : [`${part} ${((have / of) * 100).toFixed(1)} % (${have}/${of})`]
  })
  return `${kind}: ${files} feeds, ${unread} not read; ${shares.join(', ')}`
}

/** Names what is wrong, from shortly before the place where it becomes so. */
function tellFailure(name: string, { part, expected, got }: Wrong): void {
  if (!values.failures) return
  let at = 0
  while (at < expected.length && expected[at] === got[at]) at += 1
  const from = Math.max(0, at - 30)
  say(`✗ ${name} ${part}`)
  for (const [what, text] of [
    ['expected', expected],
    ['got', got],
  ] as const)
    say(`    ${what.padEnd(8)} ${from > 0 ? '…' : ''}${JSON.stringify(text.slice(from, from + 150))}`)
}
