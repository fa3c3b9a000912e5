import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TreeWatch } from '../../../src/sources/folder/watch.ts'

/** A folder of its own for a test, with files named by their path below it; `dispose` removes it. */
export function createTree(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'attache-briefs-'))
  const write = (location: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(root, location)), { recursive: true })
    writeFileSync(join(root, location), content)
  }
  for (const [location, content] of Object.entries(files)) write(location, content)
  return {
    root,
    write,
    path: (location: string) => join(root, location),
    mkdir: (location: string) => mkdirSync(join(root, location), { recursive: true }),
    remove: (location: string) => rmSync(join(root, location), { recursive: true }),
    /** Sets when a file was last changed. */
    touch: (location: string, at: number) => utimesSync(join(root, location), at / 1000, at / 1000),
    changedAt: (location: string) => statSync(join(root, location)).mtimeMs,
    dispose: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** A watch that notes what the test says, so that no test waits for the file system. */
export function createFakeWatch(
  available = true,
): TreeWatch & { mark(...locations: string[]): void; readonly added: string[] } {
  const added: string[] = []
  let dirty = new Set<string>()
  return {
    available,
    added,
    mark: (...locations) => {
      for (const location of locations) dirty.add(location)
    },
    add: (folder) => {
      added.push(folder)
    },
    take: () => {
      const taken = dirty
      dirty = new Set()
      return taken
    },
    close: () => {},
  }
}
