import { InputError } from '../../../src/core/errors.ts'
import { serveParser } from '../../../src/sources/sandbox/serving.ts'

/** What the tests make the child do. */
export type Wish =
  | 'identity'
  | 'hang'
  | 'heap'
  | 'buffers'
  | 'deep'
  | 'refuse'
  | 'throw'
  | 'exit'
  | 'environment'
  | 'write'
  | 'spawn'
  | Uint8Array

const hold: unknown[] = []

serveParser<Wish, unknown>(async (wish) => {
  if (typeof wish !== 'string') return wish.length
  if (wish === 'identity') return process.pid
  if (wish === 'environment') return { ...process.env }
  if (wish === 'refuse') throw new InputError('it is a picture; save it as text')
  if (wish === 'throw') throw new TypeError('x is not a function')
  if (wish === 'exit') process.exit(3)
  if (wish === 'deep') return nest(0)
  if (wish === 'write') return (await import('node:fs')).writeFileSync('never.txt', 'x')
  if (wish === 'spawn') return (await import('node:child_process')).execFileSync('true')
  for (;;) {
    if (wish === 'heap') hold.push(Array.from({ length: 10_000 }, (_, at) => ({ at })))
    if (wish === 'buffers') hold.push(Buffer.alloc(8 * 1024 * 1024, 1))
  }
})

function nest(depth: number): number {
  return nest(depth + 1) + 1
}
