import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readMessage, readText } from '../../../src/platforms/slack/incoming.ts'
import { objectOf } from '../../fakes/slack/json.ts'
import { openStage, type Stage } from './stage.ts'

describe('on the wire', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage()
    await stage.platform.start(stage.desk)
  })
  afterEach(async () => await stage.end())

  const BOT = '<@U0FAKEBOT1>'
  const say = (text: string, more: { channel?: string; threadTs?: string; botId?: string } = {}) =>
    stage.slack.say({ channel: 'C1', user: 'U1', text, ...more })

  /** What the app has been sent and has acknowledged is through with, once one more word has come through after it. */
  async function settle(): Promise<void> {
    const { message } = say(`${BOT} over`)
    await stage.slack.until(() => stage.desk.heard.some((heard) => heard.message === message.ts))
  }
  const heard = () => stage.desk.heard.filter(({ text }) => text !== 'over')

  it('hears a mention once, though it comes as message and as app_mention', async () => {
    const { message, envelopes } = say(`${BOT} what about <https://a.example/x> & <#C1|news>?`)
    expect(envelopes).toHaveLength(2)
    for (const envelope of envelopes) stage.slack.socket.redeliver(envelope)
    await settle()
    expect(heard()).toEqual([
      {
        event: `slack:T0FAKETEAM.C1.${message.ts}`,
        place: { platform: 'slack', workspace: 'T0FAKETEAM', channel: 'C1' },
        channel: 'C1',
        message: message.ts,
        text: 'what about https://a.example/x & #news?',
        addressed: true,
      },
    ])
  })

  it('hears a message once that Slack sends twice, with two event ids', async () => {
    const { envelopes } = say(`${BOT} hello`)
    for (const { payload } of envelopes) stage.slack.emit(objectOf(payload.event))
    await settle()
    expect(heard()).toHaveLength(1)
  })

  it('hears what is said in threads, addressed or not', async () => {
    const { message: head } = say('good morning')
    say('When does it start?', { threadTs: head.ts })
    say(`${BOT} when?`, { threadTs: head.ts })
    await settle()
    expect(heard()).toMatchObject([
      { thread: head.ts, text: 'When does it start?', addressed: false },
      { thread: head.ts, text: 'when?', addressed: true },
    ])
  })

  it('takes a direct message for addressed', async () => {
    say('India and Belarus', { channel: 'U1' })
    await settle()
    expect(heard()).toMatchObject([{ channel: 'D1', text: 'India and Belarus', addressed: true }])
  })

  it('hears neither bots, nor itself, nor edits, nor what people say to each other', async () => {
    say('good morning')
    say(`${BOT} I am a bot too`, { botId: 'B2' })
    await stage.platform.post({ platform: 'slack', channel: 'C1' }, { kind: 'notice', text: 'mine' }, 'key-1')
    const base = { type: 'message', channel: 'C1', channel_type: 'channel', user: 'U1' }
    stage.slack.emit({ ...base, ts: '1700000000.000100', text: `${BOT} edited`, edited: { user: 'U1', ts: '1' } })
    stage.slack.emit({ ...base, ts: '1700000000.000200', subtype: 'channel_join', text: `${BOT} has joined` })
    stage.slack.emit({ ...base, ts: '1700000000.000300', subtype: 'message_changed', hidden: true, message: {} })
    await settle()
    expect(heard()).toEqual([])
  })

  it('acknowledges an event once the desk has noted it, so that none is lost with a process that dies before', async () => {
    const { desk, slack } = stage
    const { promise: noted, resolve: note } = Promise.withResolvers<void>()
    const hear = desk.hear
    let calls = 0
    desk.hear = async (message) => {
      calls += 1
      await hear(message)
      await noted
    }
    const { envelopes } = say('hello', { channel: 'U1' })
    await slack.until(() => heard().length === 1)
    for (const envelope of envelopes) slack.socket.redeliver(envelope)
    // Whatever was sent before this command was answered would be there by now.
    await slack.command({ command: '/brief', user: 'U1', channel: 'C1' })
    const before = envelopes.map(({ acks }) => acks.length)
    note()
    expect(before).toEqual([0])
    await slack.until(() => envelopes.every(({ acks }) => acks.length === 2))
    expect(calls).toBe(1)
  })

  it('asks the desk once for both halves of a mention, also for one that comes again later', async () => {
    const { desk, slack } = stage
    const { hear } = desk
    const asked: string[] = []
    desk.hear = async (message) => {
      asked.push(message.message)
      await hear(message)
    }
    const { message, envelopes } = say(`${BOT} what of India?`)
    await slack.until(() => envelopes.every(({ acks }) => acks.length === 1))
    for (const envelope of envelopes) slack.redeliver(envelope)
    await slack.until(() => envelopes.every(({ acks }) => acks.length === 2))
    expect(asked).toEqual([message.ts])
  })

  it('does not acknowledge what the desk could not note, and hears it when it comes again', async () => {
    const { desk, slack } = stage
    const hear = desk.hear
    desk.hear = async () => {
      desk.hear = hear
      throw new Error('database is locked')
    }
    const { envelopes } = say('hello', { channel: 'U1' })
    await slack.until(() => desk.hear === hear)
    await settle()
    expect(envelopes.map(({ acks }) => acks.length)).toEqual([0])
    for (const envelope of envelopes) slack.socket.redeliver(envelope)
    await slack.until(() => envelopes.every(({ acks }) => acks.length === 1))
    expect(heard()).toMatchObject([{ text: 'hello' }])
  })

  it('stays up when the desk fails', async () => {
    const { desk } = stage
    const hear = desk.hear
    desk.hear = async () => {
      desk.hear = hear
      throw new Error('database is locked')
    }
    say('hello', { channel: 'U1' })
    await stage.slack.until(() => desk.hear === hear)
    await settle()
    expect(stage.log.lines.filter((line) => line.startsWith('error'))).toHaveLength(1)
  })
})

describe('a message', () => {
  const HEARING = { team: 'T1', botUser: 'U0' }
  const message = { channel: 'C1', ts: '2.0', user: 'U1', text: '<@U0> hello' }

  it('is of the workspace of whoever wrote it', () => {
    expect(readMessage({ ...message, user_team: 'T2' }, HEARING)?.place).toMatchObject({ workspace: 'T2' })
  })

  it('that heads a thread does not stand in it', () => {
    expect(readMessage({ ...message, thread_ts: '2.0' }, HEARING)).not.toHaveProperty('thread')
  })

  it('of a bot is not heard, whether or not Slack says so in its subtype', () => {
    expect(readMessage({ ...message, bot_id: 'B2' }, HEARING)).toBeUndefined()
    expect(readMessage({ ...message, user: 'U0' }, HEARING)).toBeUndefined()
    expect(readMessage({ ...message, user: 'USLACKBOT' }, HEARING)).toBeUndefined()
    expect(readMessage(message, HEARING)).toBeDefined()
  })

  it('is heard when it was sent to the channel too, or has a file', () => {
    for (const subtype of ['thread_broadcast', 'file_share']) {
      expect(readMessage({ ...message, subtype, thread_ts: '1.0' }, HEARING)).toMatchObject({ thread: '1.0' })
    }
  })
})

it.each([
  ['<@U0> hello', 'hello'],
  ['hello <@U0|desk>, and <@U5|ada> and <@U6>', 'hello , and @ada and @U6'],
  ['see <https://a.example/?a=1&amp;b=2|the page> or <https://b.example>', 'see the page or https://b.example'],
  ['<#C1|news> <#C2>', '#news #C2'],
  ['<!here> <!channel|@channel> <!subteam^S1|@editors> <!date^1^{date}|2 March>', '@here @channel @editors 2 March'],
  ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
  ['1 &lt; 2 &amp;amp; 3 &gt; 2', '1 < 2 &amp; 3 > 2'],
  ['&lt;@U0&gt;', '<@U0>'],
  ['two\nlines   here ', 'two\nlines here'],
])('reads %j', (text, plain) => {
  expect(readText(text, 'U0')).toBe(plain)
})
