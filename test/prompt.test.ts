import { PassThrough } from 'node:stream'
import { beforeEach, describe, expect, test } from 'vitest'
import { createPrompt } from '../src/prompt.ts'
import type { Prompt } from '../src/runtime.ts'

const CTRL_C = '\u0003'
const CTRL_D = '\u0004'

let keys: PassThrough
let screen: PassThrough
let shown: string
let interrupts: number

beforeEach(() => {
  keys = new PassThrough()
  screen = new PassThrough()
  shown = ''
  interrupts = 0
  screen.on('data', (chunk) => {
    shown += String(chunk)
  })
})

function open(isTerminal: boolean): Prompt {
  return createPrompt({
    input: keys,
    output: screen,
    isTerminal,
    onInterrupt() {
      interrupts += 1
    },
  })
}

describe('at a terminal', () => {
  test('what is typed is shown, a secret is not; the line ends all the same', async () => {
    const prompt = open(true)
    const name = prompt.ask('Name? ')
    keys.write('ana\r')
    expect(await name).toBe('ana')
    const token = prompt.ask('Token? ', { secret: true })
    keys.write(' xoxb-hush-hush \r')
    expect(await token).toBe('xoxb-hush-hush')
    const again = prompt.ask('Name? ')
    keys.write('bo\r')
    expect(await again).toBe('bo')
    expect(shown).toContain('Token? ')
    expect(shown).not.toContain('hush')
    expect(shown).toContain('bo')
    prompt.close()
  })

  test('a secret does not come back with the arrow keys', async () => {
    const prompt = open(true)
    const token = prompt.ask('Token? ', { secret: true })
    keys.write('hush-hush\r')
    await token
    const next = prompt.ask('Next? ')
    keys.write('\u001b[A\r')
    expect(await next).toBe('')
    expect(shown).not.toContain('hush')
    prompt.close()
  })

  test('Enter that was pressed before the question does not answer it', async () => {
    const prompt = open(true)
    const first = prompt.ask('First? ')
    keys.write('one\r\r')
    expect(await first).toBe('one')
    const second = prompt.ask('Post it now? ')
    keys.write('y\r')
    expect(await second).toBe('y')
    prompt.close()
  })

  test.each([
    ['Ctrl+C', CTRL_C, 1],
    ['Ctrl+D', CTRL_D, 0],
  ])('%s ends the asking for good', async (_name, key, count) => {
    const prompt = open(true)
    const answer = prompt.ask('Token? ', { secret: true })
    keys.write(`half${key}`)
    if (key === CTRL_D) {
      // On a line with something in it, it means “delete”.
      keys.write('\u0015')
      keys.write(CTRL_D)
    }
    expect(await answer).toBeUndefined()
    expect(interrupts).toBe(count)
    expect(await prompt.ask('And this? ')).toBeUndefined()
    expect(shown).not.toContain('half')
  })
})

describe('from a pipe', () => {
  test('lines answer in order, also those that came before the question; then nothing does', async () => {
    const prompt = open(false)
    keys.end('one\ntwo\n')
    expect(await prompt.ask('1? ')).toBe('one')
    expect(await prompt.ask('2? ', { secret: true })).toBe('two')
    expect(await prompt.ask('3? ')).toBeUndefined()
    expect(shown).toBe('1? \n2? \n3? \n')
  })

  test('closing ends a question that waits', async () => {
    const prompt = open(false)
    const answer = prompt.ask('1? ')
    prompt.close()
    expect(await answer).toBeUndefined()
  })
})
