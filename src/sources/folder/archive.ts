import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FoundDocument } from '../../core/document.ts'
import { InputError } from '../../core/errors.ts'
import { faultOfPath } from '../../core/file-fault.ts'
import type { Problem } from '../../core/ports.ts'
import { createReaders } from '../file/readers.ts'
import { createOwnBriefs } from './own-briefs.ts'
import { readFileAt } from './reading.ts'
import { type Sighting, sightTree } from './tree.ts'

/** A file of a folder that is read once. */
export interface ArchiveFile {
  readonly path: string
  /** The topic's folder, as it is called; '' for a file beside those. */
  readonly folder: string
  /** Changes when the file does. */
  readonly version: string
  readonly sighting: Sighting
}

/** A folder that is laid out as that of the desk (`<topic>/file`, any depth), and is read once, not watched. */
export interface Archive {
  /** What may hold documents, topic by topic. */
  readonly files: readonly ArchiveFile[]
  /** Folders within those of topics, as paths below the archive. */
  readonly inner: readonly string[]
  /** What is passed over, and why. */
  readonly problems: readonly Problem[]
  /** The document of a file, its location the file's path, filed under a topic if one is given. Never throws. */
  read(file: ArchiveFile, topic: string | undefined): Promise<FoundDocument | Problem>
  close(): void
}

/** Lists a folder. `root` is an absolute path. Throws `InputError` if it cannot be listed. */
export async function openArchive(root: string): Promise<Archive> {
  const folders: string[] = []
  const found = await sightTree(root, '', (location) => void folders.push(location)).catch((cause: unknown) => {
    throw new InputError(`${root} cannot be listed: ${faultOfPath(cause)}`, { cause })
  })
  const sightings = await createOwnBriefs(root).leaveOut(found)
  const readers = createReaders()
  const whole = sightings.filter(({ trouble }) => trouble === undefined)
  return {
    files: whole.map((sighting) => toFile(root, sighting)).sort(byFolderAndPath),
    inner: folders.filter((location) => location.includes('/')),
    problems: sightings.flatMap(({ location, trouble }) =>
      trouble === undefined ? [] : [{ where: join(root, location), what: trouble }],
    ),
    async read({ path, sighting: { format } }, topic) {
      const filed = topic === undefined ? {} : { topic }
      const reading = await readFileAt(path, { location: path, format, readers, ...filed })
      if ('document' in reading) return reading.document
      if ('trouble' in reading) return { where: path, what: reading.trouble }
      return { where: path, what: reading.unsettled === 'gone' ? 'it is gone' : 'it is in use just now; try again' }
    },
    close: () => readers.close(),
  }
}

function toFile(root: string, sighting: Sighting): ArchiveFile {
  const { location, size, mtimeMs } = sighting
  const slash = location.indexOf('/')
  return {
    path: join(root, location),
    folder: slash < 0 ? '' : location.slice(0, slash),
    version: `${size} ${mtimeMs}`,
    sighting,
  }
}

function byFolderAndPath(one: ArchiveFile, other: ArchiveFile): number {
  if (one.folder !== other.folder) return one.folder < other.folder ? -1 : 1
  return one.path < other.path ? -1 : 1
}

/** The text of the description in a folder of an archive (`''` is the archive itself), under the right name or the usual wrong one; undefined if it has none. */
export async function readDescription(
  root: string,
  folder: string,
): Promise<{ name: string; text: string } | undefined> {
  for (const name of ['topic.yaml', 'topic.yml']) {
    const text = await readFile(join(root, folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
      throw error
    })
    if (text !== undefined) return { name, text }
  }
  return undefined
}
