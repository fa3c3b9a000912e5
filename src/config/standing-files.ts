import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { USUAL_ANSWERING } from '../core/conversation/answering.ts'
import type { FollowedFeeds } from '../core/feeds.ts'
import { STANDARD_PACE } from '../core/following/pace.ts'
import type { OrderBook, OrderedDigest, Problem } from '../core/ports.ts'
import { slugify, type Topic } from '../core/topic.ts'
import { readDeskFile } from './desk-file.ts'
import { readTopicFile, type TopicFile } from './topic-file.ts'
import { createWatchedFile, type WatchedFile } from './watched-file.ts'

export interface StandingFiles extends OrderBook {
  /** The pages that topics watch, by the last read; undefined while the folder could never be listed. */
  watchedPages(): WatchedPages | undefined
  /** The feeds that topics and the desk follow, by the last read; undefined while the folder could never be listed. */
  followedFeeds(): FollowedFeeds | undefined
}

export interface WatchedPages {
  readonly pages: readonly { readonly topic: string; readonly address: string }[]
  /** Slugs of topics whose file is broken and never was good: what they watch is not known. */
  readonly unknown: ReadonlySet<string>
}

/** A topic's folder and what its file said when it was last good. */
interface TopicFolder {
  readonly slug: string
  readonly file: WatchedFile
  /** `topic.yml`: a slip that must not open to all a topic that somebody meant to limit. */
  readonly misnamed: WatchedFile
  good: Exclude<TopicFile, { readonly problems: unknown }> | undefined
  /** A file is there, and what it says now is not understood, or not read. */
  broken: boolean
  hasMisnamed: boolean
}

/**
 * `<root>/desk.yaml` and `<root>/<topic>/topic.yaml`. What is there at the first read counts at once; later changes count when two reads in
 * a row see the same. The last good version of a file stays in force while it is broken, and while the root cannot be listed or holds
 * nothing (a drive that is not mounted) everything stays as it was. `zone` is that of digests that name none.
 */
export function createStandingFiles(root: string, { zone }: { readonly zone: string }): StandingFiles {
  const folders = new Map<string, TopicFolder>()
  const desk = createWatchedFile(join(root, 'desk.yaml'), true)
  // Until it has been read, or is certain not to be there, nobody knows what it orders.
  let digestsUnknown = true
  let digests: readonly OrderedDigest[] = []
  let namedTopics: ReadonlyMap<string, string> = new Map()
  let answering = USUAL_ANSWERING
  let pace = STANDARD_PACE
  let feeds: readonly string[] = []
  let clashes: ReadonlyMap<string, string> = new Map()
  let begun = false
  let isEmpty = false
  let orders: ReturnType<typeof composeOrders> | undefined

  /** Brings the folders up to date; false if the root cannot be listed, or nothing in it shows. */
  function listFolders(): boolean {
    const present = new Set<string>()
    try {
      const entries = readdirSync(root, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'))
      for (const entry of entries) if (entry.isDirectory()) present.add(entry.name)
      isEmpty = entries.length === 0
    } catch {
      // The source of documents tells of it.
      return false
    }
    if (isEmpty) {
      begun = true
      return false
    }
    for (const name of present) {
      const slug = folders.has(name) ? '' : slugify(name)
      if (slug === '') continue
      const watch = (file: string) => createWatchedFile(join(root, name, file), !begun)
      const [file, misnamed] = [watch('topic.yaml'), watch('topic.yml')]
      folders.set(name, { slug, file, misnamed, good: undefined, broken: false, hasMisnamed: false })
    }
    for (const [name, folder] of folders) {
      // A folder that is gone stays until its file is certain to be gone too.
      if (!present.has(name) && !isDescribed(folder)) folders.delete(name)
    }
    begun = true
    return true
  }

  /** What is new in the file, undefined if nothing is. */
  function lookAtDesk(): Problem[] | undefined {
    const content = desk.look()
    if (content === undefined) return undefined
    // The source of documents tells of a folder that may not be searched.
    if ('hidden' in content) return undefined
    if ('trouble' in content) return [{ where: 'desk.yaml', what: content.trouble }]
    if ('absent' in content) {
      digestsUnknown = false
      digests = []
      namedTopics = new Map()
      answering = USUAL_ANSWERING
      feeds = []
      pace = STANDARD_PACE
      return []
    }
    const read = readDeskFile('desk.yaml', content.text, zone)
    if ('problems' in read) return [...read.problems]
    digestsUnknown = false
    digests = read.digests
    namedTopics = read.namedTopics
    answering = read.answering
    pace = read.pace
    feeds = read.feeds
    return []
  }

  /** Topics that two folders describe: it cannot be told which of them says who may see it. */
  function lookForClashes(): Problem[] {
    const byTopic = Map.groupBy(
      byName(folders).filter(([, folder]) => isDescribed(folder)),
      ([, { slug }]) => slug,
    )
    const before = clashes
    clashes = new Map(
      [...byTopic]
        .filter(([, those]) => those.length > 1)
        .map(([slug, those]) => [slug, those.map(([name]) => name).join(', ')]),
    )
    return [...clashes]
      .filter(([slug, names]) => before.get(slug) !== names)
      .map(([slug, names]) => ({
        where: names,
        what: `these folders describe the same topic, ${slug}; put them together or rename one`,
      }))
  }

  /** What the good files come to. */
  function composeOrders() {
    const topics = new Map<string, Topic>()
    const matches = new Map<string, readonly string[]>()
    for (const [, { slug, good }] of byName(folders)) {
      if (good === undefined || topics.has(slug)) continue
      topics.set(slug, good.topic)
      if (good.match.length > 0) matches.set(slug, good.match)
    }
    return { topics: [...topics.values()], digests, digestsUnknown, namedTopics, answering, pace, matches }
  }

  /** Whether the files that were read said anything that stands. */
  function isLaidDown(): boolean {
    return digests.length + feeds.length > 0 || [...folders.values()].some(isDescribed)
  }

  function findHeld(): ReadonlySet<string> {
    const held = new Set(clashes.keys())
    for (const folder of folders.values()) if (folder.good === undefined && isDescribed(folder)) held.add(folder.slug)
    return held
  }

  return {
    async read() {
      const wasEmpty = isEmpty
      // What cannot be seen has not changed: a topic that is limited must not be opened by a drive that is not mounted.
      if (!listFolders()) {
        const problems = isEmpty && !wasEmpty && isLaidDown() ? [{ where: root, what: EMPTIED }] : []
        return { ...(orders ?? composeOrders()), held: findHeld(), problems, changed: false }
      }
      const news: Problem[][] = []
      const looks = [lookAtDesk(), ...[...folders].map(([name, folder]) => lookAtTopic(name, folder))]
      news.push(...looks.filter((look) => look !== undefined))
      if (news.length > 0) news.push(lookForClashes())
      const before = orders
      const now = before === undefined || news.length > 0 ? composeOrders() : before
      orders = now
      const changed = before !== now && JSON.stringify(before) !== JSON.stringify(now)
      return { ...now, held: findHeld(), problems: news.flat(), changed }
    },
    watchedPages() {
      if (orders === undefined) return undefined
      const pages = byName(folders).flatMap(([, { slug, good }]) =>
        (good?.pages ?? []).map((address) => ({ topic: slug, address })),
      )
      return { pages, unknown: findHeld() }
    },
    followedFeeds() {
      // Feeds that were added elsewhere are followed beside an empty folder too.
      if (orders === undefined && !begun) return undefined
      const ofTopics = byName(folders).flatMap(([name, { slug, good }]) =>
        (good?.feeds ?? []).map((address) => ({ topic: slug, address, file: `${name}/topic.yaml` })),
      )
      const ofDesk = feeds.map((address) => ({ address, file: 'desk.yaml' }))
      return { feeds: [...ofTopics, ...ofDesk], unknown: new Set([...findHeld(), ...(digestsUnknown ? [''] : [])]) }
    },
  }
}

/** Whoever empties a folder on purpose can say so by any file. */
const EMPTIED =
  'it is empty: topics, digests and feeds stay as its files had them; mount its drive, or put an empty desk.yaml there if they are to go'

const WAITING = 'Until this is mended, no new document of the topic is read'

function byName(folders: ReadonlyMap<string, TopicFolder>): [string, TopicFolder][] {
  return [...folders].sort(([one], [other]) => (one < other ? -1 : 1))
}

function isDescribed({ good, broken, hasMisnamed, file }: TopicFolder): boolean {
  return good !== undefined || broken || hasMisnamed || file.pending
}

/** Takes in what changed in a topic's folder; undefined if nothing did. */
function lookAtTopic(name: string, folder: TopicFolder): Problem[] | undefined {
  const problems: Problem[] = []
  const misnamed = folder.misnamed.look()
  if (misnamed !== undefined) folder.hasMisnamed = 'text' in misnamed || 'trouble' in misnamed
  if (misnamed !== undefined && folder.hasMisnamed) {
    problems.push({ where: `${name}/topic.yml`, what: 'it is not read under this name; call it topic.yaml' })
  }
  const content = folder.file.look()
  if (content === undefined) return misnamed === undefined ? undefined : withWaiting(problems, folder)
  const where = `${name}/topic.yaml`
  if ('absent' in content) {
    folder.good = undefined
    folder.broken = false
  } else if ('hidden' in content) {
    // There may be one, which limits the topic. Of the folder the source of documents tells.
    folder.broken = true
  } else if ('trouble' in content) {
    folder.broken = true
    problems.push({ where, what: content.trouble })
  } else {
    const read = readTopicFile(where, content.text, folder.slug)
    folder.broken = 'problems' in read
    if ('problems' in read) problems.push(...read.problems)
    else folder.good = read
  }
  return withWaiting(problems, folder)
}

/** Says once, with the last of them, what the problems of a topic's file keep from happening. */
function withWaiting(problems: readonly Problem[], { good }: TopicFolder): Problem[] {
  const last = problems.at(-1)
  if (last === undefined || good !== undefined) return [...problems]
  return [...problems.slice(0, -1), { ...last, what: `${last.what}. ${WAITING}` }]
}
