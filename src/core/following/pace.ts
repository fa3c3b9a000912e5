/** How long more documents are waited for once one has come, so that several within an hour are one update. */
export interface Pace {
  /** After the last of them. */
  readonly quietMs: number
  /** After the first of them. */
  readonly longestMs: number
}

export const LONGEST_WAIT_MINUTES = 60
export const USUAL_WAIT_MINUTES = 10

/** Waits for so many minutes without another document, an hour at the longest; none at all for 0. */
export function paceOf(minutes: number): Pace {
  const longest = minutes === 0 ? 0 : LONGEST_WAIT_MINUTES
  return { quietMs: minutes * 60_000, longestMs: longest * 60_000 }
}

export const STANDARD_PACE: Pace = paceOf(USUAL_WAIT_MINUTES)
