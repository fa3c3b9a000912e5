/**
 * A clock that runs a fixed number of times as fast as the machine's, the same in every process that is given it: a digest has at most
 * one slot a minute, and nobody waits 200 minutes for 200 kills.
 */
export interface FastClock {
  /** The instant on the machine's clock, in milliseconds since 1970, at which both clocks showed `shown`. */
  readonly from: number
  /** What this clock showed then, in milliseconds since 1970. */
  readonly shown: number
  /** Milliseconds of this clock in one of the machine's. */
  readonly speed: number
}

/** The environment variable in which a clock is handed to a process; its value is the clock as JSON. */
export const CLOCK_VARIABLE = 'CRASH_CLOCK'

/** The HTTP header in which a desk's process says when it sent a call: on its own clock, in milliseconds since 1970. */
export const SENT_AT_HEADER = 'x-crash-sent-at'

/** What the clock shows when the machine's shows `real`; both in milliseconds since 1970. */
export function shownAt({ from, shown, speed }: FastClock, real: number): number {
  return Math.floor(shown + (real - from) * speed)
}

/** How many milliseconds of the machine's clock this many of the fast one are. */
export function realSpan({ speed }: FastClock, milliseconds: number): number {
  return milliseconds / speed
}

/** Reads a clock as it is handed to a process. Throws if it is none. */
export function readClock(text: string): FastClock {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null) throw new Error(`no clock: ${text}`)
  const { from, shown, speed } = value as Partial<Record<keyof FastClock, unknown>> // What JSON holds is checked below.
  if (typeof from !== 'number' || typeof shown !== 'number' || typeof speed !== 'number' || speed <= 0) {
    throw new Error(`no clock: ${text}`)
  }
  return { from, shown, speed }
}
