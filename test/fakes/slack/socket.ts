import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Changes } from './changes.ts'
import { Courier, type Envelope, type EnvelopeType } from './courier.ts'
import { isObject, type JsonObject } from './json.ts'

interface Connection {
  number: number
  socket: WebSocket
}

/** Slack allows an app ten open connections: https://docs.slack.dev/apis/events-api/using-socket-mode */
const MOST_CONNECTIONS = 10

/** The server's side of Socket Mode: connections, envelopes, acknowledgements, redelivery. */
export class Socket extends Courier {
  readonly #appId: string
  readonly #now: () => number
  readonly #changes: Changes
  readonly #server = new WebSocketServer({ noServer: true })
  readonly #tickets = new Set<string>()
  readonly #waiting: Envelope[] = []
  /** what Slack says about how long a connection lasts; its own usual answer unless changed */
  lifetimeSeconds = 18_060
  #connections: Connection[] = []
  #opened = 0
  #turn = 0

  constructor(server: Server, appId: string, now: () => number, changes: Changes) {
    super()
    this.#appId = appId
    this.#now = now
    this.#changes = changes
    server.on('upgrade', (request, socket, head) => {
      if (!this.#admits(request)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
        return
      }
      this.#server.handleUpgrade(request, socket, head, (open) => this.#welcome(open))
    })
  }

  /** Open connections now. */
  get connections(): number {
    return this.#connections.length
  }

  /** Connections opened since the start: goes up by one when the app reconnects. */
  get opened(): number {
    return this.#opened
  }

  /** A path with a ticket that opens one connection, once. */
  issuePath(): string {
    const ticket = randomUUID()
    this.#tickets.add(ticket)
    return `/link/?ticket=${ticket}&app_id=${this.#appId}`
  }

  /**
   * Sends a payload over the next connection in turn. With none open, an event waits for one (Slack tries events
   * again), and anything else is lost (the person sees "did not respond").
   */
  send(type: EnvelopeType, payload: JsonObject): Envelope {
    const envelope: Envelope = { type, payload, attempts: [], acks: [] }
    this.envelopes.push(envelope)
    if (this.connections > 0) this.#deliver(envelope, undefined)
    else if (type === 'events_api') this.#waiting.push(envelope)
    this.#changes.notify()
    return envelope
  }

  redeliver(envelope: Envelope, reason = 'timeout'): void {
    if (this.connections === 0) throw new Error('Fake Slack: no connection to redeliver over')
    this.#deliver(envelope, reason)
  }

  /** Tells every client to reconnect, as Slack does when it recycles a host. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void {
    for (const { socket } of this.#connections) {
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'fake-host' } }))
    }
  }

  /** Every client still looks connected, but nothing it sends is read, and no ping of its is answered. */
  deafen(): void {
    for (const { socket } of this.#connections) socket.pause()
  }

  /** Sends any text over every connection, also what Slack would never send. */
  utter(text: string): void {
    for (const { socket } of this.#connections) socket.send(text)
  }

  /** Breaks every connection without a word. */
  drop(): void {
    for (const { socket } of this.#connections) socket.terminate()
  }

  stop(): void {
    this.drop()
    this.#server.close()
  }

  #admits(request: IncomingMessage): boolean {
    const url = new URL(request.url ?? '/', 'http://localhost')
    return url.pathname === '/link/' && this.#tickets.delete(url.searchParams.get('ticket') ?? '')
  }

  #welcome(socket: WebSocket): void {
    if (this.connections >= MOST_CONNECTIONS) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }))
      socket.close()
      return
    }
    this.#opened += 1
    const connection: Connection = { number: this.#opened, socket }
    this.#connections.push(connection)
    socket.on('message', (data) => this.#receive(connection, String(data)))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      this.#connections = this.#connections.filter((other) => other !== connection)
      this.#changes.notify()
    })
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.connections,
        connection_info: { app_id: this.#appId },
        debug_info: { host: 'fake-host', build_number: 1, approximate_connection_time: this.lifetimeSeconds },
      }),
    )
    for (const envelope of this.#waiting.splice(0)) this.#deliver(envelope, 'timeout')
    this.#changes.notify()
  }

  #receive(connection: Connection, data: string): void {
    const message: unknown = JSON.parse(data)
    if (!isObject(message)) return
    const envelope = this.envelopes.find(({ attempts }) =>
      attempts.some(({ envelopeId }) => envelopeId === message.envelope_id),
    )
    envelope?.acks.push({
      envelopeId: String(message.envelope_id),
      connection: connection.number,
      at: this.#now(),
      payload: isObject(message.payload) ? message.payload : {},
    })
    this.#changes.notify()
  }

  #deliver(envelope: Envelope, retryReason: string | undefined): void {
    const connection = this.#connections[this.#turn % this.connections]
    if (connection === undefined) return
    this.#turn += 1
    const retryAttempt = retryReason === undefined ? 0 : Math.max(1, envelope.attempts.length)
    const envelopeId = randomUUID()
    envelope.attempts.push({ envelopeId, connection: connection.number, at: this.#now(), retryAttempt })
    const isEvent = envelope.type === 'events_api'
    connection.socket.send(
      JSON.stringify({
        envelope_id: envelopeId,
        type: envelope.type,
        payload: envelope.payload,
        accepts_response_payload: !isEvent,
        ...(isEvent ? { retry_attempt: retryAttempt, retry_reason: retryReason ?? '' } : {}),
      }),
    )
  }
}
