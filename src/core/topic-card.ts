import type { TopicRecord } from './store-ports.ts'
import type { TopicCard } from './topic.ts'

/** What a list shows of a topic. */
export function topicCardOf({ slug, title, documents, updatedAt, headline }: TopicRecord): TopicCard {
  return { slug, title, documents, updatedAt, ...(headline === undefined ? {} : { headline }) }
}
