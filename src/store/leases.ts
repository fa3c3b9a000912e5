import type { LeaseStore } from '../core/store-ports.ts'
import type { Database } from './database.ts'
import { instant } from './values.ts'

export function leaseStore({ queries }: Database): LeaseStore {
  return {
    async holdLease(name, holder, now, until) {
      // One statement, so that of two processes one is second and sees what the first has written.
      const held = await queries
        .insertInto('leases')
        .values({ name, holder, held_until: instant(until) })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ holder, held_until: instant(until) })
            .where((is) => is.or([is('leases.holder', '=', holder), is('leases.held_until', '<=', instant(now))])),
        )
        .executeTakeFirst()
      return held.numInsertedOrUpdatedRows === 1n
    },

    async releaseLease(name, holder) {
      await queries.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute()
    },
  }
}
