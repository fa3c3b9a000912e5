import { sql } from 'kysely'
import type { Fallback } from '../core/fallback.ts'
import type { Budget, Spending, UsageStore, WrittenStore } from '../core/usage.ts'
import { type Database, transact } from './database.ts'
import { instant } from './values.ts'

export function usageStore(database: Database): UsageStore {
  const { queries, exceptions } = database
  return {
    async reserveUsage(day, model, most, budget) {
      return await transact(database, async (transaction) => {
        // One at a time, so that two requests cannot both find room for the last of it.
        await exceptions.hold(transaction, 'usage')
        const spent = await transaction
          .selectFrom('usage')
          .select(({ fn }) => [
            fn.sum<number | string | null>('tokens_in').as('tokensIn'),
            fn.sum<number | string | null>('tokens_out').as('tokensOut'),
            fn.sum<number | string | null>('micros').as('micros'),
          ])
          .where('day', '=', day)
          .executeTakeFirst()
        const before = {
          tokensIn: Number(spent?.tokensIn ?? 0),
          tokensOut: Number(spent?.tokensOut ?? 0),
          micros: Number(spent?.micros ?? 0),
        }
        if (!hasRoom(before, most, budget)) return false
        await transaction
          .insertInto('usage')
          .values({
            day,
            model,
            requests: 1,
            tokens_in: most.tokensIn,
            tokens_out: most.tokensOut,
            micros: most.micros,
          })
          .onConflict((conflict) =>
            conflict.columns(['day', 'model']).doUpdateSet({
              requests: sql`usage.requests + 1`,
              tokens_in: sql`usage.tokens_in + ${most.tokensIn}`,
              tokens_out: sql`usage.tokens_out + ${most.tokensOut}`,
              micros: sql`usage.micros + ${most.micros}`,
            }),
          )
          .execute()
        return true
      })
    },

    async settleUsage(day, model, most, spent) {
      await queries
        .updateTable('usage')
        .set({
          tokens_in: sql`tokens_in + ${spent.tokensIn - most.tokensIn}`,
          tokens_out: sql`tokens_out + ${spent.tokensOut - most.tokensOut}`,
          micros: sql`micros + ${spent.micros - most.micros}`,
        })
        .where('day', '=', day)
        .where('model', '=', model)
        .execute()
    },

    async usageSince(day) {
      const rows = queries.selectFrom('usage').selectAll().where('day', '>=', day)
      return (await rows.orderBy('day', 'desc').orderBy('model').execute()).map((row) => ({
        day: row.day,
        model: row.model,
        requests: Number(row.requests),
        tokensIn: Number(row.tokens_in),
        tokensOut: Number(row.tokens_out),
        micros: Number(row.micros),
      }))
    },

    async noteFallback(day, model, reason) {
      await queries
        .insertInto('fallbacks')
        .values({ day, model, reason, times: 1 })
        .onConflict((conflict) =>
          conflict.columns(['day', 'model', 'reason']).doUpdateSet({ times: sql`fallbacks.times + 1` }),
        )
        .execute()
    },

    async fallbacksOn(day) {
      const rows = queries.selectFrom('fallbacks').selectAll().where('day', '=', day)
      return (await rows.orderBy('model').orderBy('reason').execute()).map(({ model, reason, times }) => ({
        model,
        // Only `noteFallback` writes this column.
        reason: reason as Fallback,
        times: Number(times),
      }))
    },
  }
}

export function writtenStore({ queries }: Database): WrittenStore {
  return {
    async writtenTo(request) {
      const row = await queries.selectFrom('written').select('text').where('request', '=', request).executeTakeFirst()
      return row?.text
    },

    async keepWritten(request, { text, documents }, now) {
      const written = { text, documents: JSON.stringify(documents), written_at: instant(now) }
      await queries
        .insertInto('written')
        .values({ request, ...written })
        .onConflict((conflict) => conflict.column('request').doUpdateSet(written))
        .execute()
    },

    async forgetWritten(before) {
      const dropped = await queries.deleteFrom('written').where('written_at', '<', instant(before)).executeTakeFirst()
      return Number(dropped.numDeletedRows)
    },
  }
}

function hasRoom(before: Spending, most: Spending, { tokens, micros }: Budget): boolean {
  const all = before.tokensIn + before.tokensOut + most.tokensIn + most.tokensOut
  return (tokens === undefined || all <= tokens) && (micros === undefined || before.micros + most.micros <= micros)
}
