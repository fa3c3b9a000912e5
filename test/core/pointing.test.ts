import { describe, expect, test } from 'vitest'
import { readHandedOver } from '../../src/core/conversation/handing.ts'
import {
  addressesIn,
  addressesTyped,
  gatherBytes,
  type PointedFile,
  withoutAddresses,
} from '../../src/core/pointing.ts'
import type { HeardMessage } from '../../src/core/ports.ts'
import { readSpoken } from '../../src/core/spoken.ts'

test.each([
  ['See https://a.example/x.', ['https://a.example/x']],
  ['(https://a.example/x), https://b.example/y!', ['https://a.example/x', 'https://b.example/y']],
  [
    'https://a.example/wiki/Minsk_(city) and (https://a.example/b)',
    ['https://a.example/wiki/Minsk_(city)', 'https://a.example/b'],
  ],
  ['[a report](https://a.example/x)', ['https://a.example/x']],
  ['**https://a.example/x**', ['https://a.example/x']],
  ['https://a.example/x https://a.example/x', ['https://a.example/x']],
  ['HTTP://A.example/ü?q=1&r=2#part', ['http://a.example/%C3%BC?q=1&r=2#part']],
  ['ftp://a.example mailto:x@a.example javascript:alert(1) a.example/x', []],
  ['https://user:secret@a.example/', []],
  ['“https://a.example/x”', ['https://a.example/x']],
])('the addresses in %j', (text, addresses) => {
  expect(addressesIn(text)).toEqual(addresses)
})

test('a text without its addresses keeps what stands around them', () => {
  expect(withoutAddresses('See https://a.example/x. More (https://b.example/y) below')).toBe('See  . More ( ) below')
  expect(withoutAddresses(' https://a.example/x ')).toBe('')
})

test('brackets without end cost no time', () => {
  const text = `https://a.example/${')'.repeat(4_000)} `.repeat(25)
  const before = performance.now()
  expect(addressesIn(text)).toEqual(['https://a.example/'])
  withoutAddresses(text)
  expect(performance.now() - before).toBeLessThan(500)
})

test('only addresses alone are taken for pages where a topic may be typed', () => {
  expect(addressesTyped(' https://a.example/x ')).toEqual(['https://a.example/x'])
  expect(addressesTyped('https://a.example/x\nhttp://b.example')).toEqual(['https://a.example/x', 'http://b.example/'])
  expect(addressesTyped('the https://a.example/x')).toEqual([])
  expect(addressesTyped('file:///etc/passwd')).toEqual([])
  expect(addressesTyped('')).toEqual([])
})

test('a body is read no further than is allowed, and closed then', async () => {
  let asked = 0
  let closed = false
  async function* body() {
    try {
      for (;;) {
        asked += 1
        yield new Uint8Array(10)
      }
    } finally {
      closed = true
    }
  }
  expect(await gatherBytes(body(), 25)).toBeUndefined()
  expect([asked, closed]).toEqual([3, true])
  const two = [new Uint8Array([1, 2]), new Uint8Array([3])]
  expect(await gatherBytes(ReadableStream.from(two), 3)).toEqual(new Uint8Array([1, 2, 3]))
})

const file: PointedFile = {
  kind: 'file',
  name: 'a.pdf',
  async fetch() {
    throw new Error('not asked for')
  },
}

function heard(text: string, files: readonly PointedFile[] = [], more: Partial<HeardMessage> = {}) {
  const message: HeardMessage = {
    event: 'e1',
    place: { platform: 'slack', channel: 'C1' },
    channel: 'C1',
    message: 'm1',
    text,
    files,
    addressed: true,
    ...more,
  }
  const command = readHandedOver(message, readSpoken(text))
  return command && { pages: command.pages, files: command.files?.length }
}

test.each([
  ['', 1],
  ['brief this', 1],
  ['Brief', 1],
  ['please summarize this', 1],
  ['summary', 1],
  ['tl;dr', 1],
  ['brief this file, please.', 1],
  ['When does the ferry sail?', undefined],
  ['help', undefined],
  ['brief india-belarus', undefined],
])('a mention that says %j and has a file hands it over: %j', (text, files) => {
  expect(heard(text, [file])?.files).toBe(files)
})

test('a mention that is a link hands that over, and one that asks something does not', () => {
  expect(heard('https://a.example/x')).toEqual({ pages: ['https://a.example/x'], files: 0 })
  expect(heard('brief https://a.example/x https://a.example/y')?.pages).toHaveLength(2)
  expect(heard('summary of https://a.example/x')?.pages).toHaveLength(1)
  expect(heard('What does https://a.example/x say on ferries?')).toBeUndefined()
  expect(heard('brief this')).toBeUndefined()
  expect(heard('')).toBeUndefined()
})

describe('a mention in reply to a message', () => {
  const handed = { text: 'The ferry sails at nine.', pages: ['https://a.example/x'], files: [file] }

  test('hands that over with its pages and files, where it asks for no more', () => {
    for (const text of ['brief this', 'this, please', 'summarize it', '', 'tl;dr'])
      expect(heard(text, [], { handed })).toEqual({ pages: handed.pages, files: 1 })
    expect(heard('brief https://b.example/', [file], { handed })).toEqual({
      pages: ['https://b.example/', 'https://a.example/x'],
      files: 2,
    })
    expect(heard('When does it sail?', [], { handed })).toBeUndefined()
    expect(heard('brief india-belarus', [], { handed })).toBeUndefined()
    expect(heard('brief this', [], { handed, addressed: false })).toBeUndefined()
  })

  test('means the thread with “summary”, and the message with “summarize this”', () => {
    expect(heard('summary', [], { handed, thread: 't1' })).toBeUndefined()
    expect(heard('summarize this', [], { handed, thread: 't1' })).toBeDefined()
  })
})
