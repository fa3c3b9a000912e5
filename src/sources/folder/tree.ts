import type { Stats } from 'node:fs'
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import { slugify } from '../../core/topic.ts'
import { belongsAtRoot, type FileFormat, formatOf, isHidden } from './file-names.ts'
import { notReadYet, troubleOf } from './reading.ts'

/** Stats under way at once: enough to keep the thread pool busy without filling memory with promises. */
const STATS_AT_ONCE = 32

/** Something below the root that is a document by its name, or that somebody should hear about. */
export interface Sighting {
  /** Path below the root, with `/`. */
  readonly location: string
  /** Slug of the topic; '' for what lies beside the topics' folders. */
  readonly topic: string
  readonly format: FileFormat
  readonly size: number
  readonly mtimeMs: number
  readonly ctimeMs: number
  readonly inode: number
  /** Why it is not read, where that can be told without reading it. */
  readonly trouble?: string
  /** It is a folder that cannot be listed: nothing is known about what it holds. */
  readonly closed?: boolean
}

/** Told of each folder before it is listed, so that a watch set on it then misses nothing. */
export type OnFolder = (location: string, inode: number) => void

/**
 * Everything at or below a location (`''` is the root); files that are never documents are left out, and so is what vanishes meanwhile.
 * Throws what the file system throws if the root itself cannot be listed.
 */
export async function sightTree(root: string, location: string, onFolder: OnFolder): Promise<Sighting[]> {
  const sightings: Sighting[] = []
  const folders: string[] = []
  async function take(next: string): Promise<void> {
    if (isPassedOver(next)) return
    const seen = await sight(root, next)
    if (seen === undefined) return
    if (seen.folder) {
      onFolder(next, seen.inode)
      folders.push(next)
    } else if (seen.sighting !== undefined) sightings.push(seen.sighting)
  }

  if (location === '') {
    onFolder('', (await stat(root)).ino)
    folders.push('')
  } else await take(location)
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const names = await listFolder(root, folder)
    if ('trouble' in names) {
      sightings.push(troubled(folder, names.trouble, { closed: true }))
      continue
    }
    const prefix = folder === '' ? '' : `${folder}/`
    for (let start = 0; start < names.length; start += STATS_AT_ONCE) {
      await Promise.all(names.slice(start, start + STATS_AT_ONCE).map((name) => take(`${prefix}${name}`)))
    }
  }
  return sightings
}

function isPassedOver(location: string): boolean {
  return location.split('/').some(isHidden)
}

async function listFolder(root: string, folder: string): Promise<string[] | { readonly trouble: string }> {
  try {
    return await readdir(join(root, folder))
  } catch (error) {
    if (folder === '') throw error
    return isGone(error) ? [] : { trouble: troubleOf(error) }
  }
}

type Sight =
  | { readonly folder: true; readonly inode: number }
  | { readonly folder: false; readonly sighting?: Sighting }

async function sight(root: string, location: string): Promise<Sight | undefined> {
  const path = join(root, location)
  try {
    const own = await lstat(path)
    const link = own.isSymbolicLink()
    const target = link ? await followLink(root, path) : own
    if ('trouble' in target)
      return seen(formatOf(basename(location)) === undefined ? undefined : troubled(location, target.trouble))
    if (target.isDirectory()) {
      if (link) return seen(troubled(location, 'it is a link to another folder; its files are read where they stand'))
      const trouble =
        slugify(topicFolder(location)) === ''
          ? 'its name gives no topic; name the folder in letters or digits'
          : undefined
      return trouble === undefined ? { folder: true, inode: own.ino } : seen(troubled(location, trouble))
    }
    return seen(sightFile(location, target))
  } catch (error) {
    if (!isGone(error)) return seen(troubled(location, troubleOf(error)))
    // Node shows names that are not UTF-8 with this character, and then cannot find them.
    return location.includes('\uFFFD') ? seen(troubled(location, 'its name is not valid UTF-8; rename it')) : undefined
  }
}

function sightFile(location: string, stats: Stats): Sighting | undefined {
  const name = basename(location)
  const format = formatOf(name)
  if (format === undefined) return undefined
  const isAtRoot = !location.includes('/')
  if (isAtRoot && belongsAtRoot(name)) return undefined
  if (!stats.isFile()) return troubled(location, 'it is a device, pipe or socket, not an ordinary file; remove it')
  const { size, mtimeMs, ctimeMs, ino } = stats
  const topic = isAtRoot ? '' : slugify(topicFolder(location))
  const sighting = { location, topic, format, size, mtimeMs, ctimeMs, inode: ino }
  return format === 'other' ? { ...sighting, trouble: notReadYet(name) } : sighting
}

/** What a link points to, as long as that lies below the root: a link must not bring in files that nobody filed here. */
async function followLink(root: string, path: string): Promise<Stats | { readonly trouble: string }> {
  try {
    const [base, target] = await Promise.all([realpath(root), realpath(path)])
    if (!target.startsWith(base + sep))
      return { trouble: 'it is a link that leads out of the folder; put the file itself here' }
    if (
      target
        .slice(base.length + 1)
        .split(sep)
        .some(isHidden)
    )
      return { trouble: 'it is a link to a hidden file; put the file itself here' }
    return await stat(target)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return { trouble: 'it is a link to a file that does not exist; mend or remove it' }
    if (code === 'ELOOP') return { trouble: 'it is a link that leads back to itself; remove it' }
    return { trouble: troubleOf(error) }
  }
}

function seen(sighting: Sighting | undefined): Sight {
  return sighting === undefined ? { folder: false } : { folder: false, sighting }
}

function troubled(location: string, trouble: string, more: { readonly closed?: boolean } = {}): Sighting {
  return { location, topic: '', format: 'other', size: 0, mtimeMs: 0, ctimeMs: 0, inode: 0, trouble, ...more }
}

function topicFolder(location: string): string {
  return location.split('/', 1)[0] ?? ''
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
