import { once } from 'node:events'
import { createServer } from 'node:http'
import { ChannelType, GatewayIntentBits } from 'discord.js'
import { type WebSocket, WebSocketServer } from 'ws'
import { createChanges, type WaitOptions } from './changes.ts'
import type { Choice } from './command-form.ts'
import { acknowledged, type Exchange, exchangeOf } from './exchange.ts'
import { createFaults, type Fault, type FaultOrder, sameRoute } from './faults.ts'
import { createFiles, serveFile } from './files.ts'
import { type Gateway, GatewayServer } from './gateway.ts'
import { LIMITS } from './limits.ts'
import { pingsOf } from './mentions.ts'
import { createModeration, type Moderation } from './moderation.ts'
import {
  type Click,
  type CommandUse,
  clickComponent,
  type Doer,
  fillModal,
  type Saying,
  say,
  type Typing,
  typeOption,
  useCommand,
  useMessageCommand,
} from './people.ts'
import { createRateLimits, type Pace } from './rate-limits.ts'
import { type Reacting, react } from './reactions.ts'
import { readable } from './reading.ts'
import { type Call, serveCall } from './rest.ts'
import { createRoutes } from './routes.ts'
import { createSnowflakes } from './snowflakes.ts'
import {
  addChannel,
  addGuild,
  addUser,
  BOT_PERMISSIONS,
  type Channel,
  findNamed,
  type Message,
  type World,
} from './world.ts'

export interface FakeDiscordOptions {
  /** Milliseconds since 1970; ids, expiry and windows go by it. Default Date.now. */
  now?: () => number
  /** The bot's token. */
  token?: string
  /** What the bot's role grants in every server. */
  botPermissions?: bigint
  /** Privileged intents switched on in the developer portal. Default: MessageContent. */
  privilegedIntents?: number
  /** Default ten hours, so that tests with fake clocks meet no heartbeat. */
  heartbeatIntervalMs?: number
  /** Identifies that may happen at once; discord.js waits five seconds between more. Default 16. */
  maxConcurrency?: number
  /** The number of shards that GET /gateway/bot recommends. Default 1. */
  shards?: number
  /** How often clients may still identify today, as GET /gateway/bot tells. Default 1,000, as many as in a day. */
  sessionStarts?: number
}

/** Discord on 127.0.0.1, with one server "Press Room" and its channel "general". Channels and people go by id or name. */
export interface FakeDiscord extends Moderation {
  /** For discord.js: `new Client({ rest: { api: apiUrl } })`. */
  readonly apiUrl: string
  readonly token: string
  readonly applicationId: string
  readonly botUserId: string
  /** The ready-made server and channel. */
  readonly guildId: string
  readonly channelId: string
  readonly world: World
  readonly gateway: Gateway
  /** Every REST call, oldest first. */
  readonly calls: readonly Call[]
  /** Errors of the fake itself; a test may check that there are none. */
  readonly breakdowns: readonly unknown[]
  stop(): Promise<void>

  /** The channel or thread of this id or name. */
  channel(idOrName: string): Channel
  /** A channel's messages as everybody sees them, oldest first. */
  messages(channel: string): Message[]
  /** The calls of a method and route such as `/channels/:channel/messages`. */
  callsTo(method: string, route: string): Call[]
  /** Calls to routes that the fake does not know. */
  unknownCalls(): Call[]
  /** Calls answered 401, 403 or 429: 10,000 in ten minutes get an address banned (docs: topics/rate-limits). */
  invalidCalls(): Call[]

  say(saying: Saying): Message
  /** Somebody reacts to a message with an emoji, as Unicode has it. */
  react(reacting: Reacting): void
  /** Resolves when the bot has acknowledged; rejects by name if it does not in `timeoutMs` (3,000). */
  command(use: CommandUse, options?: WaitOptions): Promise<Exchange>
  messageCommand(use: Doer & { name: string; message: string }, options?: WaitOptions): Promise<Exchange>
  autocomplete(typing: Typing, options?: WaitOptions): Promise<readonly Choice[]>
  click(click: Click, options?: WaitOptions): Promise<Exchange>
  submitModal(opener: Exchange, values: Record<string, string>, options?: WaitOptions): Promise<Exchange>
  /** As `command` and `click`, without waiting for the bot. */
  sendCommand(use: CommandUse): Exchange
  sendClick(click: Click): Exchange

  fault(order: FaultOrder): Fault
  clearFaults(): void
  /** The pace of posting in a channel, or with null in all; over it, 429. Off by default. */
  setPace(channel: string | null, pace: Pace | null): void
  /** The pace of all calls together; Discord's is 50 a second. Off by default. */
  setGlobalPace(pace: Pace | null): void
  /** The pace of a route such as `POST /channels/:channel/messages/:message/threads`, in each channel. Off by default. */
  setRoutePace(route: string, pace: Pace | null): void
  /** From now on the token is refused: 401 and close code 4004. */
  revokeToken(): void

  /** Resolves when `look` gives something truthy; looks after every change; no sleeping. */
  until<T>(look: () => T, options?: WaitOptions): Promise<NonNullable<T>>
  /** Tells those who wait that something outside the fake has changed, such as a test's own list of events. */
  notify(): void
  /** Resolves when a client is connected and identified. */
  untilConnected(options?: WaitOptions): Promise<boolean>
  /** A message as plain lines. */
  readable(message: Message): string
  /** What a message pings: `@everyone`, `@here`, `<@user>`, `<@&role>`. */
  mentions(message: Message): string[]
}

/** Starts the fake on an ephemeral port. */
export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  // Looked up at each call, so that a test's fake clock counts here too.
  const now = options.now ?? (() => Date.now())
  const token = options.token ?? 'fake.discord.token'
  const botPermissions = options.botPermissions ?? BOT_PERMISSIONS
  const calls: Call[] = []
  const breakdowns: unknown[] = []
  let revoked = false

  const changes = createChanges(() => describeCalls(calls))
  const world = createWorld(options, now, changes, (event) => gateway.emit(event))
  const authorized = (given: string | undefined) => !revoked && given === token
  const gateway = new GatewayServer(
    world,
    {
      heartbeatIntervalMs: options.heartbeatIntervalMs ?? 10 * 60 * 60_000,
      maxConcurrency: options.maxConcurrency ?? 16,
      shards: options.shards ?? 1,
      sessionStarts: options.sessionStarts ?? LIMITS.gateway.sessionStarts,
      onExhausted: () => {
        revoked = true
      },
    },
    authorized,
    () => `ws://${address}`,
  )
  addUser(world, { id: world.botId, name: 'bot', bot: true })
  const guild = addGuild(world, 'Press Room', botPermissions)
  const general = addChannel(world, { type: ChannelType.GuildText, name: 'general', guildId: guild.id })

  const faults = createFaults(changes.notify)
  const rateLimits = createRateLimits(now)
  const door = {
    world,
    calls,
    faults,
    rateLimits,
    routes: createRoutes(() => gateway.information()),
    authorized: (header: string | undefined) => authorized(header?.replace(/^Bot /, '')),
  }
  const server = createServer((request, response) => {
    if (serveFile(world.files, request, response)) return changes.notify()
    serveCall(door, request, response).catch((error: unknown) => {
      // A client that hangs up while its call is read is no fault of the fake.
      if (request.destroyed && !request.complete) return
      breakdowns.push(error)
      response.writeHead(500).end(String(error))
    })
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket: WebSocket, request) => gateway.accept(socket, request))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('The fake has no port')
  const address = `127.0.0.1:${bound.port}`
  world.files.origin = `http://${address}`

  async function stop(): Promise<void> {
    faults.clear()
    gateway.drop()
    sockets.close()
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }

  const ask = acknowledged.bind(null, changes)
  return {
    ...createModeration(world, guild.id, botPermissions),
    apiUrl: `http://${address}/api`,
    token,
    applicationId: world.applicationId,
    botUserId: world.botId,
    guildId: guild.id,
    channelId: general.id,
    world,
    gateway,
    calls,
    breakdowns,
    stop,
    channel: (idOrName) => findNamed(world.channels, idOrName),
    messages: (channel) => findNamed(world.channels, channel).messages,
    callsTo: (method, route) =>
      calls.filter((call) => call.method === method && call.route !== null && sameRoute(call.route, route)),
    unknownCalls: () => calls.filter((call) => call.route === null),
    invalidCalls: () => calls.filter((call) => [401, 403, 429].includes(call.status ?? 0)),
    say: (saying) => say(world, saying),
    react: (reacting) => react(world, reacting),
    command: (use, wait) => ask(useCommand(world, use), wait),
    sendCommand: (use) => exchangeOf(changes, useCommand(world, use)),
    sendClick: (click) => exchangeOf(changes, clickComponent(world, click)),
    messageCommand: (use, wait) => ask(useMessageCommand(world, use), wait),
    autocomplete: async (typing, wait) => (await ask(typeOption(world, typing), wait)).choices ?? [],
    click: (click, wait) => ask(clickComponent(world, click), wait),
    submitModal: (opener, values, wait) => ask(fillModal(world, opener.interaction, values), wait),
    fault: (order) => faults.add(order),
    clearFaults: () => faults.clear(),
    setPace: (channel, pace) => rateLimits.setChannelPace(channel && findNamed(world.channels, channel).id, pace),
    setGlobalPace: (pace) => rateLimits.setGlobalPace(pace),
    setRoutePace: (route, pace) => rateLimits.setRoutePace(route, pace),
    revokeToken: () => {
      revoked = true
      gateway.close(4004)
    },
    until: changes.until,
    notify: changes.notify,
    untilConnected: async (wait) =>
      changes.until(() => gateway.connected, { what: 'a client at the gateway', ...wait }),
    readable,
    mentions: pingsOf,
  }
}

function createWorld(
  options: FakeDiscordOptions,
  now: () => number,
  changes: World['changes'],
  emit: World['emit'],
): World {
  const newId = createSnowflakes(now)
  const applicationId = newId()
  return {
    now,
    newId,
    changes,
    applicationId,
    botId: applicationId,
    privilegedIntents: options.privilegedIntents ?? GatewayIntentBits.MessageContent,
    users: new Map(),
    guilds: new Map(),
    channels: new Map(),
    commands: new Map(),
    interactions: new Map(),
    nonces: new Map(),
    // docs: topics/threads: a server has a limit of active threads; the figure is Discord's usual one.
    activeThreadLimit: 1000,
    files: createFiles(),
    emit: (event) => {
      emit(event)
      changes.notify()
    },
  }
}

function describeCalls(calls: readonly Call[]): string {
  const latest = calls.slice(-8).map(({ method, path, status }) => {
    // Tokens of interactions say nothing and fill lines.
    return `  ${method} ${path.replace(/[\w-]{60,}/, '(token)')} -> ${status ?? 'no answer'}`
  })
  return ['The latest REST calls:', ...latest].join('\n')
}
