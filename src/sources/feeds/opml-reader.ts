import { InputError } from '../../core/errors.ts'
import { createParser } from '../sandbox/parser.ts'
import type { FeedList } from './opml.ts'

/** A list of feeds as it was found. */
export interface OpmlBytes {
  readonly bytes: Uint8Array
  /** What an HTTP header says of the encoding. */
  readonly charset?: string
}

/** Reads lists of feeds in a child process, since they may be made to do harm. */
export interface OpmlReader {
  /** Throws `InputError`: it is no OPML, it lists no feed, it is too large, or it took too long or too much memory. */
  read(list: OpmlBytes): Promise<FeedList>
  close(): void
}

const MOST_BYTES = 20 * 1024 * 1024
const MEMORY_MB = 280
const TIMEOUT_MS = 20_000

/** Costs nothing until the first list is read. */
export function createOpmlReader(): OpmlReader {
  const entry = new URL('opml-child.ts', import.meta.url)
  const parser = createParser<OpmlBytes, FeedList>({ entry, memoryMb: MEMORY_MB, timeoutMs: TIMEOUT_MS })
  return {
    async read(list) {
      if (list.bytes.byteLength > MOST_BYTES) {
        throw new InputError(`it is larger than ${MOST_BYTES / 1024 / 1024} MB, which is no list of feeds`)
      }
      return await parser.parse(list)
    },
    close: () => parser.close(),
  }
}
