import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBoltApp } from './bolt-app.ts'
import { type FakeSlack, startFakeSlack } from './fake-slack.ts'
import { objectOf } from './json.ts'
import { LIMITS } from './limits.ts'
import type { View } from './views.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const button = (action: string, value: string) => ({
  type: 'button' as const,
  action_id: action,
  value,
  text: plain(`${action} ${value}`),
})
const modal = {
  type: 'modal' as const,
  callback_id: 'setup',
  title: plain('Digest'),
  submit: plain('Save'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'zone',
      label: plain('Zone'),
      element: { type: 'plain_text_input' as const, action_id: 'zone_text' },
    },
    {
      type: 'input' as const,
      block_id: 'topics',
      optional: true,
      label: plain('Topics'),
      element: { type: 'multi_external_select' as const, action_id: 'topics', min_query_length: 0 },
    },
  ],
}

describe('people and the real Bolt App', () => {
  let slack: FakeSlack
  let app: App
  let now = 0

  beforeEach(async () => {
    now = 1_760_000_000_000
    slack = await startFakeSlack({ now: () => now })
    slack.addUser({ id: 'U0ALICE01', name: 'alice' })
    slack.addChannel({ id: 'C0GENERAL', name: 'general', members: ['U0ALICE01'] })
    app = createBoltApp(slack)
    await app.start()
  })

  afterEach(async () => {
    await app.stop()
    await slack.until(() => slack.socket.connections === 0, 'the app to hang up')
    await slack.stop()
  })

  const user = 'U0ALICE01'
  const brief = (text = '') => slack.command({ command: '/brief', text, user, channel: 'C0GENERAL' })

  async function openModal(): Promise<View> {
    app.command('/brief', async ({ ack, client, command }) => {
      await ack()
      await client.views.open({ trigger_id: command.trigger_id, view: modal })
    })
    await brief()
    await slack.until(() => slack.modals(user).length === 1, 'the modal')
    const view = slack.modals(user)[0]
    if (view === undefined) throw new Error('no modal')
    return view
  }

  it('presses the button with this value, and sees the message replaced', async () => {
    const blocks = ['a', 'b'].map((value) => ({ type: 'actions', elements: [button('follow', value)] }))
    await app.client.chat.postMessage({ channel: 'C0GENERAL', text: 'x', blocks })
    const [message] = slack.messages('C0GENERAL')
    if (message === undefined) throw new Error('no message')
    app.action('follow', async ({ ack, respond, payload }) => {
      await ack()
      await respond({ text: `followed ${'value' in payload ? payload.value : ''}`, replace_original: true })
    })

    const run = await slack.click({ message, value: 'b', user })

    expect(run.envelope.payload).toMatchObject({
      type: 'block_actions',
      container: { type: 'message', message_ts: message.ts, channel_id: 'C0GENERAL', is_ephemeral: false },
      channel: { id: 'C0GENERAL', name: 'general' },
      message: { ts: message.ts, bot_id: slack.identity.botId },
      actions: [{ type: 'button', action_id: 'follow', value: 'b' }],
    })
    await slack.until(() => run.responses.length === 1, 'the response')
    expect(slack.messages('C0GENERAL').map(({ text, blocks }) => [text, blocks])).toEqual([['followed b', undefined]])
    await expect(slack.click({ message, actionId: 'follow', user })).rejects.toThrow('0 elements are')
  })

  it('chooses from a menu, and from an ephemeral message of which the app gets no copy', async () => {
    const options = [
      { text: plain('India'), value: 'india' },
      { text: plain('Belarus'), value: 'belarus' },
    ]
    app.command('/brief', async ({ ack }) =>
      ack({
        text: 'which?',
        blocks: [{ type: 'actions', elements: [{ type: 'static_select', action_id: 'topic', options }] }],
      }),
    )
    app.action('topic', async ({ ack, respond }) => {
      await ack()
      await respond({ delete_original: true })
    })
    const [question] = (await brief()).responses
    if (question === undefined) throw new Error('no question')
    await expect(slack.click({ message: question, actionId: 'topic', choose: 'china', user })).rejects.toThrow(
      'china is not among india, belarus',
    )
    const run = await slack.click({ message: question, actionId: 'topic', choose: 'belarus', user })
    expect(run.envelope.payload).toMatchObject({
      container: { is_ephemeral: true },
      actions: [{ type: 'static_select', selected_option: { value: 'belarus' } }],
    })
    expect(run.envelope.payload).not.toHaveProperty('message')
    await slack.until(() => slack.ephemerals(user).length === 0, 'the question to go')
  })

  it('submits a modal with what was entered, and sees errors, a further view and the end', async () => {
    const view = await openModal()
    const states: unknown[] = []
    app.view('setup', async ({ ack, view: submitted }) => {
      const zone = submitted.state.values.zone?.zone_text?.value ?? ''
      states.push(submitted.state.values)
      if (zone === 'Mars') await ack({ response_action: 'errors', errors: { zone: 'No such zone' } })
      else if (zone === 'UTC') await ack({ response_action: 'update', view: { ...modal, title: plain('Sure?') } })
      else await ack()
    })

    await expect(slack.submit({ view })).rejects.toThrow('the required input zone is empty')
    const wrong = await slack.submit({ view, values: { zone: 'Mars', topics: ['india', 'belarus'] } })
    expect(wrong.errors).toEqual({ zone: 'No such zone' })
    expect(states[0]).toMatchObject({
      zone: { zone_text: { type: 'plain_text_input', value: 'Mars' } },
      topics: { topics: { selected_options: [{ value: 'india' }, { value: 'belarus' }] } },
    })

    await slack.submit({ view, values: { zone: 'UTC' } })
    expect(slack.modals(user).map(({ content }) => objectOf(content.title).text)).toEqual(['Sure?'])
    expect(slack.modals(user)[0]?.values.zone?.zone_text?.value).toBe('UTC')
    await slack.submit({ view, values: { zone: 'Europe/Minsk' } })
    expect(slack.modals(user)).toEqual([])
  })

  it('offers what the app suggests', async () => {
    const view = await openModal()
    app.options('topics', async ({ ack, payload }) => {
      await ack({ options: [{ text: plain(`${payload.value}-belarus`), value: 'x' }] })
    })
    const offered = await slack.suggest({ view, actionId: 'topics', user, typed: 'india' })
    expect(offered).toEqual([{ text: plain('india-belarus'), value: 'x' }])
  })

  it('chooses a shortcut on a message, and one without', async () => {
    const seen: unknown[] = []
    app.shortcut({ callback_id: 'brief_this', type: 'message_action' }, async ({ ack, shortcut, client, respond }) => {
      await ack()
      seen.push(shortcut.message.text)
      await client.views.open({ trigger_id: shortcut.trigger_id, view: modal })
      await respond('noted')
    })
    app.shortcut({ callback_id: 'new_digest', type: 'shortcut' }, async ({ ack, shortcut }) => {
      await ack()
      seen.push(shortcut.user.id)
    })
    const { message } = slack.say({ channel: 'C0GENERAL', user, text: 'India & Belarus <sign>' })

    const run = await slack.shortcut({ callbackId: 'brief_this', user, message })
    expect(run.envelope.payload).toMatchObject({
      type: 'message_action',
      message_ts: message.ts,
      channel: { id: 'C0GENERAL', name: 'general' },
    })
    await slack.until(() => run.responses.length === 1, 'the response')
    expect(slack.modals(user)).toHaveLength(1)
    await slack.shortcut({ callbackId: 'new_digest', user })
    expect(seen).toEqual(['India &amp; Belarus &lt;sign&gt;', user])
  })

  it('refuses a spent, late or unknown trigger, a stale hash and a bad view', async () => {
    app.command('/brief', async ({ ack }) => ack())
    const { triggerId } = await brief()
    const open = (trigger: string, view: object = modal) =>
      app.client.apiCall('views.open', { trigger_id: trigger, view })
    const refused = (error: string) => ({ data: { error } })

    await expect(open('1.2.x')).rejects.toMatchObject(refused('invalid_trigger_id'))
    await expect(open(triggerId, { ...modal, title: plain('a'.repeat(25)) })).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
      },
    })
    await expect(open(triggerId)).rejects.toMatchObject(refused('exchanged_trigger_id'))
    const late = (await brief()).triggerId
    now += LIMITS.triggerSeconds * 1000 + 1
    await expect(open(late)).rejects.toMatchObject(refused('expired_trigger_id'))

    await open((await brief()).triggerId)
    const [view] = slack.modals(user)
    const update = (hash: string | undefined) =>
      app.client.apiCall('views.update', { view_id: view?.id, view: modal, hash })
    const first = view?.hash
    await update(first)
    await expect(update(first)).rejects.toMatchObject(refused('hash_conflict'))
  })

  it('opens the Home tab, where the app publishes', async () => {
    app.event('app_home_opened', async ({ event, client }) => {
      const blocks = [{ type: 'header' as const, text: plain('Your digests') }]
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } })
    })
    slack.openHome(user)
    await slack.until(() => slack.home(user) !== undefined, 'the Home tab')
    expect(slack.home(user)?.content.type).toBe('home')
    expect(objectOf(slack.openHome(user).payload.event).view).toMatchObject({ id: slack.home(user)?.id })
  })

  it('tells the app that a modal was closed, if it wants to know', async () => {
    const view = await openModal()
    const closed: string[] = []
    app.view({ callback_id: 'setup', type: 'view_closed' }, async ({ ack, view: gone }) => {
      closed.push(gone.id)
      await ack()
    })
    view.content.notify_on_close = true
    await slack.close(view)
    expect(closed).toEqual([view.id])
    expect(slack.modals(user)).toEqual([])
  })

  it('lets a response URL serve five times within half an hour', async () => {
    const outcomes: unknown[] = []
    app.command('/brief', async ({ ack, respond, command }) => {
      await ack()
      const times = command.text === 'many' ? LIMITS.responseUrlUses + 1 : 1
      if (command.text === 'late') now += LIMITS.responseUrlMinutes * 60_000 + 1
      for (let n = 0; n < times; n += 1) {
        await respond(`answer ${n}`).then(
          () => outcomes.push('shown'),
          ({ statusCode }: { statusCode: number }) => outcomes.push(statusCode),
        )
      }
    })
    await brief('many')
    await slack.until(() => outcomes.length === 6, 'six responses')
    expect(outcomes).toEqual(['shown', 'shown', 'shown', 'shown', 'shown', 404])
    expect(slack.ephemerals(user)).toHaveLength(5)
    await brief('late')
    await slack.until(() => outcomes.length === 7, 'the late response')
    expect(outcomes.at(-1)).toBe(404)
    expect(slack.calls('response_url')).toHaveLength(7)
  })

  it('notes an acknowledgement that comes too late', async () => {
    let delay = LIMITS.ackSeconds * 1000
    app.command('/brief', async ({ ack }) => {
      now += delay
      await ack()
    })
    expect(await brief()).toMatchObject({ ackMs: 3_000, isLate: false })
    delay += 1
    expect(await brief()).toMatchObject({ ackMs: 3_001, isLate: true })
  })

  it('notes an acknowledgement that Slack would not show', async () => {
    const text = plain('a'.repeat(LIMITS.header + 1))
    app.command('/brief', async ({ ack }) => ack({ blocks: [{ type: 'header', text }] }))
    const run = await brief()
    expect(run.refusal).toBe('invalid_blocks')
    expect(run.responses).toEqual([])
  })

  it('tells the app of edits and deletions', async () => {
    const seen: unknown[] = []
    app.message(async ({ message }) => void seen.push(message.subtype))
    const { ts = '' } = await app.client.chat.postMessage({ channel: 'C0GENERAL', text: 'a' })
    await app.client.chat.update({ channel: 'C0GENERAL', ts, text: 'b' })
    await app.client.chat.delete({ channel: 'C0GENERAL', ts })
    await slack.until(() => seen.length === 2, 'both events')
    expect(seen).toEqual(['message_changed', 'message_deleted'])
  })
})
