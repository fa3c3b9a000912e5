import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely'
import { storable } from './values.ts'

/** Kysely's dialect for Node's own SQLite: its SQLite dialect expects the shape of better-sqlite3. */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  const dialect = new SqliteDialect({ database: betterSqliteShape(database) })
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new ImmediateDriver({ database: betterSqliteShape(database) }),
    createIntrospector: (queries) => dialect.createIntrospector(queries),
    createQueryCompiler: () => new StorableCompiler(),
  }
}

/** SQLite can undo changes of the schema; Kysely's adapter says no because of other drivers. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/**
 * Takes the write lock when a transaction begins. A transaction that begins by reading cannot wait for the lock later on: SQLite
 * fails it at once if another process has written since (SQLITE_BUSY_SNAPSHOT, https://sqlite.org/isolation.html).
 */
class ImmediateDriver extends SqliteDriver implements Driver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

class StorableCompiler extends SqliteQueryCompiler {
  protected override addParameter(parameter: unknown): void {
    super.addParameter(storable(parameter))
  }
}

/** Far more than the store has; a bound in case a query is ever composed freely. */
const MOST_STATEMENTS = 500

function betterSqliteShape(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = prepared.get(sql)
      if (known !== undefined) return known
      const statement = statementShape(database.prepare(sql))
      if (prepared.size >= MOST_STATEMENTS) prepared.clear()
      prepared.set(sql, statement)
      return statement
    },
  }
}

function statementShape(statement: StatementSync): SqliteStatement {
  // Kysely passes parameters as `unknown`; the store's tables hold strings, numbers and nulls only.
  const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[]
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  }
}
