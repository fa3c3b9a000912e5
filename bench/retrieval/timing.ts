/**
 * How long a question takes when the store's search has given 40 documents of 500 words: `node bench/retrieval/timing.ts`.
 * Ends with 1 if the 99th percentile is over 150 ms of the processor.
 */
import { rankAnswers } from '../../src/core/retrieval/rank.ts'
import { Stopwatch } from '../eval/stopwatch.ts'
import { seededRandom } from '../train/boost.ts'

const DOCUMENTS = 40
const WORDS = 500
const QUESTIONS = 400
const BUDGET = 150

const random = seededRandom(1)
const pick = <Item>(items: readonly Item[]): Item => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}
const SYLLABLES = 'ba ke li mo nu ra se ti vo zu dar fen gol hin jup kar lem mir nor pal quen ros tal ver'.split(' ')
const LINKS = 'the of and in to was by for with on that had'.split(' ')
const nouns = Array.from({ length: 8000 }, () =>
  Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(SYLLABLES)).join(''),
)
const names = nouns.slice(0, 800).map((noun) => noun.charAt(0).toUpperCase() + noun.slice(1))
// As in real texts a few words are very common and most are rare.
const word = () =>
  random() < 0.4 ? pick(LINKS) : random() < 0.1 ? pick(names) : (nouns[Math.floor(nouns.length * random() ** 3)] ?? '')
const sentence = () =>
  `${pick(names)} ${Array.from({ length: 12 + Math.floor(random() * 16) }, word).join(' ')} in ${1900 + Math.floor(random() * 120)}.`

function text(): string {
  const sentences: string[] = []
  for (let words = 0; words < WORDS; ) {
    const next = sentence()
    sentences.push(next)
    words += next.split(' ').length
  }
  return sentences.join(' ')
}

const watch = new Stopwatch()
for (let run = 0; run < QUESTIONS; run++) {
  const passages = Array.from({ length: DOCUMENTS }, (_, at) => ({
    document: String(at),
    language: 'en',
    title: sentence(),
    text: text(),
  }))
  const asked = pick(passages).text.split(/[. ]+/u)
  const question = `${pick(['When did', 'Who said that', 'How many', 'Why did', 'Which'])} ${asked.slice(20, 29).join(' ')}?`
  watch.time(() => rankAnswers(question, passages))
}
process.stdout.write(
  `${QUESTIONS} questions over ${DOCUMENTS} documents of ${WORDS} words: ${watch} (budget ${BUDGET} ms)\n`,
)
process.exitCode = watch.p99 > BUDGET ? 1 : 0
