import type { EntryStore } from '../core/entries.ts'
import { FEEDS } from '../core/feeds.ts'
import { type Database, transact } from './database.ts'
import { instant } from './values.ts'

/** SQLite takes 32,766 parameters a statement. */
const KEYS_A_STATEMENT = 500

export function entryStore(database: Database): EntryStore {
  const { queries } = database
  return {
    async seenEntries(feed, keys) {
      const seen = new Map<string, string>()
      for (let start = 0; start < keys.length; start += KEYS_A_STATEMENT) {
        const rows = await queries
          .selectFrom('entries')
          .select(['key', 'location'])
          .where('feed', '=', feed)
          .where('key', 'in', keys.slice(start, start + KEYS_A_STATEMENT))
          .execute()
        for (const { key, location } of rows) seen.set(key, location)
      }
      return seen
    },

    async saveEntries(feed, entries, now) {
      const rows = new Map(
        entries.flatMap(({ keys, location }) =>
          keys.map((key) => [key, { feed, key, location, seen_at: instant(now) }] as const),
        ),
      )
      const all = [...rows.values()]
      await transact(database, async (transaction) => {
        for (let start = 0; start < all.length; start += KEYS_A_STATEMENT) {
          await transaction
            .insertInto('entries')
            .values(all.slice(start, start + KEYS_A_STATEMENT))
            .onConflict((conflict) => conflict.columns(['feed', 'key']).doUpdateSet({ seen_at: instant(now) }))
            .execute()
        }
      })
    },

    async forgetEntries(before) {
      const { numDeletedRows } = await queries
        .deleteFrom('entries')
        .where('seen_at', '<', instant(before))
        // A feed that rests, or cannot be had, may have them still.
        .where((eb) =>
          eb.or([
            eb('feed', 'in', eb.selectFrom('entries as e').select('e.feed').where('e.seen_at', '>=', instant(before))),
            eb('feed', 'not in', eb.selectFrom('fetches').select('address').where('source', '=', FEEDS)),
          ]),
        )
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
