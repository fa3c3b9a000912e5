import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestWording } from '../../../src/core/digest-wording.ts'
import { InputError } from '../../../src/core/errors.ts'
import { wording } from '../../../src/core/wording.ts'
import { answer, briefReply } from '../../contracts/platform-samples.ts'
import type { Message } from '../../fakes/discord/world.ts'
import { openStage, type Stage } from './stage.ts'

const BRIEF = { name: 'brief', options: { topic: 'india-belarus' }, user: 'ana', channel: 'general' }
const ASK = { name: 'ask', options: { question: 'When?' }, user: 'ana', channel: 'general' }
const LIST = { kind: 'topics', intro: 'Several fit', topics: [] } as const

let stage: Stage

beforeEach(async () => {
  stage = await openStage()
  await stage.platform.start(stage.desk)
})

afterEach(async () => {
  await stage.end()
  expect(stage.discord.breakdowns).toEqual([])
  expect(stage.discord.unknownCalls()).toEqual([])
})

describe('registering', () => {
  it('happens once for commands that stay as they are', async () => {
    const { discord, create, desk } = stage
    const puts = () => discord.calls.filter(({ method }) => method === 'PUT').length
    expect(puts()).toBe(1)
    const other = create()
    await other.start(desk)
    await other.stop()
    expect(puts()).toBe(1)
  })

  it('happens again when one has changed', async () => {
    const { discord, create, desk } = stage
    for (const command of discord.world.commands.values()) command.description = 'Something else'
    const other = create()
    await other.start(desk)
    await other.stop()
    expect([...discord.world.commands.values()].map(({ description }) => description ?? '')).toEqual([
      wording.commandBrief,
      wording.commandAsk,
      digestWording.command,
      '',
    ])
  })

  it('is in one server alone where that is asked for', async () => {
    const { discord, create, desk } = stage
    discord.world.commands.clear()
    const other = create({ guild: discord.guildId })
    await other.start(desk)
    await other.stop()
    expect([...discord.world.commands.values()].map(({ guildId }) => guildId)).toEqual(
      Array.from({ length: 4 }, () => discord.guildId),
    )
  })

  it('says so if the bot is not in that server', async () => {
    const other = stage.create({ guild: '123456789012345678' })
    const error = await other.start(stage.desk).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(InputError)
    expect(String(error)).toContain('DISCORD_GUILD')
  })
})

describe('/brief', () => {
  it('becomes a message of the channel, and the desk is told which', async () => {
    const { discord, desk } = stage
    desk.reply = briefReply()
    const exchange = await discord.command(BRIEF)
    expect([exchange.deferred, exchange.ephemeral]).toEqual([true, false])
    const message = await exchange.answered()
    expect(discord.readable(message)).toContain('Belarus ratifies the labour agreement with India')
    expect(desk.commands).toEqual([
      {
        name: 'brief',
        asker: { user: expect.any(String), manages: false },
        topic: 'india-belarus',
        place: { platform: 'discord', workspace: discord.guildId, channel: discord.channelId },
        event: `discord:${exchange.interaction.id}`,
      },
    ])
    await discord.until(() => desk.shown.length > 0)
    const channel = discord.channelId
    expect(desk.shown).toEqual([
      [desk.reply, { platform: 'discord', channel }, { channel, message: message.id }, discord.guildId],
    ])
    expect(discord.messages('general').map(({ id }) => id)).toEqual([message.id])
  })

  it('is for the asker alone where that is asked for', async () => {
    const { discord, desk } = stage
    desk.reply = briefReply()
    const exchange = await discord.command({ ...BRIEF, options: { topic: 'x', private: true } })
    expect(exchange.ephemeral).toBe(true)
    expect(discord.readable(await exchange.answered())).toContain('Belarus ratifies')
    expect([desk.shown, discord.messages('general')]).toEqual([[], []])
  })

  it('without a topic lists the topics for the asker alone', async () => {
    const { discord, desk } = stage
    desk.reply = LIST
    const exchange = await discord.command({ ...BRIEF, options: {} })
    expect(exchange.ephemeral).toBe(true)
    expect(discord.readable(await exchange.answered())).toBe('Several fit')
    expect(desk.commands).toMatchObject([{ topic: '' }])
  })

  it('that turns out to be a list is shown to the asker alone after all', async () => {
    const { discord, desk } = stage
    desk.reply = LIST
    const exchange = await discord.command(BRIEF)
    const whispered = await exchange.followUp()
    expect(discord.readable(whispered)).toBe('Several fit')
    expect(whispered.flags & 64).toBe(64)
    expect(discord.messages('general')).toEqual([])
    expect(desk.shown).toEqual([])
  })

  it('in a thread belongs to the channel above', async () => {
    const { discord, desk } = stage
    desk.reply = briefReply()
    const head = discord.say({ channel: 'general', user: 'ana', content: 'hello' })
    discord.openThread({ channel: 'general', user: 'ana', name: 'talk', message: head.id })
    const message = await (await discord.command({ ...BRIEF, channel: 'talk' })).answered()
    await discord.until(() => desk.shown.length > 0)
    expect(desk.commands).toMatchObject([{ place: { channel: discord.channelId } }])
    const where = { channel: discord.channelId, thread: head.id }
    expect(desk.shown[0]?.slice(1)).toEqual([
      { platform: 'discord', ...where },
      { ...where, message: message.id },
      discord.guildId,
    ])
  })

  it('works in direct messages', async () => {
    const { discord, desk } = stage
    desk.reply = briefReply()
    const { id } = discord.directMessages('ana')
    await (await discord.command({ ...BRIEF, channel: id })).answered()
    expect(desk.commands).toMatchObject([{ place: { platform: 'discord', channel: id } }])
    expect(desk.commands[0]?.place.workspace).toBeUndefined()
  })
})

describe('/ask', () => {
  it('is answered for the asker alone', async () => {
    const { discord, desk } = stage
    desk.reply = { kind: 'answer', answer: answer(), topics: [] }
    const exchange = await discord.command({ ...ASK, options: { question: 'When?', topic: 'india-belarus' } })
    expect(exchange.ephemeral).toBe(true)
    expect(discord.readable(await exchange.answered())).toContain('The agreement takes effect on 1 May 2026.')
    expect(desk.commands).toMatchObject([{ name: 'ask', question: 'When?', topic: 'india-belarus' }])
  })

  it('of every topic names none', async () => {
    const { discord, desk } = stage
    desk.reply = { kind: 'answer', answer: answer(), topics: [] }
    await (await discord.command(ASK)).answered()
    expect(desk.commands[0]).not.toHaveProperty('topic')
  })
})

describe('suggestions', () => {
  it('show titles and give slugs, 25 of them, none too long', async () => {
    const { discord, desk } = stage
    desk.suggestions = [
      { slug: 'long', title: '👩‍🚀'.repeat(60) },
      { slug: 'bare', title: '' },
      ...Array.from({ length: 40 }, (_, n) => ({ slug: `s${n}`, title: `Topic ${n}` })),
    ]
    const choices = await discord.autocomplete({ ...BRIEF, option: 'topic', value: 'ind', options: {} })
    expect(choices).toHaveLength(25)
    expect(choices[0]?.name.length).toBeLessThanOrEqual(100)
    expect(choices.slice(1, 3)).toEqual([
      { name: 'bare', value: 'bare' },
      { name: 'Topic 0', value: 's0' },
    ])
    const place = { platform: 'discord', workspace: discord.guildId, channel: discord.channelId }
    expect(desk.asked).toEqual([{ prefix: 'ind', place }])
  })

  it('complete the topic of a question too', async () => {
    stage.desk.suggestions = [{ slug: 'x', title: 'X' }]
    expect(await stage.discord.autocomplete({ ...ASK, option: 'topic', value: '' })).toEqual([
      { name: 'X', value: 'x' },
    ])
  })
})

describe('the button Sources', () => {
  async function shownBrief(): Promise<Message> {
    stage.desk.reply = briefReply({ id: 'b7' })
    return await (await stage.discord.command(BRIEF)).answered()
  }

  it('shows them to whoever pressed it', async () => {
    const { discord, desk } = stage
    const message = await shownBrief()
    desk.reply = { kind: 'sources', brief: briefReply().brief }
    const exchange = await discord.click({ message, customId: 'sources:b7', user: 'ben' })
    expect(exchange.ephemeral).toBe(true)
    expect(discord.readable(await exchange.answered())).toContain('Minister in Minsk')
    expect(desk.actions).toEqual([
      {
        name: 'sources',
        value: 'b7',
        place: { platform: 'discord', workspace: discord.guildId, channel: discord.channelId },
        channel: discord.channelId,
        message: message.id,
        asker: { user: expect.any(String), manages: false },
        event: `discord:${exchange.interaction.id}`,
      },
    ])
  })
})

describe('what goes wrong', () => {
  it('with the desk is said to whoever asked, and what exactly to the log', async () => {
    const { discord, desk, log } = stage
    desk.failure = new Error('the store is gone')
    const exchange = await discord.command(ASK)
    expect(discord.readable(await exchange.answered())).toBe(wording.failed)
    expect(log.lines.join('\n')).toContain('the store is gone')
  })

  it('with what was typed is said in words', async () => {
    const { discord, desk } = stage
    desk.failure = new InputError('There is no such day.')
    const exchange = await discord.command(BRIEF)
    expect(discord.readable(await exchange.followUp())).toBe('There is no such day.')
    expect(discord.messages('general')).toEqual([])
  })

  it('leaves a command alone that Discord has given up', async () => {
    const { discord, desk, log } = stage
    discord.fault({ kind: 'api-error', code: 10062, method: 'POST', route: '/interactions/:id/:token/callback' })
    discord.sendCommand(BRIEF)
    await discord.until(() => log.lines.some((line) => line.includes('could not be announced')))
    expect(desk.commands).toEqual([])
  })

  it.each([{ kind: 'drop-after' } as const, { kind: 'error-after' } as const])(
    'answers although the answer to the deferral was lost: $kind',
    async (fault) => {
      const { discord, desk } = stage
      desk.reply = briefReply()
      discord.fault({ ...fault, method: 'POST', route: '/interactions/:id/:token/callback' })
      const exchange = await discord.command(BRIEF)
      expect(discord.readable(await exchange.answered())).toContain('Belarus ratifies')
      await discord.until(() => desk.shown.length > 0)
    },
  )

  it('with the record of a brief leaves the brief where it is', async () => {
    const { discord, desk, log } = stage
    desk.reply = briefReply()
    desk.posted = async () => {
      throw new Error('the store is gone')
    }
    const exchange = await discord.command(BRIEF)
    await discord.until(() => log.lines.some((line) => line.includes('the store is gone')))
    expect(exchange.followUps).toEqual([])
    expect(discord.messages('general')).toHaveLength(1)
  })

  it('says nothing to an event that was dealt with already', async () => {
    const { discord, desk } = stage
    desk.reply = briefReply()
    desk.command = async () => undefined
    const exchange = await discord.command(BRIEF)
    await stage.platform.stop()
    expect(exchange.edits).toEqual([])
  })
})
