import { createParser } from '../sandbox/parser.ts'
import type { Feed } from './feed.ts'

/** A feed as its server gave it. */
export interface FeedBytes {
  readonly bytes: Uint8Array
  /** What the HTTP header says of the encoding. */
  readonly charset?: string
  /** Where it was found: relative links are resolved against it. Absent for a feed in a file. */
  readonly address?: string
}

/** Reads feeds in a child process, since feeds may be made to do harm. */
export interface FeedReader {
  /** Throws `InputError`: it is no feed, or it took too long or too much memory. */
  read(feed: FeedBytes): Promise<Feed>
  close(): void
}

/** A feed of 20 MB takes some 200; what takes more is made to do harm. */
const MEMORY_MB = 280
const TIMEOUT_MS = 20_000

/** Costs nothing until the first feed is read. */
export function createFeedReader(): FeedReader {
  const entry = new URL('child.ts', import.meta.url)
  const parser = createParser<FeedBytes, Feed>({ entry, memoryMb: MEMORY_MB, timeoutMs: TIMEOUT_MS })
  return { read: (feed) => parser.parse(feed), close: () => parser.close() }
}
