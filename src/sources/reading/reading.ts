import { GoneError, InputError, LaterError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { nameOf, type Pointed, type Reading, type ReadText } from '../../core/pointing.ts'
import type { Readers } from '../file/readers.ts'
import type { WebClient } from '../web/client.ts'
import { forStrangers } from '../web/failure.ts'
import { AT_ONCE_A_HOST, createHostQueue } from '../web/host-queue.ts'
import type { Robots } from '../web/ruled-get.ts'
import { readPointedFile } from './pointed-file.ts'
import { readPointedPage } from './pointed-page.ts'
import { checkLength } from './size.ts'

/** People wait for it. */
const LIMIT_MS = 20_000
/** So long somebody waits before it is of more use to them to ask again. */
const PATIENCE_MS = 20_000
/** Each may take 20 MB, and as much again on its way into the child process. */
const AT_ONCE = 4
const NO_PLACE = 'too much is being read just now; ask again in a minute'

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
  /** Milliseconds for each thing, from when its reading begins. */
  readonly limitMs?: number
  /** Milliseconds that a thing waits for its reading to begin. */
  readonly patienceMs?: number
}

/**
 * Reads what people point at. Addresses count as strangers’, which no setting lets into private networks, unless the operator gives them
 * (`ReadingTools`); what is there is parsed in child processes. All that one message points at is read side by side, as far as there are
 * places: four, and two of them for pages of one host, so that a slow site does not spend the time of its further pages on waiting.
 */
export function createReading(options: ReadingOptions): Reading {
  const { open, log, limitMs = LIMIT_MS, patienceMs = PATIENCE_MS } = options
  const stopping = new AbortController()
  const places = createHostQueue(AT_ONCE)
  const hosts = createHostQueue(AT_ONCE_A_HOST)
  let opened: Promise<ReadingTools> | undefined

  /** Its place is free once all that its reading holds is let go, which may be after it has been given up. */
  function readInTurn(thing: Pointed): Promise<ReadText> {
    const patience = AbortSignal.any([AbortSignal.timeout(patienceMs), stopping.signal])
    return new Promise((resolve, reject) => {
      const begin = async () => {
        const signal = AbortSignal.any([AbortSignal.timeout(limitMs), stopping.signal])
        const work = readThing(thing, signal)
        resolve(inTime(work, signal))
        await Promise.allSettled([work])
      }
      const takePlace = () => places.run('', begin, patience)
      const turn = thing.kind === 'file' ? takePlace() : hosts.run(nameOf(thing), takePlace, patience)
      turn.catch((error: unknown) => reject(patience.aborted ? new InputError(NO_PLACE, { cause: error }) : error))
    })
  }

  async function readThing(thing: Pointed, signal: AbortSignal): Promise<ReadText> {
    signal.throwIfAborted()
    opened ??= open().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    const tools = await opened
    const text =
      thing.kind === 'file'
        ? await readPointedFile(thing, tools, signal)
        : await readPointedPage(thing.address, tools, signal).catch((error: unknown) => {
            throw tools.isOwn ? error : forStrangers(error)
          })
    checkLength(text.blocks)
    if (!text.blocks.some((block) => block.text.trim() !== '')) throw new InputError('it holds no text')
    return text
  }

  async function inTime(work: Promise<ReadText>, signal: AbortSignal): Promise<ReadText> {
    const late = new Promise<never>((_resolve, reject) => {
      if (signal.aborted) reject(signal.reason)
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    try {
      return await Promise.race([work, late])
    } catch (error) {
      if (!signal.aborted) throw error
      throw new InputError(`it took more than ${Math.ceil(limitMs / 1_000)} s to read`, { cause: error })
    }
  }

  function wordsFor(error: unknown): string {
    if (stopping.signal.aborted) return 'the desk is stopping'
    if (error instanceof InputError || error instanceof LaterError || error instanceof GoneError) return error.message
    log.error('something that somebody pointed at could not be read', { error })
    return 'it could not be read; why is in the log of the desk'
  }

  return {
    async read(things) {
      return await Promise.all(
        things.map((thing) =>
          readInTurn(thing).catch((error: unknown) => new InputError(naming(thing, wordsFor(error)), { cause: error })),
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

/** Words that begin with what they are about. */
function naming(thing: Pointed, words: string): string {
  const name = nameOf(thing)
  return words.startsWith(`${name}: `) || words.startsWith(`${name} is `) ? words : `${name}: ${words}`
}
