/**
 * How long it takes to find a new document's story among many, and what memory the stories take:
 * `node bench/stories/main.ts [--stories 100000] [--documents 2000]`. Ends with 1 if the 99th percentile is over 20 ms of
 * the processor or the stories take more than 300 MB.
 */
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createGrouping } from '../../src/core/story/grouping.ts'
import type { StoryDocument } from '../../src/core/story/terms.ts'
import { Stopwatch } from '../eval/stopwatch.ts'
import { seededRandom } from '../train/boost.ts'

const TIME_BUDGET = 20
const MEMORY_BUDGET = 300
/** Words of a document, distinct words of the language, and names, of which every story has a few of its own. */
const LENGTH = 250
const VOCABULARY = 60_000
const NAMES = 200_000

const { values } = parseArgs({
  options: { stories: { type: 'string', default: '100000' }, documents: { type: 'string', default: '2000' } },
})
const random = seededRandom(1)
const below = (limit: number) => Math.floor(random() * limit)
/** Zipf's law, nearly: the n-th most common of `count` words comes about 1/n as often as the first. */
const zipf = (count: number) => Math.floor(count ** random()) - 1

/** Word number `n`, written in letters: five for most. */
function spell(n: number): string {
  let word = ''
  for (let rest = n + 700; rest > 0; rest = Math.floor(rest / 60))
    word += `${'bdfghklmnprstvz'.charAt(rest % 15)}${'aeio'.charAt(Math.floor(rest / 15) % 4)}`
  return word
}

const nameOf = (n: number) => `${spell(n).charAt(0).toUpperCase()}${spell(n).slice(1)}an`

/** A document of a story: common words, the story's own words, and its names and some that many stories share. */
function write(story: number): StoryDocument {
  const own = seededRandom(story + 7)
  const names = Array.from({ length: 6 }, () => nameOf(Math.floor(NAMES * own() ** 3)))
  const topic = Array.from({ length: 25 }, () => spell(Math.floor(VOCABULARY ** own())))
  const words = Array.from({ length: LENGTH }, () => {
    const kind = random()
    if (kind < 0.1) return names[below(names.length)] ?? ''
    return kind < 0.3 ? (topic[below(topic.length)] ?? '') : spell(zipf(VOCABULARY))
  })
  return { title: `${names[0]} ${topic[0]} ${names[1]}`, text: `${words.join(' ')}.`, language: 'en' }
}

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')
if (typeof collect !== 'function') throw new Error('this Node gives no way to collect garbage')
const used = () => {
  collect()
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return (heapUsed + Math.max(external, arrayBuffers)) / 2 ** 20
}

const stories = Number(values.stories)
const before = used()
const grouping = createGrouping()
for (let story = 0; story < stories; story++) grouping.place(write(story))
const megabytes = used() - before

const watch = new Stopwatch()
for (let n = 0; n < Number(values.documents); n++) {
  const document = write(below(stories))
  watch.time(() => grouping.place(document))
}
process.stdout.write(
  `${grouping.size} stories opened for ${stories} written: ${megabytes.toFixed(0)} MB (budget ${MEMORY_BUDGET} MB)
a new document's story: ${watch} (budget ${TIME_BUDGET} ms)\n`,
)
process.exitCode = watch.p99 > TIME_BUDGET || megabytes > MEMORY_BUDGET ? 1 : 0
