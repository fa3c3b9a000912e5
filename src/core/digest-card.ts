import type { Digest } from './digest.ts'
import { digestWording } from './digest-wording.ts'
import type { DigestStore, TopicStore } from './store-ports.ts'
import { isVisible, type Place } from './topic.ts'
import { wording } from './wording.ts'

/** A digest as people at its channel read it. */
export interface DigestCard {
  readonly id: string
  /** From 1 on, among those of the channel. */
  readonly number: number
  readonly when: string
  readonly topics: readonly string[]
  readonly limit: number
  readonly whenEmpty: Digest['whenEmpty']
  readonly origin: Digest['origin']
  /** When it comes next, or why it does not. */
  readonly standing: string
}

/** Those of a channel, in the order of their numbers: those of desk.yaml first, then as they were set up. */
export async function digestsOf({ platform, channel }: Place, store: DigestStore): Promise<Digest[]> {
  if (channel === undefined) return []
  const digests = await store.digests({ platform, channel })
  const rank = ({ origin, id }: Digest) => `${origin === 'code' ? 0 : 1} ${id}`
  return digests.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))
}

/** Its number among the digests of its channel, which are in their order. */
export function numberOf(digest: Digest, digests: readonly Digest[]): number {
  return digests.findIndex(({ id }) => id === digest.id) + 1
}

/** What people read of a digest. Of its topics those that may be seen at the place, and those that there are not yet. */
export async function cardOf(
  digest: Digest,
  digests: readonly Digest[],
  place: Place,
  store: TopicStore,
): Promise<DigestCard> {
  const topics = await Promise.all(
    digest.topics.map(async (slug) => {
      const topic = await store.topicBySlug(slug)
      if (topic === undefined) return [slug]
      return isVisible(topic, place) ? [topic.title] : []
    }),
  )
  return {
    id: digest.id,
    number: numberOf(digest, digests),
    when: digestWording.when(digest),
    topics: digest.topics.length === 0 ? [digestWording.everything] : topics.flat(),
    limit: digest.limit,
    whenEmpty: digest.whenEmpty,
    origin: digest.origin,
    standing:
      digest.paused === undefined
        ? digestWording.next(wording.editionTime(new Date(digest.nextRunAt), digest.zone), digest.zone)
        : digestWording.paused(digest.paused),
  }
}

/** A card as lines, its number and schedule first. */
export function linesOf(card: DigestCard): string[] {
  const facts = [
    digestWording.atMost(card.limit),
    digestWording.whenEmpty[card.whenEmpty],
    digestWording.origin[card.origin],
  ]
  return [digestWording.title(card.number, card.when), card.topics.join(', '), facts.join(' · '), card.standing]
}
