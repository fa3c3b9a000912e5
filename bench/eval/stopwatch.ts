import { availableParallelism, loadavg } from 'node:os'

/** Times pieces of work by the clock and by the processor, whose time a busy machine does not change. */
export class Stopwatch {
  readonly #clock: number[] = []
  readonly #processor: number[] = []

  /** Does the work once and gives what it gives. */
  time<Result>(work: () => Result): Result {
    const start = performance.now()
    const before = process.threadCpuUsage()
    const result = work()
    const { user, system } = process.threadCpuUsage(before)
    this.#clock.push(performance.now() - start)
    this.#processor.push((user + system) / 1000)
    return result
  }

  /** The 99th percentile by the processor, in milliseconds. */
  get p99(): number {
    return percentile(this.#processor, 0.99)
  }

  /** Medians and 99th percentiles by both, and how busy the machine was. */
  toString(): string {
    const figures = (times: readonly number[]) =>
      `p50 ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`
    return `${figures(this.#processor)} by the processor; ${figures(this.#clock)} by the clock, at a load of ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`
  }
}

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
