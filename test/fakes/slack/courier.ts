import type { JsonObject } from './json.ts'

export type EnvelopeType = 'events_api' | 'slash_commands' | 'interactive'

export interface Attempt {
  /** each attempt has its own, as in Slack; the payload (and so the event_id) stays the same */
  envelopeId: string
  /** number of the connection it went over, counted from 1; of an HTTP request, which of the request URLs */
  connection: number
  /** milliseconds since 1970 */
  at: number
  retryAttempt: number
  /** HTTP status of the answer; absent over sockets, and where there was none */
  status?: number
}

export interface Ack {
  envelopeId: string
  connection: number
  at: number
  payload: JsonObject
}

/** One payload on its way to the app, with each try and each acknowledgement. */
export interface Envelope {
  type: EnvelopeType
  payload: JsonObject
  attempts: Attempt[]
  acks: Ack[]
}

/** A way by which Slack tells the app something: Socket Mode, or requests to its address. */
export abstract class Courier {
  readonly envelopes: Envelope[] = []

  /** What the app has not acknowledged, oldest first. */
  get unacknowledged(): Envelope[] {
    return this.envelopes.filter(({ acks }) => acks.length === 0)
  }

  abstract send(type: EnvelopeType, payload: JsonObject): Envelope

  /** Sends it again although, or because, it was not acknowledged. */
  abstract redeliver(envelope: Envelope, reason?: string): void
}
