import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

/** An empty database that may be opened several times, as by several processes. */
export interface TestDatabase {
  open(): Promise<Store>
  /** What a process of its own needs to open it: the options of `openStore`. */
  readonly options: { readonly url?: string; readonly file: string }
  drop(): Promise<void>
}

/** A SQLite file in a folder of its own. The first to open it owns it, the others are guests. */
export async function sqliteDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-store-'))
  const file = join(folder, 'data', 'attache.db')
  let opened = 0
  return {
    options: { file },
    open: () => openSqlite({ file, tokenize: searchTokens, role: opened++ === 0 ? 'owner' : 'guest' }),
    drop: () => rm(folder, { recursive: true }),
  }
}

let ofThisFile: Promise<string> | undefined

/** The tables stay where they are as they should be: to make them anew takes ten times as long. */
const EMPTY = `do $$
  declare names text;
  begin
    select string_agg(quote_ident(tablename), ', ') into names
    from pg_tables where schemaname = 'public' and tablename not like 'kysely%';
    if names is not null and to_regclass('public.kysely_migration') is not null then
      execute 'truncate ' || names || ' restart identity cascade';
    else
      drop schema public cascade;
      create schema public;
    end if;
  end $$`

/**
 * An empty database on the server at `server`: one for the whole test file, emptied by `drop`, since to create one takes PostgreSQL
 * half a second on a busy machine. It goes with the server.
 */
export async function postgresDatabase(server: string): Promise<TestDatabase> {
  ofThisFile ??= createDatabase(server)
  const url = await ofThisFile
  return {
    options: { url, file: '' },
    open: () => openPostgres({ url, tokenize: searchTokens }),
    drop: () => administer(url, EMPTY),
  }
}

async function createDatabase(server: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(server, `create database ${name} template template0`)
  return Object.assign(new URL(server), { pathname: name }).href
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
