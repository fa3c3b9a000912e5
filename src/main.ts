#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { runCommandLine } from './commands/command-line.ts'
import { codeOf, faultOfPath } from './core/file-fault.ts'
import { createPrompt } from './prompt.ts'
import type { Runtime } from './runtime.ts'

// The only reader of process.env, process.argv and the standard streams.
const ENV_FILE = '.env'
try {
  // Read once, since it may be a pipe. As with Node's own loadEnvFile, which has no words for a folder of that name, what is set stays.
  const settings = parseEnv(readFileSync(ENV_FILE, 'utf8'))
  for (const [name, value] of Object.entries(settings)) process.env[name] ??= value
} catch (error) {
  // Without its settings a desk would be another one.
  if (codeOf(error) !== 'ENOENT') {
    process.stderr.write(`${ENV_FILE} cannot be read: ${faultOfPath(error)}\n`)
    process.exit(1)
  }
}

const stop = new AbortController()
const parent = process.ppid
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort()
    // A second Ctrl+C means now: nothing that was acknowledged is lost by it.
    process.once(signal, () => process.exit(1))
  })
}
// A reader that closes early (`attache topics | head -1`) is not an error.
process.stdout.on('error', (error) => {
  if (codeOf(error) === 'EPIPE') process.exit(0)
  process.stderr.write(`What is printed cannot be written: ${faultOfPath(error)}\n`)
  process.exit(1)
})
// Nobody reads what goes wrong: that is no reason to stop.
process.stderr.on('error', () => undefined)

function openPrompt() {
  const onInterrupt = () => stop.abort()
  return createPrompt({ input: process.stdin, output: process.stdout, isTerminal: true, onInterrupt })
}

const runtime: Runtime = {
  env: process.env,
  input: process.stdin,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: {
    width: Math.max(40, Math.min(100, process.stdout.columns ?? 100)),
    colour: process.stdout.isTTY === true && process.stdout.hasColors() && process.env.NO_COLOR === undefined,
    interactive: process.stderr.isTTY === true,
  },
  openPrompt: process.stdin.isTTY === true && process.stdout.isTTY === true ? openPrompt : undefined,
  envFile: ENV_FILE,
  now: () => new Date(),
  random: Math.random,
  stop: stop.signal,
  onBeat() {
    if (process.env.npm_lifecycle_event !== undefined && process.ppid !== parent) stop.abort()
  },
  onStray: (tell) => void process.on('unhandledRejection', tell),
}

process.exitCode = await runCommandLine(process.argv.slice(2), runtime)
// What has not ended in order by now, such as a call that a platform does not answer, is not waited for.
setTimeout(() => process.exit(), 1_000).unref()
