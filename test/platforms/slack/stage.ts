import type { Log } from '../../../src/core/log.ts'
import type { Command, Desk, HeardMessage, Platform } from '../../../src/core/ports.ts'
import type { Action } from '../../../src/core/press.ts'
import type { Reply } from '../../../src/core/reply.ts'
import type { Transport } from '../../../src/platforms/slack/connection.ts'
import { createSlack } from '../../../src/platforms/slack/platform.ts'
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from '../../fakes/slack/fake-slack.ts'

/** A desk that answers each event once, with what it was told to say, and remembers what it was asked. */
export interface SmallDesk extends Desk {
  readonly commands: Command[]
  readonly heard: HeardMessage[]
  readonly actions: Action[]
  readonly abandoned: Parameters<Desk['left']>[0][]
  readonly shown: Parameters<Desk['posted']>[]
  /** What it says to commands and buttons. */
  reply: Reply | undefined
  /** Thrown in place of the next answer. */
  failure: Error | undefined
}

export function createSmallDesk(): SmallDesk {
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
    shown: [],
    reply: undefined,
    failure: undefined,
    async command(command) {
      if (!isNew(command.event)) return undefined
      desk.commands.push(command)
      return answer()
    },
    async hear(message) {
      if (isNew(message.event)) desk.heard.push(message)
    },
    async act(action) {
      if (!isNew(action.event)) return undefined
      desk.actions.push(action)
      return answer()
    },
    async left(place) {
      desk.abandoned.push(place)
    },
    async workspaces() {
      return []
    },
    async home() {
      return { kind: 'home', topics: [], hasMore: false, digests: [], help: [] }
    },
    async suggest() {
      return []
    },
    async posted(...shown) {
      desk.shown.push(shown)
    },
  }
  return desk
}

/** A log that keeps its lines, fields and causes included. */
export interface KeptLog extends Log {
  readonly lines: string[]
}

export function createKeptLog(): KeptLog {
  const lines: string[] = []
  const keep =
    (level: string) =>
    (words: string, fields: object = {}) => {
      lines.push(`${level} ${words} ${JSON.stringify(fields, plain)}`)
    }
  return { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') }
}

/** Everything that an error carries: a log that shows less cannot be leakier. */
function plain(_key: string, value: unknown): unknown {
  return value instanceof Error
    ? { ...value, name: value.name, message: value.message, stack: value.stack, cause: value.cause }
    : value
}

export interface Stage {
  readonly slack: FakeSlack
  readonly desk: SmallDesk
  readonly log: KeptLog
  readonly platform: Platform
  create(options?: { botToken?: string; appToken?: string; transport?: Transport }): Platform
  end(): Promise<void>
}

/** The real adapter on a fake Slack: people U1 and U2, channel C1 with the bot in it, C2 without, C3 archived. Not started. */
export async function openStage(options: FakeSlackOptions = {}): Promise<Stage> {
  const slack = await startFakeSlack(options)
  slack.addUser({ id: 'U1', name: 'ada' })
  slack.addUser({ id: 'U2', name: 'bo' })
  slack.addChannel({ id: 'C1', name: 'news', members: ['U1', 'U2'] })
  slack.addChannel({ id: 'C2', name: 'closed', kind: 'private', botIsMember: false, members: ['U1'] })
  slack.addChannel({ id: 'C3', name: 'old', isArchived: true, members: ['U1'] })
  const log = createKeptLog()
  const now = () => new Date(slack.workspace.now())
  const create: Stage['create'] = ({ botToken = slack.botToken, appToken = slack.appToken, transport } = {}) =>
    createSlack({ botToken, transport: transport ?? { kind: 'socket', appToken }, apiUrl: slack.apiUrl, log, now })
  const platform = create()
  return {
    slack,
    desk: createSmallDesk(),
    log,
    platform,
    create,
    async end() {
      await platform.stop()
      await slack.stop()
    },
  }
}
