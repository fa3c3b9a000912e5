import type { Transaction } from 'kysely'
import type { AddedFeed, FeedStore } from '../core/feeds.ts'
import { type Database, transact } from './database.ts'
import { currentSlugs } from './renaming.ts'
import type { FeedTable, Schema } from './schema.ts'
import { instant, optional, storable } from './values.ts'

/** SQLite takes 32,766 parameters a statement. */
const FEEDS_A_STATEMENT = 500

export function feedStore(database: Database): FeedStore {
  return {
    async addFeeds(feeds) {
      return await transact(database, async (transaction) => {
        let added = 0
        for (let start = 0; start < feeds.length; start += FEEDS_A_STATEMENT)
          added += await insert(feeds.slice(start, start + FEEDS_A_STATEMENT), transaction)
        return added
      })
    },

    async addFeedOfAtMost(feed, most) {
      return await transact(database, async (transaction) => {
        await database.exceptions.hold(transaction, 'feeds')
        const { there } = await transaction
          .selectFrom('feeds')
          .select(({ fn }) => fn.countAll().as('there'))
          .where('platform', '=', feed.place.platform)
          .where('workspace', '=', feed.place.workspace ?? '')
          .executeTakeFirstOrThrow()
        if (Number(there) >= most) return 'full'
        return (await insert([feed], transaction)) === 0 ? 'already' : 'added'
      })
    },

    async removeFeed({ address, topic, place }) {
      const { numDeletedRows } = await database.queries
        .deleteFrom('feeds')
        .where('platform', '=', place.platform)
        .where('workspace', '=', place.workspace ?? '')
        .where('address', '=', String(storable(address)))
        .where('topic', '=', topic ?? '')
        .executeTakeFirst()
      return Number(numDeletedRows) > 0
    },

    async addedFeeds(of) {
      const all = database.queries.selectFrom('feeds').selectAll()
      const wanted =
        of === undefined ? all : all.where('platform', '=', of.platform).where('workspace', '=', of.workspace ?? '')
      const rows = await wanted.orderBy('added_at').orderBy('address').orderBy('topic').execute()
      return rows.map(toFeed)
    },
  }
}

/** At most `FEEDS_A_STATEMENT`; gives how many were not there before. */
async function insert(feeds: readonly AddedFeed[], transaction: Transaction<Schema>): Promise<number> {
  const slugs = await currentSlugs(
    transaction,
    feeds.map(({ topic }) => topic ?? ''),
  )
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('feeds')
    .values(feeds.map((feed, index) => toRow(feed, slugs[index] ?? '')))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0)
}

/** What was added for a topic is not followed any more; gives how many there were. */
export async function forgetFeedsOf(transaction: Transaction<Schema>, topic: string): Promise<number> {
  const { numDeletedRows } = await transaction.deleteFrom('feeds').where('topic', '=', topic).executeTakeFirst()
  return Number(numDeletedRows)
}

function toRow({ address, title, place, by, addedAt }: AddedFeed, topic: string): FeedTable {
  const text = (value: string | undefined) => (value === undefined ? null : String(storable(value)))
  return {
    platform: place.platform,
    workspace: place.workspace ?? '',
    channel: place.channel ?? null,
    address: String(storable(address)),
    topic,
    title: text(title),
    added_by: text(by),
    added_at: instant(addedAt),
  }
}

function toFeed(row: FeedTable): AddedFeed {
  return {
    address: row.address,
    ...optional('topic', row.topic === '' ? null : row.topic),
    ...optional('title', row.title),
    place: {
      platform: row.platform,
      ...optional('workspace', row.workspace === '' ? null : row.workspace),
      ...optional('channel', row.channel),
    },
    ...optional('by', row.added_by),
    addedAt: row.added_at,
  }
}
