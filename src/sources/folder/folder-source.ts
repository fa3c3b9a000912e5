import { join } from 'node:path'
import type { FoundDocument } from '../../core/document.ts'
import type { Found, Problem, Source } from '../../core/ports.ts'
import { createReaders } from '../file/readers.ts'
import { LARGEST_FILE } from '../file/reading.ts'
import { BRIEF_FILE } from './file-names.ts'
import { createOwnBriefs } from './own-briefs.ts'
import { readFileAt } from './reading.ts'
import { emptied, isBare, lookAtRoot } from './root.ts'
import { type Sighting, sightTree } from './tree.ts'
import { createTreeWatch, type TreeWatch } from './watch.ts'

/** A file that changed more recently is perhaps still being written. */
const SETTLING_MS = 300
/** A full scan at least this often: watches lose events when very much happens at once, and see nothing on some network drives. */
const SCAN_EVERY_MS = 60_000
const READS_AT_ONCE = 8
/** What one poll hands over at most, so that a large folder neither fills the memory nor holds up what is due meanwhile. */
const FILES_A_POLL = 200
const BYTES_A_POLL = 16 * 1024 * 1024
/** What is read in a process of its own takes so many times longer than a text of its size. */
const OTHER_WEIGHT = 20

export interface FolderOptions {
  /** The folder that holds one folder a topic. */
  readonly root: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Notes changes between polls; the file system's own watch unless given. */
  readonly watch?: TreeWatch
  /** Whether briefs are written there, so that a document may stand in the way of one. */
  readonly keepsBriefs?: boolean
}

/** Documents in files below one folder. */
export interface FolderSource extends Source {
  /** Whether the root is missing, closed or empty just now, though the desk has documents from it. */
  isAway(): Promise<boolean>
  /** Lets go of the file system's watches, and of what reads pages and papers. */
  close(): void
}

/** What is known of a location. */
interface Entry {
  readonly sighting: Sighting
  /** Waits to be read until it stops changing. */
  readonly waiting: boolean
  /** The desk has a document from here, so that it must hear when it goes. */
  readonly delivered: boolean
}

/**
 * Documents in `<root>/<topic>/…` (any depth below the topic). A poll costs next to nothing while nothing changes: it looks only at what a
 * watch has noted, and at everything the first time, once a minute, and wherever watching is unavailable. A file is read once it
 * has stood still for 300 ms. A poll reads 200 files or 16 MB at most; the rest comes with the next ones. While the root is missing, or holds
 * nothing at all, nothing is withdrawn: it may be a drive that is not mounted.
 */
export function createFolderSource(options: FolderOptions): FolderSource {
  const watch = options.watch ?? createTreeWatch(options.root)
  const readers = createReaders()
  const ownBriefs = createOwnBriefs(options.root)
  const entries = new Map<string, Entry>()
  const unsettled = new Set<string>()
  let scan: { readonly at: number; readonly inode: number } | undefined
  let rootTrouble: string | undefined
  let begun = false

  /** Why nothing can be told from the root though it is there: it is empty, and the desk has documents from it. */
  async function findEmptied(known: () => Promise<ReadonlySet<string>>): Promise<string | undefined> {
    if (!(await isBare(options.root))) return undefined
    const { size } = await known()
    return size === 0 ? undefined : emptied(size)
  }

  /** Nothing is known until the root is as it was; watches may hang on a drive that is gone by then. */
  function wait(trouble: string): Found {
    const told = rootTrouble === trouble
    rootTrouble = trouble
    scan = undefined
    watch.close()
    return { documents: [], withdrawn: [], problems: told ? [] : [{ where: options.root, what: trouble }] }
  }

  async function look(full: boolean): Promise<{ sightings: Sighting[]; scopes: Set<string> }> {
    const scopes = full ? new Set(['']) : outermost(new Set([...watch.take(), ...unsettled]))
    if (full) watch.take()
    const sightings: Sighting[] = []
    for (const scope of scopes) {
      const onFolder = (folder: string, inode: number) => watch.add(folder, inode, !full)
      const seen = await sightTree(options.root, scope, onFolder)
      for (const sighting of await ownBriefs.leaveOut(seen)) sightings.push(sighting)
    }
    return { sightings, scopes }
  }

  /** What is gone from the places that were looked at. */
  function findGone(scopes: ReadonlySet<string>, sightings: readonly Sighting[]): string[] {
    const present = new Set(sightings.map(({ location }) => location))
    const closed = sightings.filter((sighting) => sighting.closed).map(({ location }) => location)
    return entriesWithin(scopes).filter(
      (location) => !present.has(location) && !closed.some((folder) => isWithin(location, folder)),
    )
  }

  function isDelivered(location: string): boolean {
    return entries.get(location)?.delivered ?? false
  }

  function entriesWithin(scopes: ReadonlySet<string>): string[] {
    if (scopes.has('')) return [...entries.keys()]
    // A scope that is an entry is a file, and holds nothing, unless it is a folder that was closed.
    const isFile = (scope: string) => entries.has(scope) && entries.get(scope)?.sighting.closed !== true
    const files = [...scopes].filter(isFile)
    const folders = [...scopes].filter((scope) => !isFile(scope))
    if (folders.length === 0) return files
    return [...files, ...[...entries.keys()].filter((location) => folders.some((folder) => isWithin(location, folder)))]
  }

  async function read(sightings: readonly Sighting[]): Promise<{ documents: FoundDocument[]; problems: Problem[] }> {
    const documents: FoundDocument[] = []
    const problems: Problem[] = []
    await inParallel(sightings, READS_AT_ONCE, async (sighting) => {
      const { location, format, topic } = sighting
      const delivered = isDelivered(location)
      const reading = await readFileAt(join(options.root, location), { location, format, topic, readers })
      const waiting = 'unsettled' in reading
      if ('document' in reading) documents.push(reading.document)
      if ('trouble' in reading) problems.push({ where: location, what: reading.trouble })
      const isInTheWay = options.keepsBriefs === true && location === `${topic}/${BRIEF_FILE}`
      if ('document' in reading && isInTheWay && !delivered) problems.push({ where: location, what: IN_THE_WAY })
      entries.set(location, { sighting, waiting, delivered: delivered || 'document' in reading })
      if (waiting) unsettled.add(location)
      else unsettled.delete(location)
    })
    return { documents, problems }
  }

  /** Sorts sightings into those to be read now and those with trouble that has not been told yet; notes those that must wait. */
  function sort(sightings: readonly Sighting[]): { ready: Sighting[]; problems: Problem[] } {
    const ready: Sighting[] = []
    const problems: Problem[] = []
    for (const sighting of sightings) {
      const { location, trouble } = sighting
      const entry = entries.get(location)
      const delivered = entry?.delivered ?? false
      if (trouble !== undefined) {
        if (entry?.sighting.trouble !== trouble) problems.push({ where: location, what: trouble })
        entries.set(location, { sighting, waiting: false, delivered })
        unsettled.delete(location)
      } else if (entry !== undefined && !entry.waiting && isSame(entry.sighting, sighting)) {
        unsettled.delete(location)
      } else if (isSettled(sighting, entry, options.now())) ready.push(sighting)
      else {
        entries.set(location, { sighting, waiting: true, delivered })
        unsettled.add(location)
      }
    }
    return { ready, problems }
  }

  /** It is ready, but not read at this poll. */
  function putOff(sighting: Sighting): void {
    const { location } = sighting
    entries.set(location, { sighting, waiting: true, delivered: isDelivered(location) })
    unsettled.add(location)
  }

  return {
    name: 'folder',
    async poll(known) {
      if (!begun) {
        for (const location of await known())
          entries.set(location, { sighting: NEVER_SEEN, waiting: true, delivered: true })
      }
      begun = true
      const root = await lookAtRoot(options.root)
      if (typeof root === 'string') return wait(root)
      const stillEmpty = rootTrouble === undefined ? undefined : await findEmptied(known)
      if (stillEmpty !== undefined) return wait(stillEmpty)
      const now = options.now()
      const full = scan === undefined || root !== scan.inode || isScanDue(scan.at, now) || !watch.available
      // Until it has succeeded, a full scan is owed.
      if (full) scan = undefined
      const { sightings, scopes } = await look(full)
      const gone = findGone(scopes, sightings)
      const withdrawn = gone.filter(isDelivered)
      const emptiedNow = withdrawn.length === 0 ? undefined : await findEmptied(known)
      if (emptiedNow !== undefined) return wait(emptiedNow)
      const mended = rootTrouble === undefined ? [] : [{ where: options.root, what: 'it can be read again' }]
      rootTrouble = undefined
      for (const location of gone) {
        entries.delete(location)
        unsettled.delete(location)
      }
      const { ready, problems } = sort(sightings)
      const batch = firstBatch(ready)
      for (const sighting of ready.slice(batch.length)) putOff(sighting)
      const found = await read(batch)
      if (full) scan = { at: now, inode: root }
      return {
        documents: found.documents,
        withdrawn,
        problems: [...mended, ...problems, ...found.problems],
      } satisfies Found
    },
    async isAway() {
      if (!entries.values().some(({ delivered }) => delivered)) return false
      return typeof (await lookAtRoot(options.root)) === 'string' || (await isBare(options.root))
    },
    close() {
      watch.close()
      readers.close()
    },
  }
}

const IN_THE_WAY =
  'it is not the desk’s own, so it is read as a document, and the topic’s brief is written to no file; rename it to have one'

/** A clock that was set back must not keep a scan away for as long as it was set back. */
function isScanDue(lastAt: number, now: number): boolean {
  return now < lastAt || now - lastAt >= SCAN_EVERY_MS
}

/** Stands for a file that the desk knows from an earlier run. */
const NEVER_SEEN: Sighting = { location: '', topic: '', format: 'other', size: -1, mtimeMs: 0, ctimeMs: 0, inode: 0 }

function isSame(one: Sighting, other: Sighting): boolean {
  // The change time also tells of new permissions, which may make a file readable.
  const parts = ['size', 'mtimeMs', 'ctimeMs', 'inode'] as const
  return one.trouble === undefined && parts.every((part) => one[part] === other[part])
}

/** At least one, however large. */
function firstBatch(ready: readonly Sighting[]): readonly Sighting[] {
  let bytes = 0
  const end = ready.findIndex(({ size, format }, index) => {
    // One that is too large is refused unread.
    bytes += size > LARGEST_FILE ? 0 : size * (format === 'plain' || format === 'markdown' ? 1 : OTHER_WEIGHT)
    return index > 0 && (index >= FILES_A_POLL || bytes > BYTES_A_POLL)
  })
  return end < 0 ? ready : ready.slice(0, end)
}

/** Whether a file has stood still: last changed at least 300 ms ago, and as large as when it was last seen to change. */
function isSettled(sighting: Sighting, entry: Entry | undefined, now: number): boolean {
  const before = entry?.waiting && entry.sighting !== NEVER_SEEN ? entry.sighting : undefined
  // A time in the future is a clock that is wrong; then only a second look can tell.
  if (sighting.mtimeMs > now) return before !== undefined && isSame(before, sighting)
  return now - sighting.mtimeMs >= SETTLING_MS && (before === undefined || before.size === sighting.size)
}

/** Leaves out what lies within another of the locations. */
function outermost(locations: ReadonlySet<string>): Set<string> {
  if (locations.has('')) return new Set([''])
  const kept = new Set<string>()
  for (const location of locations) {
    const parts = location.split('/')
    if (!parts.some((_, index) => index > 0 && locations.has(parts.slice(0, index).join('/')))) kept.add(location)
  }
  return kept
}

function isWithin(location: string, folder: string): boolean {
  return location === folder || location.startsWith(`${folder}/`)
}

async function inParallel<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
}
