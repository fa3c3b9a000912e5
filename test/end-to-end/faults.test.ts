import { MessageType } from 'discord.js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Platform } from '../../src/core/ports.ts'
import { createDiscord } from '../../src/platforms/discord/platform.ts'
import { createSlack } from '../../src/platforms/slack/platform.ts'
import { startFakeDiscord } from '../fakes/discord/server.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { startFakeSlack } from '../fakes/slack/fake-slack.ts'
import { type DeskOnPlatform, openDeskOn } from '../platforms/running-desk.ts'

/*
 * Real adapters on the fakes, with two digests each: what goes wrong in the first channel neither loses nor doubles anything there, and
 * delays nothing in the second. Only the date is moved, so that discord.js, which counts the pace for itself, sees the same clock.
 */

const SLOT = Date.parse('2026-11-24T08:00:00Z')

interface Stage {
  readonly platform: Platform
  readonly channels: readonly [first: string, second: string]
  readonly author: string
  /** What people read there, threads included. */
  read(channel: string): string[]
  readDirect(): string[]
  storm(channel: string, times: number): void
  storeAndFail(channel: string, how: 'error' | 'drop'): void
  cutSockets(): void
  /** The channel is no use any more. */
  vanish(channel: string): void
  stop(): Promise<void>
}

async function openSlackStage(): Promise<Stage> {
  const slack = await startFakeSlack()
  slack.addUser({ id: 'U1', name: 'ana' })
  const channels = ['CA', 'CB'] as const
  const [first, second] = channels.map((id) => slack.addChannel({ id, name: id.toLowerCase() }))
  if (first === undefined || second === undefined) throw new Error('two channels were added')
  const into = (channel: string) => ({
    method: 'chat.postMessage',
    when: (args: { text(name: string): string | undefined }) => args.text('channel') === channel,
  })
  const platform = createSlack({
    botToken: slack.botToken,
    transport: { kind: 'socket', appToken: slack.appToken },
    apiUrl: slack.apiUrl,
    log: createKeptLog(),
    now: () => new Date(),
  })
  const read = (channel: string) => slack.messages(channel).map((message) => slack.readable(message).join('\n'))
  return {
    platform,
    channels,
    author: 'U1',
    read,
    readDirect: () => read(slack.workspace.directMessage('U1').id),
    storm: (channel, times) => slack.fault({ ...into(channel), kind: 'rate_limited', retryAfterSeconds: 1, times }),
    storeAndFail: (channel, how) =>
      slack.fault({ ...into(channel), kind: how === 'error' ? 'server_error' : 'dropped', stored: true }),
    cutSockets: () => slack.socket.drop(),
    vanish(channel) {
      const record = slack.workspace.channels.get(channel)
      if (record !== undefined) record.isArchived = true
    },
    stop: () => slack.stop(),
  }
}

async function openDiscordStage(): Promise<Stage> {
  const discord = await startFakeDiscord()
  const ana = discord.addUser({ name: 'ana' })
  const channels = [discord.channelId, discord.addChannel({ name: 'other' }).id] as const
  const platform = createDiscord({
    token: discord.token,
    apiUrl: discord.apiUrl,
    log: createKeptLog(),
    now: () => new Date(),
  })
  const readOne = (channel: string) =>
    discord
      .messages(channel)
      .filter(({ type }) => type !== MessageType.ThreadStarterMessage)
      .map((message) => discord.readable(message))
  return {
    platform,
    channels,
    author: ana.id,
    read: (channel) => [
      ...readOne(channel),
      ...discord.messages(channel).flatMap(({ id }) => (discord.world.channels.has(id) ? readOne(id) : [])),
    ],
    readDirect: () => readOne(discord.directMessages('ana').id),
    storm: (channel, times) =>
      void discord.fault({
        kind: 'rate-limited',
        retryAfterSeconds: 1,
        method: 'POST',
        route: `/channels/${channel}/messages`,
        times,
      }),
    storeAndFail: (channel, how) =>
      void discord.fault({
        kind: how === 'error' ? 'error-after' : 'drop-after',
        method: 'POST',
        route: `/channels/${channel}/messages`,
      }),
    cutSockets: () => discord.gateway.drop(),
    vanish: (channel) => discord.deleteChannel(channel),
    stop: () => discord.stop(),
  }
}

describe.each([
  ['Slack', openSlackStage],
  ['Discord', openDiscordStage],
])('on %s', (_name, open) => {
  let stage: Stage
  let desk: DeskOnPlatform

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: SLOT - 60_000 })
    stage = await open()
    desk = await openDeskOn(stage.platform, () => Date.now())
    for (const [number, channel] of stage.channels.entries()) {
      await desk.store.saveDigest({
        id: `digest-${number}`,
        target: { platform: stage.platform.name, channel },
        topics: [],
        cron: '0 8 * * *',
        zone: 'UTC',
        limit: 8,
        whenEmpty: 'quiet',
        author: stage.author,
        origin: 'channel',
        nextRunAt: new Date(SLOT).toISOString(),
      })
    }
  })

  afterEach(async () => {
    await desk.stop()
    await stage.stop()
    vi.useRealTimers()
  })

  async function tickAt(seconds: number): Promise<void> {
    vi.setSystemTime(SLOT + seconds * 1_000)
    await desk.tick()
  }

  /** The edition and the brief below it, each once. */
  function expectWhole(channel: string): void {
    const [head = '', brief = '', ...more] = stage.read(channel)
    expect([head, brief, more]).toEqual([expect.stringContaining('Digest of'), expect.stringContaining('Varna'), []])
  }

  test('a storm of 429 in one channel loses nothing there and delays no other', async () => {
    const [first, second] = stage.channels
    stage.storm(first, 150)
    await tickAt(0)
    expectWhole(second)
    for (let second = 1; second < 150; second++) await tickAt(second)
    expect(stage.read(first)).toEqual([])
    await tickAt(152)
    await tickAt(154)
    expectWhole(first)
    expectWhole(second)
  })

  test.each(['error', 'drop'] as const)(
    'a message that is stored, and answered by %s, is found and not doubled',
    async (how) => {
      const [first, second] = stage.channels
      stage.storeAndFail(first, how)
      await tickAt(0)
      expectWhole(second)
      expect(stage.read(first)).toHaveLength(1)
      // It is looked for after ten seconds, not before.
      await tickAt(9)
      expect(stage.read(first)).toHaveLength(1)
      await tickAt(13)
      expectWhole(first)
    },
  )

  test('sockets that are dead keep nothing from being sent', async () => {
    stage.cutSockets()
    await tickAt(0)
    for (const channel of stage.channels) expectWhole(channel)
  })

  test('a channel that vanishes stops its digest, of which its author is told once, and no other', async () => {
    const [first, second] = stage.channels
    stage.vanish(first)
    await tickAt(0)
    expectWhole(second)
    const [stopped, running] = await desk.store.digests()
    expect([stopped?.paused, running?.paused]).toEqual([expect.any(String), undefined])
    await tickAt(1)
    await tickAt(86_400)
    expect(stage.readDirect()).toEqual([expect.stringContaining('is paused')])
    // What it would have said is news still.
    expect(await desk.store.toldOf({ platform: stage.platform.name, channel: first }, 'varna')).toBeUndefined()
  })
})
