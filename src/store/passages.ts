import { type Passage, type PassageStore, topicOfPassage } from '../core/passage.ts'
import { type Database, transact } from './database.ts'
import { dropNaming, holds } from './naming.ts'
import { silence } from './silencing.ts'
import { fromJson, instant } from './values.ts'

export function passageStore(database: Database): PassageStore {
  const { queries } = database
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

    async forgetPassages(before, now) {
      return await transact(database, async (transaction) => {
        const old = transaction.selectFrom('passages').select(['id', 'body']).where('saved_at', '<', instant(before))
        const passages = (await old.execute()).map(({ id, body }) => ({
          id,
          documents: fromJson<Passage>(body).documents.map((document) => document.id),
        }))
        if (passages.length === 0) return 0
        // Answers from one name it as their topic.
        await silence(transaction, new Set(passages.map(({ id }) => topicOfPassage(id))), now)
        await dropNaming(transaction, 'feedback', new Set(passages.flatMap(({ id, documents }) => [id, ...documents])))
        for (const { id } of passages) {
          await transaction
            .deleteFrom('turns')
            .where(holds('body', topicOfPassage(id)))
            .execute()
          await transaction.deleteFrom('passages').where('id', '=', id).execute()
        }
        return passages.length
      })
    },
  }
}
