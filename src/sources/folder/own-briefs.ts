import { open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { codeOf } from '../../core/file-fault.ts'
import { BRIEF_FILE } from './file-names.ts'
import type { Sighting } from './tree.ts'

/** By this line the desk knows a brief that it has written: any other file of that name is somebody's document. */
export const OWN_FIRST_LINE =
  '<!-- Attaché writes this file from the documents beside it, and again when they change. Edit those, not this. -->'

const OPEN_AT_ONCE = 32

/** Tells the briefs that the desk has written from documents of the same name. */
export interface OwnBriefs {
  /** The sightings without the desk's own briefs. Each of those is opened once, until it changes. */
  leaveOut(sightings: readonly Sighting[]): Promise<readonly Sighting[]>
}

export function createOwnBriefs(root: string): OwnBriefs {
  const known = new Map<string, string>()

  async function isOwn(sighting: Sighting): Promise<boolean> {
    const { location, size, mtimeMs, ctimeMs, inode } = sighting
    const version = [size, mtimeMs, ctimeMs, inode].join(' ')
    if (known.get(location) === version) return true
    const own = await beginsAsOwn(join(root, location))
    if (own) known.set(location, version)
    else known.delete(location)
    return own
  }

  return {
    async leaveOut(sightings) {
      const named = sightings.filter(({ location, trouble }) => trouble === undefined && isBriefName(location))
      const own = new Set<Sighting>()
      const check = async (sighting: Sighting) => void ((await isOwn(sighting)) && own.add(sighting))
      for (let start = 0; start < named.length; start += OPEN_AT_ONCE)
        await Promise.all(named.slice(start, start + OPEN_AT_ONCE).map(check))
      return own.size === 0 ? sightings : sightings.filter((sighting) => !own.has(sighting))
    },
  }
}

/** On some file systems the case of letters makes no difference. */
function isBriefName(location: string): boolean {
  return basename(location).toLowerCase() === BRIEF_FILE
}

/** Whether a file begins as the desk's briefs do; so does one that holds nothing, since nobody would miss it. */
async function beginsAsOwn(path: string): Promise<boolean> {
  try {
    const file = await open(path)
    try {
      const line = Buffer.from(OWN_FIRST_LINE)
      const head = Buffer.alloc(line.length)
      const { bytesRead } = await file.read(head, 0, head.length, 0)
      return bytesRead === 0 || head.equals(line)
    } finally {
      await file.close()
    }
  } catch (error) {
    // Whoever reads it will say what is wrong with it.
    return codeOf(error) === 'ENOENT'
  }
}
