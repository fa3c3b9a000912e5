import { webApi } from '@slack/bolt'
import { expect, it } from 'vitest'
import { AmbiguousError, GoneError, LaterError, RefusedError, UnforeseenError } from '../../../src/core/errors.ts'
import { findError, postError } from '../../../src/platforms/slack/errors.ts'

const coded = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error })
const status = (code: number) => new webApi.WebAPIHTTPError(code, '', {})
const broken = (code: string) =>
  new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) }))

it.each([
  [coded('channel_not_found'), GoneError],
  [coded('not_in_channel'), GoneError],
  [coded('is_archived'), GoneError],
  [coded('token_revoked'), GoneError],
  [coded('invalid_auth'), LaterError],
  [coded('missing_scope'), LaterError],
  [coded('ratelimited'), LaterError],
  [coded('msg_blocks_too_long'), RefusedError],
  [coded('restricted_action_thread_locked'), RefusedError],
  [coded('internal_error'), AmbiguousError],
  [coded('something_new'), AmbiguousError],
  [coded('toString'), AmbiguousError],
  [new webApi.WebAPIRateLimitedError(3), LaterError],
  [status(500), AmbiguousError],
  [status(408), AmbiguousError],
  [status(403), LaterError],
  [broken('ECONNREFUSED'), LaterError],
  [broken('ENOTFOUND'), LaterError],
  [broken('ECONNRESET'), AmbiguousError],
  [broken('UND_ERR_SOCKET'), AmbiguousError],
  [new webApi.WebAPIRequestError(new DOMException('late', 'TimeoutError')), AmbiguousError],
  [new Error('is_archived'), AmbiguousError],
  ['is_archived', AmbiguousError],
])('%s', (error, kind) => {
  const sorted = postError(error)
  expect(sorted).toBeInstanceOf(kind)
  expect(sorted.cause).toBe(error)
})

it('says how long to wait, in milliseconds', () => {
  expect(postError(new webApi.WebAPIRateLimitedError(3))).toMatchObject({ afterMs: 3_000 })
})

it.each(['missing_scope', 'not_in_channel', 'channel_not_found', 'is_archived', 'invalid_cursor'])(
  'does not tell from %s whether a message is there',
  (code) => {
    const sorted = findError(coded(code))
    expect(sorted).toBeInstanceOf(AmbiguousError)
    expect(sorted.message).toContain(code)
  },
)

it('has a look at another time where that is all there is to it', () => {
  expect(findError(new webApi.WebAPIRateLimitedError(60))).toMatchObject({ name: 'LaterError', afterMs: 60_000 })
})

it.each([
  [broken('ENOTFOUND'), 'Slack could not be reached, since its name is not found (ENOTFOUND)'],
  [broken('ECONNRESET'), 'Slack could not be reached, since the connection broke off (ECONNRESET)'],
  [
    new webApi.WebAPIRequestError(new DOMException('late', 'TimeoutError')),
    'Slack could not be reached, since no answer came in time (TimeoutError)',
  ],
  [
    new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause: new Error('bad port') })),
    'Slack could not be reached (bad port)',
  ],
])('says why Slack could not be reached, and never by the class of an error', (error, words) => {
  expect(postError(error).message).toBe(words)
})

it('tells what nobody foresaw from what is only unclear', () => {
  expect(postError(new TypeError('x is undefined'))).toBeInstanceOf(UnforeseenError)
  expect(postError(broken('ECONNRESET'))).not.toBeInstanceOf(UnforeseenError)
})
