import { PermissionFlagsBits } from 'discord.js'
import { type FakeDiscord, startFakeDiscord } from '../../test/fakes/discord/server.ts'
import { type FakeSlack, startFakeSlack } from '../../test/fakes/slack/fake-slack.ts'

/** A channel with its digest. */
export interface Room {
  readonly platform: 'slack' | 'discord'
  readonly channel: string
  /** Slugs of the topics that its digest covers. */
  readonly topics: readonly string[]
  /** The bot may post here but not read: nobody can tell afterwards whether a message arrived. */
  readonly isBlind: boolean
}

/** Both platforms, with their channels, on one clock. */
export interface Platforms {
  readonly slack: FakeSlack
  readonly discord: FakeDiscord
  readonly rooms: readonly Room[]
  stop(): Promise<void>
}

/** Whoever asks in the channels. */
export const READER = 'U0READER'
/** Each of a platform's rooms with this number is blind. */
const BLIND_EVERY = 8

/**
 * Starts both platforms with as many channels each. Every channel has two topics of its own; the n-th of Slack and the n-th of Discord share
 * one more, unless they are blind.
 */
export async function openPlatforms(channelsEach: number, now: () => number): Promise<Platforms> {
  const slack = await startFakeSlack({ now })
  const discord = await startFakeDiscord({ now })
  slack.addUser({ id: READER, name: 'reader' })
  const rooms: Room[] = []
  for (let number = 1; number <= channelsEach; number++) {
    const isBlind = number % BLIND_EVERY === 0
    const shared = isBlind ? [] : [`shared-${number}`]
    // Without membership it posts by chat:write.public, and Slack keeps the history closed.
    const { id } = slack.addChannel({ id: `C${number}`, name: `room-${number}`, botIsMember: !isBlind })
    rooms.push({ platform: 'slack', channel: id, isBlind, topics: [`s${number}-a`, `s${number}-b`, ...shared] })
    const channel = discord.addChannel({ name: `room-${number}` })
    if (isBlind) discord.deny(channel.id, PermissionFlagsBits.ReadMessageHistory)
    rooms.push({
      platform: 'discord',
      channel: channel.id,
      isBlind,
      topics: [`d${number}-a`, `d${number}-b`, ...shared],
    })
  }
  return {
    slack,
    discord,
    rooms,
    async stop() {
      await Promise.all([slack.stop(), discord.stop()])
    },
  }
}

/** The text of `desk.yaml`: a digest a channel, at every minute. */
export function deskFileOf(rooms: readonly Room[]): string {
  const digests = rooms.map(
    ({ platform, channel, topics }) =>
      `  - { channel: "${platform}:${channel}", topics: [${topics.join(', ')}], at: "* * * * *", zone: UTC, limit: 20 }\n`,
  )
  return `digests:\n${digests.join('')}`
}
