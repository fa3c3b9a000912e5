import { openDatabase } from '../app.ts'
import { readEnvironment } from '../config/environment.ts'
import { type DayUsage, moneyOf } from '../core/usage.ts'
import { fallbacksLine, spendingLine } from '../core/usage-lines.ts'
import type { Runtime } from '../runtime.ts'
import type { JsonOption } from './command-line.ts'

const DAYS = 30
const DAY_MS = 24 * 60 * 60_000

/** `attache usage`: what models cost in the last thirty days, and what today's budget has left. */
export async function usage(options: JsonOption, runtime: Runtime): Promise<void> {
  const environment = readEnvironment(runtime.env)
  const store = await openDatabase(environment, 'guest')
  try {
    const today = runtime.now().toISOString().slice(0, 10)
    const since = new Date(runtime.now().getTime() - (DAYS - 1) * DAY_MS).toISOString().slice(0, 10)
    const days = await store.usageSince(since)
    if (options.json === true) {
      for (const { micros, ...day } of days) runtime.out(`${JSON.stringify({ ...day, cost: moneyOf(micros) })}\n`)
      return
    }
    if (environment.model === undefined) runtime.out('No model is set up: nothing is sent to one.\n')
    if (days.length === 0) runtime.out('Nothing was spent in the last 30 days.\n')
    else runtime.out(`${printDays(days)}\n`)
    if (environment.model === undefined) return
    const spent = days.filter(({ day }) => day === today)
    runtime.out(`\n${spendingLine(spent, environment.model.budget)}.\n`)
    const fallbacks = await store.fallbacksOn(today)
    if (fallbacks.length > 0) runtime.out(`${fallbacksLine(fallbacks)}.\n`)
  } finally {
    await store.close()
  }
}

function printDays(days: readonly DayUsage[]): string {
  const rows = days.map(({ day, model, requests, tokensIn, tokensOut, micros }) => [
    day,
    model,
    String(requests),
    String(tokensIn),
    String(tokensOut),
    moneyOf(micros).toFixed(2),
  ])
  const all = [['day', 'model', 'requests', 'tokens in', 'tokens out', 'cost'], ...rows]
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all
    .map((row) =>
      row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
    )
    .join('\n')
}
