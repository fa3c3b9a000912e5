import { cardOf, digestsOf, linesOf } from './digest-card.ts'
import type { HomeReply } from './reply.ts'
import type { DigestStore, TopicStore } from './store-ports.ts'
import type { Place } from './topic.ts'
import { topicCardOf } from './topic-card.ts'
import { wording } from './wording.ts'

/** A page that is looked at, not searched. */
const TOPICS_AT_HOME = 15

/** The desk's own page: what a person's workspace may see, and the digests that they set up themselves, in whatever channel. */
export async function homeOf(place: Place, user: string, store: TopicStore & DigestStore): Promise<HomeReply> {
  // One more than is shown tells whether there are more.
  const topics = await store.newestTopics(place, TOPICS_AT_HOME + 1)
  const own = (await store.digests(place)).filter(({ author, origin }) => origin === 'channel' && author === user)
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
  return { kind: 'home', topics: cards, hasMore: topics.length > cards.length, digests, help: wording.help }
}
