import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../../test/postgres-server.ts'
import type { DatabaseKind } from '../lookup/databases.ts'

/** The address of a database, as `openStore` takes it. */
export interface Address {
  readonly url?: string
  readonly file: string
}

/** A database with nothing in it. */
export interface EmptyStore {
  readonly kind: DatabaseKind
  readonly address: Address
}

/** One of each kind, or of the one that is named; PostgreSQL on a server that is started for the run. */
export async function openTicksStores(
  only?: string,
): Promise<{ readonly stores: readonly EmptyStore[]; end(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-ticks-'))
  const server = only === 'sqlite' ? undefined : await startPostgres()
  const stores: EmptyStore[] = []
  if (only !== 'postgres') stores.push({ kind: 'SQLite', address: { file: join(folder, 'attache.db') } })
  if (server !== undefined)
    stores.push({ kind: 'PostgreSQL', address: { url: await createDatabase(server.url), file: '' } })
  return {
    stores,
    async end() {
      await server?.stop()
      await rm(folder, { recursive: true })
    },
  }
}

async function createDatabase(server: string): Promise<string> {
  const name = `ticks_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client(server)
  await client.connect()
  try {
    await client.query(`create database ${name} template template0 encoding 'UTF8'`)
  } finally {
    await client.end()
  }
  return Object.assign(new URL(server), { pathname: name }).href
}
