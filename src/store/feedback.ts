import type { Feedback, FeedbackStore } from '../core/feedback.ts'
import type { Database } from './database.ts'
import { fromJson, instant } from './values.ts'

export function feedbackStore({ queries }: Database): FeedbackStore {
  return {
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
  }
}
