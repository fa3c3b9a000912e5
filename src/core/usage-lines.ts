import { type Fallback, fallbackReason } from './fallback.ts'
import { type Budget, type DayFallbacks, type DayUsage, moneyOf, type UsageStore } from './usage.ts'

/** The model that is set up. */
export interface ModelTerms {
  /** As accounts and briefs call it. */
  readonly name: string
  readonly budget: Budget
}

/** For whoever pays: what models cost today (UTC) of the budget, and how often they were of no use. */
export async function usageToday(model: ModelTerms, now: Date, store: UsageStore): Promise<readonly string[]> {
  const day = now.toISOString().slice(0, 10)
  const [spent, fallbacks] = await Promise.all([store.usageSince(day), store.fallbacksOn(day)])
  return [
    `Model: ${model.name}`,
    spendingLine(
      spent.filter((usage) => usage.day === day),
      model.budget,
    ),
    fallbacksLine(fallbacks),
  ]
}

/** `Today (UTC): 3 requests, 3,600 of 50,000 tokens, cost 0.02 of 1.00`: money without a unit, since prices are given without one. */
export function spendingLine(today: readonly DayUsage[], { tokens, micros }: Budget): string {
  const sum = (of: (usage: DayUsage) => number) => today.reduce((total, usage) => total + of(usage), 0)
  const requests = sum((usage) => usage.requests)
  const limit = (most: string | undefined) => (most === undefined ? '' : ` of ${most}`)
  const parts = [
    `${count(requests)} ${requests === 1 ? 'request' : 'requests'}`,
    `${count(sum(({ tokensIn, tokensOut }) => tokensIn + tokensOut))}${limit(tokens === undefined ? undefined : count(tokens))} tokens`,
    `cost ${money(sum((usage) => usage.micros))}${limit(micros === undefined ? undefined : money(micros))}`,
  ]
  return `Today (UTC): ${parts.join(', ')}`
}

/** `Written without the model today: 3 (it is busy: 2, today’s budget is spent: 1)`. */
export function fallbacksLine(fallbacks: readonly DayFallbacks[]): string {
  const counts = new Map<Fallback, number>()
  for (const { reason, times } of fallbacks) counts.set(reason, (counts.get(reason) ?? 0) + times)
  const all = [...counts.values()].reduce((total, times) => total + times, 0)
  const reasons = [...counts].toSorted(([, one], [, other]) => other - one)
  const why = reasons.map(([reason, times]) => `${fallbackReason(reason)}: ${count(times)}`).join(', ')
  return `Written without the model today: ${count(all)}${why === '' ? '' : ` (${why})`}`
}

function count(number: number): string {
  return number.toLocaleString('en-GB')
}

/** Tenths of a cent are shown where there is nothing else. */
function money(micros: number): string {
  const amount = moneyOf(micros)
  return amount.toFixed(amount > 0 && amount < 0.01 ? 4 : 2)
}
