import type { Log } from '../../../src/core/log.ts'
import type { Command, Desk, HeardMessage, Suggestion } from '../../../src/core/ports.ts'
import type { Action } from '../../../src/core/press.ts'
import type { Reply } from '../../../src/core/reply.ts'
import type { Place } from '../../../src/core/topic.ts'
import { createDiscord, type DiscordOptions, type DiscordPlatform } from '../../../src/platforms/discord/platform.ts'
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from '../../fakes/discord/server.ts'

/** A desk that answers each event once, with what it was told to say, and remembers what it was asked. */
export interface SmallDesk extends Desk {
  readonly commands: Command[]
  readonly heard: HeardMessage[]
  readonly actions: Action[]
  readonly abandoned: Parameters<Desk['left']>[0][]
  readonly asked: { prefix: string; place: Place }[]
  readonly shown: Parameters<Desk['posted']>[]
  suggestions: Suggestion[]
  /** What it says to commands and buttons. */
  reply: Reply | undefined
  /** Thrown in place of the next answer. */
  failure: Error | undefined
}

/** `onChange` is called whenever the desk has been told something. */
export function createSmallDesk(onChange: () => void): SmallDesk {
  const seen = new Set<string>()
  const isNew = (event: string) => !seen.has(event) && seen.add(event) !== undefined
  const answer = () => {
    const { failure } = desk
    desk.failure = undefined
    if (failure !== undefined) throw failure
    return desk.reply
  }
  const desk: SmallDesk = {
    commands: [],
    heard: [],
    actions: [],
    abandoned: [],
    asked: [],
    shown: [],
    suggestions: [],
    reply: undefined,
    failure: undefined,
    async command(command) {
      if (!isNew(command.event)) return undefined
      desk.commands.push(command)
      onChange()
      return answer()
    },
    async hear(message) {
      if (isNew(message.event)) desk.heard.push(message)
      onChange()
    },
    async act(action) {
      if (!isNew(action.event)) return undefined
      desk.actions.push(action)
      onChange()
      return answer()
    },
    async left(place) {
      desk.abandoned.push(place)
      onChange()
    },
    async workspaces() {
      return []
    },
    async home() {
      return { kind: 'home', topics: [], hasMore: false, digests: [], help: [] }
    },
    async suggest(prefix, place) {
      desk.asked.push({ prefix, place })
      return desk.suggestions
    },
    async posted(...shown) {
      desk.shown.push(shown)
      onChange()
    },
  }
  return desk
}

/** A log that keeps its lines, fields and causes included. */
export interface KeptLog extends Log {
  readonly lines: string[]
}

export function createKeptLog(onLine: () => void = () => undefined): KeptLog {
  const lines: string[] = []
  const keep =
    (level: string) =>
    (words: string, fields: object = {}) => {
      lines.push(`${level} ${words} ${JSON.stringify(fields, plain)}`)
      onLine()
    }
  return { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') }
}

/** Everything that an error carries: a log that shows less cannot be leakier. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  return value instanceof Error
    ? { ...value, name: value.name, message: value.message, stack: value.stack, cause: value.cause }
    : value
}

export interface Stage {
  readonly discord: FakeDiscord
  readonly desk: SmallDesk
  readonly log: KeptLog
  /** Listens as soon as it has started, as in the one process that may. */
  readonly platform: DiscordPlatform
  /** Why an ear was lost. */
  readonly lost: Error[]
  create(options?: Partial<DiscordOptions>): DiscordPlatform
  /** As `create`, without ears: as in the other processes. */
  createDeaf(options?: Partial<DiscordOptions>): DiscordPlatform
  end(): Promise<void>
}

/** The real adapter on a fake Discord: its server and channel `general`, and another, `other`. Not started. */
export async function openStage(options: FakeDiscordOptions = {}): Promise<Stage> {
  const discord = await startFakeDiscord(options)
  discord.addChannel({ name: 'other' })
  const log = createKeptLog(discord.notify)
  const now = () => new Date(discord.world.now())
  const lost: Error[] = []
  const createDeaf: Stage['createDeaf'] = (changes = {}) =>
    createDiscord({ token: discord.token, apiUrl: discord.apiUrl, log, now, ...changes })
  const create: Stage['create'] = (changes) => {
    const platform = createDeaf(changes)
    const onLost = (reason: Error) => {
      lost.push(reason)
      discord.notify()
    }
    return {
      ...platform,
      async start(desk) {
        await platform.start(desk)
        await platform.ear.open(desk, onLost)
      },
    }
  }
  const platform = create()
  return {
    lost,
    createDeaf,
    discord,
    desk: createSmallDesk(discord.notify),
    log,
    platform,
    create,
    async end() {
      await platform.stop()
      await discord.stop()
    },
  }
}
