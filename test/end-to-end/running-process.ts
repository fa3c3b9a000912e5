import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { runCommandLine } from '../../src/commands/command-line.ts'
import { createPrompt } from '../../src/prompt.ts'
import type { Runtime } from '../../src/runtime.ts'

/** A folder for one test, gone after it. */
export async function openFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'attache-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** What a command line printed, and how it ended. */
export interface Printed {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs one command to its end, in this process, with nothing of this machine's environment. */
export async function runCommand(
  args: readonly string[],
  env: Runtime['env'],
  input: readonly string[] = [],
): Promise<Printed> {
  const printed = { out: '', err: '' }
  const code = await runCommandLine(args, runtimeFor(env, printed, input, new AbortController().signal))
  return { code, ...printed }
}

/** Runs one command as at a terminal at which somebody types these lines and then goes; `envFile` is the file of settings. */
export async function runAtTerminal(
  args: readonly string[],
  env: Runtime['env'],
  lines: readonly string[],
  envFile: string,
): Promise<Printed> {
  const printed = { out: '', err: '' }
  const runtime = runtimeFor(env, printed, [], new AbortController().signal)
  const output = new Writable({
    write(chunk, _encoding, done) {
      runtime.out(String(chunk))
      done()
    },
  })
  const openPrompt = () => {
    const input = Readable.from(lines.map((line) => `${line}\n`))
    return createPrompt({ input, output, isTerminal: false, onInterrupt() {} })
  }
  const code = await runCommandLine(args, { ...runtime, openPrompt, envFile })
  return { code, ...printed }
}

/** `attache start`, until it is stopped. Serves nothing unless told to: tests that run side by side would all want one port. */
export interface StartedDesk {
  readonly printed: { out: string; err: string }
  /** Asks it to stop, as a signal does; gives the exit code. */
  stop(): Promise<number>
  /** Rejects if the command ended by itself. */
  readonly ended: Promise<number>
}

export function startDesk(env: Runtime['env']): StartedDesk {
  return startCommand(['start'], { ATTACHE_HTTP: 'off', ...env })
}

/** A command that takes its time. */
export function startCommand(args: readonly string[], env: Runtime['env']): StartedDesk {
  const printed = { out: '', err: '' }
  const stop = new AbortController()
  const ended = runCommandLine(args, runtimeFor(env, printed, [], stop.signal))
  return {
    printed,
    ended,
    stop() {
      stop.abort()
      return ended
    },
  }
}

/** What a command gets from a process that prints into an object. */
export function runtimeFor(
  env: Runtime['env'],
  printed: { out: string; err: string },
  input: readonly string[],
  stop: AbortSignal,
): Runtime {
  return {
    env,
    input: (async function* () {
      yield* input
    })(),
    out(text) {
      printed.out += text
    },
    err(text) {
      printed.err += text
    },
    terminal: { width: 100, colour: false, interactive: false },
    openPrompt: undefined,
    envFile: '',
    now: () => new Date(),
    random: () => 0.5,
    stop,
    // The test run itself watches for these.
    onBeat() {},
    onStray() {},
  }
}
