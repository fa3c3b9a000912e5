import type { DigestStore, OrderedDigest, StandingOrders, TopicStore } from './ports.ts'
import { nextSlot } from './slot.ts'
import { titleOfSlug } from './topic.ts'

/**
 * Brings the store in line with what is laid down in files. A topic that is no longer described goes back to its plain title and is open to
 * all, unless it is held: its file is there but not understood, and what the store knows of it stays. A digest that is no longer ordered
 * is removed. One that was paused runs again if its order changed, or if `resume` says that the desk was started anew: whoever did either
 * has seen to it.
 */
export async function applyOrders(
  orders: Pick<StandingOrders, 'topics' | 'digests' | 'held'>,
  store: TopicStore & DigestStore,
  now: Date,
  { resume }: { readonly resume: boolean },
): Promise<void> {
  const described = new Set(orders.topics.map(({ slug }) => slug))
  for (const topic of orders.topics) await store.saveTopic(topic)
  for (const { slug } of await store.describedTopics()) {
    if (!described.has(slug) && !orders.held.has(slug))
      await store.saveTopic({ slug, title: titleOfSlug(slug), aliases: [] })
  }
  const ordered = new Set(orders.digests.map(({ id }) => id))
  const standing = new Map((await store.digests()).map((digest) => [digest.id, digest]))
  for (const { id, origin } of standing.values()) {
    if (origin === 'code' && !ordered.has(id)) await store.removeDigest(id)
  }
  for (const digest of orders.digests) {
    const before = standing.get(digest.id)
    const asBefore = before !== undefined && isSameOrder(before, digest)
    if (asBefore && (before.paused === undefined || !resume)) continue
    await store.saveDigest({ ...digest, nextRunAt: nextSlot(digest.cron, digest.zone, now).toISOString() })
  }
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
