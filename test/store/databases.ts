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

/**
 * The tables stay where they are as they should be: to make them anew takes a hundred times as long. Rows are deleted: to truncate writes
 * new files for each table and index, a hundred of them, whether or not there was anything in them. Without triggers, which is without
 * foreign keys, the order does not matter.
 */
const EMPTY = `do $$
  declare name text;
  begin
    if to_regclass('public.kysely_migration') is null then
      drop schema public cascade;
      create schema public;
      return;
    end if;
    set local session_replication_role = replica;
    for name in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
      execute format('delete from %I', name);
    end loop;
    perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
      from pg_sequences where schemaname = 'public';
  end $$`

interface OwnDatabase {
  readonly url: string
  /** Over a connection that stays: a new one has to read the server's catalogue first. It does not keep the process from ending. */
  empty(): Promise<unknown>
}

let ofThisFile: Promise<OwnDatabase> | undefined

/**
 * An empty database on the server at `server`: one for the whole test file, emptied by `drop`, since to create one takes PostgreSQL
 * half a second on a busy machine. It goes with the server.
 */
export async function postgresDatabase(server: string): Promise<TestDatabase> {
  ofThisFile ??= createDatabase(server)
  const { url, empty } = await ofThisFile
  return {
    options: { url, file: '' },
    open: () => openPostgres({ url, tokenize: searchTokens }),
    async drop() {
      await empty()
    },
  }
}

async function createDatabase(server: string): Promise<OwnDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client(server)
  await client.connect()
  try {
    await client.query(`create database ${name} template template0`)
  } finally {
    await client.end()
  }
  const url = Object.assign(new URL(server), { pathname: name }).href
  const pool = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0, allowExitOnIdle: true })
  // The tests cut connections, this one too: the next query opens another.
  pool.on('error', () => {})
  return { url, empty: () => pool.query(EMPTY) }
}
