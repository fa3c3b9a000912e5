import { fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism, loadavg } from 'node:os'
import Parser from 'rss-parser'
import { decodeFeed } from '../../src/sources/feeds/encoding.ts'
import { readFeed } from '../../src/sources/feeds/parsing.ts'
import { readXml } from '../../src/sources/feeds/xml.ts'
import { table } from '../lookup/table.ts'
import { FEED_KINDS, generateFeed } from './generated.ts'
import type { Polling } from './polling.ts'

export interface FeedsBenchOptions {
  /** Feeds that are parsed, and entries of each. */
  readonly parsed: number
  readonly entries: number
  /** Feeds that are followed, and rounds of half an hour. */
  readonly followed: number
  readonly rounds: number
  readonly say: (words: string) => void
}

/** What the process that reads feeds may take, in MB. */
const MOST_MB = 300
const TURNS = 5

/**
 * Parses feeds beside rss-parser, and follows many from a server on this machine. False if the process that reads them takes more memory
 * than it may, or if a feed was not asked.
 */
export async function benchFeeds({ parsed, entries, followed, rounds, say }: FeedsBenchOptions): Promise<boolean> {
  say(`Load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores.`)
  say(`${followed} feeds are followed for ${rounds} rounds of half an hour, on SQLite, from a server on this machine.`)
  const polling = await pollInProcess(followed, rounds)
  const head = ['round', 'asked', 'unchanged', 'MB sent', 'documents', 'seconds', 'feeds a second']
  const rows = polling.rounds.map(({ asked, unchanged, bytes, documents, ms }, round) => [
    `${round + 1}`,
    `${asked}`,
    `${unchanged}`,
    (bytes / 1024 ** 2).toFixed(1),
    `${documents}`,
    (ms / 1_000).toFixed(1),
    (asked / (ms / 1_000)).toFixed(0),
  ])
  say(table([head, ...rows]))
  const later = polling.rounds.slice(1)
  const possible = followed * later.length
  const asked = later.reduce((sum, round) => sum + round.asked, 0)
  const unchanged = later.reduce((sum, round) => sum + round.unchanged, 0)
  say(
    `After the first round ${percent(possible - asked, possible)} of requests are saved by hints of how often to ask, and ${percent(unchanged, asked)} of the others are answered without a body.`,
  )
  const { desk, reader } = polling.memory
  say(
    `At most ${desk.toFixed(0)} MB in the desk’s process, ${reader.toFixed(0)} MB in the one that reads feeds. Load ${loadavg()[0]?.toFixed(1)}.`,
  )
  await compareParsers(parsed, entries, say)
  return polling.rounds[0]?.asked === followed && reader < MOST_MB
}

async function pollInProcess(feeds: number, rounds: number): Promise<Polling> {
  const child = fork(new URL('polling-process.ts', import.meta.url), [`${feeds}`, `${rounds}`], { stdio: 'inherit' })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the process that follows feeds ended with ${code}`)
  })
  // It sends what its type says.
  const told: Promise<Polling> = once(child, 'message').then(([polling]) => polling)
  return await Promise.race([told, ended])
}

async function compareParsers(count: number, entries: number, say: (words: string) => void): Promise<void> {
  const texts = Array.from({ length: count }, (_, number) =>
    generateFeed({ number, kind: FEED_KINDS[number % FEED_KINDS.length] ?? 'RSS', entries }),
  )
  const bytes = texts.map((text) => new TextEncoder().encode(text))
  const peer = new Parser()
  // rss-parser leaves the HTML of entries as it is, and makes one line of it; the first row does as little.
  const ways: Readonly<Record<string, (at: number) => unknown>> = {
    'Attaché, the XML alone': (at) => readXml(texts[at] ?? '', () => true),
    'Attaché, entries read as paragraphs': (at) => readFeed(texts[at] ?? '', 'https://example.org/'),
    'Attaché, from bytes': async (at) =>
      readFeed(await decodeFeed(bytes[at] ?? new Uint8Array(), undefined), 'https://example.org/'),
    'rss-parser': (at) => peer.parseString(texts[at] ?? ''),
  }
  const best = new Map<string, number>()
  // In turns, so that what else the machine does falls on all of them; the best turn is the one least disturbed.
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [name, read] of Object.entries(ways)) {
      const began = performance.now()
      for (let at = 0; at < count; at += 1) await read(at)
      const rate = count / ((performance.now() - began) / 1_000)
      best.set(name, Math.max(best.get(name) ?? 0, rate))
    }
  }
  const kilobytes = bytes.reduce((sum, each) => sum + each.length, 0) / count / 1024
  const peerRate = best.get('rss-parser') ?? 1
  say(`\n${count} generated feeds of ${entries} entries, ${kilobytes.toFixed(0)} KB each, best of ${TURNS} turns.`)
  const rows = [...best].map(([name, rate]) => [name, rate.toFixed(0), (rate / peerRate).toFixed(2)])
  say(table([['', 'feeds a second', 'times rss-parser'], ...rows]))
}

function percent(part: number, whole: number): string {
  return `${((part / Math.max(1, whole)) * 100).toFixed(0)} %`
}
