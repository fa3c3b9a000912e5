/** Random numbers that are the same in every run. */
export interface Random {
  /** From 0 to below 1. */
  share(): number
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  /** One of the list. Throws for an empty one. */
  one<T>(list: readonly T[]): T
}

/** The generator mulberry32 (Tommy Ettinger, public domain). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(share() * limit)
  return {
    share,
    below,
    one(list) {
      const chosen = list[below(list.length)]
      if (chosen === undefined) throw new RangeError('nothing to choose from')
      return chosen
    },
  }
}

/**
 * Ranks from 0 to below `size`, drawn as often as Zipf's law with Mandelbrot's offset has them: with none the first comes twice as often as
 * the second, and so on; with one the first few hardly differ.
 */
export function zipfRanks(size: number, offset = 0): (random: Random) => number {
  let sum = 0
  const sums = Array.from({ length: size }, (_, rank) => {
    sum += 1 / (rank + 1 + offset)
    return sum
  })
  return (random) => {
    const wanted = random.share() * sum
    let low = 0
    let high = size - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) > wanted) high = middle
      else low = middle + 1
    }
    return low
  }
}
