import type { Passage, PassageStore } from '../core/passage.ts'
import type { Database } from './database.ts'
import { fromJson, instant } from './values.ts'

export function passageStore({ queries }: Database): PassageStore {
  return {
    async savePassage(passage) {
      const { platform, workspace = null } = passage.place
      const kept = { platform, workspace, saved_at: instant(passage.savedAt), body: JSON.stringify(passage) }
      await queries
        .insertInto('passages')
        .values({ id: passage.id, ...kept })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(kept))
        .execute()
    },

    async passageById(id) {
      const row = await queries.selectFrom('passages').select('body').where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : fromJson<Passage>(row.body)
    },

    async forgetPassages(before) {
      const { numDeletedRows } = await queries
        .deleteFrom('passages')
        .where('saved_at', '<', instant(before))
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
