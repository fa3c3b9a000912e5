/** The item of the highest worth, the first of them; undefined if there is none. */
export function highest<Item>(items: readonly Item[], worth: (item: Item) => number): Item | undefined {
  let best: Item | undefined
  let most = Number.NEGATIVE_INFINITY
  for (const item of items) {
    const value = worth(item)
    if (value > most) {
      most = value
      best = item
    }
  }
  return best
}
