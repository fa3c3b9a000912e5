import type { InboxStore } from '../core/store-ports.ts'
import { type Database, transact } from './database.ts'
import { oweIn } from './owing.ts'
import { instant } from './values.ts'

export function inboxStore(database: Database): InboxStore {
  return {
    async acceptEvent(event, now, owed = []) {
      return await transact(database, async (transaction) => {
        const accepted = await transaction
          .insertInto('events')
          .values({ id: event, accepted_at: instant(now) })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .executeTakeFirst()
        if (accepted.numInsertedOrUpdatedRows === 0n) return false
        await oweIn(transaction, owed, now, database.exceptions)
        return true
      })
    },

    async hasEvent(event) {
      const known = await database.queries.selectFrom('events').select('id').where('id', '=', event).executeTakeFirst()
      return known !== undefined
    },

    async forgetEvents(before) {
      const dropped = await database.queries
        .deleteFrom('events')
        .where('accepted_at', '<', instant(before))
        .executeTakeFirst()
      return Number(dropped.numDeletedRows)
    },
  }
}
