import { type FSWatcher, watch } from 'node:fs'
import { join } from 'node:path'

/** Notes what changes in folders between two looks. */
export interface TreeWatch {
  /** False once the system has refused: then only a full scan tells what changed. */
  readonly available: boolean
  /** Watches one folder (not those below it). `anew` drops a watch that may hang on a folder that is gone. */
  add(folder: string, inode: number, anew: boolean): void
  /** The locations that may have changed since the last call; `''` stands for everything. */
  take(): Set<string>
  /** Lets go of all watches; `add` sets new ones. */
  close(): void
}

/**
 * A watch a folder rather than one recursive watch: on Linux Node builds a recursive one of a watch for every single file, and misses what
 * appears in a new folder before it is watched.
 */
export function createTreeWatch(root: string, watchFolder: typeof watch = watch): TreeWatch {
  const watches = new Map<string, { readonly watcher: FSWatcher; readonly inode: number }>()
  let dirty = new Set<string>()
  let available = true

  function drop(folder: string): void {
    watches.get(folder)?.watcher.close()
    watches.delete(folder)
  }

  return {
    get available() {
      return available
    },
    add(folder, inode, anew) {
      if (!available || (!anew && watches.get(folder)?.inode === inode)) return
      drop(folder)
      try {
        const watcher = watchFolder(join(root, folder), { persistent: false }, (_, name) => {
          dirty.add(name === null ? folder : folder === '' ? name : `${folder}/${name}`)
        })
        watcher.on('error', () => drop(folder))
        watches.set(folder, { watcher, inode })
      } catch (error) {
        // A folder that vanished just now needs no watch; any other refusal (the limit of inotify, say) leaves some folder unseen.
        const code = error instanceof Error && 'code' in error ? error.code : undefined
        if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EACCES') available = false
      }
    },
    take() {
      const taken = dirty
      dirty = new Set()
      return taken
    },
    close() {
      for (const folder of [...watches.keys()]) drop(folder)
    },
  }
}
