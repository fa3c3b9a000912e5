import type { Feedback, FeedbackStore } from '../core/feedback.ts'
import type { Reply } from '../core/reply.ts'
import type { Database } from './database.ts'
import { fromJson, instant } from './values.ts'

export function feedbackStore({ queries }: Database): FeedbackStore {
  return {
    async replyAt({ platform, channel }, message) {
      const said = queries
        .selectFrom('deliveries')
        .select('reply')
        .where('platform', '=', platform)
        .where('channel', '=', channel)
        .where('state', '=', 'sent')
        // As JSON writes it, so that an id is not found inside another.
        .where('message', 'like', `%"message":${JSON.stringify(message)}%`)
      const row = await said.orderBy('seq', 'desc').limit(1).executeTakeFirst()
      return row === undefined ? undefined : fromJson<Reply>(row.reply)
    },

    async saveFeedback(feedback) {
      await queries
        .insertInto('feedback')
        .values({ event: feedback.event, given_at: instant(feedback.at), body: JSON.stringify(feedback) })
        .onConflict((conflict) => conflict.column('event').doNothing())
        .execute()
    },

    async feedbackSince(since) {
      const rows = queries.selectFrom('feedback').select('body').where('given_at', '>=', instant(since))
      return (await rows.orderBy('given_at').orderBy('event').execute()).map(({ body }) => fromJson<Feedback>(body))
    },

    async forgetFeedback(before) {
      const dropped = await queries.deleteFrom('feedback').where('given_at', '<', instant(before)).executeTakeFirst()
      return Number(dropped.numDeletedRows)
    },
  }
}
