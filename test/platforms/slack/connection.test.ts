import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { AmbiguousError, InputError, LaterError } from '../../../src/core/errors.ts'
import { createLogger } from '../../../src/platforms/slack/logger.ts'
import { createSocket } from '../../../src/platforms/slack/socket.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let unhandled: unknown[]
const note = (reason: unknown) => unhandled.push(reason)

beforeEach(async () => {
  unhandled = []
  process.on('unhandledRejection', note)
  stage = await openStage()
})
afterEach(async () => {
  await stage.end()
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

async function expectHearing(): Promise<void> {
  const { slack, desk } = stage
  const { message } = slack.say({ channel: 'U1', user: 'U1', text: 'hello' })
  await slack.until(() => desk.heard.some((heard) => heard.message === message.ts))
}

describe('starting', () => {
  it('connects once and says as whom', async () => {
    await stage.platform.start(stage.desk)
    expect(stage.slack.socket.connections).toBe(1)
    expect(stage.slack.calls('auth.test')).toHaveLength(1)
    expect(stage.log.lines).toContainEqual(expect.stringMatching(/^info connected to Slack .*"as":"fakebot"/u))
    await expectHearing()
  })

  it.each([
    ['a wrong bot token', { botToken: 'xoxb-nobody' }, /bot token \(SLACK_BOT_TOKEN\): invalid_auth\. You find it at/u],
    ['the app token in its place', { botToken: 'xapp-fake-app-token' }, /should begin with xoxb-/u],
    ['a bot token with a line break', { botToken: 'xoxb-1\n' }, /SLACK_BOT_TOKEN\) is empty or has a space/u],
    ['a wrong app token', { appToken: 'xapp-nobody' }, /app token \(SLACK_APP_TOKEN\): .*App-Level Tokens/u],
    ['the bot token in its place', { appToken: 'xoxb-fake-bot-token' }, /should begin with xapp-/u],
    ['no app token', { appToken: '' }, /SLACK_APP_TOKEN\) is empty/u],
  ])('says what to mend about %s', async (_name, tokens, words) => {
    const platform = stage.create(tokens)
    const error = await failure(platform.start(stage.desk))
    await platform.stop()
    expect(error).toBeInstanceOf(InputError)
    expect(error).toMatchObject({ message: expect.stringMatching(words) })
    expect(String(error)).not.toMatch(/xoxb-nobody|xapp-nobody|fake-bot-token|fake-app-token/u)
  })

  it('can be tried again when Slack was not there', async () => {
    stage.slack.fault({ method: 'auth.test', kind: 'rate_limited', retryAfterSeconds: 3 })
    stage.slack.fault({ method: 'apps.connections.open', kind: 'server_error', stored: false })
    expect(await failure(stage.platform.start(stage.desk))).toBeInstanceOf(LaterError)
    expect(await failure(stage.platform.start(stage.desk))).toBeInstanceOf(AmbiguousError)
    await stage.platform.start(stage.desk)
    await expectHearing()
    expect(stage.slack.socket.connections).toBe(1)
  })

  it('says that no more than ten may connect', async () => {
    const { slack, log } = stage
    const ten = Array.from({ length: 10 }, () => createSocket(slack.appToken, { ...socketOptions(slack.apiUrl), log }))
    for (const one of ten) await one.open()
    const error = await failure(stage.platform.start(stage.desk))
    expect(error).toMatchObject({ message: expect.stringMatching(/before Slack said hello \(the app has ten/u) })
    await ten.pop()?.close()
    await slack.until(() => slack.socket.connections === 9)
    await stage.platform.start(stage.desk)
    for (const one of ten) await one.close()
  })
})

describe('staying connected', () => {
  beforeEach(async () => await stage.platform.start(stage.desk))

  it.each(['refresh_requested', 'warning'] as const)('connects again when Slack asks for it: %s', async (reason) => {
    const { slack } = stage
    slack.socket.disconnect(reason)
    await slack.until(() => slack.socket.opened === 2 && slack.socket.connections === 1)
    await expectHearing()
  })

  it('connects again when the connection breaks', async () => {
    const { slack } = stage
    slack.socket.drop()
    await slack.until(() => slack.socket.opened === 2)
    await expectHearing()
  })
})

describe('stopping', () => {
  it('leaves the socket closed', async () => {
    const { slack, platform, desk, create } = stage
    await platform.start(desk)
    await platform.stop()
    await slack.until(() => slack.socket.connections === 0)
    // By the time another has connected, one that connected again would have, too.
    const another = create()
    await another.start(desk)
    await another.stop()
    expect(slack.socket.opened).toBe(2)
  })

  it('resolves when the socket is closed, not before', async () => {
    const { slack, log } = stage
    const connection = createSocket(slack.appToken, { ...socketOptions(slack.apiUrl), log })
    await connection.open()
    expect(connection.receiver.client.websocket?.isActive()).toBe(true)
    await connection.close()
    expect(connection.receiver.client.websocket?.readyState).toBeUndefined()
  })

  it('cuts off a peer that does not answer', async () => {
    const { log } = stage
    const deaf = await startDeafPeer()
    const connection = createSocket('xapp-1', { ...socketOptions(deaf.apiUrl), log })
    await connection.open()
    await connection.close()
    expect(connection.receiver.client.websocket?.readyState).toBeUndefined()
    await deaf.stop()
  })

  it('ends while it waits to connect again', async () => {
    const { slack, platform, desk } = stage
    await platform.start(desk)
    slack.fault({ method: 'apps.connections.open', kind: 'error', error: 'invalid_auth', times: 1_000 })
    slack.socket.drop()
    await slack.until(() => slack.calls('apps.connections.open').length === 2)
    await platform.stop()
    expect(slack.socket.connections).toBe(0)
  })

  it('ends while it is connecting', async () => {
    const { slack, platform, desk } = stage
    const starting = failure(platform.start(desk))
    await slack.until(() => slack.calls('apps.connections.open').length === 1)
    await platform.stop()
    await starting
    await slack.until(() => slack.socket.connections === 0)
    expect(
      await failure(platform.post({ platform: 'slack', channel: 'C1' }, { kind: 'notice', text: 'x' }, 'k')),
    ).toBeInstanceOf(LaterError)
  })

  it('waits for an answer that is on its way', async () => {
    const { slack, platform, desk } = stage
    await platform.start(desk)
    const { promise, resolve } = Promise.withResolvers<void>()
    desk.command = async () => {
      await promise
      return { kind: 'notice', text: 'at last' }
    }
    await slack.command({ command: '/ask', text: 'What?', user: 'U1', channel: 'C1' })
    const stopped = vi.fn()
    const stopping = platform.stop().then(stopped)
    await slack.until(() => slack.socket.connections === 0)
    expect(stopped).not.toHaveBeenCalled()
    resolve()
    await stopping
    expect(slack.ephemerals('U1')).toHaveLength(1)
  })
})

function socketOptions(apiUrl: string) {
  return { apiUrl, logger: createLogger(stage.log), now: () => new Date() }
}

/** Says hello, and then neither reads nor closes. */
async function startDeafPeer() {
  const server = createServer((_request, response) => {
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port()}/` }))
  })
  const port = () => {
    const address = server.address()
    return typeof address === 'object' ? address?.port : undefined
  }
  const sockets = new WebSocketServer({ server }).on('connection', (socket) => {
    socket.send(JSON.stringify({ type: 'hello' }))
    socket.pause()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    apiUrl: `http://127.0.0.1:${port()}/api/`,
    async stop() {
      const closed = once(server, 'close')
      for (const socket of sockets.clients) socket.terminate()
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

it('masks what is secret in what Bolt has to say', () => {
  const { log } = stage
  const logger = createLogger(log)
  logger.warn('token xoxb-1-a and', new Error('wss://wss.example/link/?ticket=abc&app_id=1'))
  logger.error('no answer at https://hooks.slack.com/commands/T1/2/3')
  logger.debug('payload')
  expect(log.lines).toEqual([
    'warn Slack {"said":"token ••• and wss://wss.example/link/?ticket=•••&app_id=1"}',
    'error Slack {"said":"no answer at https://hooks.slack.com/•••"}',
  ])
})

it('never logs a token, a ticket or a response address', async () => {
  const { slack, platform, desk, log } = stage
  desk.failure = new Error('database is locked')
  await platform.start(desk)
  slack.fault({ method: 'response_url', kind: 'server_error', stored: false })
  await slack.command({ command: '/brief', text: 'x', user: 'U1', channel: 'C1' })
  await slack.until(() => slack.calls('response_url').length === 1)
  slack.fault({ method: 'apps.connections.open', kind: 'error', error: 'invalid_auth' })
  slack.socket.drop()
  await slack.until(() => slack.socket.opened === 2)
  slack.revokeToken()
  await failure(platform.post({ platform: 'slack', channel: 'C1' }, { kind: 'notice', text: 'x' }, 'key-1'))
  await failure(stage.create({ botToken: 'xoxb-nobody' }).start(desk))
  expect(log.lines.length).toBeGreaterThan(4)
  expect(log.lines.filter((line) => /xoxb-|xapp-|ticket=|\/response\//u.test(line))).toEqual([])
})
