import type { Command } from 'commander'
import type { Runtime } from '../runtime.ts'
import type { FeedsOptions } from './feeds.ts'
import { filled, refuseOthers } from './typed-words.ts'

/** `attache feeds`, and what follows it; what does the work is loaded when it is typed. */
export function addFeeds(program: Command, runtime: Runtime): void {
  const feeds = program
    .command('feeds')
    .description('list the feeds that are followed: where each stands, when it was read, what is wrong')
    .option('--json', 'print one JSON object a feed')
    .option('--opml', 'print them as OPML, for other readers')
    .action(async (options: FeedsOptions) => await (await import('./feeds.ts')).listFeeds(options, runtime))
  feeds
    .command('add')
    .description('follow a feed: for a topic, or each entry for the topic that it tells of')
    .argument('<url>', '', filled)
    .argument('[topic]', '', filled)
    .action(
      async (url: string, topic: string | undefined) => await (await import('./feeds.ts')).addFeed(url, topic, runtime),
    )
  feeds
    .command('remove')
    .description('follow a feed no longer that was added here or in a chat; what it has brought stays')
    .argument('<url>', '', filled)
    .argument('[topic]', '', filled)
    .action(
      async (url: string, topic: string | undefined) =>
        await (await import('./feeds.ts')).removeFeed(url, topic, runtime),
    )
  refuseOthers(feeds)
}
