import { expect, test } from 'vitest'
import { LaterError, UnforeseenError } from '../src/core/errors.ts'
import { createLog } from '../src/log.ts'

function logTo(lines: string[], format: 'json' | 'lines', level: 'warn' | 'debug' = 'debug') {
  return createLog({
    write: (line) => lines.push(line),
    now: () => new Date('2026-11-24T08:00:00Z'),
    level,
    format,
    secrets: ['xoxb-secret-1', 'pa"ss\\word'],
  })
}

test.each(['json', 'lines'] as const)('no secret reaches a line, however deep it sits (%s)', (format) => {
  const lines: string[] = []
  const cause = new Error('POST https://hooks.example/xoxb-secret-1 failed')
  logTo(lines, format).error('no post', {
    error: new Error('with xoxb-secret-1', { cause }),
    deep: { url: 'postgres://a:pa"ss\\word@b' },
  })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('•••')
  expect(lines[0]).not.toContain('secret-1')
  expect(lines[0]).not.toContain('ss\\word')
})

test('an entry is one line of JSON with the error’s stack and cause', () => {
  const lines: string[] = []
  logTo(lines, 'json').warn('careful', { error: new Error('outer\nline', { cause: new Error('inner') }) })
  const entry = JSON.parse(lines.join('')) as {
    level: string
    error: { message: string; stack: string; cause: { message: string } }
  }
  expect(lines.join('').trim().split('\n')).toHaveLength(1)
  expect(entry.level).toBe('warn')
  expect(entry.error.stack).toContain('log.test')
  expect(entry.error.cause.message).toBe('inner')
})

test('an error that was foreseen needs no stack, and neither does what caused it', () => {
  const lines: string[] = []
  const cause = new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND slack.com') })
  logTo(lines, 'json').error('not connected', { error: new LaterError('Slack could not be reached', 5, { cause }) })
  expect(JSON.parse(lines.join(''))).toMatchObject({
    error: {
      name: 'LaterError',
      message: 'Slack could not be reached',
      cause: { message: 'fetch failed', cause: { message: 'getaddrinfo ENOTFOUND slack.com' } },
    },
  })
  expect(lines.join('')).not.toContain('stack')
  logTo(lines, 'json').error('not connected', { error: new UnforeseenError('Something went wrong', { cause }) })
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({
    error: { stack: expect.stringContaining('log.test'), cause: { stack: expect.stringContaining('log.test') } },
  })
})

test('levels below the least are left out', () => {
  const lines: string[] = []
  logTo(lines, 'lines', 'warn').info('not said')
  expect(lines).toEqual([])
})
