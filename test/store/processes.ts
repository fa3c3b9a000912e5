import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { TestDatabase } from './databases.ts'

/** A process that writes to a store until it is killed. */
export interface WritingProcess {
  readonly pid: number
  /** Waits until this many more writes have been acknowledged; gives the last number. */
  acknowledged(writes: number): Promise<number>
  /** `kill -9`. Gives the last number that was acknowledged, and whatever the process said to its user. */
  kill(): Promise<{ readonly last: number; readonly stderr: string }>
}

export function startWriting(database: TestDatabase, first = 0): WritingProcess {
  const script = new URL('writing-process.ts', import.meta.url).pathname
  const child: ChildProcess = spawn(process.execPath, [script, JSON.stringify(database.options), String(first)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr?.on('data', (chunk) => {
    stderr += chunk
  })
  if (child.stdout === null || child.pid === undefined) throw new Error('the process did not start')
  const lines = createInterface({ input: child.stdout })
  let last = first - 1
  lines.on('line', (line) => {
    last = Number(line)
  })
  const closed = once(lines, 'close')
  return {
    pid: child.pid,
    async acknowledged(writes) {
      const wanted = last + writes
      while (last < wanted) {
        const [line] = await Promise.race([once(lines, 'line'), closed])
        if (line === undefined) throw new Error(`the writing process ended: ${stderr}`)
      }
      return last
    },
    async kill() {
      child.kill('SIGKILL')
      await closed
      return { last, stderr }
    },
  }
}
