import { pollFeeds } from './polling.ts'

/** A process that does nothing but follow feeds, so that its memory is what following takes: `polling-process.ts FEEDS ROUNDS`. */
const [feeds = 0, rounds = 0] = process.argv.slice(2).map(Number)
const polling = await pollFeeds(feeds, rounds, (words) => void process.stdout.write(`${words}\n`))
process.send?.(polling, () => process.disconnect())
