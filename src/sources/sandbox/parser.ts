import { type ChildProcess, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { InputError } from '../../core/errors.ts'
import type { Verdict } from './serving.ts'

export interface ParserOptions {
  /** The module that the child runs; it calls `serveParser`. */
  readonly entry: URL
  /** What all of the child may take, in MB; of that, six tenths for the objects of JavaScript. */
  readonly memoryMb: number
  /** For one input, in milliseconds; the first one's includes the start of the child. */
  readonly timeoutMs: number
}

/** Reads what strangers made in a process of its own. */
export interface Parser<Input, Output> {
  /**
   * Inputs and outputs are anything that can be cloned; one input is read at a time, the others wait. Throws `InputError`: the reader's
   * own, or that it took too long, too much memory, or broke.
   */
  parse(input: Input): Promise<Output>
  /** Ends the child; an input under way fails. */
  close(): void
}

/** A warm child costs some 70 MB; it goes after so long without work. */
const IDLE_MS = 60_000
const LOOK_EVERY_MS = 25
const HEAP_SHARE = 0.6

/**
 * A child process that is started at the first input, kept for the next ones, and replaced after one that it did not survive. It has no
 * environment, may write no file and start no process (Node's permission model), and is killed when it takes too long or too much. Linux
 * tells how much memory it takes in all; elsewhere the limit holds for the objects of JavaScript alone.
 */
export function createParser<Input, Output>(options: ParserOptions): Parser<Input, Output> {
  let child: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()
  let closed = false

  function drop(): void {
    clearTimeout(idle)
    child?.kill('SIGKILL')
    child = undefined
  }

  async function parse(input: Input): Promise<Output> {
    if (closed) throw new InputError('the desk is stopping')
    clearTimeout(idle)
    if (child?.connected !== true) drop()
    child ??= startChild(options)
    const running = child
    running.ref()
    running.channel?.ref()
    try {
      const verdict = await judge<Input, Output>(running, input, options)
      if ('output' in verdict) return verdict.output
      throw new InputError(verdict.trouble)
    } finally {
      if (!running.connected || closed) drop()
      else rest(running)
    }
  }

  /** Keeps no process waiting for a child that has nothing to do. */
  function rest(running: ChildProcess): void {
    running.unref()
    running.channel?.unref()
    idle = setTimeout(drop, IDLE_MS)
    idle.unref()
  }

  return {
    async parse(input) {
      const turn = last.then(() => parse(input))
      last = turn.catch(() => {})
      return await turn
    },
    close() {
      closed = true
      drop()
    },
  }
}

function startChild({ entry, memoryMb }: ParserOptions): ChildProcess {
  const child = fork(entry, {
    env: {},
    execArgv: [
      `--max-old-space-size=${Math.floor(memoryMb * HEAP_SHARE)}`,
      // Room for what is soon garbage again would otherwise take as much as what is not: the same page 280 MB in place of 210.
      '--max-semi-space-size=4',
      '--permission',
      '--allow-fs-read=*',
      '--disable-warning=SecurityWarning',
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // One that is killed between two inputs must not bring the desk down.
  return child.on('error', () => {})
}

/** What the child says to one input; one that is killed or dies is disconnected when this returns. */
async function judge<Input, Output>(
  child: ChildProcess,
  input: Input,
  { memoryMb, timeoutMs }: ParserOptions,
): Promise<Verdict<Output>> {
  const { promise, resolve } = Promise.withResolvers<Verdict<Output>>()
  const end = (trouble: string) => {
    child.kill('SIGKILL')
    if (child.connected) child.disconnect()
    resolve({ trouble })
  }
  const died = () => end('it takes too much memory to read, or breaks what reads it')
  const late = setTimeout(() => end(`it takes more than ${Math.ceil(timeoutMs / 1_000)} s to read`), timeoutMs)
  let over = false
  const look = async (): Promise<void> => {
    const bytes = await residentBytes(child)
    if (over) return
    if (bytes > memoryMb * 1024 * 1024) end(`it takes more than ${memoryMb} MB of memory to read`)
    else looking = setTimeout(look, LOOK_EVERY_MS)
  }
  let looking = setTimeout(look, LOOK_EVERY_MS)
  // What the child sends has the type that its entry gives it.
  const answered = (message: unknown) => resolve(message as Verdict<Output>)
  child.once('message', answered).once('exit', died).once('error', died)
  try {
    // A structured clone takes more than the type of `send` knows of.
    child.send(input as Parameters<ChildProcess['send']>[0], (error) => {
      if (error !== null) died()
    })
    return await promise
  } finally {
    over = true
    clearTimeout(late)
    clearTimeout(looking)
    child.off('message', answered).off('exit', died).off('error', died)
  }
}

/** What the child takes in all; 0 where the system does not tell. */
async function residentBytes({ pid }: ChildProcess): Promise<number> {
  try {
    const pages = Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1])
    return Number.isNaN(pages) ? 0 : pages * PAGE_BYTES
  } catch {
    return 0
  }
}

/** Of memory, on every Linux that Node is built for but some ARM servers, whose pages are larger: there the limit comes later. */
const PAGE_BYTES = 4_096
