import type { Kysely, RawBuilder, Transaction } from 'kysely'
import type { Search } from '../core/search.ts'
import type { Schema } from './schema.ts'

/** The words under which a text is found, in reading order: `searchTokens` of the core. */
export type Tokenize = (text: string, language: string) => readonly string[]

/** What the queries need: a connection, and what differs between the two databases. */
export interface Database {
  readonly queries: Kysely<Schema>
  readonly exceptions: DialectExceptions
  readonly tokenize: Tokenize
  /** The `StoreError` for a fault of the file, the disk or the server; any other error as it is. */
  explain(error: unknown): unknown
}

/** All that SQLite and PostgreSQL do not say in the same words. Everything else is one set of queries. */
export interface DialectExceptions {
  /** Type of a text column that compares by code point, whatever the database's collation. */
  readonly text: RawBuilder<unknown>
  /** Type of a number column that counts up by itself and is the primary key. */
  readonly serial: RawBuilder<unknown>
  /** Ends the definition of a table whose rows are kept in the order of its primary key, and nowhere else. */
  readonly clustered: RawBuilder<unknown>
  /** Ends a select whose rows (alias `d`) nobody else may be claiming; rows that somebody is claiming are left out. */
  readonly skipLocked: RawBuilder<unknown>
  /** Ends a select whose rows nobody may change until this transaction ends. */
  readonly forShare: RawBuilder<unknown>
  /** Waits until no other transaction holds the name, and holds it until this transaction ends. */
  hold(transaction: Transaction<Schema>, name: 'documents' | 'migrations' | 'claims' | 'usage' | 'feeds'): Promise<void>
  /** Whether a transaction failed only because another one was faster, so that it may be tried again. */
  isRace(error: unknown): boolean
  /** The database as it is now, however long it is looked at and whatever is written meanwhile. */
  openSnapshot(queries: Kysely<Schema>): Promise<Snapshot>
  /** How many bytes a column has, told without reading them where it is a long text; null for null. */
  bytesIn(column: RawBuilder<unknown>): RawBuilder<number | null>
  /** Stands between columns and values of an insert that brings its own numbers for a column that counts up by itself. */
  readonly ownNumbers: RawBuilder<unknown>
  /** Such a column counts on behind the highest number it has. */
  countOn(transaction: Transaction<Schema>, table: string, column: string): Promise<void>
  readonly search: SearchIndex
}

export interface Snapshot {
  readonly queries: Kysely<Schema>
  close(): Promise<void>
}

/** Full text: FTS5 in SQLite, GIN over `tsvector` in PostgreSQL. Documents are named by their `documents.key`. */
export interface SearchIndex {
  create(queries: Kysely<Schema>): Promise<void>
  /** Files a document, in place of what it was filed under before. */
  put(transaction: Transaction<Schema>, document: number, topic: string, tokens: readonly string[]): Promise<void>
  remove(transaction: Transaction<Schema>, document: number): Promise<void>
  /** Keys of listed documents that match, best first. */
  match(queries: Kysely<Schema>, search: Search, limit: number): Promise<readonly number[]>
}

/** As often as two processes are likely to meet at one row before it is a fault. */
const TRIES = 5

/** Runs work in one transaction: all of it or nothing. The work may run more than once, so it must do nothing but query. */
export async function transact<T>(
  { queries, exceptions }: Database,
  work: (transaction: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await queries.transaction().execute(work)
    } catch (error) {
      if (attempt >= TRIES || !exceptions.isRace(error)) throw error
    }
  }
}
