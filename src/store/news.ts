import { type Kysely, sql } from 'kysely'
import { MOST_NEWS_COUNTED, type NewsWanted } from '../core/news.ts'
import type { Schema } from './schema.ts'
import { visibleAt } from './visibility.ts'

/** Keys of topics with documents that a channel has not been told of, in no order, and how many there are, counted to a thousand. */
export async function topicsWithNews(
  queries: Kysely<Schema>,
  wanted: NewsWanted,
  limit: number,
): Promise<{ keys: number[]; total: number }> {
  const { rows } = await sql<{ key: number }>`
    select t.key from topics t where ${isNews(wanted)}
    order by t.updated_at desc, t.slug
    limit ${limit}`.execute(queries)
  const keys = rows.map(({ key }) => key)
  if (keys.length < limit) return { keys, total: keys.length }
  const counted = await sql<{ total: number }>`
    select cast(count(*) as integer) as total
    from (select 1 as one from topics t where ${isNews(wanted)} limit ${MOST_NEWS_COUNTED}) n`.execute(queries)
  return { keys, total: counted.rows[0]?.total ?? 0 }
}

/**
 * `isFresh` of the core, for the topic `t`. Most topics have nothing newer than what the channel was first told, and cost no look at
 * their documents.
 */
function isNews({ target: { platform, channel }, place, topics, newest }: NewsWanted) {
  const told = sql`told o where o.platform = ${platform} and o.channel = ${channel} and o.topic = t.slug`
  const since = sql`coalesce((select min(o.news_after) from ${told}), '')`
  const wanted = topics.length === 0 ? sql`1 = 1` : sql`t.slug in (${sql.join([...topics])})`
  return sql`t.documents > 0 and ${wanted} and ${visibleAt(place)} and t.updated_at > ${since} and exists (
    select 1 from (
      select d.id, d.revision, d.found_at, d.background from documents d where d.topic = t.slug and d.listed = 1
      order by d.dated_at desc, d.found_at desc, d.key desc limit ${newest}
    ) n
    where n.background = 0 and n.found_at > ${since}
      and not exists (select 1 from ${told} and o.document = n.id || '@' || n.revision)
  )`
}
