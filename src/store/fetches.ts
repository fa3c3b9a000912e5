import type { FetchRecord, FetchStore } from '../core/fetching.ts'
import { type Database, transact } from './database.ts'
import type { FetchTable } from './schema.ts'
import { instant, optional, storable } from './values.ts'

/** Both databases take at least so many values in one statement. */
const AT_ONCE = 1_000

/** Servers may ask for 31 days, and chance adds a tenth. What is to wait for longer was put off by a clock that was ahead. */
const LONGEST_WAIT_MS = 40 * 24 * 60 * 60_000

export function fetchStore(database: Database): FetchStore {
  return {
    async watchAddresses(source, addresses, now) {
      await transact(database, async (transaction) => {
        const rows = await transaction.selectFrom('fetches').select('address').where('source', '=', source).execute()
        const known = new Set(rows.map(({ address }) => address))
        const wanted = new Set(addresses)
        for (const some of portions([...known].filter((address) => !wanted.has(address)))) {
          await transaction.deleteFrom('fetches').where('source', '=', source).where('address', 'in', some).execute()
        }
        for (const some of portions([...wanted].filter((address) => !known.has(address)))) {
          const values = some.map((address) => ({ source, ...toRow({ address, nextAt: now, failures: 0 }) }))
          await transaction
            .insertInto('fetches')
            .values(values)
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        }
      })
    },

    async claimFetches(source, now, leaseUntil, limit, except = []) {
      return await transact(database, async (transaction) => {
        const due = transaction
          .selectFrom('fetches as d')
          .selectAll('d')
          .where('d.source', '=', source)
          .where((eb) => eb.or([eb('d.next_at', '<=', instant(now)), eb('d.next_at', '>', latestAfter(now))]))
        const wanted = except.length === 0 ? due : due.where('d.address', 'not in', except)
        const rows = await wanted
          .orderBy('d.next_at')
          .orderBy('d.address')
          .limit(limit)
          .modifyEnd(database.exceptions.skipLocked)
          .execute()
        for (const some of portions(rows.map(({ address }) => address))) {
          await transaction
            .updateTable('fetches')
            .set({ next_at: instant(leaseUntil) })
            .where('source', '=', source)
            .where('address', 'in', some)
            .execute()
        }
        return rows.map(toRecord)
      })
    },

    async settleFetch(source, record) {
      const { address, ...outcome } = toRow(record)
      await database.queries
        .updateTable('fetches')
        .set(outcome)
        .where('source', '=', source)
        .where('address', '=', address)
        .execute()
    },

    async fetchesOf(source) {
      const rows = await database.queries
        .selectFrom('fetches')
        .selectAll()
        .where('source', '=', source)
        .orderBy('address')
        .execute()
      return rows.map(toRecord)
    },
  }
}

type FetchRow = Omit<FetchTable, 'source'>

function toRow(record: FetchRecord): FetchRow {
  const { answeredAt, failingSince } = record
  return {
    address: record.address,
    moved_to: text(record.movedTo),
    title: text(record.title),
    etag: text(record.etag),
    last_modified: text(record.lastModified),
    answered_at: answeredAt === undefined ? null : instant(answeredAt),
    next_at: instant(record.nextAt),
    failures: record.failures,
    failing_since: failingSince === undefined ? null : instant(failingSince),
    trouble: text(record.trouble),
  }
}

function toRecord(row: FetchRow): FetchRecord {
  return {
    address: row.address,
    ...optional('movedTo', row.moved_to),
    ...optional('title', row.title),
    ...optional('etag', row.etag),
    ...optional('lastModified', row.last_modified),
    ...optional('answeredAt', row.answered_at),
    nextAt: row.next_at,
    failures: row.failures,
    ...optional('failingSince', row.failing_since),
    ...optional('trouble', row.trouble),
  }
}

/** Servers and their errors say what they like. */
function text(value: string | undefined): string | null {
  return value === undefined ? null : String(storable(value))
}

function latestAfter(now: string): string {
  return new Date(Date.parse(now) + LONGEST_WAIT_MS).toISOString()
}

function portions(values: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(values.length / AT_ONCE) }, (_, at) =>
    values.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  )
}
