import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { quiet } from './bolt-app.ts'
import { type FakeSlack, startFakeSlack } from './fake-slack.ts'

describe('faults, with the real WebClient', () => {
  let slack: FakeSlack
  let client: WebClient

  beforeEach(async () => {
    slack = await startFakeSlack()
    slack.addChannel({ id: 'C0GENERAL', name: 'general' })
    client = new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: quiet,
    })
  })

  afterEach(() => slack.stop())

  const post = (by = client) => by.chat.postMessage({ channel: 'C0GENERAL', text: 'once' })

  const hasty = () =>
    new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      timeout: 100,
      logger: quiet,
    })

  it.each([
    ['a 5xx before', { kind: 'server_error', stored: false }, WebAPIHTTPError, 0],
    ['a 5xx after', { kind: 'server_error', stored: true, status: 503 }, WebAPIHTTPError, 1],
    ['no answer before', { kind: 'no_answer', stored: false }, WebAPIRequestError, 0],
    ['no answer after', { kind: 'no_answer', stored: true }, WebAPIRequestError, 1],
    ['a broken connection before', { kind: 'dropped', stored: false }, WebAPIRequestError, 0],
    ['a broken connection after', { kind: 'dropped', stored: true }, WebAPIRequestError, 1],
    ['an error code', { kind: 'error', error: 'internal_error' }, WebAPIPlatformError, 0],
    ['an error code after', { kind: 'error', error: 'internal_error', stored: true }, WebAPIPlatformError, 1],
  ] as const)('%s storing', async (_name, kind, failure, stored) => {
    slack.fault({ method: 'chat.postMessage', ...kind })
    await expect(post(kind.kind === 'no_answer' ? hasty() : client)).rejects.toBeInstanceOf(failure)
    // The hasty client may give up before its request is read.
    await slack.until(() => slack.calls().length === 1, 'the spoilt call')
    expect(slack.messages('C0GENERAL')).toHaveLength(stored)
    await post()
    expect(slack.messages('C0GENERAL')).toHaveLength(stored + 1)
    expect(slack.calls('chat.postMessage').map(({ fault }) => fault?.kind)).toEqual([kind.kind, undefined])
  })

  it('posts late, when nobody waits for the answer any more', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    slack.fault({ method: 'chat.postMessage', kind: 'late', until: promise })
    await expect(post(hasty())).rejects.toBeInstanceOf(WebAPIRequestError)
    expect(slack.messages('C0GENERAL')).toEqual([])
    resolve()
    await slack.until(() => slack.messages('C0GENERAL').length === 1, 'the late message')
  })

  it('answers 429 with Retry-After, as often as told and only where told', async () => {
    slack.addChannel({ id: 'C0OTHER01' })
    slack.fault({
      method: 'chat.postMessage',
      kind: 'rate_limited',
      retryAfterSeconds: 7,
      times: 2,
      when: (args) => args.text('channel') === 'C0GENERAL',
    })
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 })
    await client.chat.postMessage({ channel: 'C0OTHER01', text: 'passes' })
    await expect(post()).rejects.toBeInstanceOf(WebAPIRateLimitedError)
    await expect(post()).resolves.toMatchObject({ ok: true })
  })

  it('answers token_revoked once the token is revoked', async () => {
    slack.revokeToken()
    await expect(post()).rejects.toMatchObject({ data: { error: 'token_revoked' } })
  })

  it('keeps a channel to its pace on its own clock', async () => {
    let now = 1_700_000_000_000
    const paced = await startFakeSlack({ now: () => now, pace: { perSecond: 1, burst: 2 } })
    paced.addChannel({ id: 'C0GENERAL' })
    paced.addChannel({ id: 'C0OTHER01' })
    const slow = new WebClient(paced.botToken, {
      slackApiUrl: paced.apiUrl,
      rejectRateLimitedCalls: true,
      logger: quiet,
    })
    const say = (channel: string) => slow.chat.postMessage({ channel, text: 'hello' })
    await say('C0GENERAL')
    await say('C0GENERAL')
    await expect(say('C0GENERAL')).rejects.toMatchObject({ retryAfter: 1 })
    await say('C0OTHER01')
    now += 1_000
    await say('C0GENERAL')
    expect(paced.messages('C0GENERAL')).toHaveLength(3)
    await paced.stop()
  })

  it('stops although an answer is withheld', async () => {
    slack.fault({ method: 'auth.test', kind: 'no_answer', stored: false })
    const patient = new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      logger: quiet,
    })
    const asked = expect(patient.auth.test()).rejects.toBeInstanceOf(WebAPIRequestError)
    await slack.until(() => slack.calls('auth.test').length === 1, 'the call')
    await slack.stop()
    await asked
    slack = await startFakeSlack()
  })
})
