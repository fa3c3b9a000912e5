import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { InputError } from '../../src/core/errors.ts'
import { decodeFeed } from '../../src/sources/feeds/encoding.ts'
import { readFeed } from '../../src/sources/feeds/parsing.ts'
import { seededRandom } from '../lookup/random.ts'
import { damage } from './damage.ts'

const help = `Reads feeds that were damaged at random, and tells of every one that is not refused in words or takes long.

  node bench/feeds/fuzz.ts --data FOLDER [--cases 5000] [--seed 1]

Ends with 1 if there is one.
`

/** The same feed undamaged takes some milliseconds. */
const LONG_MS = 2_000

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    cases: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})
const say = (words: string) => void process.stdout.write(`${words}\n`)

if (values.help || values.data === undefined) say(help)
else process.exitCode = (await fuzz(values.data, Number(values.cases), Number(values.seed))) ? 0 : 1

async function fuzz(folder: string, cases: number, seed: number): Promise<boolean> {
  const names = (await readdir(folder, { recursive: true })).filter((name) =>
    /^\.(?:xml|rss|atom|rdf)$/u.test(extname(name)),
  )
  const random = seededRandom(seed)
  const counts = { read: 0, cut: 0, refused: 0, broken: 0, slow: 0 }
  let slowest = 0
  for (let one = 0; one < cases; one += 1) {
    const file = join(folder, random.one(names.sort()))
    const bytes = damage(await readFile(file), random)
    const began = performance.now()
    try {
      const { isCut } = readFeed(await decodeFeed(bytes, undefined), 'https://example.org/')
      counts[isCut ? 'cut' : 'read'] += 1
    } catch (error) {
      if (error instanceof InputError) counts.refused += 1
      else {
        counts.broken += 1
        say(`case ${one}, ${relative(folder, file)}: ${error instanceof Error ? error.stack : String(error)}`)
      }
    }
    const ms = performance.now() - began
    slowest = Math.max(slowest, ms)
    if (ms > LONG_MS) counts.slow += 1
  }
  say(
    `${cases} damaged feeds of ${names.length}: ${counts.read} read whole, ${counts.cut} as far as they go, ${counts.refused} refused`,
  )
  say(
    `${counts.broken} broke the reader, ${counts.slow} took more than ${LONG_MS} ms; the slowest took ${Math.round(slowest)} ms`,
  )
  return counts.broken === 0 && counts.slow === 0
}
