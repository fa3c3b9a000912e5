/** Milliseconds on the clock, of many calls. */
export interface Timing {
  readonly p50: number
  readonly p99: number
}

export function timingOf(values: readonly number[]): Timing {
  return { p50: quantile(values, 0.5), p99: quantile(values, 0.99) }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
