import { cardOf, digestsOf, linesOf } from './digest-card.ts'
import type { Asker } from './digest-command.ts'
import type { HomeReply } from './reply.ts'
import type { DigestStore, TopicStore } from './store-ports.ts'
import type { Place } from './topic.ts'
import { topicCardOf } from './topic-card.ts'
import type { UsageStore } from './usage.ts'
import { type ModelTerms, usageToday } from './usage-lines.ts'
import { wording } from './wording.ts'

/** A page that is looked at, not searched. */
const TOPICS_AT_HOME = 15

export interface HomeOptions {
  readonly store: TopicStore & DigestStore & UsageStore
  readonly now: () => Date
  /** Absent where no model is set up. */
  readonly model?: ModelTerms
}

/**
 * The desk's own page: what a person's workspace may see, and the digests that they set up themselves, in whatever channel; for those who
 * manage the workspace what the model costs.
 */
export async function homeOf(place: Place, asker: Asker, { store, now, model }: HomeOptions): Promise<HomeReply> {
  // One more than is shown tells whether there are more.
  const topics = await store.newestTopics(place, TOPICS_AT_HOME + 1)
  const own = (await store.digests(place)).filter(({ author, origin }) => origin === 'channel' && author === asker.user)
  const digests = await Promise.all(
    own.map(async (digest) => {
      const where: Place = { ...place, channel: digest.target.channel }
      return {
        channel: digest.target.channel,
        lines: linesOf(await cardOf(digest, await digestsOf(where, store), where, store)),
      }
    }),
  )
  const cards = topics.slice(0, TOPICS_AT_HOME).map(topicCardOf)
  const usage = model === undefined || !asker.manages ? {} : { usage: await usageToday(model, now(), store) }
  return { kind: 'home', topics: cards, hasMore: topics.length > cards.length, digests, ...usage, help: wording.help }
}
