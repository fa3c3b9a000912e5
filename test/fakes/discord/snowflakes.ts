/** The first second of 2015, from which Discord counts (docs: reference, Snowflakes). */
const DISCORD_EPOCH_MS = 1_420_070_400_000

/**
 * A source of snowflake ids: milliseconds since 2015 in the upper bits, a counter below.
 * Ids grow strictly even if `now` stands still or goes back, since their order is the order of a channel's history.
 */
export function createSnowflakes(now: () => number): () => string {
  let last = 0n
  return () => {
    const fromClock = BigInt(Math.max(0, Math.floor(now()) - DISCORD_EPOCH_MS)) << 22n
    last = fromClock > last ? fromClock : last + 1n
    return last.toString()
  }
}

/** Order of two ids in time: negative if `a` is older. Text that is no snowflake sorts first. */
export function compareSnowflakes(a: string, b: string): number {
  const difference = toNumber(a) - toNumber(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

function toNumber(id: string): bigint {
  return /^\d+$/.test(id) ? BigInt(id) : -1n
}
