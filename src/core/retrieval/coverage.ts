/** How much of some keys' weight each place has. Rare keys weigh more. */
export interface Coverage {
  readonly share: Float64Array
  readonly weights: Float64Array
  readonly total: number
}

/** `degree(key, place)` in 0 … 1. Inverse document frequency over the places themselves, times a weight of the key's own. */
export function cover(
  keys: number,
  places: number,
  degree: (key: number, place: number) => number,
  own?: (key: number) => number,
): Coverage {
  const share = new Float64Array(places)
  const weights = new Float64Array(keys)
  const degrees = new Float64Array(places)
  let total = 0
  for (let key = 0; key < keys; key++) {
    let frequency = 0
    for (let place = 0; place < places; place++) {
      const value = degree(key, place)
      degrees[place] = value
      frequency += value
    }
    const weight = Math.log((places + 1) / (frequency + 0.5)) * (own?.(key) ?? 1)
    weights[key] = weight
    total += weight
    for (let place = 0; place < places; place++) share[place] = (share[place] ?? 0) + weight * (degrees[place] ?? 0)
  }
  if (total > 0) for (let place = 0; place < places; place++) share[place] = (share[place] ?? 0) / total
  return { share, weights, total }
}
