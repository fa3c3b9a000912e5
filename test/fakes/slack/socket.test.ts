import { once } from 'node:events'
import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createBoltApp } from './bolt-app.ts'
import { type FakeSlack, startFakeSlack } from './fake-slack.ts'
import { objectOf } from './json.ts'

describe('Socket Mode with the real Bolt App', () => {
  let slack: FakeSlack
  let app: App

  beforeEach(async () => {
    slack = await startFakeSlack()
    slack.addUser({ id: 'U0ALICE01', name: 'alice', tz: 'Europe/Brussels' })
    slack.addChannel({ id: 'C0GENERAL', name: 'general', members: ['U0ALICE01'] })
    app = createBoltApp(slack)
  })

  afterEach(async () => {
    await app.stop()
    await slack.until(() => slack.socket.connections === 0, 'the app to hang up')
    await slack.stop()
  })

  it('connects, takes a slash command, acknowledges and responds', async () => {
    app.command('/brief', async ({ command, ack, respond }) => {
      await ack(`Looking for ${command.text}`)
      await respond({ text: 'Here it is', response_type: 'in_channel' })
    })
    await app.start()
    expect(slack.socket.connections).toBe(1)

    const run = await slack.command({
      command: '/brief',
      text: 'india-belarus',
      user: 'U0ALICE01',
      channel: 'C0GENERAL',
    })

    expect(run.ack.payload).toEqual({ text: 'Looking for india-belarus' })
    expect(run.refusal).toBeUndefined()
    await slack.until(() => run.responses.length === 2, 'the response')
    expect(run.responses.map(({ text }) => text)).toEqual(['Looking for india-belarus', 'Here it is'])
    expect(slack.ephemerals('U0ALICE01')).toHaveLength(1)
    expect(slack.messages('C0GENERAL').map(({ text }) => text)).toEqual(['Here it is'])
  })

  it('names the command that nobody acknowledged', async () => {
    const impatient = await startFakeSlack({ ackTimeoutMs: 20 })
    impatient.addUser({ id: 'U0ALICE01' })
    impatient.addChannel({ id: 'C0GENERAL' })
    const run = impatient.command({ command: '/brief', text: 'x', user: 'U0ALICE01', channel: 'C0GENERAL' })
    await expect(run).rejects.toThrow('the acknowledgement of /brief x')
    await impatient.stop()
  })

  it('sends a mention as message and as app_mention, with one ts and two event ids', async () => {
    const heard: { type: string; ts: string; id: string }[] = []
    const note = (body: unknown, event: { ts: string; type: string }) =>
      heard.push({ type: event.type, ts: event.ts, id: String(objectOf(body).event_id) })
    app.message(async ({ body, message }) => void note(body, message))
    app.event('app_mention', async ({ body, event }) => void note(body, event))
    await app.start()

    const { message, envelopes } = slack.say({
      channel: 'C0GENERAL',
      user: 'U0ALICE01',
      text: `<@${slack.identity.botUserId}> what of A & B?`,
    })

    expect(envelopes).toHaveLength(2)
    await slack.until(() => envelopes.every(({ acks }) => acks.length === 1), 'both acknowledgements')
    expect(heard.map(({ type }) => type).sort()).toEqual(['app_mention', 'message'])
    expect(new Set(heard.map(({ ts }) => ts))).toEqual(new Set([message.ts]))
    expect(new Set(heard.map(({ id }) => id)).size).toBe(2)
    expect(message.text).toBe(`<@${slack.identity.botUserId}> what of A &amp; B?`)
  })

  it('keeps from the app what its membership does not let it hear', async () => {
    slack.addChannel({ id: 'C0OUTSIDE', botIsMember: false })
    expect(slack.say({ channel: 'C0OUTSIDE', user: 'U0ALICE01', text: 'hello' }).envelopes).toEqual([])
    expect(slack.say({ channel: 'C0GENERAL', user: 'U0ALICE01', text: 'hello' }).envelopes).toHaveLength(1)
  })

  it('keeps from the app what its scopes do not let it hear', async () => {
    const narrow = await startFakeSlack({ scopes: ['app_mentions:read'] })
    narrow.addUser({ id: 'U0ALICE01' })
    narrow.addChannel({ id: 'C0GENERAL' })
    const text = `<@${narrow.identity.botUserId}> hello`
    const { envelopes } = narrow.say({ channel: 'C0GENERAL', user: 'U0ALICE01', text })
    expect(envelopes.map(({ payload }) => objectOf(payload.event).type)).toEqual(['app_mention'])
    await narrow.stop()
  })

  it('redelivers a chosen envelope with the same event id', async () => {
    const ids: string[] = []
    const retries: unknown[] = []
    app.message(async ({ body, context }) => {
      ids.push(body.event_id)
      retries.push([context.retryNum, context.retryReason])
    })
    await app.start()
    const [envelope] = slack.say({ channel: 'C0GENERAL', user: 'U0ALICE01', text: 'hello' }).envelopes
    if (envelope === undefined) throw new Error('the app was not told')
    await slack.until(() => envelope.acks.length === 1, 'the acknowledgement')
    slack.socket.redeliver(envelope)
    await slack.until(() => envelope.acks.length === 2, 'the second acknowledgement')
    expect(ids).toEqual([ids[0], ids[0]])
    expect(retries).toEqual([
      [0, ''],
      [1, 'timeout'],
    ])
    expect(new Set(envelope.attempts.map(({ envelopeId }) => envelopeId)).size).toBe(2)
  })

  it.each([
    ['told to', () => slack.socket.disconnect('refresh_requested')],
    ['dropped', () => slack.socket.drop()],
  ])('sees the app reconnect when it is %s', async (_how, interrupt) => {
    app = createBoltApp(slack, 500)
    app.command('/brief', async ({ ack }) => ack('again'))
    await app.start()
    interrupt()
    await slack.until(() => slack.socket.opened === 2, 'the second connection')
    const run = await slack.command({ command: '/brief', user: 'U0ALICE01', channel: 'C0GENERAL' })
    expect(run.ack.connection).toBe(2)
  })

  it('holds an event until there is a connection', async () => {
    const heard: string[] = []
    app.message(async ({ message }) => void heard.push(message.ts))
    const { message } = slack.say({ channel: 'C0GENERAL', user: 'U0ALICE01', text: 'early' })
    await app.start()
    await slack.until(() => slack.socket.envelopes[0]?.acks.length === 1, 'the acknowledgement')
    expect(heard).toEqual([message.ts])
  })

  it('gives each payload to one of several connections, in turn', async () => {
    const second = createBoltApp(slack)
    for (const one of [app, second]) one.command('/brief', async ({ ack }) => ack('yes'))
    await app.start()
    await second.start()
    const runs = []
    for (let n = 0; n < 4; n += 1) {
      runs.push(await slack.command({ command: '/brief', user: 'U0ALICE01', channel: 'C0GENERAL' }))
    }
    expect(runs.map(({ ack }) => ack.connection)).toEqual([1, 2, 1, 2])
    expect(runs.every(({ envelope }) => envelope.acks.length === 1)).toBe(true)
    await second.stop()
  })

  it('lets a ticket open one connection only', async () => {
    const url = slack.apiUrl.replace('http', 'ws').replace('/api/', slack.socket.issuePath())
    const first = new WebSocket(url)
    await once(first, 'message')
    const second = new WebSocket(url)
    await expect(once(second, 'open')).rejects.toThrow('403')
    first.close()
  })

  it('does not make the app hear itself', async () => {
    const heard: string[] = []
    app.message(async ({ message }) => void heard.push(message.ts))
    await app.start()
    await app.client.chat.postMessage({ channel: 'C0GENERAL', text: 'mine' })
    await slack.until(() => slack.socket.envelopes[0]?.acks.length === 1, 'the echo to arrive')
    expect(heard).toEqual([])
  })
})
