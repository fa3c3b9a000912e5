import { PermissionFlagsBits } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { directChannel, type Target } from '../../../src/core/delivery.ts'
import { AmbiguousError, GoneError, LaterError, RefusedError } from '../../../src/core/errors.ts'
import { openRest } from '../../../src/platforms/discord/application.ts'
import { createClient } from '../../../src/platforms/discord/client.ts'
import { renderReply } from '../../../src/platforms/discord/render.ts'
import { briefReply, claim, edition } from '../../contracts/platform-samples.ts'
import { openStage, type Stage } from './stage.ts'

const NOTE = { kind: 'notice', text: 'hello' } as const

let stage: Stage
let clock: number
let since: string

beforeEach(async () => {
  clock = Date.now()
  since = new Date(clock).toISOString()
  stage = await openStage({ now: () => clock })
  await stage.platform.start(stage.desk)
})

afterEach(async () => {
  await stage.end()
  expect(stage.discord.breakdowns).toEqual([])
  expect(stage.discord.unknownCalls()).toEqual([])
})

function to(thread?: string): Target {
  const { channelId: channel } = stage.discord
  return { platform: 'discord', channel, ...(thread === undefined ? {} : { thread }) }
}

const failure = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error)
const inThread = (thread: string) => stage.discord.messages(thread).filter(({ type }) => type !== 21)

describe('a message', () => {
  it('to a person goes to their direct messages, and is found there by another process', async () => {
    const { discord, platform, create, desk } = stage
    const ana = discord.addUser({ name: 'ana' })
    const person = { platform: 'discord', channel: directChannel(ana.id) }
    discord.fault({ kind: 'error-before', method: 'POST', route: '/users/@me/channels' })
    expect(await failure(platform.post(person, NOTE, 'k'))).toBeInstanceOf(LaterError)
    const posted = await platform.post(person, NOTE, 'k')
    expect(posted.channel).toBe(discord.directMessages('ana').id)
    expect(discord.messages(posted.channel).map(({ id }) => id)).toEqual([posted.message])
    const other = create()
    await other.start(desk)
    expect(await other.find(person, 'k', since)).toEqual(posted)
    expect(await other.find(person, 'k2', since)).toBeUndefined()
    await other.stop()
    ana.refusesDirectMessages = true
    expect(await failure(platform.post(person, NOTE, 'k3'))).toBeInstanceOf(GoneError)
  })

  it('is not made twice within the minutes that its nonce holds', async () => {
    const { discord, platform } = stage
    const first = await platform.post(to(), NOTE, 'k')
    expect(await platform.post(to(), NOTE, 'k')).toEqual(first)
    expect(discord.messages('general')).toHaveLength(1)
  })

  it('is found long after its nonce is forgotten, among many others', async () => {
    const { discord, platform } = stage
    for (let n = 0; n < 230; n += 1) discord.say({ channel: 'general', user: 'ana', content: `before ${n}` })
    const posted = await platform.post(to(), briefReply(), 'k')
    for (let n = 0; n < 130; n += 1) discord.say({ channel: 'general', user: 'ana', content: `after ${n}` })
    clock += 3 * 60 * 60_000
    expect(await platform.find(to(), 'k', since)).toEqual(posted)
    expect(await platform.find(to(), 'other', since)).toBeUndefined()
  })

  it('is not taken for one of somebody else who copies its reference', async () => {
    const { discord, platform } = stage
    await platform.post(to(), NOTE, 'k')
    const [message] = discord.messages('general')
    if (message === undefined) throw new Error('nothing was posted')
    message.authorId = discord.addUser({ name: 'robot', bot: true }).id
    expect(await platform.find(to(), 'k', since)).toBeUndefined()
  })

  it('goes on searching where the pace broke it off', async () => {
    const { discord, platform } = stage
    for (let n = 0; n < 150; n += 1) discord.say({ channel: 'general', user: 'ana', content: `${n}` })
    const posted = await platform.post(to(), NOTE, 'k')
    const pages = () => discord.callsTo('GET', '/channels/:channel/messages')
    const search = failure(platform.find(to(), 'k', since))
    await discord.until(() => pages().length === 1)
    discord.fault({
      kind: 'rate-limited',
      retryAfterSeconds: 0.01,
      route: '/channels/:channel/messages',
      method: 'GET',
    })
    expect(await search).toBeInstanceOf(LaterError)
    expect(await platform.find(to(), 'k', since)).toEqual(posted)
    const [first, broken, again, ...others] = pages().map(({ query }) => query.get('after'))
    expect(others).toEqual([])
    expect(again).toBe(broken)
    expect(again).not.toBe(first)
  })

  it('cannot be called missing where the history is closed', async () => {
    const { discord, platform } = stage
    await platform.post(to(), NOTE, 'k')
    discord.deny('general', PermissionFlagsBits.ReadMessageHistory)
    expect(await failure(platform.find(to(), 'k', since))).toBeInstanceOf(AmbiguousError)
  })

  it('is gone with its channel', async () => {
    const { discord, platform } = stage
    await platform.post(to(), NOTE, 'k')
    const target = to()
    discord.deleteChannel('general')
    expect(await failure(platform.find(target, 'k', since))).toBeInstanceOf(GoneError)
  })

  it('shows nothing that Discord would unfold or notify of', async () => {
    const { discord, platform } = stage
    await platform.post(to(), briefReply(), 'k')
    const [call] = discord.callsTo('POST', '/channels/:channel/messages')
    expect(call?.body).toMatchObject({ allowed_mentions: { parse: [] }, enforce_nonce: true })
    expect(call?.body).not.toHaveProperty('content')
    expect(call?.body).not.toHaveProperty('flags')
  })

  it('is refused once it was posted and then deleted', async () => {
    const { discord, platform } = stage
    await platform.post(to(), NOTE, 'k')
    for (const message of discord.messages('general')) discord.deleteMessage(message)
    expect(await failure(platform.post(to(), NOTE, 'k'))).toBeInstanceOf(RefusedError)
  })

  it.each([
    ['View Channel', PermissionFlagsBits.ViewChannel],
    ['Send Messages', PermissionFlagsBits.SendMessages],
    ['Embed Links', PermissionFlagsBits.EmbedLinks],
  ])('does not go where %s is missing, and says so', async (name, permission) => {
    stage.discord.deny('general', permission)
    const error = await failure(stage.platform.post(to(), NOTE, 'k'))
    expect(error).toBeInstanceOf(GoneError)
    expect(String(error)).toContain(name)
  })

  it('of one channel waits for no other', async () => {
    const { discord, platform } = stage
    discord.setPace('general', { limit: 1, perMs: 60_000 })
    await platform.post(to(), NOTE, 'k1')
    const error = await failure(platform.post(to(), NOTE, 'k2'))
    expect(error).toBeInstanceOf(LaterError)
    const other = { platform: 'discord', channel: discord.channel('other').id }
    await platform.post(other, NOTE, 'k3')
    expect(discord.messages('other')).toHaveLength(1)
    // What Discord said is believed: nothing is sent again before its time.
    expect(await failure(platform.post(to(), NOTE, 'k2'))).toMatchObject({ afterMs: expect.closeTo(60_000, -4) })
    expect(discord.invalidCalls()).toHaveLength(1)
  })

  it('counts as lost when Discord does not answer', async () => {
    const { discord, platform } = stage
    discord.fault({ kind: 'drop-before', reset: true, method: 'POST', route: '/channels/:channel/messages' })
    expect(await failure(platform.post(to(), NOTE, 'k'))).toBeInstanceOf(AmbiguousError)
    expect(discord.callsTo('POST', '/channels/:channel/messages')).toHaveLength(1)
  })
})

describe('a thread', () => {
  it('is started when it is needed, and named after the headline above it', async () => {
    const { discord, platform } = stage
    const head = await platform.post(to(), briefReply({ headline: claim('5 * 5: [new] “agreement”') }), 'k1')
    const reply = await platform.post(to(head.message), NOTE, 'k2')
    await platform.post(to(head.message), NOTE, 'k3')
    expect(discord.channel(head.message).name).toBe('5 * 5: [new] “agreement”')
    expect(reply).toEqual({ channel: discord.channelId, message: reply.message, thread: head.message })
    expect(inThread(head.message)).toHaveLength(2)
  })

  it('of an edition has the name of the edition', async () => {
    const { discord, platform } = stage
    const head = await platform.post(to(), edition(), 'k1')
    await platform.post(to(head.message), briefReply(), 'k2')
    expect(discord.channel(head.message).name).toMatch(/^Digest of Monday,? 2 March 2026/u)
  })

  it('below a question has the question as its name, in a hundred characters', async () => {
    const { discord, platform } = stage
    const { id } = discord.say({
      channel: 'general',
      user: 'ana',
      content: `why ${'so '.repeat(80)}`,
      mentions: ['bot'],
    })
    await platform.post(to(id), NOTE, 'k')
    expect(discord.channel(id).name).toMatch(/^why so .*…$/u)
    expect(discord.channel(id).name.length).toBeLessThanOrEqual(100)
  })

  it('below a message just posted is started with no more calls than it takes', async () => {
    const { discord, platform } = stage
    const head = await platform.post(to(), edition(), 'k1')
    const before = discord.calls.length
    await platform.post(to(head.message), NOTE, 'k2')
    expect(discord.calls.slice(before).map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST /channels/${discord.channelId}/messages/${head.message}/threads`,
      `POST /channels/${head.message}/messages`,
    ])
    await platform.post(to(head.message), NOTE, 'k3')
    expect(inThread(head.message)).toHaveLength(2)
    expect(discord.calls).toHaveLength(before + 3)
  })

  it('that somebody started meanwhile is used', async () => {
    const { discord, platform } = stage
    const head = await platform.post(to(), NOTE, 'k1')
    discord.openThread({ channel: 'general', user: 'ana', name: 'talk', message: head.message })
    await platform.post(to(head.message), NOTE, 'k2')
    expect(inThread('talk')).toHaveLength(1)
  })

  it('that was started between our two calls is used', async () => {
    const { discord, platform, create, desk } = stage
    const other = create()
    await other.start(desk)
    // This process knows nothing of the message, and so looks for its thread first.
    const head = await other.post(to(), NOTE, 'k1')
    await other.stop()
    discord.openThread({ channel: 'general', user: 'ana', name: 'talk', message: head.message })
    discord.fault({ kind: 'api-error', code: 10003, method: 'POST', route: `/channels/${head.message}/messages` })
    await platform.post(to(head.message), NOTE, 'k2')
    expect(inThread('talk')).toHaveLength(1)
  })

  it('that is archived is used again', async () => {
    const { discord, platform } = stage
    const head = await platform.post(to(), NOTE, 'k1')
    await platform.post(to(head.message), NOTE, 'k2')
    discord.archiveThread(head.message)
    await platform.post(to(head.message), NOTE, 'k3')
    expect(discord.channel(head.message).thread?.archived).toBe(false)
    expect(inThread(head.message)).toHaveLength(2)
  })

  it.each([true, false])(
    'that is locked keeps nothing from the channel, which is told why (archived: %s)',
    async (archived) => {
      const { discord, platform } = stage
      const head = await platform.post(to(), NOTE, 'k1')
      await platform.post(to(head.message), NOTE, 'k2')
      discord.archiveThread(head.message, { locked: true })
      if (!archived) discord.unarchiveThread(head.message)
      const posted = await platform.post(to(head.message), NOTE, 'k3')
      expect(posted).toEqual({ channel: discord.channelId, message: posted.message })
      const shown = discord.messages('general').at(-1)
      expect(shown).toMatchObject({ id: posted.message, reference: { messageId: head.message } })
      expect(shown?.content).toContain('locked')
      expect(inThread(head.message)).toHaveLength(1)
    },
  )

  it.each([
    ['start', PermissionFlagsBits.CreatePublicThreads],
    ['write in', PermissionFlagsBits.SendMessagesInThreads],
  ])('that the bot may not %s keeps nothing from the channel', async (_what, permission) => {
    const { discord, platform } = stage
    const head = await platform.post(to(), NOTE, 'k1')
    discord.deny('general', permission)
    const posted = await platform.post(to(head.message), NOTE, 'k2')
    expect(posted).toEqual({ channel: discord.channelId, message: posted.message })
    expect(discord.messages('general').at(-1)?.content).toContain('may not write')
  })

  it('that is closed is no reason to post twice: what stands in the channel is found', async () => {
    const { discord, platform } = stage
    const head = await platform.post(to(), NOTE, 'k1')
    discord.deny('general', PermissionFlagsBits.CreatePublicThreads)
    discord.fault({ kind: 'error-after', method: 'POST', route: `/channels/${discord.channelId}/messages` })
    expect(await failure(platform.post(to(head.message), NOTE, 'k2'))).toBeInstanceOf(AmbiguousError)
    const found = await platform.find(to(head.message), 'k2', since)
    expect(found).toEqual({ channel: discord.channelId, message: discord.messages('general').at(-1)?.id })
  })

  it('cannot be started below a message that was deleted', async () => {
    const { discord, platform } = stage
    const head = await platform.post(to(), NOTE, 'k1')
    for (const message of discord.messages('general')) discord.deleteMessage(message)
    expect(await failure(platform.post(to(head.message), NOTE, 'k2'))).toBeInstanceOf(RefusedError)
  })

  it('waits where there are too many', async () => {
    const { discord, platform } = stage
    const head = await platform.post(to(), NOTE, 'k1')
    discord.world.activeThreadLimit = 0
    expect(await failure(platform.post(to(head.message), NOTE, 'k2'))).toBeInstanceOf(LaterError)
  })

  it.each(['error-after', 'drop-after'] as const)(
    'is not asked for in vain when its start is lost: %s',
    async (kind) => {
      const { discord, platform } = stage
      const head = await platform.post(to(), NOTE, 'k1')
      discord.fault({ kind, method: 'POST', route: '/channels/:channel/messages/:message/threads' })
      expect(await failure(platform.post(to(head.message), NOTE, 'k2'))).toBeInstanceOf(LaterError)
      await platform.post(to(head.message), NOTE, 'k2')
      expect(inThread(head.message)).toHaveLength(1)
    },
  )

  it('does not exist in direct messages: there it is a reply', async () => {
    const { discord, platform } = stage
    const { id: channel } = discord.directMessages('ana')
    const { id: thread } = discord.say({ channel, user: 'ana', content: 'news?' })
    const target = { platform: 'discord', channel, thread }
    const posted = await platform.post(target, NOTE, 'k')
    expect(posted).toEqual({ channel, message: posted.message })
    expect(discord.messages(channel).at(-1)).toMatchObject({ id: posted.message, reference: { messageId: thread } })
    expect(await platform.find(target, 'k', since)).toEqual(posted)
    const before = discord.calls.length
    await platform.post(target, NOTE, 'k2')
    expect(discord.calls.slice(before)).toHaveLength(1)
  })

  it('holds what another process posted there, though this one does not know the channel', async () => {
    const { discord, platform, create, desk } = stage
    const { id: channel } = discord.directMessages('ana')
    const { id: thread } = discord.say({ channel, user: 'ana', content: 'news?' })
    const target = { platform: 'discord', channel, thread }
    const posted = await platform.post(target, NOTE, 'k')
    const other = create()
    await other.start(desk)
    expect(await other.find(target, 'k', since)).toEqual(posted)
    await other.stop()
  })
})

describe('a message for one person alone', () => {
  it('goes to their direct messages, and once', async () => {
    const { discord } = stage
    const ana = discord.addUser({ name: 'ana' })
    const client = createClient({
      rest: openRest({ token: discord.token, apiUrl: discord.apiUrl }),
      botUser: discord.botUserId,
      onRefused() {},
    })
    const posted = await client.postTo(ana.id, renderReply(NOTE), 'late:1')
    expect(await client.postTo(ana.id, renderReply(NOTE), 'late:1')).toEqual(posted)
    const { id: channel } = discord.directMessages('ana')
    expect(posted).toEqual({ channel, message: discord.messages(channel).at(-1)?.id })
    expect(discord.messages(channel)).toHaveLength(1)
    expect(discord.messages('general')).toEqual([])
  })
})
