import { queryTokens } from './language/search-tokens.ts'
import { decide, matchTopics, suggestTopics } from './lookup.ts'
import { spelling } from './spelling.ts'
import type { DocumentStore, TopicRecord, TopicStore } from './store-ports.ts'
import { isVisible, type Place } from './topic.ts'

/** Far more than are shown: what is ranked has to hold what ranks best. */
const CANDIDATES = 100
const OFFERED = 5
/** Documents of a few topics may fill the first places. */
const DOCUMENTS_THAT_MENTION = 25

export type Found = ReturnType<typeof decide>

/** The topic that somebody at a place means by a name, a choice of those it fits, or what is nearest to it. */
export async function findTopic(typed: string, place: Place, store: TopicStore): Promise<Found> {
  const own = await store.topicBySlug(typed.trim())
  if (own !== undefined && own.documents > 0 && isVisible(own, place)) return { kind: 'one', topic: own }
  return decide(matchTopics(typed, await store.topicsNamed(spelling(typed), place, CANDIDATES)))
}

/** Topics to offer while somebody types, best first; the newest where nothing is typed yet. */
export async function completeTopic(
  prefix: string,
  place: Place,
  limit: number,
  store: TopicStore,
): Promise<readonly TopicRecord[]> {
  const typed = spelling(prefix)
  if (typed === '' && prefix.trim() !== '') return []
  if (typed === '') return await store.newestTopics(place, limit)
  return suggestTopics(prefix, await store.topicsNamed(typed, place, CANDIDATES), limit)
}

/** Topics with a document that has every word, the one with the best document first. */
export async function topicsThatMention(
  typed: string,
  place: Place,
  store: TopicStore & DocumentStore,
): Promise<readonly TopicRecord[]> {
  const search = { words: queryTokens(typed), match: 'every', within: { place } } as const
  const documents = await store.searchDocuments(search, DOCUMENTS_THAT_MENTION)
  const slugs = [...new Set(documents.map(({ topic }) => topic))].slice(0, OFFERED)
  const topics = await Promise.all(slugs.map((slug) => store.topicBySlug(slug)))
  return topics.filter((topic) => topic !== undefined)
}
