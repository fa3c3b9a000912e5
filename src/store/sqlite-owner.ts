import { DatabaseSync } from 'node:sqlite'
import { InputError, InUseError } from '../core/errors.ts'
import { faultOfFile, isLocked } from './sqlite-errors.ts'

/** Held by the one process that runs the desk over a database file. */
export interface Ownership {
  release(): void
}

/**
 * Takes the ownership of a database file, or throws `InUseError` with who has it, `InputError` if that cannot be told. What is held is SQLite's write lock on a file of a
 * page beside it (`attache.db-owner`): the operating system drops it with the process, however that ends, so it is never stale; and
 * others can still read from that file which process holds it, which it keeps in the header's `user_version`.
 */
export function takeOwnership(file: string): Ownership {
  const lockFile = `${file}-owner`
  const lock = new DatabaseSync(lockFile)
  try {
    // The lock file is worth nothing after a crash, so it needs neither a journal beside it nor a flush.
    lock.exec('pragma journal_mode = memory; pragma synchronous = off')
    lock.exec('begin immediate')
    lock.exec(`pragma user_version = ${process.pid}; commit; begin immediate`)
    return {
      release() {
        if (lock.isOpen) lock.close()
      },
    }
  } catch (error) {
    const holder = isLocked(error) ? holderOf(lock) : undefined
    lock.close()
    if (!isLocked(error)) {
      const fault = faultOfFile(error)
      if (fault === undefined) throw error
      throw new InputError(`${lockFile}, which holds nothing but who runs the desk, ${fault}`, { cause: error })
    }
    throw new InUseError(
      `${file} is in use by another desk${holder === undefined ? '' : ` (process ${holder})`}. ` +
        'Stop that one, give this one a data directory of its own, or set DATABASE_URL to a PostgreSQL database, which several processes can share.',
      { cause: error },
    )
  }
}

function holderOf(lock: DatabaseSync): number | undefined {
  try {
    const pid = lock.prepare('pragma user_version').get()?.user_version
    // Two that start in the same instant may both have written; then this one's own number says nothing.
    return typeof pid === 'number' && pid > 0 && pid !== process.pid ? pid : undefined
  } catch {
    return undefined
  }
}
