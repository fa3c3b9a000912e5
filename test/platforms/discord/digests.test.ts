import { PermissionFlagsBits } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestWording } from '../../../src/core/digest-wording.ts'
import { unescapeMarkdown } from '../../../src/platforms/discord/markdown.ts'
import { createDiscord } from '../../../src/platforms/discord/platform.ts'
import type { Exchange } from '../../fakes/discord/exchange.ts'
import { type FakeDiscord, startFakeDiscord } from '../../fakes/discord/server.ts'
import { EVERYONE_PERMISSIONS } from '../../fakes/discord/world.ts'
import { type DeskOnPlatform, HOSTILE, openDeskOn } from '../running-desk.ts'
import { createKeptLog, type KeptLog } from './stage.ts'

const DAILY = { days: 'mon tue wed thu fri sat sun', time: '08:00', zone: 'UTC' }

let now: number
let discord: FakeDiscord
let desk: DeskOnPlatform
let log: KeptLog

/** Ben may do what everybody may, Mia manages channels. */
beforeEach(async () => {
  now = Date.parse('2026-11-23T12:00:00Z')
  discord = await startFakeDiscord({ now: () => now })
  discord.addChannel({ name: 'other' })
  discord.addUser({ name: 'ben' })
  discord.addUser({ name: 'mia', permissions: EVERYONE_PERMISSIONS | PermissionFlagsBits.ManageChannels })
  log = createKeptLog(discord.notify)
  const platform = createDiscord({ token: discord.token, apiUrl: discord.apiUrl, log, now: () => new Date(now) })
  const topics = [{ slug: 'varna', title: HOSTILE, aliases: ['harbour'] }]
  desk = await openDeskOn(platform, () => now, topics, [platform.ear])
})

afterEach(async () => {
  await desk.stop()
  await discord.stop()
  expect(discord.breakdowns).toEqual([])
  expect(discord.unknownCalls()).toEqual([])
})

interface Typed {
  readonly user?: string
  readonly channel?: string
}

async function use(verb: string, options = {}, { user = 'mia', channel = 'general' }: Typed = {}): Promise<Exchange> {
  return await discord.command({ name: `digest ${verb}`, options, user, channel })
}

/** What `/digest` answers, to whoever typed it alone. */
async function ask(verb: string, options = {}, typed: Typed = {}): Promise<string> {
  const exchange = await use(verb, options, typed)
  const answer = await exchange.answered()
  expect(exchange.ephemeral).toBe(true)
  expect(discord.mentions(answer)).toEqual([])
  return unescapeMarkdown(discord.readable(answer))
}

async function complete(verb: string, option: string, value: string, channel = 'general') {
  return await discord.autocomplete({ name: `digest ${verb}`, option, value, user: 'mia', channel })
}

describe('/digest add', () => {
  it('sets up a digest, which is listed, and comes', async () => {
    const said = await ask('add', { ...DAILY, topics: 'varna', limit: 3, quiet: false })
    expect(said).toContain('Set up. This is digest 1 of this channel.')
    expect(said).toContain('Next: Tuesday, 24 November 2026 at 08:00 (UTC)')
    const [digest] = await desk.store.digests()
    expect(digest).toMatchObject({ topics: ['varna'], cron: '0 8 * * *', limit: 3, whenEmpty: 'note' })
    expect(digest).toMatchObject({ workspace: discord.guildId, target: { channel: discord.channelId } })
    expect(await ask('list', {}, { user: 'ben' })).toContain('Digest 1: every day at 08:00 (UTC)')

    now = Date.parse('2026-11-24T08:00:00Z')
    await desk.tick()
    const [message] = discord.messages('general')
    expect(unescapeMarkdown(message === undefined ? '' : discord.readable(message))).toContain(
      'Digest of Tuesday, 24 November 2026',
    )
    expect(discord.messages('general').flatMap((each) => discord.mentions(each))).toEqual([])
  })

  it('takes the zone that was last used in the server', async () => {
    await ask('add', { zone: 'Asia/Kolkata' })
    expect(await ask('add', {}, { channel: 'other' })).toContain('Monday to Friday at 08:00 (Asia/Kolkata)')
  })

  it('says what is wrong with each option, and saves nothing', async () => {
    const said = await ask('add', { topics: 'atlantis', time: '8h', zone: 'Berlin', cron: '' })
    expect(said).toContain('Topics: No topic is called “atlantis” here')
    expect(said).toContain('Time: “8h” is no time')
    expect(said).toContain('Time zone: “Berlin” is not a time zone')
    expect(await ask('add', { cron: '0 0 8 * * *' })).toContain('Cron expression: “0 0 8 * * *” has six fields')
    expect(await desk.store.digests()).toEqual([])
    expect(log.lines.filter((line) => line.startsWith('error'))).toEqual([])
  })

  it('in a thread is for the channel above', async () => {
    const head = discord.say({ channel: 'general', user: 'mia', content: 'hello' })
    discord.openThread({ channel: 'general', user: 'mia', name: 'talk', message: head.id })
    await ask('add', DAILY, { channel: 'talk' })
    expect(await desk.store.digests()).toMatchObject([{ target: { channel: discord.channelId } }])
  })

  it('in direct messages is for one person, whoever it is', async () => {
    const { id } = discord.directMessages('ben')
    await ask('add', DAILY, { user: 'ben', channel: id })
    now = Date.parse('2026-11-24T08:00:00Z')
    await desk.tick()
    await desk.tick()
    expect(discord.messages(id)).toHaveLength(2)
  })

  it('completes topics one after the other, and zones', async () => {
    expect((await complete('add', 'topics', '')).map(({ value }) => value)).toEqual(['everything', 'varna'])
    expect((await complete('add', 'topics', 'harb')).map(({ value }) => value)).toEqual(['varna'])
    expect((await complete('add', 'topics', 'minsk, harb')).map(({ value }) => value)).toEqual(['minsk, varna'])
    expect(await complete('add', 'topics', 'varna, harb')).toEqual([])
    expect((await complete('add', 'zone', 'kolk'))[0]).toEqual({ name: 'Asia/Kolkata', value: 'Asia/Kolkata' })
  })
})

describe('who may', () => {
  it('set one up: whoever manages the channel', async () => {
    expect(await ask('add', DAILY, { user: 'ben' })).toContain('Manage Channel')
    expect(await desk.store.digests()).toEqual([])
  })

  it('change one: whoever manages the channel, or set it up', async () => {
    await ask('add', DAILY)
    for (const verb of ['pause', 'resume', 'remove', 'change']) {
      expect(await ask(verb, {}, { user: 'ben' })).toContain('whoever set the digest up')
    }
    expect((await (await use('now', {}, { user: 'ben' })).answered()).components).toEqual([])
    const [digest] = await desk.store.digests()
    const { id } = discord.addUser({ name: 'ana' })
    if (digest !== undefined) await desk.store.saveDigest({ ...digest, author: id })
    expect(await ask('pause', {}, { user: 'ana' })).toContain('Paused.')
  })
})

describe('where', () => {
  it.each([
    ['SendMessages', 'Send Messages'],
    ['EmbedLinks', 'Embed Links'],
    ['SendMessagesInThreads', 'Send Messages in Threads'],
  ] as const)('not where it lacks %s, which it names', async (flag, name) => {
    discord.channel('general').denied.set(discord.botUserId, PermissionFlagsBits[flag])
    expect(await ask('add', DAILY)).toContain(name)
    expect(await desk.store.digests()).toEqual([])
  })

  it('not in a channel that it cannot see', async () => {
    discord.channel('general').denied.set(discord.botUserId, PermissionFlagsBits.ViewChannel)
    expect(await ask('add', DAILY)).toContain('View Channels')
    expect(await desk.store.digests()).toEqual([])
  })

  it('not in a server that only its commands were let into', async () => {
    discord.kickBot('Press Room')
    expect(await ask('add', DAILY)).toContain('I am not in this server')
    expect(await desk.store.digests()).toEqual([])
  })
})

describe('keeping', () => {
  beforeEach(async () => {
    await ask('add', DAILY)
  })

  it('changes, pauses, resumes and removes', async () => {
    expect(await ask('change', { time: '17:30', topics: 'harbour' })).toContain('every day at 17:30 (UTC)')
    expect(await ask('pause')).toContain('Paused: by hand on 23 November 2026')
    now = Date.parse('2026-11-24T17:30:00Z')
    await desk.tick()
    expect(discord.messages('general')).toEqual([])
    expect(await ask('resume')).toContain('Next: Wednesday, 25 November 2026 at 17:30')
    expect(await ask('change', { topics: 'everything' })).toContain('\neverything\n')
    expect(await ask('remove')).toContain('Removed.')
    expect(await ask('list')).toBe(`${digestWording.none} ${digestWording.howToAdd('discord')}`)
  })

  it('offers the digests of the channel by what they are', async () => {
    now += 1_000
    await ask('add', { ...DAILY, time: '17:00', topics: 'varna' })
    const offered = await complete('remove', 'digest', '')
    expect(offered.map(({ name }) => name)).toEqual([
      '1. every day at 08:00 (UTC) · everything',
      expect.stringMatching(/^2\. every day at 17:00 \(UTC\) · <!channel> @everyone/u),
    ])
    expect(await complete('remove', 'digest', '', 'other')).toEqual([])
    expect(await ask('remove', { digest: offered[1]?.value ?? '' })).toContain('every day at 17:00')
    expect(await ask('why', { digest: '9' })).toBe(digestWording.unknown('9'))
  })

  it('shows what would come now, posts it when that is wished, and tells of it', async () => {
    const exchange = await use('now')
    const message = await exchange.answered()
    expect(exchange.ephemeral).toBe(true)
    expect(discord.readable(message)).toContain(digestWording.preview)
    expect(discord.messages('general')).toEqual([])
    const customId = message.components[0]?.components?.[0]?.custom_id ?? ''
    for (let times = 0; times < 2; times += 1) {
      await (await discord.click({ message, customId, user: 'mia' })).answered()
    }
    await desk.tick()
    expect(discord.messages('general')).toHaveLength(1)
    expect(await ask('why')).toContain('Posted at 12:00:00, with 1 brief.')
    const nothing = await (await use('now')).answered()
    expect([discord.readable(nothing), nothing.components]).toEqual([expect.stringContaining('Nothing new.'), []])
    now = Date.parse('2026-11-24T08:00:00Z')
    await desk.tick()
    expect(await ask('why')).toContain('Nothing new, so nothing was posted.')
    expect(discord.messages('general')).toHaveLength(1)
  })

  it('tells of what failed, and that the digest rests for it', async () => {
    discord.channel('general').denied.set(discord.botUserId, PermissionFlagsBits.SendMessages)
    now = Date.parse('2026-11-24T08:00:00Z')
    await desk.tick()
    const said = await ask('why')
    expect(said).toContain('Failed, and is not tried again: Discord answered 403/50013')
    expect(said).toContain('Paused: Discord answered 403/50013')
    expect(await ask('resume')).toContain('Send Messages')
  })
})

describe('/digest feed', () => {
  const FEED = 'https://wire.example/feed.xml'

  it('adds a feed for a topic, lists and removes it', async () => {
    const said = await ask('feed add', { url: FEED, topic: 'harbour' })
    expect(said).toContain(`from now on: ${FEED}`)
    expect(await desk.store.addedFeeds()).toMatchObject([
      { address: FEED, topic: 'varna', place: { workspace: discord.guildId, channel: discord.channelId } },
    ])
    expect(await ask('feed add', { url: FEED, topic: 'varna' })).toContain('already')
    expect(await ask('feed list')).toContain(`1. ${FEED}`)
    expect(await ask('feed list', { page: 2 })).toContain(`1. ${FEED}`)
    expect(await ask('feed remove', { feed: '1' })).toContain('Removed for')
    expect(await ask('feed list')).toContain('No feed was added here yet.')
  })

  it('completes its topic', async () => {
    expect((await complete('feed add', 'topic', 'harb')).map(({ value }) => value)).toEqual(['varna'])
  })

  it('is for those who manage the channel, and not for direct messages', async () => {
    expect(await ask('feed add', { url: FEED, topic: 'varna' }, { user: 'ben' })).toContain('Manage Channel')
    const { id } = discord.directMessages('ben')
    expect(await ask('feed add', { url: FEED, topic: 'varna' }, { user: 'ben', channel: id })).toContain('of a server')
    expect(await ask('feed add', { url: 'http://[::1]/', topic: 'varna' })).toContain(
      'not found on the public internet',
    )
    expect(await desk.store.addedFeeds()).toEqual([])
  })
})
