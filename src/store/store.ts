import type { Store } from '../core/store-ports.ts'
import type { Tokenize } from './database.ts'

export interface StoreOptions {
  /** Connection string of a PostgreSQL database; without one the store is a SQLite file. */
  readonly url?: string
  /** Path of the SQLite file, or `:memory:`. */
  readonly file: string
  /** Who may own the SQLite file (`SqliteOptions`); PostgreSQL takes any number of processes. */
  readonly role: 'owner' | 'guest'
  readonly tokenize: Tokenize
}

/** Opens the store that the options name, and loads the driver of that one only. Its schema may still have to be migrated. */
export async function openStore({ url, file, role, tokenize }: StoreOptions): Promise<Store> {
  if (url === undefined) {
    const { openSqlite } = await import('./sqlite.ts')
    return await openSqlite({ file, role, tokenize })
  }
  const { openPostgres } = await import('./postgres.ts')
  return await openPostgres({ url, tokenize })
}
