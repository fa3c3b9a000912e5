import type { Fallback } from './fallback.ts'

/** What one or more requests to a model cost. Money is in millionths of the unit that the prices are in, so that sums are exact. */
export interface Spending {
  readonly tokensIn: number
  readonly tokensOut: number
  readonly micros: number
}

/** What may be spent a day (UTC), by all processes on one database together; absent for no limit. */
export interface Budget {
  /** Read and written together. */
  readonly tokens?: number
  readonly micros?: number
}

/** What a model cost on one day. */
export interface DayUsage extends Spending {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string
  readonly model: string
  readonly requests: number
}

/** How often on one day another writer took over from a model, for one reason. */
export interface DayFallbacks {
  readonly model: string
  readonly reason: Fallback
  readonly times: number
}

/** What was spent on models, and how often they were of no use. */
export interface UsageStore {
  /**
   * Sets aside what a request may cost at most, in one step for all processes; false, and nothing set aside, where the day has no room
   * for it.
   */
  reserveUsage(day: string, model: string, most: Spending, budget: Budget): Promise<boolean>
  /** Puts what a request did cost in the place of what was set aside for it. */
  settleUsage(day: string, model: string, most: Spending, spent: Spending): Promise<void>
  /** From that day on, the newest first. */
  usageSince(day: string): Promise<readonly DayUsage[]>
  /** Another writer took over. */
  noteFallback(day: string, model: string, reason: Fallback): Promise<void>
  /** In the order of models and reasons. */
  fallbacksOn(day: string): Promise<readonly DayFallbacks[]>
}

/** What models wrote, so that the same is never paid for twice. */
export interface WrittenStore {
  /** What a model wrote to this very request (`keepWritten`); undefined if nothing is kept of it. */
  writtenTo(request: string): Promise<string | undefined>
  /** Kept until one of the documents (ids) that the request showed is forgotten, or it is too old. */
  keepWritten(
    request: string,
    written: { readonly text: string; readonly documents: readonly string[] },
    now: string,
  ): Promise<void>
  /** Drops what was written before that instant, and gives how much. */
  forgetWritten(before: string): Promise<number>
}

/** How long what a model wrote is kept: a topic whose documents have not changed for longer is paid for again, once. */
export const WRITTEN_DAYS = 90

const MICROS = 1_000_000

/** Money as a number of its unit from millionths, and back. */
export function moneyOf(micros: number): number {
  return micros / MICROS
}

export function microsOf(money: number): number {
  return Math.round(money * MICROS)
}

/** What tokens cost at prices per million of them. */
export function priceOf(
  tokens: { readonly tokensIn: number; readonly tokensOut: number },
  price: { readonly in: number; readonly out: number },
): Spending {
  const { tokensIn, tokensOut } = tokens
  // A price per million, in millionths, is the price of one.
  return { tokensIn, tokensOut, micros: Math.ceil(tokensIn * price.in + tokensOut * price.out) }
}
