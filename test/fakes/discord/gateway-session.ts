import { GatewayOpcodes } from 'discord.js'
import type { WebSocket } from 'ws'
import type { Encoder } from './gateway-compression.ts'

/** One socket, before and after it has a session. */
export interface Connection {
  readonly socket: WebSocket
  encode: Encoder
  session: Session | null
  /** Times of the payloads it sent, for the limit on sends. */
  sends: number[]
}

/** What a bot's IDENTIFY opened; outlives its sockets so that it can be resumed. */
export interface Session {
  readonly id: string
  readonly intents: number
  readonly shard: readonly [id: number, count: number]
  sequence: number
  /** Every event sent so far, for replay. */
  readonly events: { t: string; s: number; d: object }[]
  connection: Connection | null
}

/** Writes a payload to a socket, compressed as the client asked. */
export function write({ socket, encode }: Connection, payload: object): void {
  if (socket.readyState === socket.OPEN) encode(JSON.stringify(payload), (frame) => socket.send(frame))
}

/** Numbers an event, keeps it for replay, and sends it unless the session has no living socket. */
export function dispatch(session: Session, name: string, data: object, silent: boolean): void {
  session.sequence += 1
  const event = { t: name, s: session.sequence, d: structuredClone(data) }
  session.events.push(event)
  if (session.connection && !silent) write(session.connection, { op: GatewayOpcodes.Dispatch, ...event })
}

/** Sends again what came after `sequence`, but for the notes of earlier resumptions. */
export function replay(session: Session, sequence: number): void {
  for (const event of session.events) {
    if (event.s <= sequence || event.t === 'RESUMED' || !session.connection) continue
    write(session.connection, { op: GatewayOpcodes.Dispatch, ...event })
  }
}

/** Whether a guild's events (or with null, direct messages) belong to a shard (docs: events/gateway, Sharding Formula). */
export function onShard([id, count]: readonly [number, number], guildId: string | null): boolean {
  return guildId === null ? id === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === id
}
