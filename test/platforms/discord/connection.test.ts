import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { GoneError, InputError, LaterError } from '../../../src/core/errors.ts'
import { startError } from '../../../src/platforms/discord/tokens.ts'
import { openStage, type Stage } from './stage.ts'

const NOTE = { kind: 'notice', text: 'hello' } as const

let stage: Stage
const unhandled: unknown[] = []
const keep = (reason: unknown) => unhandled.push(reason)

beforeEach(async () => {
  stage = await openStage()
  process.on('unhandledRejection', keep)
})

afterEach(async () => {
  await stage.end()
  process.off('unhandledRejection', keep)
  expect(unhandled.splice(0)).toEqual([])
  expect(stage.discord.breakdowns).toEqual([])
})

const failure = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error)
const to = () => ({ platform: 'discord', channel: stage.discord.channelId })

describe('starting', () => {
  it('asks for no privileged intent', async () => {
    const { discord, platform, desk } = stage
    await platform.start(desk)
    expect(discord.gateway.sessions.map(({ intents }) => intents)).toEqual([
      (1 << 0) | (1 << 9) | (1 << 10) | (1 << 12) | (1 << 13),
    ])
  })

  it.each(['', 'with space', 'with\nbreak', 'wrong.token.entirely'])('says which token is wrong: %j', async (token) => {
    const platform = stage.create({ token })
    const error = await failure(platform.start(stage.desk))
    expect(error).toBeInstanceOf(InputError)
    expect(String(error)).toContain('DISCORD_TOKEN')
    expect(String(error)).toContain('https://discord.com/developers/applications')
    if (token !== '') expect(String(error)).not.toContain(token)
    expect(await failure(platform.post(to(), NOTE, 'k'))).toBeInstanceOf(LaterError)
  })

  it('says so if the gateway alone does not accept the token', async () => {
    const { discord, platform, desk } = stage
    const starting = failure(platform.start(desk))
    await discord.until(() => discord.callsTo('GET', '/gateway/bot').some(({ status }) => status === 200))
    discord.revokeToken()
    const error = await starting
    expect(error).toBeInstanceOf(InputError)
    expect(String(error)).toContain('DISCORD_TOKEN')
  })

  it.each([
    [4004, 'DISCORD_TOKEN'],
    [4013, 'Privileged Gateway Intents'],
    [4014, 'Privileged Gateway Intents'],
    [4011, 'too many servers'],
  ])('says what to mend when the gateway has closed with %i', (code, words) => {
    const error = startError(new Error('in any words'), code)
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toContain(words)
  })

  it.each([undefined, 1006, 4000, 4009])('is worth another try after the code %s', (code) => {
    expect(startError(new Error('in any words'), code)).not.toBeInstanceOf(InputError)
  })

  it('can be tried again when Discord could not be reached', async () => {
    const { discord, platform, desk } = stage
    discord.fault({ kind: 'drop-before', method: 'GET', route: '/users/@me' })
    expect(await failure(platform.start(desk))).not.toBeInstanceOf(InputError)
    expect(await failure(platform.post(to(), NOTE, 'k'))).toBeInstanceOf(LaterError)
    await platform.start(desk)
    await platform.post(to(), NOTE, 'k')
    expect(discord.messages('general')).toHaveLength(1)
  })

  it('can be tried again when the commands could not be registered, and leaves nothing open', async () => {
    const { discord, platform, desk } = stage
    discord.fault({ kind: 'error-before', method: 'GET', route: '/applications/:application/commands' })
    expect(await failure(platform.start(desk))).not.toBeInstanceOf(InputError)
    expect(discord.gateway.connected).toBe(false)
    await platform.start(desk)
  })
})

describe('stopping', () => {
  it('while it is starting ends both', async () => {
    const { discord, platform, desk } = stage
    const stall = discord.fault({ kind: 'stall-before', method: 'GET', route: '/gateway/bot' })
    const starting = failure(platform.start(desk))
    await discord.until(() => stall.hits > 0)
    await platform.stop()
    expect(await starting).toBeInstanceOf(LaterError)
    expect(discord.gateway.identifies).toBe(0)
  })

  it('waits for the answer that is under way', async () => {
    const { discord, platform, desk } = stage
    await platform.start(desk)
    const waiting = Promise.withResolvers<void>()
    desk.command = async () => {
      await waiting.promise
      return NOTE
    }
    const exchange = await discord.command({ name: 'ask', options: { question: '?' }, user: 'ana', channel: 'general' })
    const stopped = platform.stop()
    waiting.resolve()
    await stopped
    expect(discord.readable(await exchange.answered())).toBe('hello')
    expect(discord.gateway.connected).toBe(false)
  })

  it('opens no connection afterwards, even if one was about to be made again', async () => {
    const { discord, platform, desk, log } = stage
    const other = stage.create()
    onTestFinished(() => other.stop())
    await platform.start(desk)
    await other.start(desk)
    discord.gateway.drop()
    await discord.until(() => log.lines.filter((line) => line.includes('it is made again')).length === 2)
    await platform.stop()
    // The other one was cut off at the same moment: by the time it is back for the second time, the stopped one would have been.
    const isBack = () => discord.gateway.sessions.at(-1)?.connection != null
    await discord.until(isBack, { timeoutMs: 10_000 })
    discord.gateway.drop()
    await discord.until(() => !isBack())
    await discord.until(isBack, { timeoutMs: 10_000 })
    expect([discord.gateway.resumes, discord.gateway.identifies]).toEqual([2, 2])
  })
})

describe('a connection that breaks', () => {
  it('is made again, and posts do not mind', async () => {
    const { discord, platform, desk } = stage
    await platform.start(desk)
    discord.gateway.askReconnect()
    await platform.post(to(), NOTE, 'k')
    await discord.until(() => discord.gateway.resumes > 0, { timeoutMs: 10_000 })
    expect(discord.messages('general')).toHaveLength(1)
  })
})

it.each([
  [4014, 'Privileged Gateway Intents'],
  [4013, 'Privileged Gateway Intents'],
  [4011, 'too many servers'],
])('says what to mend when the gateway closes for good with %i, and posts all the same', async (code, words) => {
  const { discord, platform, desk, lost } = stage
  await platform.start(desk)
  discord.gateway.close(code)
  await discord.until(() => lost.length > 0)
  expect(lost).toMatchObject([{ name: 'InputError', message: expect.stringContaining(words) }])
  await platform.post(to(), NOTE, 'k')
})

describe('a token that is refused later', () => {
  it('by REST is final, and said once', async () => {
    const { discord, platform, desk, log } = stage
    await platform.start(desk)
    discord.fault({ kind: 'api-error', code: 0, route: '/channels/:channel/messages' })
    expect(await failure(platform.post(to(), NOTE, 'k1'))).toBeInstanceOf(GoneError)
    expect(await failure(platform.post(to(), NOTE, 'k2'))).toBeInstanceOf(GoneError)
    expect(await failure(platform.find(to(), 'k2', new Date().toISOString()))).toBeInstanceOf(GoneError)
    expect(discord.callsTo('POST', '/channels/:channel/messages')).toHaveLength(1)
    expect(log.lines.filter((line) => line.includes('DISCORD_TOKEN'))).toHaveLength(1)
  })

  it('by the gateway is final, and said once', async () => {
    const { discord, platform, desk, log, lost } = stage
    await platform.start(desk)
    discord.revokeToken()
    await discord.until(() => lost.length > 0)
    expect(lost).toMatchObject([{ name: 'InputError', message: expect.stringContaining('DISCORD_TOKEN') }])
    expect(await failure(platform.post(to(), NOTE, 'k1'))).toBeInstanceOf(GoneError)
    expect(discord.callsTo('POST', '/channels/:channel/messages')).toEqual([])
    // Whoever opened the ear says it.
    expect(log.lines.filter((line) => line.startsWith('error') && line.includes('DISCORD_TOKEN'))).toEqual([])
  })
})

it('keeps the token out of the log', async () => {
  const { discord, platform, desk, log } = stage
  await platform.start(desk)
  discord.fault({ kind: 'error-before', route: /.*/, times: 5 })
  await failure(platform.post(to(), NOTE, 'k'))
  discord.sendCommand({ name: 'ask', options: { question: '?' }, user: 'ana', channel: 'general' })
  await discord.until(() => log.lines.some((line) => line.includes('announced')))
  await platform.stop()
  expect(log.lines.join('\n')).not.toContain(discord.token)
})
