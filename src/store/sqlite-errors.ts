/** SQLite's primary result codes, https://sqlite.org/rescode.html; the low byte of `errcode`. */
const NOT_TAKEN = 1
const BUSY = 5
const LOCKED = 6
const CANNOT_OPEN = 14
const NOT_A_DATABASE = 26
const READ_ONLY = 8
const CORRUPT = 11
const DISK_ERROR = 10
const FULL = 13

/** Another connection holds the lock. */
export function isLocked(error: unknown): boolean {
  const code = codeOf(error)
  return code === BUSY || code === LOCKED
}

/** What is wrong with a database file, in words for whoever keeps it; undefined if it is not the file. */
export function faultOfFile(error: unknown): string | undefined {
  switch (codeOf(error)) {
    case CANNOT_OPEN:
      return 'cannot be opened: check that the folder exists and may be written to'
    case READ_ONLY:
      return 'cannot be written to: check the permissions of the file and of its folder'
    case NOT_A_DATABASE:
      return 'is not a SQLite database: move it away or give another path'
    case CORRUPT:
      return 'is damaged: restore it from a backup'
    case FULL:
      return 'cannot grow, the disk is full: make room, then the desk goes on where it was'
    case DISK_ERROR:
      return 'cannot be read or written, the disk reports an error: check the disk, and that it has room'
    case BUSY:
    case LOCKED:
      return 'is locked by another program: end whatever holds it, such as a backup or a database browser'
    default:
      return isOfOtherShape(error)
        ? 'was made by another version of Attaché: run that one, or give a new folder in ATTACHE_DATA'
        : undefined
  }
}

/** SQLite has one code for all statements that it does not take. */
function isOfOtherShape(error: unknown): boolean {
  return (
    codeOf(error) === NOT_TAKEN &&
    error instanceof Error &&
    /\bno (?:such column|such table|column named)\b/u.test(error.message)
  )
}

function codeOf(error: unknown): number | undefined {
  const isCoded = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
  return isCoded ? Number(error.errcode) & 0xff : undefined
}
