import { mkdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { InputError, StoreError } from '../core/errors.ts'
import { faultOfPath } from '../core/file-fault.ts'
import type { Store } from '../core/store-ports.ts'
import type { DialectExceptions, Tokenize } from './database.ts'
import { createStore } from './joined.ts'
import { type NodeSqliteOptions, nodeSqliteDialect } from './node-sqlite.ts'
import type { Schema } from './schema.ts'
import { faultOfFile } from './sqlite-errors.ts'
import { takeOwnership } from './sqlite-owner.ts'
import { sqliteSearch } from './sqlite-search.ts'

/** How long a query waits for another process's transaction: a command-line call beside a running desk. */
const PATIENCE_MS = 5_000
/** SQLite's own 2 MB hold too little of the indexes of 100,000 topics: look-ups read the same pages again and again. */
const CACHE_KIB = 8_000

export interface SqliteOptions {
  /** A path, whose folder is made where it is missing, or `:memory:`. */
  readonly file: string
  readonly tokenize: Tokenize
  /**
   * `owner`: the process that runs the desk, of which a file has one. `guest`: a command that reads and writes beside it, and must
   * not claim deliveries or poll sources.
   */
  readonly role: 'owner' | 'guest'
}

/** Opens the store of one process in one file. Throws `InputError` if another process owns it or the file is no use. */
export async function openSqlite({ file, tokenize, role }: SqliteOptions): Promise<Store> {
  const path = file === ':memory:' ? file : prepareFolder(file)
  return explainFaults(path, () => {
    const ownership = role === 'owner' && path !== ':memory:' ? takeOwnership(path) : undefined
    try {
      const options = { database: connect(path), path, patience: PATIENCE_MS }
      return sqliteStore(options, tokenize, () => ownership?.release())
    } catch (error) {
      ownership?.release()
      throw error
    }
  })
}

/** The store over a connection to the file at `path`, which it closes in the end before it calls `released`. */
export function sqliteStore(
  options: NodeSqliteOptions & { readonly path: string },
  tokenize: Tokenize,
  released: () => void,
): Store {
  const { database, path } = options
  const queries = new Kysely<Schema>({ dialect: nodeSqliteDialect(options) })
  const explain = (error: unknown) => {
    const fault = faultOfFile(error)
    return fault === undefined ? error : new StoreError(`${path} ${fault}`, { cause: error })
  }
  return createStore({ queries, exceptions: sqliteExceptions, tokenize, explain }, async () => {
    await queries.destroy()
    // Kysely closes only what it has used.
    if (database.isOpen) database.close()
    released()
  })
}

/** The file's real path, so that two names of one file have one owner. */
function prepareFolder(file: string): string {
  try {
    mkdirSync(dirname(file), { recursive: true })
  } catch (error) {
    throw new InputError(
      `The folder ${dirname(file)} cannot be made: ${faultOfPath(error)}. The database goes into another if ATTACHE_DATA names one.`,
      { cause: error },
    )
  }
  try {
    return realpathSync(file)
  } catch {
    return join(realpathSync(dirname(file)), basename(file))
  }
}

function connect(path: string): DatabaseSync {
  const connection = new DatabaseSync(path, { timeout: PATIENCE_MS, enableForeignKeyConstraints: true })
  try {
    // With `synchronous = normal` a power cut takes back commits that were already acknowledged: a message would go out twice.
    connection.exec('pragma journal_mode = wal; pragma synchronous = full')
    connection.exec(`pragma cache_size = -${CACHE_KIB}`)
    // From here on the dialect waits, without holding up the process.
    connection.exec('pragma busy_timeout = 0')
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

function explainFaults<T>(path: string, open: () => T): T {
  try {
    return open()
  } catch (error) {
    const fault = faultOfFile(error)
    if (fault === undefined) throw error
    throw new InputError(`${path} ${fault}`, { cause: error })
  }
}

const sqliteExceptions: DialectExceptions = {
  text: sql`text`,
  serial: sql`integer primary key autoincrement`,
  clustered: sql` without rowid`,
  // One writer at a time: whoever is in a transaction holds every row.
  skipLocked: sql``,
  forShare: sql``,
  hold: async () => {},
  isRace: () => false,
  // The desk's one connection sees its own writes; an export is made by a process of its own, whose connection reads in a transaction.
  async openSnapshot(queries) {
    await sql`begin`.execute(queries)
    return { queries, close: async () => void (await sql`commit`.execute(queries)) }
  },
  // https://sqlite.org/lang_corefunc.html#octet_length: of a bare column it is told without loading it.
  bytesIn: (column) => sql`octet_length(${column})`,
  ownNumbers: sql``,
  // `autoincrement` never gives a number that is not above all others.
  countOn: async () => {},
  search: sqliteSearch,
}
