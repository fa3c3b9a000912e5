import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { readText } from '../../../src/platforms/discord/incoming.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage

beforeEach(async () => {
  stage = await openStage({ privilegedIntents: 0 })
  await stage.platform.start(stage.desk)
})

afterEach(() => stage.end())

/** What the desk has heard by the time that it hears a last mention. */
async function heard() {
  const { discord, desk } = stage
  discord.say({ channel: 'other', user: 'zoe', content: 'last', mentions: ['bot'] })
  await discord.until(() => desk.heard.some(({ text }) => text === 'last'))
  return desk.heard.filter(({ text }) => text !== 'last')
}

describe('what the desk hears', () => {
  it('a mention in a channel', async () => {
    const { discord } = stage
    const { id } = discord.say({ channel: 'general', user: 'ana', content: 'when does it start?', mentions: ['bot'] })
    expect(await heard()).toEqual([
      {
        event: `discord:${id}`,
        place: { platform: 'discord', workspace: discord.guildId, channel: discord.channelId },
        channel: discord.channelId,
        message: id,
        text: 'when does it start?',
        addressed: true,
      },
    ])
  })

  it('a mention in a thread, which belongs to the channel above', async () => {
    const { discord } = stage
    const head = discord.say({ channel: 'general', user: 'ana', content: 'hello' })
    discord.openThread({ channel: 'general', user: 'ana', name: 'talk', message: head.id })
    const { id } = discord.say({ channel: 'talk', user: 'ana', content: 'and when?', mentions: ['bot'] })
    expect(await heard()).toMatchObject([
      {
        channel: discord.channelId,
        thread: head.id,
        message: id,
        text: 'and when?',
        place: { channel: discord.channelId },
      },
    ])
  })

  it('a reply to its message, as a question in the thread below that', async () => {
    const { discord, platform } = stage
    const target = { platform: 'discord', channel: discord.channelId }
    const { message } = await platform.post(target, { kind: 'notice', text: 'news' }, 'k')
    discord.say({ channel: 'general', user: 'ana', content: 'since when?', replyTo: message })
    expect(await heard()).toMatchObject([{ text: 'since when?', thread: message, addressed: true }])
  })

  it('a direct message, which needs no mention', async () => {
    const { discord } = stage
    const { id: channel } = discord.directMessages('ana')
    const { id } = discord.say({ channel, user: 'ana', content: 'news?' })
    expect(await heard()).toEqual([
      {
        event: `discord:${id}`,
        place: { platform: 'discord', channel },
        channel,
        message: id,
        text: 'news?',
        addressed: true,
      },
    ])
  })

  it('a message that somebody forwards to it', async () => {
    const { discord } = stage
    const { id: channel } = discord.directMessages('ana')
    const attachments = [{ filename: 'minutes.pdf' }]
    const content = 'The vote is on 9 June: https://a.example/x'
    const forward = discord.say({ channel: 'general', user: 'ben', content, attachments })
    discord.say({ channel, user: 'ana', content: '', forward })
    expect(await heard()).toMatchObject([
      {
        text: '',
        addressed: true,
        handed: { text: '', forwarded: content, pages: ['https://a.example/x'], files: [{ name: 'minutes.pdf' }] },
      },
    ])
    expect(stage.desk.heard[0]).not.toHaveProperty('files')
  })

  describe('with a mention in reply to somebody’s message', () => {
    const reply = (replyTo: string, content = 'brief this') =>
      stage.discord.say({ channel: 'general', user: 'ana', content, mentions: ['bot'], replyTo })

    const replies = () => stage.discord.until(() => (stage.desk.heard.length === 2 ? stage.desk.heard : undefined))

    it('what that message holds, where the bot may read it', async () => {
      await stage.end()
      stage = await openStage()
      const { discord, desk } = stage
      const platform = stage.create({ messageContent: true })
      onTestFinished(() => platform.stop())
      await platform.start(desk)
      const said = discord.say({ channel: 'general', user: 'ben', content: 'The vote is on 9 June.' })
      reply(said.id)
      const forward = discord.say({ channel: 'other', user: 'ben', content: 'It was put off.' })
      reply(discord.say({ channel: 'general', user: 'ben', content: '', forward }).id, '')
      expect(await replies()).toMatchObject([
        { text: 'brief this', handed: { text: 'The vote is on 9 June.' } },
        { text: '', handed: { text: '', forwarded: 'It was put off.' } },
      ])
    })

    it('nothing of what it may not read, and nothing of its own', async () => {
      const { discord, platform } = stage
      const others = discord.say({ channel: 'general', user: 'ben', content: 'Between us.' })
      reply(others.id, '')
      reply(others.id)
      const target = { platform: 'discord', channel: discord.channelId }
      reply((await platform.post(target, { kind: 'notice', text: 'news' }, 'k')).message)
      for (const message of await replies()) expect(message).not.toHaveProperty('handed')
    })
  })

  it('names instead of ids', async () => {
    const { discord } = stage
    const ben = discord.addUser({ name: 'ben' })
    const content = `what did <@${ben.id}> say in <#${discord.channelId}>?`
    discord.say({ channel: 'general', user: 'ana', content, mentions: ['bot'] })
    expect(await heard()).toMatchObject([{ text: 'what did @ben say in #general?' }])
  })
})

describe('what it does not hear', () => {
  it('what is said to others', async () => {
    const { discord, platform } = stage
    const target = { platform: 'discord', channel: discord.channelId }
    const { message } = await platform.post(target, { kind: 'notice', text: 'news' }, 'k')
    discord.say({ channel: 'general', user: 'ana', content: 'lunch?' })
    discord.say({ channel: 'general', user: 'ana', content: 'quietly', replyTo: message, ping: false })
    discord.openThread({ channel: 'general', user: 'ana', name: 'talk', message })
    discord.say({ channel: 'talk', user: 'ben', content: 'between us' })
    discord.say({ channel: 'general', user: 'ana', content: '', mentions: ['bot'] })
    expect(await heard()).toEqual([])
  })

  it('bots, itself among them', async () => {
    const { discord, platform } = stage
    discord.addUser({ name: 'robot', bot: true })
    discord.say({ channel: 'general', user: 'robot', content: 'beep', mentions: ['bot'] })
    await platform.post({ platform: 'discord', channel: discord.channelId }, { kind: 'notice', text: 'x' }, 'k')
    expect(await heard()).toEqual([])
  })
})

it('hears an event once that was sent again after a resumed connection', async () => {
  const { discord, desk } = stage
  discord.gateway.drop()
  discord.say({ channel: 'general', user: 'ana', content: 'while you were away', mentions: ['bot'] })
  await discord.until(() => desk.heard.length > 0, { timeoutMs: 10_000 })
  expect((await heard()).map(({ text }) => text)).toEqual(['while you were away'])
})

it('goes on after a message with which something went wrong', async () => {
  const { discord, desk, log } = stage
  const hear = desk.hear
  desk.hear = async () => {
    desk.hear = hear
    throw new Error('the store is gone')
  }
  discord.say({ channel: 'general', user: 'ana', content: 'one', mentions: ['bot'] })
  discord.say({ channel: 'general', user: 'ana', content: 'two', mentions: ['bot'] })
  expect((await heard()).map(({ text }) => text)).toEqual(['two'])
  expect(log.lines.join('\n')).toContain('the store is gone')
})

describe('reading', () => {
  const names = {
    user: (id: string) => ({ '1': 'ana' })[id],
    role: (id: string) => ({ '2': 'editors' })[id],
    channel: (id: string) => ({ '3': 'general' })[id],
  }

  it.each([
    ['<@9> hello', 'hello'],
    ['<@!9>hello <@9>', 'hello'],
    ['<@1> <@!1> <@5>', '@ana @ana @<@5>'],
    ['<@&2> <#3>', '@editors #general'],
    ['<:wave:4><a:dance:5>', ':wave::dance:'],
    ['try </brief:6> or </digest add:7>', 'try /brief or /digest add'],
    ['at <t:1760000000:R>', 'at 2025-10-09 08:53 UTC'],
    ['at <t:99999999999999999>', 'at <t:99999999999999999>'],
    ['<https://news.example/a?b>', 'https://news.example/a?b'],
    ['two\nlines  here', 'two\nlines here'],
    ['1 < 2 > 0', '1 < 2 > 0'],
    ['<@9>', ''],
  ])('%j', (content, text) => {
    expect(readText(content, '9', names)).toBe(text)
  })
})
