import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Prompt } from './runtime.ts'

export interface PromptOptions {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream & { readonly columns?: number }
  /** Whether there are keys to read one by one; lines that come through a pipe are not shown again. */
  readonly isTerminal: boolean
  /** Called at Ctrl+C, which reaches a terminal that reads keys as a key, and not as a signal. */
  readonly onInterrupt: () => void
}

/** Reads lines until the input ends, Ctrl+C or `close`. Nothing is kept of what was typed; of a secret nothing is shown either. */
export function createPrompt({ input, output, isTerminal, onInterrupt }: PromptOptions): Prompt {
  let isMuted = false
  let isOver = false
  let take: ((line: string | undefined) => void) | undefined
  const lines: string[] = []
  const shown = new Writable({
    write(chunk, _encoding, done) {
      if (!isMuted) output.write(chunk)
      done()
    },
  })
  // Where readline breaks a long line, which it learns from here.
  Object.defineProperty(shown, 'columns', { get: () => output.columns })
  const reader = createInterface({ input, output: shown, terminal: isTerminal, historySize: 0 })
  const answer = (line: string | undefined) => {
    const waiting = take
    take = undefined
    if (waiting !== undefined) waiting(line)
    else if (line !== undefined) lines.push(line)
  }
  reader.on('line', answer)
  reader.on('close', () => {
    isOver = true
    answer(undefined)
  })
  reader.on('SIGINT', () => {
    onInterrupt()
    reader.close()
  })

  return {
    async ask(question, { secret = false } = {}) {
      // A key that was pressed once too often answers no question that was not there yet.
      if (isTerminal) lines.length = 0
      if (isOver) output.write(question)
      else {
        reader.setPrompt(question)
        reader.prompt()
      }
      isMuted = secret && isTerminal
      const early = lines.shift()
      const line = early ?? (isOver ? undefined : await new Promise<string | undefined>((resolve) => (take = resolve)))
      if (isMuted || !isTerminal) output.write('\n')
      isMuted = false
      return line?.trim()
    },
    close() {
      reader.close()
    },
  }
}
