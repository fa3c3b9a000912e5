import type { Arguments } from './arguments.ts'

/**
 * What goes wrong. With `stored: true` Slack did what was asked and only the answer is lost or wrong: the ambiguous case.
 * - `rate_limited`: HTTP 429 with Retry-After; nothing is done
 * - `server_error`: an HTTP status, 500 unless told
 * - `no_answer`: the request is taken and never answered, so that the client's own timeout ends it
 * - `dropped`: the connection breaks
 * - `error`: `ok: false` with a code
 * - `late`: nothing is done and nothing answered before `until` resolves; then everything is, be it that nobody waits any more
 */
export type FaultKind =
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  | { kind: 'server_error'; stored: boolean; status?: number }
  | { kind: 'no_answer'; stored: boolean }
  | { kind: 'dropped'; stored: boolean }
  | { kind: 'error'; error: string; stored?: boolean }
  | { kind: 'late'; until: Promise<unknown> }

export type Fault = FaultKind & {
  /** a method's name, or `response_url` */
  method: string
  /** how many calls it spoils; 1 unless told */
  times?: number
  /** spoils only calls whose arguments satisfy this */
  when?: (args: Arguments) => boolean
}

/** Faults wait in the order they were ordered; each call meets the first that fits. */
export class Faults {
  readonly #waiting: { fault: Fault; left: number }[] = []

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 })
  }

  take(method: string, args: Arguments): Fault | undefined {
    const found = this.#waiting.find(
      ({ fault, left }) => left > 0 && fault.method === method && (fault.when?.(args) ?? true),
    )
    if (found === undefined) return undefined
    found.left -= 1
    return found.fault
  }
}
