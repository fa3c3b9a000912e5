import pg from 'pg'
import { whyUnreached } from '../core/connection-fault.ts'

const LOCKED_OUT = 'it does not let the desk in: check user, password and database of DATABASE_URL'

/** Classes of SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html, and single codes of them. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/^53100$/, 'its disk is full: make room, then the desk goes on where it was'],
  [/^53300$/, 'it takes no more connections: raise max_connections, or end what else is connected'],
  [/^53|^58/, 'its server has run out of resources or reports a fault: see its log'],
  [/^25006$/, 'it can only be read: point DATABASE_URL at the primary'],
  [/^28|^3D000$/, LOCKED_OUT],
  [
    /^42703$|^42P01$/,
    'it was made by another version of Attaché: run that one, or give a new database in DATABASE_URL',
  ],
  [/^08|^57P0/, 'it is shutting down, starting up or away; the desk tries again by itself'],
]
const AWAY = 'it cannot be reached; the desk tries again by itself'

/** `pg` gives these no code: https://github.com/brianc/node-postgres, `client.js` and `pg-pool`. */
const BROKEN_CONNECTION =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed)/u

const NOT_YET = /^08|^57P0/

/** Why a PostgreSQL database cannot be opened, in words for whoever set it up. */
export function whyNotOpened(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('SASL')) return LOCKED_OUT
  if (!(error instanceof pg.DatabaseError)) {
    return `it could not be reached${whyUnreached(error)}; see whether its server runs, and whether DATABASE_URL names the right host and port`
  }
  if (NOT_YET.test(error.code ?? '')) return `it is starting up or shutting down; try again (${error.message})`
  const fault = faultOfServer(error)
  return fault === undefined ? error.message : `${fault} (${error.message})`
}

/** What is wrong with a PostgreSQL server, in words for whoever keeps it; undefined if it is not the server. */
export function faultOfServer(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) {
    const code = error.code ?? ''
    return FAULTS.find(([pattern]) => pattern.test(code))?.[1]
  }
  if (!(error instanceof Error)) return undefined
  // Node's own errors of sockets and names have `syscall`; several addresses that all fail come as one AggregateError.
  const fromSocket = 'syscall' in error || error instanceof AggregateError
  return fromSocket || BROKEN_CONNECTION.test(error.message) ? AWAY : undefined
}
