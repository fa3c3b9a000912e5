import { expect, test } from 'vitest'
import { createProgress } from '../../src/commands/progress.ts'

function setUp(interactive: boolean, of = 1_000, detail?: () => string) {
  let time = 0
  let printed = ''
  const runtime = {
    err(text: string) {
      printed += text
    },
    now: () => new Date(time),
    terminal: { width: 60, colour: false, interactive },
  }
  const progress = createProgress({ of, things: 'files', ...(detail === undefined ? {} : { detail }) }, runtime)
  return {
    progress,
    pass(ms: number) {
      time += ms
    },
    taken() {
      const text = printed
      printed = ''
      return text
    },
  }
}

test('on a terminal one line moves, at most ten times a second, and leaves nothing behind', () => {
  const { progress, pass, taken } = setUp(true)
  progress.advance(1)
  expect(taken()).toBe('')
  pass(100)
  progress.advance(1)
  expect(taken()).toBe('\r\u001B[K2 of 1,000 files')
  pass(3_900)
  progress.advance(98)
  expect(taken()).toBe('\r\u001B[K100 of 1,000 files, 25 a second, 36 s left')
  progress.say('! a.txt: it is empty')
  expect(taken()).toBe('\r\u001B[K! a.txt: it is empty\n')
  progress.end()
  expect(taken()).toBe('\r\u001B[K')
})

test('elsewhere there is a line every ten seconds', () => {
  const { progress, pass, taken } = setUp(false, 100_000)
  pass(9_999)
  progress.advance(10)
  expect(taken()).toBe('')
  pass(1)
  progress.advance(10)
  expect(taken()).toBe('20 of 100,000 files, 2.0 a second, 13 h 53 min left\n')
  progress.end()
  expect(taken()).toBe('')
})

test('what had been done before counts as done, and not for the rate', () => {
  const { progress, pass, taken } = setUp(false)
  progress.advance(900, 'skipped')
  pass(10_000)
  progress.advance(50)
  expect(taken()).toBe('950 of 1,000 files, 5.0 a second, 10 s left\n')
})

test('more may turn out to be there, and more may be said', () => {
  const { progress, pass, taken } = setUp(false, 0, () => ', 7 documents')
  progress.expect(40)
  pass(600_000)
  progress.advance(20)
  expect(taken()).toBe('20 of 40 files, 7 documents, 0.0 a second, 10 min left\n')
})
