import type { Environment } from '../config/environment.ts'
import { createStandingFiles } from '../config/standing-files.ts'
import { type Check, good, mend, note } from '../core/check.ts'
import { feedWording } from '../core/feed-wording.ts'
import { type FetchRecord, watchKey } from '../core/fetching.ts'
import type { Store } from '../core/store-ports.ts'
import { knownFeeds } from './known-feeds.ts'

/** Of those that fail; whoever has more begins with these. */
const MOST_FAILING = 20
/** A server may have a bad day: whoever is told so often in a row has to see to it. */
const FAILS_FOR_GOOD = 4

interface WatchedAddress {
  readonly address: string
  /** Where it stands, to be mended there. */
  readonly where: string
  readonly record?: FetchRecord | undefined
}

/** How many feeds are followed and pages watched, and which of them fail: since when, and why. */
export async function checkWatched(environment: Environment, store: Store): Promise<Check[]> {
  const feeds = await knownFeeds(environment, store)
  const listed = feeds.map(({ address, where, record }) => ({ address, where: where.join('; '), record }))
  return [...checkAll('Feeds', 'followed', listed), ...checkAll('Pages', 'watched', await pagesOf(environment, store))]
}

async function pagesOf({ briefs, zone }: Environment, store: Store): Promise<WatchedAddress[]> {
  const files = createStandingFiles(briefs, { zone })
  await files.read()
  const records = new Map((await store.fetchesOf('pages')).map((record) => [record.address, record]))
  return (files.watchedPages()?.pages ?? []).map(({ address, topic }) => ({
    address,
    where: `topic ${topic}`,
    record: records.get(watchKey(address, topic)),
  }))
}

function checkAll(what: string, verb: string, all: readonly WatchedAddress[]): Check[] {
  if (all.length === 0) return [note(what, `none is ${verb}`)]
  const failing = all.filter(({ record }) => (record?.failures ?? 0) > 0)
  const words = `${all.length} ${all.length === 1 ? 'is' : 'are'} ${verb}, ${failing.length === 0 ? 'none' : failing.length} of them failing`
  const checks = failing.slice(0, MOST_FAILING).map((each) => checkFailing(what, each))
  const more = failing.length - checks.length
  return [
    failing.length === 0 ? good(what, words) : note(what, words),
    ...checks,
    ...(more > 0
      ? [mend(what, `and ${more} more that fail: ${what === 'Feeds' ? 'attache feeds' : 'the log'} names them`)]
      : []),
  ]
}

function checkFailing(what: string, { address, where, record }: WatchedAddress): Check {
  const words = record === undefined ? '' : (feedWording.failing(record) ?? '')
  const isForGood = (record?.failures ?? 0) >= FAILS_FOR_GOOD || record?.answeredAt === undefined
  return isForGood
    ? mend(what, `${address} (${where}): ${words} If it is gone, take it out; it is tried again, more and more seldom`)
    : note(what, `${address} (${where}): ${words}`)
}
