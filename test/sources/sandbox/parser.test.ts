import { existsSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { InputError } from '../../../src/core/errors.ts'
import { createParser, type Parser, type ParserOptions } from '../../../src/sources/sandbox/parser.ts'
import type { Wish } from './child.ts'

const parsers: Parser<Wish, unknown>[] = []

afterEach(() => {
  for (const parser of parsers.splice(0)) parser.close()
})

function open(options: Partial<ParserOptions> = {}): Parser<Wish, unknown> {
  const entry = new URL('child.ts', import.meta.url)
  const parser = createParser<Wish, unknown>({ entry, memoryMb: 200, timeoutMs: 10_000, ...options })
  parsers.push(parser)
  return parser
}

test('one child reads many inputs, in the order in which they came', async () => {
  const parser = open()
  const bytes = new Uint8Array(1_000_000)
  const read = await Promise.all([parser.parse('identity'), parser.parse(bytes), parser.parse('identity')])
  expect(read[1]).toBe(1_000_000)
  expect(read[0]).toBe(read[2])
  expect(read[0]).not.toBe(process.pid)
})

test('what the reader refuses or stumbles over is said, and the child lives on', async () => {
  const parser = open()
  const first = await parser.parse('identity')
  await expect(parser.parse('refuse')).rejects.toThrow(new InputError('it is a picture; save it as text'))
  await expect(parser.parse('throw')).rejects.toThrow(/cannot be read: x is not a function/u)
  await expect(parser.parse('deep')).rejects.toThrow(/nested too deeply/u)
  expect(await parser.parse('identity')).toBe(first)
})

test.each([
  ['hang', /more than 1 s/u, { timeoutMs: 1_000 }],
  ['heap', /memory/u, {}],
  ['exit', /breaks what reads it/u, {}],
] as const)('a child that does not survive (%s) is replaced', async (wish, words, options) => {
  const parser = open(options)
  const before = await parser.parse('identity')
  const [failed, after] = await Promise.allSettled([parser.parse(wish), parser.parse('identity')])
  expect(failed).toMatchObject({ status: 'rejected', reason: expect.any(InputError) })
  expect(String(failed.status === 'rejected' && failed.reason)).toMatch(words)
  expect(after).toMatchObject({ status: 'fulfilled', value: expect.any(Number) })
  expect(after.status === 'fulfilled' && after.value).not.toBe(before)
})

test.runIf(existsSync('/proc/self/statm'))('memory outside the objects of JavaScript counts, too', async () => {
  await expect(open().parse('buffers')).rejects.toThrow(/more than 200 MB of memory/u)
})

test('the child knows no secrets, writes nothing and starts nothing', async () => {
  const parser = open()
  expect(Object.keys((await parser.parse('environment')) ?? {}).filter((name) => !name.startsWith('NODE_'))).toEqual([])
  await expect(parser.parse('write')).rejects.toThrow(/restricted|permission/iu)
  await expect(parser.parse('spawn')).rejects.toThrow(/restricted|permission/iu)
})

test('closing ends what is under way, and nothing is begun after', async () => {
  const parser = open()
  await parser.parse('identity')
  const failure = expect(parser.parse('hang')).rejects.toThrow(InputError)
  await Promise.resolve()
  parser.close()
  await failure
  await expect(parser.parse('identity')).rejects.toThrow(/stopping/u)
})
