import { MessageType } from 'discord.js'
import { wording } from '../../src/core/wording.ts'
import type { Platforms, Room } from './rooms.ts'
import { namesIn } from './stories.ts'

/** A message of the desk's as people see it. */
export interface Post {
  readonly room: Room
  readonly id: string
  /** The message that heads the thread it stands in. */
  readonly thread?: string
  readonly kind: 'edition' | 'brief' | 'answer'
  /** When the platform stored it, in milliseconds since 1970 on the platforms' clock. */
  readonly at: number
  /** Names and secrets of documents in it. */
  readonly names: ReadonlySet<string>
  readonly text: string
}

/** All that the desk has posted so far, read from the platforms alone. */
export interface Archive {
  /** Looks at what is new. */
  read(): void
  posts(): readonly Post[]
  /** Posts of a room that hold this name or secret. */
  about(room: Room, name: string): readonly Post[]
}

export function createArchive(platforms: Platforms): Archive {
  const { slack, discord, rooms } = platforms
  const posts: Post[] = []
  const index = new Map<string, Post[]>()
  /** Messages are only ever added at a channel's end. */
  const seen = new Map<string, number>()

  function keep(post: Omit<Post, 'names'>): void {
    const full = { ...post, names: namesIn(post.text) }
    posts.push(full)
    for (const name of full.names) {
      const key = keyOf(post.room, name)
      index.set(key, [...(index.get(key) ?? []), full])
    }
  }

  function fresh<T>(place: string, messages: readonly T[]): readonly T[] {
    const from = seen.get(place) ?? 0
    seen.set(place, messages.length)
    return messages.slice(from)
  }

  function readSlack(room: Room): void {
    for (const message of fresh(room.channel, slack.messages(room.channel))) {
      if (message.user !== slack.identity.botUserId) continue
      const text = slack.readable(message).join('\n')
      const { ts: id, threadTs: thread } = message
      const at = Number(id) * 1_000
      const kind = thread === undefined ? 'edition' : kindInThread(text)
      keep({ room, id, kind, at, text, ...(thread === undefined ? {} : { thread }) })
    }
  }

  function readDiscord(room: Room, channel: string, thread?: string): void {
    for (const message of fresh(channel, discord.messages(channel))) {
      if (thread === undefined && message.authorId === discord.botUserId) heads.push({ room, id: message.id })
      if (message.authorId !== discord.botUserId || message.type === MessageType.ThreadStarterMessage) continue
      const text = discord.readable(message).replaceAll('\\', '')
      const kind = thread === undefined ? 'edition' : kindInThread(text)
      keep({ room, id: message.id, kind, at: message.createdAt, text, ...(thread === undefined ? {} : { thread }) })
    }
  }
  const heads: { room: Room; id: string }[] = []

  return {
    read() {
      for (const room of rooms) {
        if (room.platform === 'slack') readSlack(room)
        else readDiscord(room, room.channel)
      }
      // A thread has the id of the message that it hangs from.
      for (const { room, id } of heads) if (discord.world.channels.has(id)) readDiscord(room, id, id)
    },
    posts: () => posts,
    about: (room, name) => index.get(keyOf(room, name)) ?? [],
  }
}

/** Only a brief has a button for its sources. */
function kindInThread(text: string): 'brief' | 'answer' {
  return text.includes(`[${wording.sources}]`) ? 'brief' : 'answer'
}

function keyOf({ platform, channel }: Room, name: string): string {
  return `${platform} ${channel} ${name}`
}
