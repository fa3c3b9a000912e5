import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { AmbiguousError, GoneError, LaterError, RefusedError, UnforeseenError } from '../../../src/core/errors.ts'
import {
  errorBeforePost,
  findError,
  isTokenRefused,
  postError,
  whyClosed,
} from '../../../src/platforms/discord/errors.ts'

const request = { files: undefined, body: undefined }

function refusal(code: number, status = 400): DiscordAPIError {
  return new DiscordAPIError(
    { code, message: 'in any words' },
    code,
    status,
    'POST',
    'https://discord.example/api',
    request,
  )
}

function socketError(code: string): Error {
  return new Error('failed', { cause: Object.assign(new Error('why'), { code }) })
}

const pace = new RateLimitError({
  timeToReset: 0,
  limit: 5,
  method: 'POST',
  hash: 'x',
  url: 'x',
  route: '/channels/:id/messages',
  majorParameter: '1',
  global: false,
  retryAfter: 1_234,
  sublimitTimeout: 0,
  scope: 'user',
})

describe('what a failed post means', () => {
  it.each([
    [10003, 404, GoneError],
    [10004, 404, GoneError],
    [50001, 403, GoneError],
    [50006, 400, GoneError],
    [50007, 403, GoneError],
    [50013, 403, GoneError],
    [160002, 403, GoneError],
    [0, 401, GoneError],
    [10008, 404, RefusedError],
    [50035, 400, RefusedError],
    [50083, 400, RefusedError],
    [160004, 400, RefusedError],
    [160005, 403, RefusedError],
    [200000, 400, RefusedError],
    [160006, 400, LaterError],
    [30046, 429, LaterError],
    [130000, 503, LaterError],
    [40333, 403, LaterError],
    [987654, 403, RefusedError],
    [987654, 404, RefusedError],
    [987654, 429, LaterError],
  ])('code %i with status %i', (code, status, kind) => {
    const error = refusal(code, status)
    expect(postError(error)).toBeInstanceOf(kind)
    expect(postError(error)).toMatchObject({ cause: error })
  })

  it.each([500, 502, 504])('status %i leaves open whether it was posted', (status) => {
    const error = new HTTPError(status, 'in any words', 'POST', 'https://discord.example/api', request)
    expect(postError(error)).toBeInstanceOf(AmbiguousError)
  })

  it('a pace says how long to wait', () => {
    expect(postError(pace)).toBeInstanceOf(LaterError)
    expect(postError(pace)).toMatchObject({ afterMs: 1_234 })
  })

  it.each([
    ['ECONNREFUSED', LaterError],
    ['ENOTFOUND', LaterError],
    ['EAI_AGAIN', LaterError],
    ['UND_ERR_CONNECT_TIMEOUT', LaterError],
    ['ECONNRESET', AmbiguousError],
    ['UND_ERR_SOCKET', AmbiguousError],
    ['UND_ERR_HEADERS_TIMEOUT', AmbiguousError],
  ])('a socket that fails with %s', (code, kind) => {
    expect(postError(socketError(code))).toBeInstanceOf(kind)
  })

  it('time that is up, and what nobody foresaw, leave open whether it was posted', () => {
    expect(postError(new DOMException('x', 'AbortError'))).toBeInstanceOf(AmbiguousError)
    expect(postError(new DOMException('x', 'TimeoutError'))).toBeInstanceOf(AmbiguousError)
    expect(postError(new TypeError('x'))).toBeInstanceOf(AmbiguousError)
    expect(postError(undefined)).toBeInstanceOf(AmbiguousError)
  })

  it('goes by the code, never by the words', () => {
    const one = new DiscordAPIError({ code: 10003, message: 'Missing Access' }, 10003, 404, 'POST', 'x', request)
    expect(postError(one).message).not.toContain('Missing Access')
  })

  it.each([
    [50083, 'locked'],
    [160005, 'locked'],
    [50013, 'may not write'],
    [50001, undefined],
    [10003, undefined],
    [160006, undefined],
  ])('a thread is closed to the bot by code %i: %s', (code, words) => {
    const why = whyClosed(refusal(code, 403))
    expect(whyClosed(errorBeforePost(refusal(code, 403)))).toBe(why)
    if (words === undefined) expect(why).toBeUndefined()
    else expect(why).toContain(words)
  })

  it('what the outbox understands stays as it is', () => {
    const told = new LaterError('slow down', 7)
    expect(postError(told)).toBe(told)
  })

  it('the token of an interaction is not the token of the bot', () => {
    expect(isTokenRefused(refusal(0, 401))).toBe(true)
    expect(isTokenRefused(refusal(50027, 401))).toBe(false)
    expect(postError(refusal(50027, 401))).toBeInstanceOf(RefusedError)
  })
})

describe('what a failed look means', () => {
  it.each([
    [10003, 404, GoneError],
    [10004, 404, GoneError],
    [0, 401, GoneError],
    [50001, 403, AmbiguousError],
    [50013, 403, AmbiguousError],
    [987654, 404, AmbiguousError],
    [40333, 403, LaterError],
  ])('code %i with status %i', (code, status, kind) => {
    expect(findError(refusal(code, status))).toBeInstanceOf(kind)
  })

  it('only the pace is worth waiting for', () => {
    expect(findError(pace)).toMatchObject({ afterMs: 1_234 })
    expect(findError(socketError('ECONNREFUSED'))).toBeInstanceOf(LaterError)
    expect(findError(socketError('ECONNRESET'))).toBeInstanceOf(AmbiguousError)
  })
})

it.each([
  ['ENOTFOUND', 'Discord could not be reached, since its name is not found (ENOTFOUND)'],
  ['ECONNRESET', 'Discord could not be reached, since the connection broke off (ECONNRESET)'],
])('says in words why Discord could not be reached: %s', (code, words) => {
  expect(postError(socketError(code)).message).toBe(words)
  expect(postError(socketError(code))).not.toBeInstanceOf(UnforeseenError)
})

it('tells what nobody foresaw from what is only unclear', () => {
  expect(postError(new TypeError('x is undefined'))).toBeInstanceOf(UnforeseenError)
})
