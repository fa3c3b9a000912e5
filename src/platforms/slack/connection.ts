import type { Receiver } from '@slack/bolt'
import type { Log } from '../../core/log.ts'
import type { ClientOptions } from './client.ts'

/** Where Slack's requests are taken, of every kind; the manifest names it. */
export const EVENTS_PATH = '/slack/events'

/** How Slack reaches the desk: over a socket that the desk opens, or by requests to an address of its own. */
export type Transport =
  | {
      readonly kind: 'socket'
      /** Of the app, `xapp-…`, with the scope `connections:write`. */
      readonly appToken: string
    }
  | {
      readonly kind: 'http'
      /** Of the app, by which its requests are told from anybody else's. */
      readonly signingSecret: string
      readonly host: string
      /** 0 for any that is free. */
      readonly port: number
    }

/** The way in, open until it is closed. */
export interface Connection {
  /** What hands Bolt the events. */
  readonly receiver: Receiver
  /** Resolves once Slack can reach the desk. May be tried again after it has thrown: `InputError` for what has to be mended first. */
  open(): Promise<void>
  /** Resolves once nothing comes in any more; safe to call at any time, and twice. */
  close(): Promise<void>
}

/** What Slack told of could not be noted by the desk: it is not acknowledged, and so comes again. Has been logged. */
export class UnheardError extends Error {
  constructor() {
    super('the desk could not note it')
    this.name = 'UnheardError'
  }
}

export interface ConnectionOptions extends Pick<ClientOptions, 'apiUrl' | 'logger'> {
  readonly log: Log
  readonly now: () => Date
}
