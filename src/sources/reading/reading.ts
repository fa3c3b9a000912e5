import { GoneError, InputError, LaterError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { nameOf, type Pointed, type Reading, type ReadText } from '../../core/pointing.ts'
import type { Readers } from '../file/readers.ts'
import { NotPublicError } from '../web/address.ts'
import type { WebClient } from '../web/client.ts'
import { createHostQueue } from '../web/host-queue.ts'
import type { Robots } from '../web/ruled-get.ts'
import { readPointedFile } from './pointed-file.ts'
import { readPointedPage } from './pointed-page.ts'
import { checkLength } from './size.ts'

/** People wait for it. */
const LIMIT_MS = 20_000
/** Each may take 20 MB, and as much again on its way into the child process. */
const AT_ONCE = 4

export interface ReadingTools {
  readonly web: WebClient
  /** For the further parts of an article; the page itself is asked for by a person. */
  readonly robots: Robots
  readonly readers: Readers
  /** Whoever points is the operator: their addresses may be in their own network. */
  readonly isOwn: boolean
}

export interface ReadingOptions {
  /** Opened when somebody first points at something. */
  readonly open: () => Promise<ReadingTools>
  readonly log: Log
  /** Milliseconds for all that one message points at. */
  readonly limitMs?: number
}

/**
 * Reads what people point at. Addresses count as strangers’, which no setting lets into private networks, unless the operator gives them
 * (`ReadingTools`); what is there is parsed in child processes. All that one message points at is read side by side, within one time limit.
 */
export function createReading({ open, log, limitMs = LIMIT_MS }: ReadingOptions): Reading {
  const stopping = new AbortController()
  const queue = createHostQueue(AT_ONCE)
  let opened: Promise<ReadingTools> | undefined

  async function readInTime(thing: Pointed, signal: AbortSignal): Promise<ReadText> {
    const late = new Promise<never>((_resolve, reject) => {
      if (signal.aborted) reject(signal.reason)
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    const work = queue.run('', async () => {
      signal.throwIfAborted()
      opened ??= open().catch((error: unknown) => {
        opened = undefined
        throw error
      })
      const tools = await opened
      return await readThing(thing, tools, signal)
    })
    const text = await Promise.race([work, late])
    checkLength(text.blocks)
    if (!text.blocks.some((block) => block.text.trim() !== '')) throw new InputError('it holds no text')
    return text
  }

  function wordsFor(error: unknown, signal: AbortSignal): string {
    if (stopping.signal.aborted) return 'the desk is stopping'
    if (signal.aborted) return `it took more than ${Math.ceil(limitMs / 1_000)} s to read`
    if (error instanceof NotPublicError) return `${error.host} is not on the public internet, and nothing else is read`
    if (error instanceof InputError || error instanceof LaterError || error instanceof GoneError) return error.message
    log.error('something that somebody pointed at could not be read', { error })
    return 'it could not be read; why is in the log of the desk'
  }

  return {
    async read(things) {
      const signal = AbortSignal.any([AbortSignal.timeout(limitMs), stopping.signal])
      return await Promise.all(
        things.map((thing) =>
          readInTime(thing, signal).catch((error: unknown) => {
            return new InputError(naming(thing, wordsFor(error, signal)), { cause: error })
          }),
        ),
      )
    },

    close() {
      stopping.abort()
      opened?.then(
        async ({ web, readers }) => {
          readers.close()
          await web.close()
        },
        () => {},
      )
    },
  }
}

async function readThing(thing: Pointed, tools: ReadingTools, signal: AbortSignal): Promise<ReadText> {
  return thing.kind === 'file'
    ? await readPointedFile(thing, tools, signal)
    : await readPointedPage(thing.address, tools, signal)
}

/** Words that begin with what they are about. */
function naming(thing: Pointed, words: string): string {
  const name = nameOf(thing)
  return words.startsWith(`${name}: `) || words.startsWith(`${name} is `) ? words : `${name}: ${words}`
}
