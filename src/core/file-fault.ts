/** What the system says of a file that it does not open, make or write (codes of errno(3), as Node names them), for whoever named it. */
const FAULTS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['EEXIST', 'there is something of that name already'],
  ['ENOTDIR', 'a part of its path is a file, not a folder'],
  ['EISDIR', 'it is a folder, not a file'],
  ['EACCES', 'permission is denied; ask for the right to it, or take another place'],
  ['EPERM', 'permission is denied; ask for the right to it, or take another place'],
  ['EROFS', 'its disk can only be read; take another place'],
  ['ENOSPC', 'the disk is full; make room'],
  ['EDQUOT', 'the disk’s quota is used up; make room'],
  ['EFBIG', 'it would be larger than its disk lets a file be'],
  ['EIO', 'the disk reports an error; check the disk'],
  ['ENAMETOOLONG', 'its name is too long'],
  ['ELOOP', 'its links lead in a circle; mend or remove them'],
  ['ESPIPE', 'it is a pipe, not an ordinary file; save it to a file first'],
  ['EMFILE', 'too many files are open; try again'],
  ['ENFILE', 'too many files are open; try again'],
  ['EBUSY', 'it is in use just now; try again'],
  ['ETXTBSY', 'it is in use just now; try again'],
])

/** Why the file system refused, and what to do about it; the error's own words where that is not known. */
export function faultOfPath(error: unknown): string {
  const known = FAULTS.get(codeOf(error) ?? '')
  return known ?? (error instanceof Error ? error.message : String(error))
}

/** Node's code of a system error; undefined for any other. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
