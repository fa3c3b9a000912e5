import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** Keeps every desk from committing what became of a delivery, so that one can be killed while it waits. */
export interface CommitLock {
  /** Resolves once nothing can be committed; call what it gives to let go. */
  hold(): Promise<() => Promise<void>>
  close(): Promise<void>
}

export function sqliteCommitLock(file: string): CommitLock {
  let opened: DatabaseSync | undefined
  return {
    async hold() {
      opened ??= new DatabaseSync(file, { timeout: 0 })
      const database = opened
      while (!begin(database)) await wait(1)
      return async () => database.exec('rollback')
    },
    async close() {
      opened?.close()
    },
  }
}

/** False while another process is in a transaction. */
function begin(database: DatabaseSync): boolean {
  try {
    database.exec('begin immediate')
    return true
  } catch (error) {
    // SQLITE_BUSY: https://sqlite.org/rescode.html
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return false
    throw error
  }
}

export function postgresCommitLock(url: string): CommitLock {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  // A connection that breaks while nobody uses it is replaced at the next query; unheard, the event would end the run.
  pool.on('error', () => {})
  return {
    async hold() {
      const client = await pool.connect()
      await client.query('begin')
      // Reading goes on, writing waits.
      await client.query('lock table deliveries in share row exclusive mode')
      return async () => {
        await client.query('rollback')
        client.release()
      }
    },
    close: () => pool.end(),
  }
}
