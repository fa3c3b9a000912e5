import type { Random } from '../lookup/random.ts'
import type { DeskProcess } from './desk-process.ts'
import type { Archive, Post } from './posts.ts'
import { type Platforms, READER, type Room } from './rooms.ts'
import type { Story } from './stories.ts'

/** A question that somebody asked below an edition. */
export interface Asked {
  readonly story: Story
  readonly room: Room
  /**
   * Whether an answer is owed. Slack delivers an event again until it is acknowledged, so there it always is; Discord delivers it once
   * to whoever is connected, so there it is if one of them lived on for a while.
   */
  readonly isOwed: boolean
}

interface Kept extends Asked {
  isOwed: boolean
  hasSurvivor(): boolean
}

/** People who ask about what they read. */
export interface Readers {
  readonly asked: readonly Asked[]
  /** Asks one question more if there is something to ask about. */
  ask(): void
  /** To be called often: notes which desks have lived on, and has Slack send again what was not acknowledged in time. */
  attend(): void
}

export interface ReadersOptions {
  readonly platforms: Platforms
  readonly archive: Archive
  readonly desks: readonly DeskProcess[]
  readonly stories: () => readonly Story[]
  readonly now: () => number
  readonly random: Random
}

/** How long a process takes at most to note what it heard, in milliseconds of the machine's clock. */
const NOTES_WITHIN_MS = 3_000
/** People ask about what is new: so many of the last documents. */
const RECENT = 30
/** docs.slack.dev/apis/events-api: tried again nearly at once, after one minute, after five; here every 30 s, so that none is given up. */
const REDELIVER_AFTER_MS = 30_000

export function createReaders({ platforms, archive, desks, stories, now, random }: ReadersOptions): Readers {
  const { slack, discord } = platforms
  const asked: Kept[] = []
  const done = new Set<string>()

  function say({ room, thread = '' }: Post, { question }: Story): void {
    if (room.platform === 'slack') {
      const text = `<@${slack.identity.botUserId}> ${question}`
      slack.say({ channel: room.channel, user: READER, text, threadTs: thread })
    } else {
      discord.say({ channel: thread, user: 'reader', content: question, mentions: [discord.botUserId] })
    }
  }

  /** Where a story can be read and nobody has asked about it. */
  function readable(story: Story) {
    return platforms.rooms.flatMap((room) => {
      // Where the bot is no member it hears nothing.
      const isDeaf = room.isBlind && room.platform === 'slack'
      if (isDeaf || !room.topics.includes(story.topic) || done.has(`${room.channel} ${story.name}`)) return []
      const brief = archive.about(room, story.name).find(({ kind }) => kind === 'brief')
      return brief === undefined ? [] : [{ story, room, brief }]
    })
  }

  return {
    asked,
    ask() {
      const open = stories().slice(-RECENT).flatMap(readable)
      if (open.length === 0) return
      const { story, room, brief } = random.one(open)
      done.add(`${room.channel} ${story.name}`)
      const listening = desks.flatMap((desk) => (desk.upSince === undefined ? [] : { desk, since: desk.upSince }))
      const at = Date.now()
      say(brief, story)
      asked.push({
        story,
        room,
        isOwed: room.platform === 'slack',
        hasSurvivor: () =>
          Date.now() > at + NOTES_WITHIN_MS && listening.some(({ desk, since }) => desk.upSince === since),
      })
    },
    attend() {
      for (const question of asked) question.isOwed ||= question.hasSurvivor()
      if (slack.socket.connections === 0) return
      for (const envelope of slack.socket.unacknowledged) {
        const last = envelope.attempts.at(-1)
        if (last !== undefined && now() > last.at + REDELIVER_AFTER_MS) slack.socket.redeliver(envelope)
      }
    },
  }
}
