/** An entry of a feed that was seen. */
export interface SeenEntry {
  /** By what it is known again: its id, its link, and a hash of what it says; unique in the feed. */
  readonly keys: readonly string[]
  /** Where its document stands, or would. */
  readonly location: string
}

/** Entries of feeds that were seen, so that none comes as new again whatever its feed calls it. */
export interface EntryStore {
  /** Locations by key. Keys that were never seen are left out. */
  seenEntries(feed: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Remembers entries, and when they were last seen in the feed. */
  saveEntries(feed: string, entries: readonly SeenEntry[], now: string): Promise<void>
  /**
   * Drops those last seen before that instant by a feed that has had others since, or that nobody follows any more; gives how many keys. A feed
   * that says that nothing has changed has them all still.
   */
  forgetEntries(before: string): Promise<number>
}
