import type { ConversationStore, KeptQuestion, Turn } from '../core/conversation/turn.ts'
import type { Database } from './database.ts'
import { fromJson, instant } from './values.ts'

export function conversationStore({ queries }: Database): ConversationStore {
  return {
    async saveTurn({ platform, channel }, thread, turn, now) {
      const said = { said_at: instant(now), body: JSON.stringify(turn) }
      await queries
        .insertInto('turns')
        .values({ platform, channel, thread, ...said })
        .onConflict((conflict) => conflict.columns(['platform', 'channel', 'thread']).doUpdateSet(said))
        .execute()
    },

    async lastTurn({ platform, channel }, thread) {
      const row = await queries
        .selectFrom('turns')
        .select('body')
        .where('platform', '=', platform)
        .where('channel', '=', channel)
        .where('thread', '=', thread)
        .executeTakeFirst()
      return row && fromJson<Turn>(row.body)
    },

    async keepQuestion(question, now) {
      const asked = {
        platform: question.place.platform,
        channel: question.place.channel ?? '',
        asked_at: instant(now),
        body: JSON.stringify(question),
      }
      await queries
        .insertInto('questions')
        .values({ id: question.id, ...asked })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(asked))
        .execute()
    },

    async keptQuestion(id) {
      const row = await queries.selectFrom('questions').select('body').where('id', '=', id).executeTakeFirst()
      return row && fromJson<KeptQuestion>(row.body)
    },

    async forgetConversations({ turns, questions }) {
      await queries.deleteFrom('turns').where('said_at', '<', instant(turns)).execute()
      await queries.deleteFrom('questions').where('asked_at', '<', instant(questions)).execute()
    },
  }
}
