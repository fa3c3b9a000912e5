import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InputError, LaterError } from '../../../src/core/errors.ts'
import type { Platform } from '../../../src/core/ports.ts'
import { signatureOf } from '../../fakes/slack/requests.ts'
import { openStage, type Stage } from './stage.ts'

const SECRET = '0123456789abcdef0123456789abcdef'
const HOST = '127.0.0.1'

let stage: Stage
let platform: Platform
let unhandled: unknown[]
const note = (reason: unknown) => unhandled.push(reason)

beforeEach(async () => {
  unhandled = []
  process.on('unhandledRejection', note)
  stage = await openStage()
  platform = stage.create({ transport: { kind: 'http', signingSecret: SECRET, host: HOST, port: 0 } })
})
afterEach(async () => {
  await platform.stop()
  await stage.end()
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

/** Where the log says that it listens. */
function address(): string {
  const port = stage.log.lines.map((line) => /listening for Slack.*"port":(\d+)/u.exec(line)?.[1]).find(Boolean)
  return `http://${HOST}:${port}/slack/events`
}

async function connect(): Promise<void> {
  await platform.start(stage.desk)
  await stage.slack.useRequests({ urls: [address()], signingSecret: SECRET })
}

const mention = () =>
  stage.slack.say({ channel: 'C1', user: 'U1', text: `<@${stage.slack.identity.botUserId}> what of India?` })

describe('what Slack sends', () => {
  beforeEach(connect)

  it('is heard without a socket', async () => {
    const { slack, desk } = stage
    expect(slack.socket.opened).toBe(0)
    desk.reply = { kind: 'notice', text: 'Nothing new.' }
    const run = await slack.command({ command: '/ask', text: 'What of A & B?', user: 'U1', channel: 'C1' })
    await slack.until(() => run.responses.length === 1)
    expect(desk.commands).toMatchObject([{ name: 'ask', question: 'What of A & B?' }])
    const { message, envelopes } = mention()
    await slack.until(() => envelopes.every(({ acks }) => acks.length === 1))
    expect(desk.heard.map((heard) => heard.message)).toEqual([message.ts])
  })

  it('may name its character set', async () => {
    const { desk } = stage
    const payload = {
      command: '/ask',
      text: 'What?',
      team_id: 'T1',
      channel_id: 'C1',
      user_id: 'U1',
      trigger_id: '1.2',
    }
    const body = new URLSearchParams({ ...payload, response_url: 'http://127.0.0.1:1/' }).toString()
    const type = 'application/x-www-form-urlencoded; charset=UTF-8'
    const headers = { 'content-type': type, ...signatureOf(body, SECRET, Date.now()) }
    const response = await fetch(address(), { method: 'POST', body, headers })
    expect(response.status).toBe(200)
    await stage.slack.until(() => desk.commands.length === 1)
  })

  it('is acknowledged once the desk has noted it, not before', async () => {
    const { slack, desk } = stage
    const { promise, resolve } = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    desk.hear = async () => {
      begun.resolve()
      await promise
    }
    const { envelopes } = slack.say({ channel: 'U1', user: 'U1', text: 'hello' })
    await begun.promise
    expect(envelopes.map(({ acks }) => acks)).toEqual([[]])
    resolve()
    await slack.until(() => envelopes[0]?.acks.length === 1)
  })

  it('comes again, and is answered once, if the desk could not note it', async () => {
    const { slack, desk } = stage
    const { hear } = desk
    desk.hear = async () => {
      throw new Error('database is locked')
    }
    const { message, envelopes } = slack.say({ channel: 'U1', user: 'U1', text: 'hello' })
    const [envelope] = envelopes
    if (envelope === undefined) throw new Error('the app was not told')
    await slack.until(() => envelope.attempts[0]?.status !== undefined)
    expect(envelope.attempts[0]?.status).toBe(503)
    desk.hear = hear
    slack.redeliver(envelope)
    slack.redeliver(envelope)
    await slack.until(() => envelope.acks.length === 2)
    expect(desk.heard.map((heard) => heard.message)).toEqual([message.ts])
  })
})

describe('what anybody else sends', () => {
  const body = JSON.stringify({ type: 'url_verification', challenge: 'let me in' })
  const json = { 'content-type': 'application/json' }
  const post = (headers: Record<string, string>, sent: string = body) =>
    fetch(address(), { method: 'POST', body: sent, headers: { ...json, ...headers } })
  const at = (seconds: number) => Date.now() + seconds * 1_000

  beforeEach(async () => await platform.start(stage.desk))

  it('is nothing that it is told from Slack by', async () => {
    const response = await post(signatureOf(body, SECRET, at(0)))
    expect([response.status, await response.json()]).toEqual([200, { challenge: 'let me in' }])
  })

  it.each([
    ['without a signature', () => ({})],
    ['with half of one', () => ({ 'x-slack-signature': 'v0=00' })],
    ['with another secret', () => signatureOf(body, `${SECRET}0`, at(0))],
    ['of another body', () => signatureOf(`${body} `, SECRET, at(0))],
    ['of another time', () => ({ ...signatureOf(body, SECRET, at(0)), 'x-slack-request-timestamp': '1700000000' })],
    ['that was kept for six minutes', () => signatureOf(body, SECRET, at(-360))],
    ['that is signed ahead', () => signatureOf(body, SECRET, at(360))],
    ['by an unknown version', () => ({ ...signatureOf(body, SECRET, at(0)), 'x-slack-signature': 'v1=00' })],
  ])('%s is refused without a word', async (_how, headers) => {
    const response = await post(headers())
    expect([response.status, await response.text()]).toEqual([401, ''])
  })

  it('is refused before it is read, where it is long and not signed', async () => {
    const response = await post({}, 'a'.repeat(2_000))
    expect([response.status, response.headers.get('connection')]).toEqual([401, 'close'])
  })

  it('is refused for its way, its kind, its form and its size', async () => {
    const elsewhere = await fetch(new URL('/', address()), { method: 'POST', body })
    const read = await fetch(address())
    const broken = await post(signatureOf('{', SECRET, at(0)), '{')
    const large = 'a'.repeat(1_000_001)
    const tooLarge = await post(signatureOf(large, SECRET, at(0)), large)
    const answers = [elsewhere, read, broken, tooLarge]
    expect(answers.map(({ status }) => status)).toEqual([404, 405, 400, 413])
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['', '', '', ''])
  })

  it('smuggles nothing in beside a question for the certificate, which need not be signed', async () => {
    const payload = new URLSearchParams({ ssl_check: '1', command: '/ask', text: 'x', team_id: 'T1', channel_id: 'C1' })
    const response = await post({ 'content-type': 'application/x-www-form-urlencoded' }, payload.toString())
    expect(response.status).toBe(200)
    expect(stage.desk.commands).toEqual([])
  })

  it('is told of in the log once, with what to mend and nothing of what it held', async () => {
    for (let n = 0; n < 20; n += 1) await post({ 'x-slack-signature': 'v0=0bad' })
    const told = stage.log.lines.filter((line) => !line.startsWith('info'))
    expect(told).toEqual([expect.stringContaining('SLACK_SIGNING_SECRET is not that of the app')])
    expect(told.join()).not.toMatch(/let me in|0bad/u)
  })
})

describe('the place', () => {
  it('that is taken is tried again', async () => {
    const other = createServer().listen(0, HOST)
    await once(other, 'listening')
    const taken = other.address()
    if (taken === null || typeof taken === 'string') throw new Error('no port')
    const late = stage.create({ transport: { kind: 'http', signingSecret: SECRET, host: HOST, port: taken.port } })
    const error = await failure(late.start(stage.desk))
    expect(error).toBeInstanceOf(LaterError)
    expect(error).toMatchObject({ message: expect.stringMatching(/another process listens at .* \(SLACK_HTTP\)/u) })
    other.close()
    await once(other, 'close')
    await late.start(stage.desk)
    await late.stop()
  })

  it('that is not of this machine is to be mended', async () => {
    const nowhere = stage.create({ transport: { kind: 'http', signingSecret: SECRET, host: '192.0.2.1', port: 3000 } })
    const error = await failure(nowhere.start(stage.desk))
    await nowhere.stop()
    expect(error).toBeInstanceOf(InputError)
    expect(error).toMatchObject({ message: expect.stringContaining('192.0.2.1:3000 (SLACK_HTTP)') })
  })

  it('is free once the desk has stopped', async () => {
    await connect()
    const port = Number(new URL(address()).port)
    await platform.stop()
    const next = stage.create({ transport: { kind: 'http', signingSecret: SECRET, host: HOST, port } })
    await next.start(stage.desk)
    await next.stop()
  })

  it('needs a secret', async () => {
    const bare = stage.create({ transport: { kind: 'http', signingSecret: '', host: HOST, port: 0 } })
    const error = await failure(bare.start(stage.desk))
    expect(error).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('SLACK_SIGNING_SECRET) is empty'),
    })
  })
})
