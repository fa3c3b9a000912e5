import pg from 'pg'

/** Classes of SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html, and single codes of them. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/^53100$/, 'its disk is full: make room, then the desk goes on where it was'],
  [/^53300$/, 'it takes no more connections: raise max_connections, or end what else is connected'],
  [/^53|^58/, 'its server has run out of resources or reports a fault: see its log'],
  [/^25006$/, 'it can only be read: point DATABASE_URL at the primary'],
  [/^28|^3D000$/, 'it does not let the desk in: check user, password and database of DATABASE_URL'],
  [/^08|^57P0/, 'it is shutting down, starting up or away; the desk tries again by itself'],
]
const AWAY = 'it cannot be reached; the desk tries again by itself'

/** `pg` gives these no code: https://github.com/brianc/node-postgres, `client.js` and `pg-pool`. */
const BROKEN_CONNECTION =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed)/u

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
