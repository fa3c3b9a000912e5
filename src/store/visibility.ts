import { type RawBuilder, sql, type Transaction } from 'kysely'
import { OPERATOR, type Place } from '../core/topic.ts'
import type { Schema } from './schema.ts'

/** As SQL, whether the topic `t` may be shown at a place: `isVisible` of the core. A place without a workspace or channel is given as ''. */
export function visibleAt(place: Place): RawBuilder<boolean> {
  if (place.platform === OPERATOR.platform) return sql<boolean>`1 = 1`
  return sql<boolean>`(t.visible_to is null or ${isAudience(place, sql`t.key`)})`
}

/** As SQL, whether the document with this key may be shown at a place. */
export function documentVisibleAt(place: Place, document: RawBuilder<unknown>): RawBuilder<boolean> {
  if (place.platform === OPERATOR.platform) return sql<boolean>`1 = 1`
  return sql<boolean>`not exists (
    select 1 from limited_documents l where l.document = ${document} and not ${isAudience(place, sql`l.topic`)}
  )`
}

function isAudience(
  { platform, workspace = '', channel = '' }: Place,
  topic: RawBuilder<unknown>,
): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select 1 from audiences a where a.topic = ${topic} and a.platform = ${platform}
      and a.workspace in ('', ${workspace}) and a.channel in ('', ${channel})
  )`
}

/** Files anew which documents are limited, after a topic was limited or opened. */
export async function limitTopic(transaction: Transaction<Schema>, slug: string): Promise<void> {
  const topic = transaction.selectFrom('topics').select('key').where('slug', '=', slug)
  await transaction.deleteFrom('limited_documents').where('topic', '=', topic).execute()
  await limit(transaction, sql`t.slug = ${slug}`)
}

/** Files a new document as limited if its topic is. */
export async function limitDocument(transaction: Transaction<Schema>, document: number): Promise<void> {
  await limit(transaction, sql`d.key = ${document}`)
}

async function limit(transaction: Transaction<Schema>, which: RawBuilder<unknown>): Promise<void> {
  await sql`insert into limited_documents (document, topic)
    select d.key, t.key from documents d join topics t on t.slug = d.topic
    where t.visible_to is not null and ${which}`.execute(transaction)
}
