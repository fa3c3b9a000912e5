import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { setImmediate as others, setTimeout as wait } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { isLocked } from './sqlite-errors.ts'
import { storable } from './values.ts'

export interface NodeSqliteOptions {
  readonly database: DatabaseSync
  /** How long a query waits for another process's transaction, in milliseconds. */
  readonly patience: number
}

/** Kysely over Node's own SQLite. */
export function nodeSqliteDialect(options: NodeSqliteOptions): Dialect {
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new NodeSqliteDriver(options),
    createIntrospector: (queries) => new SqliteIntrospector(queries),
    createQueryCompiler: () => new StorableCompiler(),
  }
}

/** SQLite can undo changes of the schema; Kysely's adapter leaves that out. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class StorableCompiler extends SqliteQueryCompiler {
  protected override addParameter(parameter: unknown): void {
    super.addParameter(storable(parameter))
  }
}

class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync
  readonly #connection: NodeSqliteConnection
  /** When everything else that the process does last had its turn, as far as is known here. */
  #othersAt = performance.now()

  constructor(options: NodeSqliteOptions) {
    this.#database = options.database
    this.#connection = new NodeSqliteConnection(options)
  }

  async init(): Promise<void> {}

  /** SQLite answers at once: whoever asks it again and again would keep every socket and timer of the process waiting. */
  async acquireConnection(): Promise<DatabaseConnection> {
    if (performance.now() - this.#othersAt > LONGEST_STRETCH_MS) {
      await others()
      this.#othersAt = performance.now()
    }
    return this.#connection
  }

  /**
   * Takes the write lock at once. A transaction that begins by reading cannot wait for it later on: SQLite fails it if another process
   * has written since (SQLITE_BUSY_SNAPSHOT, https://sqlite.org/isolation.html).
   */
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  /** A full or failing disk may have rolled it back already (https://sqlite.org/lang_transaction.html). */
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (!this.#database.isTransaction) return
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#database.close()
  }
}

/** Nobody notices so short a wait. */
const LONGEST_STRETCH_MS = 10
/** Far more than the store has; a bound in case a query is ever composed freely. */
const MOST_STATEMENTS = 500
const LOOK_AGAIN_MS = 5

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #patience: number
  readonly #prepared = new Map<string, { readonly statement: StatementSync; readonly reads: boolean }>()

  constructor({ database, patience }: NodeSqliteOptions) {
    this.#database = database
    this.#patience = patience
  }

  /** SQLite's own `busy_timeout` would hold up everything else that this process does. */
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const deadline = performance.now() + this.#patience
    for (;;) {
      try {
        return this.#run(query)
      } catch (error) {
        if (!isLocked(error) || performance.now() > deadline) throw error
        await wait(LOOK_AGAIN_MS)
      }
    }
  }

  // biome-ignore lint/correctness/useYield: Kysely's interface has it, the store reads its rows at once.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('the store does not stream')
  }

  #run<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    const { statement, reads } = this.#prepare(sql)
    // Kysely passes parameters and rows as what the caller says they are; the store's tables hold strings, numbers and nulls only.
    const values = parameters as readonly SQLInputValue[]
    if (reads) return { rows: statement.all(...values) as R[] }
    const { changes, lastInsertRowid } = statement.run(...values)
    return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] }
  }

  #prepare(sql: string) {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql)
    const prepared = { statement, reads: statement.columns().length > 0 }
    if (this.#prepared.size >= MOST_STATEMENTS) this.#prepared.clear()
    this.#prepared.set(sql, prepared)
    return prepared
  }
}
