import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startHttpBoltApp } from './bolt-app.ts'
import { type FakeSlack, startFakeSlack } from './fake-slack.ts'
import { objectOf } from './json.ts'

const SECRET = '0123456789abcdef0123456789abcdef'

describe('signed requests to the real Bolt App', () => {
  let slack: FakeSlack
  let app: App
  let url: string

  beforeEach(async () => {
    slack = await startFakeSlack()
    slack.addUser({ id: 'U0ALICE01', name: 'alice' })
    slack.addChannel({ id: 'C0GENERAL', name: 'general', members: ['U0ALICE01'] })
    ;({ app, url } = await startHttpBoltApp(slack, SECRET))
  })

  afterEach(async () => {
    await app.stop()
    await slack.stop()
  })

  const connect = () => slack.useRequests({ urls: [url], signingSecret: SECRET })
  const brief = () => slack.command({ command: '/brief', text: 'a & b', user: 'U0ALICE01', channel: 'C0GENERAL' })

  it('has a command answered in the acknowledgement and by its address', async () => {
    await connect()
    app.command('/brief', async ({ command, ack, respond }) => {
      await ack(`Looking for ${command.text}`)
      await respond({ text: 'Here it is', response_type: 'in_channel' })
    })
    const run = await brief()
    expect(run.ack.payload).toEqual({ text: 'Looking for a & b' })
    await slack.until(() => run.responses.length === 2)
    expect(run.envelope.attempts).toMatchObject([{ status: 200, connection: 1 }])
  })

  it('tells of messages, of clicks and of what is typed into menus', async () => {
    await connect()
    const heard: unknown[] = []
    app.message(async ({ message }) => void heard.push(message.ts))
    app.action('menu', async ({ ack }) => ack())
    app.options('menu', async ({ ack, payload }) =>
      ack({ options: [{ text: { type: 'plain_text', text: payload.value }, value: 'x' }] }),
    )
    const menu = { type: 'external_select' as const, action_id: 'menu' }
    await app.client.chat.postMessage({
      channel: 'C0GENERAL',
      text: 'pick',
      blocks: [{ type: 'actions', elements: [menu] }],
    })
    const [message] = slack.messages('C0GENERAL')
    if (message === undefined) throw new Error('no message')
    const offered = await slack.suggest({ message, actionId: 'menu', user: 'U0ALICE01', typed: 'ind' })
    expect(offered).toMatchObject([{ text: { text: 'ind' } }])
    await slack.click({ message, actionId: 'menu', choose: 'x', user: 'U0ALICE01' })

    const said = slack.say({ channel: 'C0GENERAL', user: 'U0ALICE01', text: 'hello' })
    await slack.until(() => said.envelopes.every(({ acks }) => acks.length === 1))
    expect(heard).toEqual([said.message.ts])
  })

  it('delivers again with the number and the reason in the headers', async () => {
    await connect()
    const retries: unknown[] = []
    app.message(async ({ body, context }) => {
      retries.push([body.event_id, context.retryNum, context.retryReason])
    })
    const [envelope] = slack.say({ channel: 'C0GENERAL', user: 'U0ALICE01', text: 'hello' }).envelopes
    if (envelope === undefined) throw new Error('the app was not told')
    await slack.until(() => envelope.acks.length === 1)
    slack.redeliver(envelope)
    await slack.until(() => envelope.acks.length === 2)
    const id = objectOf(envelope.payload).event_id
    expect(retries).toEqual([
      [id, undefined, undefined],
      [id, 1, 'http_timeout'],
    ])
  })

  it('takes several addresses in turn', async () => {
    const second = await startHttpBoltApp(slack, SECRET)
    for (const one of [app, second.app]) one.command('/brief', async ({ ack }) => ack('yes'))
    await slack.useRequests({ urls: [url, second.url], signingSecret: SECRET })
    const runs = [await brief(), await brief(), await brief()]
    expect(runs.map(({ ack }) => ack.connection)).toEqual([1, 2, 1])
    await second.app.stop()
  })

  it('notices an address whose app has another secret', async () => {
    await expect(slack.useRequests({ urls: [url], signingSecret: `${SECRET}0` })).rejects.toThrow('with 401')
  })
})
