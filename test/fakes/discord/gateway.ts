import type { IncomingMessage } from 'node:http'
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord.js'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import { compressed, createStreamEncoder, plain } from './gateway-compression.ts'
import { type Connection, dispatch, onShard, replay, type Session, write } from './gateway-session.ts'
import { LIMITS } from './limits.ts'
import { guildPayload, userPayload } from './payloads.ts'
import { application } from './routes.ts'
import type { GatewayEvent, Guild, World } from './world.ts'

export interface GatewayOptions {
  heartbeatIntervalMs: number
  /** How many may identify in five seconds; discord.js waits accordingly. */
  maxConcurrency: number
  shards: number
  /** How often clients may still identify today. */
  sessionStarts: number
  /** Called when they did so more often: Discord resets the bot's token (docs: events/gateway, Identifying). */
  onExhausted: () => void
}

/** The gateway as tests steer it. */
export interface Gateway {
  /** Sessions that can still be used or resumed. */
  readonly sessions: readonly Session[]
  /** How often a client identified, and how often it resumed. */
  readonly identifies: number
  readonly resumes: number
  /** Whether a client is connected and identified. */
  readonly connected: boolean
  /** Closes every socket with a code, as Discord does; sessions stay. */
  close(code: number): void
  /** Cuts every socket without a close frame. */
  drop(): void
  /** Sends op 7, "reconnect and resume". */
  askReconnect(): void
  /** Sends op 9; unless resumable, the sessions are gone and clients must identify anew. */
  invalidate(resumable?: boolean): void
  /** Sends the events so far of every session once more, as new ones: Discord promises to deliver each at least once. */
  repeat(): void
  /** While true: no heartbeat is acknowledged and no event delivered on present sockets, as on a dead link. */
  setZombie(zombie: boolean): void
}

const pushSchema = z.object({ op: z.int(), d: z.unknown() })
const identifySchema = z.object({
  token: z.string(),
  intents: z.int(),
  compress: z.boolean().optional(),
  shard: z.tuple([z.int(), z.int()]).optional(),
})
type Identify = z.infer<typeof identifySchema>
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.int() })

/** The shard of a bot that does not shard. */
const WHOLE = [0, 1] as const
/** What a client may send and the fake does not answer. */
const IGNORED: readonly number[] = [
  GatewayOpcodes.PresenceUpdate,
  GatewayOpcodes.VoiceStateUpdate,
  GatewayOpcodes.RequestGuildMembers,
]
/** Events that tell of something new, and not of the state of things. */
const REPEATABLE: ReadonlySet<string> = new Set(['INTERACTION_CREATE', 'MESSAGE_CREATE', 'MESSAGE_REACTION_ADD'])
const PRIVILEGED = GatewayIntentBits.MessageContent | GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences
const ALL_INTENTS = Object.values(GatewayIntentBits).reduce<number>((all, bit) => {
  return typeof bit === 'number' ? all | bit : all
}, 0)

export class GatewayServer implements Gateway {
  identifies = 0
  resumes = 0
  readonly #world: World
  readonly #options: GatewayOptions
  readonly #authorized: (token: string) => boolean
  readonly #url: () => string
  readonly #connections = new Set<Connection>()
  readonly #sessions = new Map<string, Session>()
  /** Sockets that a test has made deaf. */
  readonly #zombies = new WeakSet<Connection>()

  /** The latest times at which a client identified. */
  #identifiedAt: number[] = []

  constructor(world: World, options: GatewayOptions, authorized: (token: string) => boolean, url: () => string) {
    this.#world = world
    this.#options = options
    this.#authorized = authorized
    this.#url = url
  }

  get sessions(): Session[] {
    return [...this.#sessions.values()]
  }

  get connected(): boolean {
    return this.sessions.some((session) => session.connection !== null)
  }

  /** GET /gateway/bot */
  information(): object {
    const { sessionStarts: total } = LIMITS.gateway
    const remaining = Math.max(0, this.#options.sessionStarts - this.identifies)
    const start = { total, remaining, reset_after: 86_400_000, max_concurrency: this.#options.maxConcurrency }
    return { url: this.#url(), shards: this.#options.shards, session_start_limit: start }
  }

  /** Takes a new socket: says hello and waits for IDENTIFY or RESUME. */
  accept(socket: WebSocket, request: IncomingMessage): void {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams
    const encode = query.get('compress') === 'zlib-stream' ? createStreamEncoder() : plain
    const connection: Connection = { socket, encode, session: null, sends: [] }
    this.#connections.add(connection)
    socket.on('message', (data) => this.#receive(connection, String(data)))
    socket.on('close', (code) => this.#forget(connection, code))
    socket.on('error', () => socket.terminate())
    if (query.get('v') !== '10') {
      socket.close(GatewayCloseCodes.InvalidAPIVersion)
      return
    }
    write(connection, { op: GatewayOpcodes.Hello, d: { heartbeat_interval: this.#options.heartbeatIntervalMs } })
  }

  emit({ name, guildId, intents, data }: GatewayEvent): void {
    for (const session of this.#sessions.values()) {
      if (!onShard(session.shard, guildId)) continue
      if (intents !== 0 && (session.intents & intents) === 0) continue
      this.#dispatch(session, name, data(session.intents))
    }
  }

  close(code: number): void {
    for (const { socket } of this.#connections) socket.close(code)
  }

  drop(): void {
    for (const { socket } of this.#connections) socket.terminate()
  }

  askReconnect(): void {
    for (const connection of this.#connections) write(connection, { op: GatewayOpcodes.Reconnect, d: null })
  }

  invalidate(resumable = false): void {
    if (!resumable) this.#sessions.clear()
    for (const connection of this.#connections) write(connection, { op: GatewayOpcodes.InvalidSession, d: resumable })
  }

  repeat(): void {
    for (const session of this.#sessions.values()) {
      const once = new Map(
        session.events.filter(({ t }) => REPEATABLE.has(t)).map((event) => [JSON.stringify(event.d), event]),
      )
      for (const { t, d } of once.values()) this.#dispatch(session, t, d)
    }
  }

  setZombie(zombie: boolean): void {
    for (const connection of this.#connections) {
      if (zombie) this.#zombies.add(connection)
      else this.#zombies.delete(connection)
    }
  }

  #receive(connection: Connection, text: string): void {
    const push = pushSchema.safeParse(readJson(text))
    if (!push.success || this.#tooMany(connection)) {
      connection.socket.close(push.success ? GatewayCloseCodes.RateLimited : GatewayCloseCodes.DecodeError)
      return
    }
    const { op, d } = push.data
    if (op === GatewayOpcodes.Identify) this.#identify(connection, d)
    else if (op === GatewayOpcodes.Resume) this.#resume(connection, d)
    else if (op === GatewayOpcodes.Heartbeat) {
      if (!this.#zombies.has(connection)) write(connection, { op: GatewayOpcodes.HeartbeatAck })
    } else if (!IGNORED.includes(op)) connection.socket.close(GatewayCloseCodes.UnknownOpcode)
    else if (!connection.session) connection.socket.close(GatewayCloseCodes.NotAuthenticated)
  }

  #identify(connection: Connection, body: unknown): void {
    this.identifies += 1
    if (this.identifies > this.#options.sessionStarts) this.#options.onExhausted()
    const identify = identifySchema.safeParse(body)
    const refusal = this.#refusalOf(connection, identify.data)
    if (!identify.success || refusal !== null) {
      connection.socket.close(refusal ?? GatewayCloseCodes.DecodeError)
      return
    }
    const { intents, compress = false, shard = WHOLE } = identify.data
    if (this.#isTooSoon()) {
      write(connection, { op: GatewayOpcodes.InvalidSession, d: false })
      return
    }
    if (compress) connection.encode = compressed
    const id = this.#world.newId()
    const session: Session = { id, intents, shard, sequence: 0, events: [], connection }
    connection.session = session
    this.#sessions.set(id, session)
    this.#greet(session, this.#guildsOf(shard))
    this.#world.changes.notify()
  }

  /** docs: events/gateway, Session Start Limit; who identifies too soon gets an invalid session. */
  #isTooSoon(): boolean {
    const now = this.#world.now()
    this.#identifiedAt = this.#identifiedAt.filter((at) => now - at < LIMITS.gateway.identifyWindowMs)
    if (this.#identifiedAt.length >= this.#options.maxConcurrency) return true
    this.#identifiedAt.push(now)
    return false
  }

  /** The close code for an IDENTIFY that cannot be accepted (docs: topics/opcodes-and-status-codes, Close Event Codes). */
  #refusalOf(connection: Connection, identify: Identify | undefined): GatewayCloseCodes | null {
    if (connection.session) return GatewayCloseCodes.AlreadyAuthenticated
    if (!identify) return GatewayCloseCodes.DecodeError
    const { token, intents, shard = WHOLE } = identify
    if (!this.#authorized(token)) return GatewayCloseCodes.AuthenticationFailed
    if (shard[0] >= shard[1]) return GatewayCloseCodes.InvalidShard
    if ((intents & ~ALL_INTENTS) !== 0) return GatewayCloseCodes.InvalidIntents
    if ((intents & PRIVILEGED & ~this.#world.privilegedIntents) !== 0) return GatewayCloseCodes.DisallowedIntents
    const tooMany = this.#guildsOf(shard).length > LIMITS.gateway.guildsPerShard
    return tooMany ? GatewayCloseCodes.ShardingRequired : null
  }

  #greet(session: Session, guilds: readonly Guild[]): void {
    const { id, flags } = application(this.#world)
    const bot = this.#world.users.get(this.#world.botId)
    this.#dispatch(session, 'READY', {
      v: 10,
      user: bot && { ...userPayload(bot), verified: true, mfa_enabled: false, email: null, flags: 0 },
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.#url(),
      shard: session.shard,
      application: { id, flags },
    })
    if ((session.intents & GatewayIntentBits.Guilds) === 0) return
    for (const guild of guilds) this.#dispatch(session, 'GUILD_CREATE', guildPayload(this.#world, guild))
  }

  #resume(connection: Connection, body: unknown): void {
    const resume = resumeSchema.safeParse(body)
    const session = this.#sessions.get(resume.data?.session_id ?? '')
    if (!resume.success) connection.socket.close(GatewayCloseCodes.DecodeError)
    else if (!this.#authorized(resume.data.token)) connection.socket.close(GatewayCloseCodes.AuthenticationFailed)
    else if (!session) write(connection, { op: GatewayOpcodes.InvalidSession, d: false })
    else if (resume.data.seq > session.sequence) connection.socket.close(GatewayCloseCodes.InvalidSeq)
    else {
      this.resumes += 1
      session.connection = connection
      connection.session = session
      replay(session, resume.data.seq)
      this.#dispatch(session, 'RESUMED', {})
      this.#world.changes.notify()
    }
  }

  #dispatch(session: Session, name: string, data: object): void {
    const { connection } = session
    dispatch(session, name, data, connection !== null && this.#zombies.has(connection))
  }

  #guildsOf(shard: readonly [number, number]): Guild[] {
    const { guilds, botId } = this.#world
    return [...guilds.values()].filter((guild) => guild.members.has(botId) && onShard(shard, guild.id))
  }

  #tooMany(connection: Connection): boolean {
    const now = this.#world.now()
    connection.sends = [...connection.sends.filter((at) => at > now - LIMITS.gateway.sendWindowMs), now]
    return connection.sends.length > LIMITS.gateway.sends
  }

  #forget(connection: Connection, code: number): void {
    this.#connections.delete(connection)
    const { session } = connection
    if (session?.connection === connection) {
      session.connection = null
      // A client that closes with 1000 or 1001 gives its session up (docs: events/gateway, Disconnecting).
      if (code === 1000 || code === 1001) this.#sessions.delete(session.id)
    }
    this.#world.changes.notify()
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
