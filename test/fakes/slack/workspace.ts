import type { Changes } from './changes.ts'
import { type JsonObject, objectOf } from './json.ts'
import { microsecondsOf, timestampOf } from './timestamps.ts'

export interface User {
  id: string
  name: string
  realName: string
  /** IANA time zone */
  tz: string
  isAdmin: boolean
  isOwner: boolean
  /** another workspace than the app's, for people of shared channels */
  teamId?: string
  isBot: boolean
  deleted: boolean
}

export interface Channel {
  id: string
  name: string
  kind: 'public' | 'private' | 'im'
  isArchived: boolean
  botIsMember: boolean
  creator: string
  /** the people in it, without the bot */
  members: string[]
}

export interface Message {
  channel: string
  ts: string
  /** who wrote it; the bot's own user for the app's messages */
  user: string
  botId?: string
  text: string
  blocks?: JsonObject[]
  attachments?: JsonObject[]
  files?: JsonObject[]
  threadTs?: string
  /** a reply that is shown in the channel too */
  broadcast: boolean
  subtype?: string
  metadata?: JsonObject
  edited?: { user: string; ts: string }
  /** every argument the message was posted with, e.g. `unfurl_links`; empty for people's messages */
  sentWith: JsonObject
}

/** A message only one person sees. */
export interface Ephemeral extends Message {
  to: string
  /** true if the app replaced or deleted it later */
  gone: boolean
}

export interface Identity {
  teamId: string
  teamDomain: string
  teamName: string
  appId: string
  botId: string
  botUserId: string
  botName: string
}

/** What the workspace holds. Times come from `now` (milliseconds since 1970), so that a test's clock rules them. */
export class Workspace {
  readonly identity: Identity
  readonly users = new Map<string, User>()
  readonly channels = new Map<string, Channel>()
  readonly ephemerals: Ephemeral[] = []
  readonly now: () => number
  readonly changes: Changes
  readonly #messages = new Map<string, Message[]>()
  #lastMicroseconds = 0n
  #serial = 0

  constructor(identity: Identity, now: () => number, changes: Changes) {
    this.identity = identity
    this.now = now
    this.changes = changes
  }

  addUser(user: Partial<User> & { id: string }): User {
    const name = user.name ?? user.id.toLowerCase()
    const added: User = {
      name,
      realName: name,
      tz: 'Etc/UTC',
      isAdmin: false,
      isOwner: false,
      isBot: false,
      deleted: false,
      ...user,
    }
    this.users.set(added.id, added)
    return added
  }

  addChannel(channel: Partial<Channel> & { id: string }): Channel {
    const added: Channel = {
      name: channel.id.toLowerCase(),
      kind: 'public',
      isArchived: false,
      botIsMember: true,
      creator: '',
      members: [],
      ...channel,
    }
    this.channels.set(added.id, added)
    this.changes.notify()
    return added
  }

  /** The direct-message channel between the bot and a person, opened if need be. */
  directMessage(user: string): Channel {
    const id = `D${user.slice(1)}`
    return this.channels.get(id) ?? this.addChannel({ id, name: '', kind: 'im', members: [user], creator: user })
  }

  /** Oldest first, replies included. */
  messagesIn(channel: string): readonly Message[] {
    return this.#messages.get(channel) ?? []
  }

  message(channel: string, ts: string): Message | undefined {
    const wanted = microsecondsOf(ts)
    return this.messagesIn(channel).find((message) => microsecondsOf(message.ts) === wanted)
  }

  /** Parent first. Empty if there is no such parent and no reply that names it. */
  thread(channel: string, ts: string): Message[] {
    return this.messagesIn(channel).filter((message) => message.ts === ts || message.threadTs === ts)
  }

  store(message: Omit<Message, 'ts'>): Message {
    const stored: Message = { ...message, ts: this.nextTs() }
    const list = this.#messages.get(stored.channel) ?? []
    this.#messages.set(stored.channel, [...list, stored])
    this.changes.notify()
    return stored
  }

  storeEphemeral(message: Omit<Ephemeral, 'ts' | 'gone'>): Ephemeral {
    const stored: Ephemeral = { ...message, ts: this.nextTs(), gone: false }
    this.ephemerals.push(stored)
    this.changes.notify()
    return stored
  }

  /** A parent with replies leaves a tombstone, as in Slack; anything else disappears. */
  remove(message: Message): void {
    const replies = this.thread(message.channel, message.ts).length - 1
    if (replies > 0) {
      message.subtype = 'tombstone'
      message.text = 'This message was deleted.'
      message.user = 'USLACKBOT'
      for (const field of ['blocks', 'metadata', 'botId', 'attachments'] as const) delete message[field]
    } else {
      this.#messages.set(
        message.channel,
        this.messagesIn(message.channel).filter((other) => other !== message),
      )
    }
    this.changes.notify()
  }

  /** The current time as a Slack timestamp; never the same twice and never going back. */
  nextTs(): string {
    const current = BigInt(Math.floor(this.now() * 1000))
    this.#lastMicroseconds = current > this.#lastMicroseconds ? current : this.#lastMicroseconds + 1n
    return timestampOf(this.#lastMicroseconds)
  }

  /** An id that Slack might have made: the prefix and eight or more capitals and digits. */
  nextId(prefix: string): string {
    this.#serial += 1
    return `${prefix}0FAKE${this.#serial.toString(36).toUpperCase().padStart(5, '0')}`
  }

  /** Finds a channel by id, by `#name` or `name`, or a person's direct messages by the person's id. */
  resolveChannel(name: string | undefined): Channel | undefined {
    if (name === undefined) return undefined
    const byId = this.channels.get(name)
    if (byId !== undefined) return byId
    if (this.users.has(name)) return this.directMessage(name)
    const bare = name.replace(/^#/, '')
    return [...this.channels.values()].find((channel) => channel.kind !== 'im' && channel.name === bare)
  }
}

/** A message as history and events show it. Metadata is left out unless asked for. */
export function presentMessage(workspace: Workspace, message: Message, withMetadata = false): JsonObject {
  const { identity } = workspace
  const ownBot = message.botId === identity.botId
  const thread = workspace.thread(message.channel, message.ts)
  const replies = message.threadTs === undefined ? thread.filter((other) => other !== message) : []
  const parent = message.threadTs === undefined ? undefined : workspace.message(message.channel, message.threadTs)
  return {
    type: 'message',
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    ...(message.subtype === undefined && message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: identity.teamId,
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
    ...(message.files === undefined ? {} : { files: message.files, upload: true }),
    ...(message.botId === undefined ? {} : { bot_id: message.botId }),
    ...(ownBot ? { app_id: identity.appId, bot_profile: presentBot(identity) } : {}),
    ...(message.edited === undefined ? {} : { edited: message.edited }),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(parent === undefined ? {} : { parent_user_id: parent.user }),
    ...(replies.length === 0
      ? {}
      : {
          thread_ts: message.ts,
          reply_count: replies.length,
          reply_users: [...new Set(replies.map((reply) => reply.user))],
          reply_users_count: new Set(replies.map((reply) => reply.user)).size,
          latest_reply: replies.at(-1)?.ts,
          is_locked: false,
          subscribed: false,
        }),
    ...(withMetadata && message.metadata !== undefined ? { metadata: objectOf(message.metadata) } : {}),
  }
}

export function presentBot(identity: Identity): JsonObject {
  return {
    id: identity.botId,
    app_id: identity.appId,
    user_id: identity.botUserId,
    team_id: identity.teamId,
    name: identity.botName,
    deleted: false,
    updated: 1_700_000_000,
    icons: {},
  }
}
