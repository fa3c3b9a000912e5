import { GoneError, InputError, LaterError } from '../../core/errors.ts'
import type { FeedLook } from '../../core/feeds.ts'
import { optional } from '../../core/optional.ts'
import { charsetOf } from '../article/reader.ts'
import { createParser, type Parser } from '../sandbox/parser.ts'
import type { WebClient } from '../web/client.ts'
import { forStrangers } from '../web/failure.ts'
import { createHostQueue } from '../web/host-queue.ts'
import type { SeenFeed } from './feed-look.ts'
import { ACCEPT } from './feed-source.ts'
import type { FeedBytes } from './reader.ts'

/** As for the feeds that are followed. */
const MEMORY_MB = 280
/** People wait for it, and for those before them. */
const LIMIT_MS = 20_000
const AT_ONCE = 2

export interface FeedTrialOptions {
  /** What fetches; opened for each trial, and closed after it. */
  readonly open: () => Promise<WebClient>
  /** Aborted when the process is to stop. */
  readonly stop: AbortSignal
  readonly limitMs?: number
}

/**
 * Looks what is at an address before it is followed. `isOwn` if the operator gave it; strangers are told the same of every host that the
 * public internet does not have, whether there is such a host in a network of the operator's or not. Resolves within some 20 s.
 */
export type FeedTrial = (address: string, isOwn: boolean) => Promise<FeedLook>

/** Two trials go on at once, each with a child process of its own that reads what was fetched; the others wait within their time. */
export function createFeedTrial({ open, stop, limitMs = LIMIT_MS }: FeedTrialOptions): FeedTrial {
  const places = createHostQueue(AT_ONCE)

  return async (address, isOwn) => {
    const late = AbortSignal.timeout(limitMs)
    const signal = AbortSignal.any([late, stop])
    try {
      return await places.run('', () => fetchAndSee({ address, isOwn, signal }, open), signal)
    } catch (error) {
      if (stop.aborted) return { kind: 'nothing', trouble: 'the desk is stopping; try again in a minute' }
      if (late.aborted) return { kind: 'later', trouble: `it takes more than ${Math.ceil(limitMs / 1_000)} s` }
      return outcomeOf(error, isOwn)
    }
  }
}

interface Trial {
  readonly address: string
  readonly isOwn: boolean
  readonly signal: AbortSignal
}

async function fetchAndSee({ address, isOwn, signal }: Trial, open: () => Promise<WebClient>): Promise<SeenFeed> {
  const web = await open()
  const entry = new URL('feed-look-child.ts', import.meta.url)
  const parser: Parser<FeedBytes, SeenFeed> = createParser({ entry, memoryMb: MEMORY_MB, timeoutMs: LIMIT_MS })
  const close = () => parser.close()
  signal.addEventListener('abort', close, { once: true })
  try {
    const answer = await web.get({ address, isOwn, accept: ACCEPT, signal })
    if (answer.kind === 'unchanged') throw new LaterError('it says that nothing has changed, though nothing is known')
    const bytes = { bytes: answer.body, address: answer.address }
    return await parser.parse({ ...bytes, ...optional('charset', charsetOf(answer.contentType)) })
  } finally {
    signal.removeEventListener('abort', close)
    close()
    await web.close()
  }
}

function outcomeOf(error: unknown, isOwn: boolean): FeedLook {
  const told = isOwn ? error : forStrangers(error)
  if (told instanceof LaterError && told === error) return { kind: 'later', trouble: told.message }
  // What strangers are told in other words has one outcome too: by any difference they could try out names of a private network.
  if (told instanceof InputError || told instanceof GoneError || told instanceof LaterError)
    return { kind: 'nothing', trouble: told.message }
  throw error
}
