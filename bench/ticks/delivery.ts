import { availableParallelism, loadavg } from 'node:os'
import { createRunningDesk } from '../../src/core/running-desk.ts'
import { createDiscord } from '../../src/platforms/discord/platform.ts'
import { createSlack } from '../../src/platforms/slack/platform.ts'
import { deskParts } from '../../test/fakes/desk-parts.ts'
import { startFakeDiscord } from '../../test/fakes/discord/server.ts'
import { openMemoryStore } from '../../test/fakes/memory-store.ts'
import { startFakeSlack } from '../../test/fakes/slack/fake-slack.ts'
import { table } from '../lookup/table.ts'
import { saveTopics } from './many-digests.ts'

export interface DeliveryBenchOptions {
  /** On each platform. */
  readonly channels: number
  readonly say: (words: string) => void
}

/** docs.slack.dev/reference/methods/chat.postMessage: about one a second a channel, several hundred a minute a workspace. */
const SLACK_CHANNEL = { perSecond: 1, burst: 3 }
const SLACK_A_MINUTE = 600
/** docs.discord.com/developers/topics/rate-limits, Global Rate Limit. */
const DISCORD_A_SECOND = 50
/** An edition is one call; for the brief below it the thread is started, and it is sent. */
const DISCORD_CALLS = 3
const MESSAGES = 2
const BEAT_MS = 1_000
const LEAST_SHARE = 0.9

interface Progress {
  sent: number
  putOff: number
  /** Of the machine's clock, since the first beat. */
  doneAfter: number
}

/**
 * Delivers one edition with one brief to each of so many channels on a fake Slack and a fake Discord that keep the platforms' pace, with
 * the real adapters in this process. False if less of the pace is used than is asked.
 */
export async function benchDelivery({ channels, say }: DeliveryBenchOptions): Promise<boolean> {
  const workspacePace = { perSecond: SLACK_A_MINUTE / 60, burst: SLACK_A_MINUTE / 60 }
  const slack = await startFakeSlack({ pace: SLACK_CHANNEL, workspacePace })
  const discord = await startFakeDiscord()
  const store = await openMemoryStore()
  await saveTopics(store)
  const progress = { slack: newProgress(), discord: newProgress() }
  const now = () => new Date()
  const log = { debug() {}, info() {}, warn() {}, error: (words: string) => say(words) }
  let began = Number.POSITIVE_INFINITY
  const desk = createRunningDesk(
    deskParts({
      store,
      platforms: [
        createSlack({
          botToken: slack.botToken,
          transport: { kind: 'socket', appToken: slack.appToken },
          apiUrl: slack.apiUrl,
          log,
          now,
        }),
        createDiscord({ token: discord.token, apiUrl: discord.apiUrl, log, now }),
      ],
      now,
      random: Math.random,
      log,
      observe(happening) {
        if (happening.kind !== 'attempt') return
        const { delivery, settlement } = happening
        const of = delivery.target.platform === 'slack' ? progress.slack : progress.discord
        if (settlement.state === 'sent') of.sent += 1
        else of.putOff += 1
        if (of.sent === channels * MESSAGES) of.doneAfter = performance.now() - began
      },
    }),
  )
  // The topics are briefed, and both platforms connected.
  while (await desk.takeIn());
  await desk.tick()
  await desk.settled()
  const target = (platform: string, number: number) => {
    if (platform === 'slack') return slack.addChannel({ id: `C${number}`, name: `room-${number}` }).id
    return discord.addChannel({ name: `room-${number}` }).id
  }
  const nextRunAt = now().toISOString()
  for (const platform of ['slack', 'discord']) {
    for (let number = 1; number <= channels; number++) {
      await store.saveDigest({
        id: `${platform}-${number}`,
        target: { platform, channel: target(platform, number) },
        topics: ['topic-1'],
        // New Year's Day: nothing else is due meanwhile.
        cron: '0 0 1 1 *',
        zone: 'UTC',
        limit: 8,
        whenEmpty: 'quiet',
        author: 'U1',
        origin: 'channel',
        nextRunAt,
      })
    }
  }
  discord.setGlobalPace({ limit: DISCORD_A_SECOND, perMs: 1_000 })
  const calls = discord.calls.length
  began = performance.now()
  while (Number.isNaN(progress.slack.doneAfter) || Number.isNaN(progress.discord.doneAfter)) {
    const started = performance.now()
    await desk.tick()
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, BEAT_MS - (performance.now() - started))))
  }
  const callsOnDiscord = discord.calls.length - calls
  await desk.stop()
  await slack.stop()
  await discord.stop()

  const allowed = {
    slack: (channels * MESSAGES * 60) / SLACK_A_MINUTE,
    discord: (channels * DISCORD_CALLS) / DISCORD_A_SECOND,
  }
  const share = {
    slack: allowed.slack / (progress.slack.doneAfter / 1_000),
    discord: allowed.discord / (progress.discord.doneAfter / 1_000),
  }
  const load = loadavg().map((each) => each.toFixed(1))
  say(`\nLoad of the machine over 1, 5 and 15 minutes: ${load.join(', ')}, on ${availableParallelism()} processors.`)
  say(`${channels} channels on each platform, an edition and a brief each\n`)
  const row = (label: string, one: number, other: number, digits = 0) => [
    label,
    one.toFixed(digits),
    other.toFixed(digits),
  ]
  say(
    table([
      ['', 'Slack', 'Discord'],
      row('messages sent', progress.slack.sent, progress.discord.sent),
      row('seconds that the pace allows', allowed.slack, allowed.discord),
      row('seconds it took', progress.slack.doneAfter / 1_000, progress.discord.doneAfter / 1_000),
      row('share of the pace', share.slack, share.discord, 2),
      row('attempts told to wait', progress.slack.putOff, progress.discord.putOff),
    ]),
  )
  say(`\n${callsOnDiscord} calls of Discord's API.`)
  return share.slack >= LEAST_SHARE && share.discord >= LEAST_SHARE
}

function newProgress(): Progress {
  return { sent: 0, putOff: 0, doneAfter: Number.NaN }
}
