import { type Kysely, sql, type Transaction } from 'kysely'
import { InputError } from '../core/errors.ts'
import { TRANSFER_FORMAT, type TransferLine, type TransferRows, type TransferStore } from '../core/transfer.ts'
import { type Database, type DialectExceptions, transact } from './database.ts'
import type { Schema } from './schema.ts'

type Row = Record<string, string | number | null>

/**
 * The tables in an order in which each stands behind those that it refers to, and the columns that order its rows. Leases are held by
 * running processes, and those of another database by nobody.
 */
export const TRANSFERRED = {
  topics: ['key'],
  audiences: ['topic', 'platform', 'workspace', 'channel'],
  topic_words: ['word', 'size', 'topic'],
  word_grams: ['gram', 'length', 'word'],
  documents: ['key'],
  limited_documents: ['document'],
  revisions: ['document', 'revision'],
  locations: ['source', 'location'],
  briefs: ['id'],
  digests: ['id'],
  editions: ['digest', 'slot'],
  deliveries: ['seq'],
  thread_topics: ['platform', 'channel', 'message', 'topic'],
  told: ['platform', 'channel', 'topic', 'document'],
  follows: ['platform', 'channel', 'topic'],
  turns: ['platform', 'channel', 'thread'],
  questions: ['id'],
  events: ['id'],
  fetches: ['source', 'address'],
  feeds: ['platform', 'workspace', 'address', 'topic'],
  passages: ['id'],
  usage: ['day', 'model'],
  fallbacks: ['day', 'model', 'reason'],
  written: ['request'],
  feedback: ['event'],
  forgotten: ['topic', 'hash'],
  former_slugs: ['slug'],
  entries: ['feed', 'key'],
  import_steps: ['step'],
} as const satisfies Partial<{ [Table in keyof Schema]: readonly (keyof Schema[Table])[] }>

/** Columns that count up by themselves; what comes from elsewhere keeps its numbers, and the count goes on behind them. */
const SERIALS = { topics: 'key', documents: 'key', deliveries: 'seq' } as const

const ROWS_A_LINE = 200
/** A line is one string, and is written and read as a whole. A longer row has a line of its own. */
const BYTES_A_LINE = 4_000_000
const DOCUMENTS_A_ROUND = 500

export function transferStore(database: Database): TransferStore {
  const { queries, exceptions } = database
  return {
    async exportLines(now, write) {
      const schema = await schemaOf(queries)
      await write({ format: TRANSFER_FORMAT, schema, exportedAt: now })
      const snapshot = await exceptions.openSnapshot(queries)
      let count = 0
      try {
        for (const [table, order] of Object.entries(TRANSFERRED)) {
          for await (const rows of linesOf(snapshot.queries, table, order, exceptions)) {
            await write({ table, rows })
            count += rows.length
          }
        }
      } finally {
        await snapshot.close()
      }
      await write({ end: true, rows: count })
      return count
    },

    async importLines(open, onRows) {
      const schema = await schemaOf(queries)
      return await transact(database, async (transaction) => {
        await exceptions.hold(transaction, 'documents')
        await requireEmpty(transaction)
        let taken = 0
        for await (const { table, rows } of wholeExport(open(), schema)) {
          await insertRows(transaction, table, rows, exceptions.ownNumbers)
          taken += rows.length
          onRows(taken)
        }
        await fileWords(transaction, database)
        for (const [table, column] of Object.entries(SERIALS)) await exceptions.countOn(transaction, table, column)
        return taken
      })
    },
  }
}

/** The last change of the schema that this database has had. */
async function schemaOf(queries: Kysely<Schema>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select max(name) as name from kysely_migration`.execute(queries)
  return rows[0]?.name ?? ''
}

/** All rows of a table, so many at a time as go into one line. */
async function* linesOf(
  queries: Kysely<Schema>,
  table: string,
  order: readonly string[],
  exceptions: DialectExceptions,
): AsyncIterable<readonly Row[]> {
  for (let last: Row | undefined; ; ) {
    const rows = await rowsAfter(queries, table, order, last, exceptions)
    if (rows.length === 0) return
    yield rows
    last = rows.at(-1)
  }
}

/** How long rows are is asked before they are read: two hundred documents are up to a gigabyte. */
async function rowsAfter(
  queries: Kysely<Schema>,
  table: string,
  order: readonly string[],
  last: Row | undefined,
  { bytesIn }: DialectExceptions,
): Promise<readonly Row[]> {
  const columns = sql.join(order.map((column) => sql.ref(column)))
  const rest =
    last === undefined ? sql`1 = 1` : sql`(${columns}) > (${sql.join(order.map((column) => last[column] ?? null))})`
  const from = sql`from ${sql.table(table)} where ${rest} order by ${columns}`
  const { rows: first } = await sql<Row>`select * ${from} limit 1`.execute(queries)
  const parts = Object.keys(first[0] ?? {}).map((column) => sql`coalesce(${bytesIn(sql.ref(column))}, 0)`)
  if (parts.length === 0) return first
  const bytes = sql.join(parts, sql` + `)
  const { rows: sizes } = await sql<{ bytes: number }>`select ${bytes} as bytes ${from} limit ${ROWS_A_LINE}`.execute(
    queries,
  )
  const fitting = countFitting(sizes.map(({ bytes }) => bytes))
  return fitting <= 1 ? first : (await sql<Row>`select * ${from} limit ${fitting}`.execute(queries)).rows
}

function countFitting(sizes: readonly number[]): number {
  let sum = 0
  const tooMany = sizes.findIndex((size) => {
    sum += size
    return sum > BYTES_A_LINE
  })
  return tooMany === -1 ? sizes.length : tooMany
}

/** The rows of an export. Throws for anything but a whole one; what was taken of it by then is to be undone. */
async function* wholeExport(lines: AsyncIterable<TransferLine>, schema: string): AsyncIterable<TransferRows> {
  let rows = 0
  let isBegun = false
  for await (const line of lines) {
    if ('format' in line) {
      requireKnown(line, schema)
      isBegun = true
    } else if (!isBegun) break
    else if ('table' in line) {
      if (!Object.hasOwn(TRANSFERRED, line.table)) {
        throw new InputError(`The export holds a table that is not known here: ${line.table}.`)
      }
      rows += line.rows.length
      yield line
    } else if (line.rows === rows) return
    else break
  }
  throw new InputError(
    isBegun
      ? 'The export is not whole: its end is missing, or lines in between. Nothing was imported; export once more.'
      : 'This is no export of Attaché: its first line says nothing of one.',
  )
}

function requireKnown(first: { readonly format: string; readonly schema: string }, schema: string): void {
  if (first.format !== TRANSFER_FORMAT) {
    throw new InputError(`This is no export of Attaché, or one of a newer version: ${first.format}.`)
  }
  if (first.schema === schema) return
  throw new InputError(
    `The export is of a database with the schema ${first.schema}, this one has ${schema}. Export and import with the same version of Attaché.`,
  )
}

/**
 * What a desk has before anything was put into it: topics that only their files have made so far, which the export has too, and what was
 * pressed and typed in vain. They make room, each table before those that it refers to.
 */
const MAKE_ROOM = ['audiences', 'topic_words', 'word_grams', 'topics', 'events'] as const satisfies (keyof Schema)[]

async function requireEmpty(transaction: Transaction<Schema>): Promise<void> {
  const room: ReadonlySet<string> = new Set(MAKE_ROOM)
  for (const table of Object.keys(TRANSFERRED).filter((name) => !room.has(name))) {
    const { rows } = await sql`select 1 as one from ${sql.table(table)} limit 1`.execute(transaction)
    if (rows.length === 0) continue
    throw new InputError(
      `This database is not empty: it has ${table.replaceAll('_', ' ')} already. Import into a new one (ATTACHE_DATA or DATABASE_URL), before a desk has run on it.`,
    )
  }
  for (const table of MAKE_ROOM) await transaction.deleteFrom(table).execute()
}

async function insertRows(
  transaction: Transaction<Schema>,
  table: string,
  rows: readonly Row[],
  ownNumbers: DialectExceptions['ownNumbers'],
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`)
  const names = sql.join(columns.map((column) => sql.ref(column)))
  await sql`insert into ${sql.table(table)} (${names}) ${ownNumbers} values ${sql.join(values)}`.execute(transaction)
}

/** The index of words is made anew from the current text of every listed document. */
async function fileWords(transaction: Transaction<Schema>, { exceptions, tokenize }: Database): Promise<void> {
  for (let after = 0; ; ) {
    const documents = await transaction
      .selectFrom('documents as d')
      .innerJoin('revisions as r', (join) =>
        join.onRef('r.document', '=', 'd.key').onRef('r.revision', '=', 'd.revision'),
      )
      .select(['d.key', 'd.topic', 'r.title', 'r.text', 'r.language'])
      .where('d.listed', '=', 1)
      .where('d.key', '>', after)
      .orderBy('d.key')
      .limit(DOCUMENTS_A_ROUND)
      .execute()
    for (const { key, topic, title, text, language } of documents) {
      await exceptions.search.put(transaction, key, topic, tokenize(`${title}\n${text}`, language))
    }
    const last = documents.at(-1)
    if (last === undefined) return
    after = last.key
  }
}
