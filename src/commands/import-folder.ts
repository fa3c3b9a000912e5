import { realpath } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import type { Environment } from '../config/environment.ts'
import { IMPORT, type OldDocument } from '../core/backfill.ts'
import { stableId } from '../core/document.ts'
import { InputError } from '../core/errors.ts'
import { slugify } from '../core/topic.ts'
import { type ArchiveFile, openArchive } from '../sources/folder/archive.ts'
import { type ImportTools, openBackfill, stepsBehind } from './import-tools.ts'
import { refusalOf, strayRefusalOf } from './import-topics.ts'
import { inParallel } from './in-parallel.ts'
import { createProgress, format } from './progress.ts'
import { createTally, type Tally } from './tally.ts'

/** Read, and kept in one transaction, together. */
const FILES_A_BATCH = 64
const READS_AT_ONCE = 8
/** Of large files fewer are held at a time. */
const BYTES_A_BATCH = 8 * 1024 * 1024

/** `attache import DIR`: `root` is an absolute path, `topic` the slug of the topic that everything goes into. Gives what came of it. */
export async function importFolder(root: string, topic: string | undefined, tools: ImportTools): Promise<Tally> {
  const { runtime, environment, orders, store } = tools
  await refuseOwnFolder(root, environment)
  const archive = await openArchive(root)
  const progress = createProgress({ of: archive.files.length, things: 'files' }, runtime)
  const tally = createTally(progress.say)
  for (const problem of archive.problems) tally.fail(problem)
  const backfill = openBackfill(tools, tally)
  const about = { root, topic, environment, orders, store, say: progress.say }
  try {
    const refused = await strayRefusalOf('', topic, about)
    if (refused !== undefined) throw new InputError(`Nothing is taken in: ${refused}.`)
    for (const [folder, files] of byFolder(archive.files)) {
      if (runtime.stop.aborted) break
      const refusal = (await refusalOf(folder, about)) ?? (await innerRefusalOf(folder))
      if (refusal !== undefined) {
        tally.fail({ where: join(root, folder), what: `skipped with its ${counted(files.length)}: ${refusal}` })
        progress.advance(files.length, 'skipped')
        continue
      }
      for (const batch of batches(files)) {
        if (runtime.stop.aborted) break
        await takeBatch(batch)
      }
    }
  } finally {
    progress.end()
    archive.close()
  }
  return tally

  async function innerRefusalOf(folder: string): Promise<string | undefined> {
    const into = topic ?? slugify(folder)
    for (const inner of archive.inner.filter((location) => location.startsWith(`${folder}/`))) {
      const refusal = await strayRefusalOf(inner, into, about)
      if (refusal !== undefined) return refusal
    }
    return undefined
  }

  async function takeBatch(batch: readonly ArchiveFile[]): Promise<void> {
    const steps = new Map(batch.map((file) => [file, stepOf(file, topic)]))
    const { done, forgotten } = await stepsBehind([...steps.values()], tools)
    const left = batch.filter((file) => !done.has(steps.get(file) ?? ''))
    tally.skip(batch.length - left.length - forgotten)
    tally.leave(forgotten)
    progress.advance(batch.length - left.length, 'skipped')
    const read: OldDocument[] = []
    await inParallel(left, READS_AT_ONCE, async (file) => {
      // What was read by then is kept; the rest of the batch comes next time.
      if (runtime.stop.aborted) return
      const filed = topic ?? (file.folder === '' ? undefined : file.folder)
      const found = await archive.read(file, filed)
      if ('what' in found) tally.fail(found)
      else read.push({ source: IMPORT, found, step: steps.get(file) ?? '' })
      progress.advance(1)
    })
    for (const outcome of await backfill.take(read)) tally.count(outcome)
  }
}

/** What lies there is the desk's: it would be background before the desk can tell of it, and for all to see where a topic is limited. */
async function refuseOwnFolder(root: string, { briefs }: Pick<Environment, 'briefs'>): Promise<void> {
  const [given, own] = await Promise.all([root, resolve(briefs)].map((path) => realpath(path).catch(() => path)))
  if (given === undefined || own === undefined) return
  if (`${given}${sep}`.startsWith(`${own}${sep}`))
    throw new InputError(`${root} belongs to the desk’s own folder, whose documents it reads by itself.`)
  if (own.startsWith(`${given}${sep}`))
    throw new InputError(`${root} holds the desk’s own folder, ${own}: give the folders beside that one by one.`)
}

/** A file that is the same, in the same place, for the same topic, has been read. */
function stepOf({ path, version }: ArchiveFile, topic: string | undefined): string {
  return `file ${stableId(path, version, topic ?? '')}`
}

function counted(files: number): string {
  return `${format(files)} ${files === 1 ? 'file' : 'files'}`
}

function byFolder(files: readonly ArchiveFile[]): ReadonlyMap<string, readonly ArchiveFile[]> {
  return Map.groupBy(files, ({ folder }) => folder)
}

function* batches(files: readonly ArchiveFile[]): Generator<readonly ArchiveFile[]> {
  let batch: ArchiveFile[] = []
  let bytes = 0
  for (const file of files) {
    batch.push(file)
    bytes += file.sighting.size
    if (batch.length < FILES_A_BATCH && bytes < BYTES_A_BATCH) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batch
}
