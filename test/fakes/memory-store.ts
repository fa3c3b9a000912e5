import { searchTokens } from '../../src/core/language/search-tokens.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

/** A real store in memory, with its schema in place and nothing in it. */
export async function openMemoryStore(): Promise<Store> {
  const store = await openSqlite({ file: ':memory:', role: 'owner', tokenize: searchTokens })
  await store.migrate()
  return store
}
