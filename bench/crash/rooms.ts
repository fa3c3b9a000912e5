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
  /** Whether the history of this channel or thread of Discord's is closed. The fake itself, like Discord, would open no threads there. */
  isBlindOnDiscord(id: string): boolean
  stop(): Promise<void>
}

/** Whoever asks in the channels. */
export const READER = 'U0READER'
/** Each of a platform's rooms with this number is blind. */
const BLIND_EVERY = 8
/** In a blind room nobody can see that a document has arrived, so each has a topic to itself. */
const TOPICS_OF_BLIND = 25

/**
 * Starts both platforms with as many channels each. Every channel has two topics of its own; the n-th of Slack and the n-th of Discord share
 * one more. Blind ones have many.
 */
export async function openPlatforms(channelsEach: number, now: () => number): Promise<Platforms> {
  const slack = await startFakeSlack({ now })
  const discord = await startFakeDiscord({ now })
  slack.addUser({ id: READER, name: 'reader' })
  const rooms: Room[] = []
  for (let number = 1; number <= channelsEach; number++) {
    const isBlind = number % BLIND_EVERY === 0
    const topicsOf = (letter: string) =>
      isBlind
        ? Array.from({ length: TOPICS_OF_BLIND }, (_, index) => `${letter}${number}-${index + 1}`)
        : [`${letter}${number}-a`, `${letter}${number}-b`, `shared-${number}`]
    // Without membership it posts by chat:write.public, and Slack keeps the history closed.
    const { id } = slack.addChannel({ id: `C${number}`, name: `room-${number}`, botIsMember: !isBlind })
    rooms.push({ platform: 'slack', channel: id, isBlind, topics: topicsOf('s') })
    const channel = discord.addChannel({ name: `room-${number}` })
    rooms.push({ platform: 'discord', channel: channel.id, isBlind, topics: topicsOf('d') })
  }
  return {
    slack,
    discord,
    rooms,
    isBlindOnDiscord(id) {
      const channel = discord.world.channels.get(id)?.parentId ?? id
      return rooms.some((room) => room.platform === 'discord' && room.isBlind && room.channel === channel)
    },
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
