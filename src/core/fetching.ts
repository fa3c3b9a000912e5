/** What is known of an address that a source asks again and again. */
export interface FetchRecord {
  /** As its owner wrote it: unique within the source. */
  readonly address: string
  /** Where permanent redirects have led since. */
  readonly movedTo?: string
  /** What it calls itself, by the last answer that said. */
  readonly title?: string
  /** What the last answer may be named by, so that it is not sent again. */
  readonly etag?: string
  readonly lastModified?: string
  /** When it last answered, ISO 8601; absent until it has. */
  readonly answeredAt?: string
  /** When it is asked again, ISO 8601. */
  readonly nextAt: string
  /** How often in a row it failed. */
  readonly failures: number
  /** When the first of those failures was, ISO 8601; absent exactly while there are none. */
  readonly failingSince?: string
  /** What the last of them was, in words. */
  readonly trouble?: string
}

/** The addresses that sources watch: kept across restarts, and asked by one process at a time. */
export interface FetchStore {
  /** The addresses of a source from now on: new ones are due at `now`, those no longer named are forgotten, the others stay as they are. */
  watchAddresses(source: string, addresses: readonly string[], now: string): Promise<void>
  /**
   * Leases what is due, the longest due first: nobody else gets it before `leaseUntil`. Up to 30,000 addresses may be left out. Due is also
   * what is to wait for more than 40 days: a clock was ahead.
   */
  claimFetches(
    source: string,
    now: string,
    leaseUntil: string,
    limit: number,
    except?: readonly string[],
  ): Promise<readonly FetchRecord[]>
  /** Keeps what came of it in place of what was known; an address that is no longer watched is left out. */
  settleFetch(source: string, record: FetchRecord): Promise<void>
  /** In the order of addresses. */
  fetchesOf(source: string): Promise<readonly FetchRecord[]>
}

/** By what an address is known among those of its source: one that is watched for two topics is two. */
export function watchKey(address: string, topic: string | undefined): string {
  const page = address.replace(/#.*$/u, '')
  return topic === undefined ? page : `${page}#${topic}`
}
