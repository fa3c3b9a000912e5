/** How fast one key (a channel, a method) may be used: a bucket of `burst` that refills at `perSecond`. */
export interface PaceRule {
  perSecond: number
  burst: number
}

/** A token bucket per key, on the fake's clock. */
export class Pace {
  readonly #rule: PaceRule
  readonly #now: () => number
  readonly #buckets = new Map<string, { tokens: number; at: number }>()

  constructor(rule: PaceRule, now: () => number) {
    this.#rule = rule
    this.#now = now
  }

  /** Takes one turn. Returns the whole seconds to wait if there is none, else undefined. */
  take(key: string): number | undefined {
    const now = this.#now()
    const bucket = this.#buckets.get(key) ?? { tokens: this.#rule.burst, at: now }
    const refilled = bucket.tokens + ((now - bucket.at) / 1000) * this.#rule.perSecond
    const tokens = Math.min(this.#rule.burst, refilled)
    const taken = tokens >= 1
    this.#buckets.set(key, { tokens: taken ? tokens - 1 : tokens, at: now })
    return taken ? undefined : Math.max(1, Math.ceil((1 - tokens) / this.#rule.perSecond))
  }
}
