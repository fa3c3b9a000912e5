import { constants } from 'node:fs'
import { copyFile, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../config/environment.ts'
import { readTopicFile } from '../config/topic-file.ts'
import { InputError } from '../core/errors.ts'
import type { StandingOrders } from '../core/ports.ts'
import type { Store } from '../core/store-ports.ts'
import { slugify, type Topic } from '../core/topic.ts'
import { readDescription } from '../sources/folder/archive.ts'

export interface ArchiveTopics {
  readonly root: string
  /** All documents go into this topic, whatever their folders are called. */
  readonly topic: string | undefined
  readonly environment: Environment
  readonly orders: Pick<StandingOrders, 'topics'>
  readonly store: Store
  readonly say: (line: string) => void
}

/**
 * Why the documents of an archive's folder may not be taken in; undefined if they may. What its topic.yaml says holds from now on: the file
 * is copied to the desk's own folder, unless that has one for the topic. A folder whose topic.yaml limits who may see it is refused where
 * its documents would be seen by others.
 */
export async function refusalOf(folder: string, archive: ArchiveTopics): Promise<string | undefined> {
  const { root, environment, store, say } = archive
  const description = folder === '' ? undefined : await readDescription(root, folder)
  if (description === undefined) return undefined
  if (description.name !== 'topic.yaml') return 'its topic.yml is not read under this name; call it topic.yaml'
  const own = slugify(folder)
  const read = readTopicFile(`${folder}/topic.yaml`, description.text, own)
  if ('problems' in read) {
    const [first] = read.problems
    return `its topic.yaml is not understood, so it is not known who may see it (${first?.where}: ${first?.what})`
  }
  const slug = archive.topic ?? own
  const known = archive.orders.topics.find((topic) => topic.slug === slug)
  if (known === undefined && archive.topic === undefined && (await isOwnFolder(environment))) {
    const target = join(environment.briefs, slug)
    if (await copyNew(join(root, folder), target)) {
      await store.saveTopic(read.topic)
      say(`${join(target, 'topic.yaml')}: copied from ${join(root, folder)}; it counts from now on.`)
      return undefined
    }
  }
  const holds = known ?? (await store.topicBySlug(slug))
  if (isLimitedAs(holds, read.topic)) return undefined
  return (
    `its topic.yaml limits who may see it, and that of the desk does not say the same of the topic ${slug}. ` +
    `Copy the visible_to lines to ${slug}/topic.yaml in the desk’s own folder, wait until it has read them, and begin again`
  )
}

/** Limits topics as the desk's own files say, before anything is put into them: the desk may not have read its files yet. */
export async function limitTopics({ topics }: Pick<StandingOrders, 'topics'>, store: Store): Promise<void> {
  for (const topic of topics) {
    if (topic.visibleTo === undefined) continue
    const known = await store.topicBySlug(topic.slug)
    if (known?.visibleTo === undefined) await store.saveTopic({ ...topic, slug: known?.slug ?? topic.slug })
  }
}

/** Copies a topic.yaml from one folder to another. False if that has one, be it broken. */
async function copyNew(from: string, to: string): Promise<boolean> {
  const target = join(to, 'topic.yaml')
  try {
    await mkdir(to, { recursive: true })
    await copyFile(join(from, 'topic.yaml'), target, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw new InputError(`${target} cannot be written: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
}

/** A desk on a shared database may have its folder on another machine. */
async function isOwnFolder({ databaseUrl, briefs }: Environment): Promise<boolean> {
  if (databaseUrl !== undefined) return false
  return await stat(briefs).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
}

/** Whoever may see the topic may see documents that are meant for this audience. */
function isLimitedAs(topic: Pick<Topic, 'visibleTo'> | undefined, { visibleTo }: Topic): boolean {
  return visibleTo === undefined || JSON.stringify(topic?.visibleTo) === JSON.stringify(visibleTo)
}
