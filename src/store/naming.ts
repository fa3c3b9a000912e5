import { type Kysely, sql, type Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/** Tables in which any row may name any document or brief, inside the JSON of one column; and what a row is known by. */
const NAMING = {
  deliveries: { key: 'seq', json: 'reply' },
  briefs: { key: 'id', json: 'body' },
  passages: { key: 'id', json: 'body' },
  feedback: { key: 'event', json: 'body' },
  written: { key: 'request', json: 'documents' },
} as const

type NamingTable = keyof typeof NAMING
type KeyOf<T extends NamingTable> = T extends 'deliveries' ? number : string

/** A few megabytes of replies. */
const ROWS_A_PAGE = 500
/** SQLite takes 32,766 parameters a statement. */
const NAMES_A_STATEMENT = 10_000

const STRING_OF_JSON = /"((?:[^"\\]|\\.)*)"/gu

/**
 * Rows that hold any of the names, with those that they hold, in the order of their keys. The table is read once, however many names
 * there are: a `like` for each of thousands takes hours. Rows may be changed and dropped meanwhile.
 */
export async function* rowsNaming<T extends NamingTable>(
  queries: Kysely<Schema>,
  table: T,
  names: ReadonlySet<string>,
): AsyncGenerator<{ readonly key: KeyOf<T>; readonly names: ReadonlySet<string> }> {
  if (names.size === 0) return
  const key = sql.ref(NAMING[table].key)
  for (let after: KeyOf<T> | undefined; ; ) {
    const rest = after === undefined ? sql`` : sql`where ${key} > ${after}`
    const { rows } = await sql<{ key: KeyOf<T>; json: string }>`
      select ${key} as key, ${sql.ref(NAMING[table].json)} as json from ${sql.table(table)} ${rest}
      order by ${key} limit ${sql.lit(ROWS_A_PAGE)}`.execute(queries)
    for (const row of rows) {
      const held = namesIn(row.json, names)
      if (held.size > 0) yield { key: row.key, names: held }
    }
    after = rows.at(-1)?.key
    if (rows.length < ROWS_A_PAGE) return
  }
}

/** Keys of the rows that hold any of the names. */
export async function keysNaming<T extends NamingTable>(
  queries: Kysely<Schema>,
  table: T,
  names: ReadonlySet<string>,
): Promise<Set<KeyOf<T>>> {
  const keys = new Set<KeyOf<T>>()
  for await (const { key } of rowsNaming(queries, table, names)) keys.add(key)
  return keys
}

/** Drops the rows that hold any of the names. */
export async function dropNaming(
  transaction: Transaction<Schema>,
  table: NamingTable,
  names: ReadonlySet<string>,
): Promise<void> {
  const key = sql.ref(NAMING[table].key)
  for await (const row of rowsNaming(transaction, table, names)) {
    await sql`delete from ${sql.table(table)} where ${key} = ${row.key}`.execute(transaction)
  }
}

/** Which of the names a JSON text holds as a string of its own. Names have no character that JSON escapes. */
export function namesIn(json: string, names: ReadonlySet<string>): Set<string> {
  const held = new Set<string>()
  for (const [, text = ''] of json.matchAll(STRING_OF_JSON)) if (names.has(text)) held.add(text)
  return held
}

/** Whether a JSON column holds this id as a string of its own. Ids have no character that JSON or `like` would take for another. */
export function holds(column: 'reply' | 'body' | 'briefs', id: string) {
  return sql<boolean>`${sql.ref(column)} like ${`%"${id}"%`}`
}

/** Queries for so many names at once as a statement takes; gives all rows. */
export async function inChunks<R>(
  names: readonly string[],
  query: (some: readonly string[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const rows: R[] = []
  for (let start = 0; start < names.length; start += NAMES_A_STATEMENT) {
    rows.push(...(await query(names.slice(start, start + NAMES_A_STATEMENT))))
  }
  return rows
}
