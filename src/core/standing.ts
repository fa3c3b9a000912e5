import { digestWording } from './digest-wording.ts'
import { findTopic } from './finding.ts'
import { optional } from './optional.ts'
import type { OrderedDigest, Problem, StandingOrders } from './ports.ts'
import type { RenamingStore } from './renaming.ts'
import { nextSlot } from './slot.ts'
import type { DigestStore, TopicStore } from './store-ports.ts'
import { OPERATOR, type Topic, titleOfSlug } from './topic.ts'

const TOPICS_OFFERED = 3

/** A topic of which it is not clear who may see it. */
export interface Clash {
  /** Its slug now. */
  readonly slug: string
  /** The slugs, old and new, under which it is described. */
  readonly described: readonly string[]
}

/**
 * Brings the store in line with what is laid down in files. A topic that is no longer described goes back to its plain title and is open to
 * all, unless it is held: its file is there but not understood, and what the store knows of it stays. A digest that is no longer ordered
 * is removed, unless it is not known which are. One that was paused runs again if its order changed, or if `resume` says that the desk was
 * started anew: whoever did either has seen to it.
 *
 * Gives the topics that two descriptions come to, one by the name that it had before, which differ in who may see it.
 */
export async function applyOrders(
  orders: Pick<StandingOrders, 'topics' | 'digests' | 'digestsUnknown' | 'held'>,
  store: TopicStore & DigestStore & RenamingStore,
  now: Date,
  { resume }: { readonly resume: boolean },
): Promise<readonly Clash[]> {
  const { topics, clashes } = await underCurrentSlugs(orders.topics, store)
  const before = new Map((await store.describedTopics()).map((topic) => [topic.slug, topic]))
  const held = await heldNow(orders.held, store)
  for (const topic of topics) {
    // Another file that is not understood may limit it.
    const mayOpen = topic.visibleTo !== undefined || !held.has(topic.slug)
    if (mayOpen && !isSameTopic(before.get(topic.slug), topic)) await store.saveTopic(topic)
    before.delete(topic.slug)
  }
  for (const slug of before.keys()) {
    if (!held.has(slug)) await store.saveTopic({ slug, title: titleOfSlug(slug), aliases: [] })
  }
  const ordered = new Set(orders.digests.map(({ id }) => id))
  const standing = new Map((await store.digests()).map((digest) => [digest.id, digest]))
  for (const { id, origin } of standing.values()) {
    if (origin === 'code' && !ordered.has(id) && orders.digestsUnknown !== true) await store.removeDigest(id)
  }
  for (const digest of orders.digests) {
    const was = standing.get(digest.id)
    const asBefore = was !== undefined && isSameOrder(was, digest)
    if (asBefore && (was.paused === undefined || !resume)) continue
    await store.saveDigest({ ...digest, nextRunAt: nextSlot(digest.cron, digest.zone, now).toISOString() })
  }
  return clashes
}

/** Topics whose documents wait, by the slugs of their folders: those that are held, and those of clashes. */
export function withClashes(held: ReadonlySet<string>, clashes: readonly Clash[]): ReadonlySet<string> {
  return clashes.length === 0
    ? held
    : new Set([...held, ...clashes.flatMap(({ slug, described }) => [slug, ...described])])
}

/** What is to be done about clashes. */
export function problemsOf(clashes: readonly Clash[]): Problem[] {
  return clashes.map(({ slug, described }) => ({
    where: described.map((each) => `${each}/topic.yaml`).join(', '),
    what:
      `these files describe the same topic, ${slug}, which had another name before, and differ in visible_to: ` +
      'its new documents wait until they say the same, or until only one of them is left',
  }))
}

/**
 * Topics that digests name and the desk has never heard of, each as a problem where it is named: a slip that would go unnoticed, since a
 * digest of nothing has no news. To be called once all documents are read.
 */
export async function findUnknownTopics(
  namedTopics: ReadonlyMap<string, string>,
  store: TopicStore,
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const [slug, where] of namedTopics) {
    if ((await store.topicBySlug(slug)) !== undefined) continue
    const found = await findTopic(slug, OPERATOR, store)
    const near = found.kind === 'one' ? [found.topic] : found.topics
    const slugs = near.slice(0, TOPICS_OFFERED).map((topic) => topic.slug)
    problems.push({ where, what: digestWording.topicNotYet(slug, slugs) })
  }
  return problems
}

/** Of ten thousand topics that are described in files, a start has few to save. */
function isSameTopic(one: Topic | undefined, other: Topic): boolean {
  const description = ({ title, aliases, visibleTo }: Topic) => JSON.stringify([title, aliases, visibleTo])
  return one !== undefined && description(one) === description(other)
}

/** Who may see a topic, in whatever order they are named. */
function limitOf({ visibleTo }: Topic): string | undefined {
  return (
    visibleTo &&
    JSON.stringify(
      visibleTo
        .map(({ platform, workspace, channel }) => [platform, workspace, channel])
        .map(String)
        .sort(),
    )
  )
}

function isSameOrder(one: OrderedDigest, other: OrderedDigest): boolean {
  const order = ({ target, workspace, topics, cron, zone, limit, whenEmpty, author, origin }: OrderedDigest) =>
    JSON.stringify([
      target.platform,
      target.channel,
      target.thread,
      workspace,
      topics,
      cron,
      zone,
      limit,
      whenEmpty,
      author,
      origin,
    ])
  return order(one) === order(other)
}

/**
 * A topic that was renamed or merged is described by the folder of its old name, unless one of its present name describes it. Where they differ
 * in who may see it, a limit counts until that is settled.
 */
async function underCurrentSlugs(
  given: readonly Topic[],
  store: RenamingStore,
): Promise<{ readonly topics: readonly Topic[]; readonly clashes: readonly Clash[] }> {
  const former = await store.formerSlugs()
  const clashes: Clash[] = []
  const topics: Topic[] = []
  for (const [slug, those] of Map.groupBy(given, (topic) => former.get(topic.slug) ?? topic.slug)) {
    const [first, ...others] = those.toSorted((one, other) => Number(other.slug === slug) - Number(one.slug === slug))
    if (first === undefined) continue
    const visibleTo = first.visibleTo ?? others.find((topic) => topic.visibleTo !== undefined)?.visibleTo
    topics.push({ ...first, slug, ...optional('visibleTo', visibleTo) })
    const isClash = others.some((topic) => limitOf(topic) !== limitOf(first))
    if (isClash) clashes.push({ slug, described: those.map((topic) => topic.slug) })
  }
  return { topics, clashes }
}

/** Topics that are held, by the slugs that they have now. */
export async function heldNow(held: ReadonlySet<string>, store: RenamingStore): Promise<ReadonlySet<string>> {
  if (held.size === 0) return held
  const former = await store.formerSlugs()
  return new Set([...held].flatMap((slug) => [slug, former.get(slug) ?? slug]))
}
