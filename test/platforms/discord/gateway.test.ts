import { GatewayIntentBits, PermissionFlagsBits } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { InputError, LaterError } from '../../../src/core/errors.ts'
import { createConnection } from '../../../src/platforms/discord/connection.ts'
import type { DiscordOptions } from '../../../src/platforms/discord/platform.ts'
import { createReconnecting } from '../../../src/platforms/discord/reconnecting.ts'
import type { FakeDiscordOptions } from '../../fakes/discord/server.ts'
import { openStage, type Stage } from './stage.ts'

const NOTE = { kind: 'notice', text: 'hello' } as const
const PLAIN =
  GatewayIntentBits.Guilds |
  GatewayIntentBits.GuildMessages |
  GatewayIntentBits.DirectMessages |
  GatewayIntentBits.GuildMessageReactions |
  GatewayIntentBits.DirectMessageReactions

let stage: Stage

beforeEach(() => open({}))

afterEach(async () => {
  await stage.end()
  expect(stage.discord.breakdowns).toEqual([])
})

async function open(options: FakeDiscordOptions): Promise<void> {
  stage = await openStage(options)
}

async function reopen(options: FakeDiscordOptions): Promise<void> {
  await stage.end()
  await open(options)
}

function create(options: Partial<DiscordOptions>) {
  const platform = stage.create(options)
  onTestFinished(() => platform.stop())
  return platform
}

const failure = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error)
const intents = () => stage.discord.gateway.sessions.map((session) => session.intents)
const to = () => ({ platform: 'discord', channel: stage.discord.channelId })

describe('the text of messages', () => {
  it('is asked for where the settings say so', async () => {
    await create({ messageContent: true }).start(stage.desk)
    expect(intents()).toEqual([PLAIN | GatewayIntentBits.MessageContent])
  })

  it.each([
    [true, ['and when?']],
    [false, []],
  ])('is heard in threads without a mention where it is asked for: %s', async (messageContent, texts) => {
    const { discord, desk } = stage
    await create({ messageContent }).start(desk)
    const head = discord.say({ channel: 'general', user: 'ana', content: 'hello' })
    discord.openThread({ channel: 'general', user: 'ana', name: 'talk', message: head.id })
    discord.say({ channel: 'talk', user: 'ana', content: 'and when?' })
    discord.say({ channel: 'general', user: 'zoe', content: 'last', mentions: ['bot'] })
    await discord.until(() => desk.heard.some(({ text }) => text === 'last'))
    expect(desk.heard.filter(({ text }) => text !== 'last').map(({ text }) => text)).toEqual(texts)
  })

  it('that Discord does not grant is done without, which is said once', async () => {
    await reopen({ privilegedIntents: 0 })
    const platform = create({ messageContent: true })
    await platform.start(stage.desk)
    expect(intents()).toEqual([PLAIN])
    await platform.ear.close()
    await platform.ear.open(stage.desk, () => undefined)
    const said = stage.log.lines.filter((line) => line.includes('DISCORD_MESSAGE_CONTENT'))
    expect(said).toMatchObject([expect.stringContaining('Message Content Intent')])
    expect(stage.discord.gateway.identifies).toBe(3)
  })

  it('that is taken away later is no reason to stop: the gateway may be opened again', async () => {
    const platform = create({ messageContent: true })
    await platform.start(stage.desk)
    stage.discord.world.privilegedIntents = 0
    stage.discord.gateway.close(4014)
    await stage.discord.until(() => stage.lost.length > 0)
    expect(stage.lost[0]).not.toBeInstanceOf(InputError)
    await platform.ear.close()
    await platform.ear.open(stage.desk, () => undefined)
    expect(intents().at(-1)).toBe(PLAIN)
  })
})

describe('posting', () => {
  it('needs no gateway: every process does it, one listens', async () => {
    const { discord, platform, desk } = stage
    await platform.start(desk)
    const other = stage.createDeaf()
    onTestFinished(() => other.stop())
    await other.start(desk)
    const posted = await other.post(to(), NOTE, 'k')
    expect(await platform.find(to(), 'k', new Date(Date.now() - 1_000).toISOString())).toEqual(posted)
    expect(discord.gateway.identifies).toBe(1)
  })

  it('goes on after the ear is closed', async () => {
    const { discord, platform, desk } = stage
    await platform.start(desk)
    await platform.ear.close()
    await platform.post(to(), NOTE, 'k')
    expect(discord.gateway.connected).toBe(false)
  })
})

describe('what was said while nobody listened', () => {
  const hear = async () => {
    const { discord, desk } = stage
    discord.say({ channel: 'other', user: 'zoe', content: 'last', mentions: ['bot'] })
    await discord.until(() => desk.heard.some(({ text }) => text === 'last'))
    return desk.heard.filter(({ text }) => text !== 'last')
  }

  it('is heard by whoever listens next, in channels and threads, in its order and once', async () => {
    const { discord, platform, desk } = stage
    const head = discord.say({ channel: 'general', user: 'ana', content: 'hello' })
    discord.openThread({ channel: 'general', user: 'ana', name: 'talk', message: head.id })
    await platform.start(desk)
    discord.say({ channel: 'general', user: 'ana', content: 'zero', mentions: ['bot'] })
    await discord.until(() => desk.heard.length === 1)
    await platform.ear.close()
    discord.say({ channel: 'general', user: 'ana', content: 'one', mentions: ['bot'] })
    discord.say({ channel: 'general', user: 'ana', content: 'two', mentions: ['bot'] })
    discord.say({ channel: 'general', user: 'ben', content: 'to somebody else' })
    discord.say({ channel: 'talk', user: 'ana', content: 'three', mentions: ['bot'] })
    await platform.ear.open(desk, () => undefined)
    const heard = await hear()
    expect(heard.map(({ text }) => text).toSorted()).toEqual(['one', 'three', 'two', 'zero'])
    expect(heard.filter(({ thread }) => thread === undefined).map(({ text }) => text)).toEqual(['zero', 'one', 'two'])
    expect(heard.find(({ text }) => text === 'three')).toMatchObject({ channel: discord.channelId, thread: head.id })
  })

  it('is heard as a reply where it was one', async () => {
    const { discord, platform, desk } = stage
    await platform.start(desk)
    const { message } = await platform.post(to(), NOTE, 'k')
    await platform.ear.close()
    discord.say({ channel: 'general', user: 'ana', content: 'since when?', replyTo: message })
    await platform.ear.open(desk, () => undefined)
    expect(await hear()).toMatchObject([{ text: 'since when?', thread: message, addressed: true }])
  })

  it('is left alone where it is old, or the bot may not read it', async () => {
    let now = Date.now()
    await reopen({ now: () => now })
    const { discord, platform, desk } = stage
    discord.say({ channel: 'general', user: 'ana', content: 'long ago', mentions: ['bot'] })
    now += 16 * 60_000
    discord.addChannel({ name: 'closed' })
    discord.say({ channel: 'closed', user: 'ana', content: 'hidden', mentions: ['bot'] })
    discord.deny('closed', PermissionFlagsBits.ReadMessageHistory)
    await platform.start(desk)
    expect(await hear()).toEqual([])
  })
})

describe('logins', () => {
  it('are left alone where few are left', async () => {
    await reopen({ sessionStarts: 10 })
    const error = await failure(stage.platform.start(stage.desk))
    expect(error).toBeInstanceOf(LaterError)
    expect(error).toMatchObject({ message: expect.stringContaining('10 are left'), afterMs: 86_400_000 })
    expect(stage.discord.gateway.identifies).toBe(0)
    await stage.platform.post(to(), NOTE, 'k')
  })

  it('are not made where none is left', async () => {
    await reopen({ sessionStarts: 0 })
    expect(await failure(stage.platform.start(stage.desk))).toMatchObject({ name: 'LaterError', afterMs: 86_400_000 })
  })

  it('that Discord asks for anew are counted too', async () => {
    await reopen({ sessionStarts: 501 })
    const { discord, platform, desk, lost } = stage
    await platform.start(desk)
    discord.gateway.invalidate()
    await discord.until(() => lost.length > 0)
    expect(lost).toMatchObject([{ name: 'LaterError', message: expect.stringContaining('500 are left') }])
    expect(discord.gateway.identifies).toBe(1)
  })
})

describe('a dead link', () => {
  it('is noticed by its heartbeats, and resumed', async () => {
    await reopen({ heartbeatIntervalMs: 200 })
    const { discord, platform, desk } = stage
    await platform.start(desk)
    discord.gateway.setZombie(true)
    discord.say({ channel: 'general', user: 'ana', content: 'are you there?', mentions: ['bot'] })
    await discord.until(() => desk.heard.length > 0, { timeoutMs: 10_000 })
    expect(discord.gateway).toMatchObject({ identifies: 1, resumes: 1 })
  })
})

describe('attempts to connect again', () => {
  it('are made at once, then after pauses that grow, until one succeeds', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const reconnecting = createReconnecting()
    const pause = async () => {
      const began = Date.now()
      reconnecting.closed()
      const turn = reconnecting.turn()
      await vi.runAllTimersAsync()
      await turn
      return Date.now() - began
    }
    const pauses = async (count: number) => {
      const taken: number[] = []
      while (taken.length < count) taken.push(await pause())
      return taken
    }
    expect(await pauses(8)).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
    reconnecting.stands()
    expect(await pauses(2)).toEqual([0, 1_000])
    reconnecting.end()
    reconnecting.closed()
    let isOver = false
    void reconnecting.turn().then(() => {
      isOver = true
    })
    await vi.runAllTimersAsync()
    expect(isOver).toBe(false)
  })
})

it('holds back no answer for the pace of all calls together, from which Discord exempts them', async () => {
  const { discord, log } = stage
  const budget = { spend() {} }
  const { token, apiUrl } = discord
  const connection = createConnection({ token, apiUrl, hearsAll: false, budget, log, onLost() {} })
  onTestFinished(() => connection.close())
  const { rest } = await connection.open()
  let held = 0
  rest.on('rateLimited', () => {
    held += 1
  })
  const answers = Array.from({ length: 120 }, (_, index) =>
    failure(rest.patch(`/webhooks/1/token${index}/messages/@original`, { auth: false, body: { content: 'x' } })),
  )
  const answered = await Promise.all(answers)
  expect(answered.map((error) => error instanceof Error && 'code' in error && error.code)).toEqual(
    Array.from({ length: 120 }, () => 10015),
  )
  expect(held).toBe(0)
})

describe('commands that were registered elsewhere before', () => {
  const names = (guild: string | null) =>
    [...stage.discord.world.commands.values()].filter(({ guildId }) => guildId === guild).map(({ name }) => name)

  it('are taken back: everywhere for one server', async () => {
    const { discord, desk, log } = stage
    await stage.createDeaf().start(desk)
    expect(names(null)).toContain('brief')
    const platform = stage.createDeaf({ guild: discord.guildId })
    await platform.start(desk)
    await platform.start(desk)
    expect(names(null)).toEqual([])
    expect(names(discord.guildId)).toContain('brief')
    expect(log.lines.filter((line) => line.includes('no longer registered'))).toHaveLength(1)
  })

  it('are taken back: one server for everywhere', async () => {
    const { discord, desk } = stage
    await stage.createDeaf({ guild: discord.guildId }).start(desk)
    await stage.createDeaf().start(desk)
    expect(names(discord.guildId)).toEqual([])
    expect(names(null)).toContain('brief')
  })

  it('are not looked for where the bot was let in without them', async () => {
    const { discord, desk, log } = stage
    const route = '/applications/:application/guilds/:guild/commands'
    discord.fault({ kind: 'api-error', code: 50001, method: 'GET', route })
    await stage.createDeaf().start(desk)
    expect(log.lines.filter((line) => line.startsWith('warn'))).toEqual([])
  })

  it('keep nobody from starting where that fails', async () => {
    const { discord, desk, log } = stage
    discord.fault({ kind: 'error-before', method: 'GET', route: '/users/@me/guilds' })
    await stage.createDeaf().start(desk)
    expect(log.lines.join('\n')).toContain('registered only once')
  })
})
