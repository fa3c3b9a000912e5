import { constants } from 'node:fs'
import { copyFile, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../config/environment.ts'
import { readTopicFile } from '../config/topic-file.ts'
import { InputError } from '../core/errors.ts'
import { codeOf, faultOfPath } from '../core/file-fault.ts'
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
  const own = slugify(folder)
  const described = folder === '' ? undefined : await describe(folder, own, archive)
  if (described === undefined || typeof described === 'string') return described
  const slug = archive.topic ?? own
  const isKnown = archive.orders.topics.some((topic) => topic.slug === slug)
  if (!isKnown && archive.topic === undefined && (await isOwnFolder(environment))) {
    const target = join(environment.briefs, slug)
    if (await copyNew(join(root, folder), target)) {
      await store.saveTopic(described)
      say(`${join(target, 'topic.yaml')}: copied from ${join(root, folder)}; it counts from now on.`)
      return undefined
    }
  }
  if (await isLimitedAs(slug, described, archive)) return undefined
  return (
    `its topic.yaml limits who may see it, and that of the desk does not say the same of the topic ${slug}. ` +
    `Copy the visible_to lines to ${slug}/topic.yaml in the desk’s own folder, wait until it has read them, and begin again`
  )
}

/**
 * As `refusalOf`, for a topic.yaml that is not a topic's own: that of the archive itself (`''`), or of a folder within a topic's, whose
 * documents go into `slug`; undefined where each goes to the topic that it tells of. It is not taken over, but whom it keeps out stays out.
 */
export async function strayRefusalOf(
  location: string,
  slug: string | undefined,
  archive: ArchiveTopics,
): Promise<string | undefined> {
  const described = await describe(location, slug ?? 'unnamed', archive)
  const where = join(archive.root, location)
  if (typeof described === 'string') return `in ${where}: ${described}`
  if (described === undefined || (await isLimitedAs(slug, described, archive))) return undefined
  const whither =
    slug === undefined ? 'its documents would go to topics that others see' : `the topic ${slug} is not limited so`
  return `the topic.yaml in ${where} limits who may see it, and ${whither}: import the folder by itself, with --topic and a topic that the desk limits alike`
}

/** What the description in a folder says, or why it is not understood; undefined if there is none. */
async function describe(location: string, slug: string, { root }: ArchiveTopics): Promise<Topic | string | undefined> {
  const description = await readDescription(root, location)
  if (description === undefined) return undefined
  if (description.name !== 'topic.yaml') return 'its topic.yml is not read under this name; call it topic.yaml'
  const read = readTopicFile(join(location, 'topic.yaml'), description.text, slug)
  if (!('problems' in read)) return read.topic
  const [first] = read.problems
  return `its topic.yaml is not understood, so it is not known who may see it (${first?.where}: ${first?.what})`
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
    if (codeOf(error) === 'EEXIST') return false
    throw new InputError(`${target} cannot be written: ${faultOfPath(error)}`, { cause: error })
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

/** Whether whoever may see the topic may see documents that are meant for this audience. */
async function isLimitedAs(
  slug: string | undefined,
  { visibleTo }: Topic,
  { orders, store }: ArchiveTopics,
): Promise<boolean> {
  if (visibleTo === undefined) return true
  if (slug === undefined) return false
  const topic = orders.topics.find((each) => each.slug === slug) ?? (await store.topicBySlug(slug))
  return JSON.stringify(topic?.visibleTo) === JSON.stringify(visibleTo)
}
