import { type Dialect, Kysely, PostgresAdapter, PostgresDialect, PostgresQueryCompiler, sql } from 'kysely'
import pg from 'pg'
import { InputError, StoreError } from '../core/errors.ts'
import type { Store } from '../core/store-ports.ts'
import type { DialectExceptions, Tokenize } from './database.ts'
import { createStore } from './joined.ts'
import { faultOfServer, whyNotOpened } from './postgres-errors.ts'
import { postgresSearch } from './postgres-search.ts'
import type { Schema } from './schema.ts'
import { storable } from './values.ts'

const CONNECTIONS = 10
const CONNECT_TIMEOUT_MS = 10_000
/** A process that hangs in the middle of a transaction must not hold its rows for ever. */
const IDLE_IN_TRANSACTION_MS = 60_000

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string
  readonly tokenize: Tokenize
}

/** Opens the store that many processes share. Throws `InputError` if the database cannot be reached or does not hold UTF-8. */
export async function openPostgres({ url, tokenize }: PostgresOptions): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    application_name: 'attache',
  })
  // A connection that breaks is replaced at the next query, and the query that was under way is told of it by its own error. The pool
  // hears a connection only while nobody uses it; unheard, either event would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const queries = new Kysely<Schema>({ dialect: storableDialect(pool) })
  const close = async () => {
    await queries.destroy()
    // Kysely closes only what it has used.
    if (!pool.ended) await pool.end()
  }
  try {
    await checkEncoding(queries)
  } catch (error) {
    await close()
    throw error
  }
  return createStore({ queries, exceptions: postgresExceptions, tokenize, explain }, close)
}

/** The server's own words may hold its address, which holds the password: they are in the cause, which the log masks. */
function explain(error: unknown): unknown {
  const fault = faultOfServer(error)
  return fault === undefined ? error : new StoreError(`The PostgreSQL database: ${fault}`, { cause: error })
}

async function checkEncoding(queries: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(queries).catch((error) => {
    // The address is not repeated: it holds the password.
    throw new InputError(`The PostgreSQL database of DATABASE_URL cannot be used: ${whyNotOpened(error)}`, {
      cause: error,
    })
  })
  const encoding = rows[0]?.server_encoding
  if (encoding === 'UTF8') return
  throw new InputError(
    `The PostgreSQL database of DATABASE_URL stores text as ${encoding}. Make one with: create database attache encoding 'UTF8' template template0`,
  )
}

function storableDialect(pool: pg.Pool): Dialect {
  const dialect = new PostgresDialect({ pool })
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (queries) => dialect.createIntrospector(queries),
    createQueryCompiler: () => new StorableCompiler(),
  }
}

class StorableCompiler extends PostgresQueryCompiler {
  protected override addParameter(parameter: unknown): void {
    super.addParameter(storable(parameter))
  }
}

/** Keys of advisory locks (any numbers, the same in every version of the desk). */
const LOCKS = {
  documents: 7_203_001,
  migrations: 7_203_002,
  claims: 7_203_003,
  usage: 7_203_004,
  feeds: 7_203_005,
} as const

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: unique_violation, serialization_failure, deadlock_detected. */
const RACES: ReadonlySet<unknown> = new Set(['23505', '40001', '40P01'])

const postgresExceptions: DialectExceptions = {
  text: sql`text collate "C"`,
  serial: sql`integer generated always as identity primary key`,
  clustered: sql``,
  skipLocked: sql`for update of d skip locked`,
  forShare: sql`for share of d`,
  async hold(transaction, name) {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCKS[name])})`.execute(transaction)
  },
  async openSnapshot(queries) {
    const transaction = await queries
      .startTransaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute()
    return { queries: transaction, close: () => transaction.commit().execute() }
  },
  bytesIn: (column) => sql`octet_length(cast(${column} as text))`,
  ownNumbers: sql`overriding system value`,
  async countOn(transaction, table, column) {
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}), coalesce(max(${sql.ref(column)}), 0) + 1, false)
      from ${sql.table(table)}`.execute(transaction)
  },
  isRace: (error) => error instanceof Error && 'code' in error && RACES.has(error.code),
  search: postgresSearch,
}
