import type { DigestStore, OrderedDigest, StandingOrders, TopicStore } from './ports.ts'
import { nextSlot } from './slot.ts'
import { titleOfSlug } from './topic.ts'

/**
 * Brings the store in line with what is laid down in files. A topic that is no longer described goes back to its plain title and is open to
 * all, unless it is held: its file is there but not understood, and what the store knows of it stays. A digest that is no longer ordered
 * is removed; one that was paused runs again, for whoever edited the file has seen to it.
 */
export async function applyOrders(
  orders: Pick<StandingOrders, 'topics' | 'digests' | 'held'>,
  store: TopicStore & DigestStore,
  now: Date,
): Promise<void> {
  const described = new Set(orders.topics.map(({ slug }) => slug))
  for (const topic of orders.topics) await store.saveTopic(topic)
  for (const { slug } of await store.describedTopics()) {
    if (!described.has(slug) && !orders.held.has(slug))
      await store.saveTopic({ slug, title: titleOfSlug(slug), aliases: [] })
  }
  const ordered = new Set(orders.digests.map(({ id }) => id))
  for (const { id, origin } of await store.digests()) {
    if (origin === 'code' && !ordered.has(id)) await store.removeDigest(id)
  }
  for (const digest of orders.digests) await store.saveDigest(withNextRun(digest, now))
}

function withNextRun(digest: OrderedDigest, now: Date) {
  return { ...digest, nextRunAt: nextSlot(digest.cron, digest.zone, now).toISOString() }
}
