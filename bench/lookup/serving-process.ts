import { writeSync } from 'node:fs'
import { openDatabase } from '../../src/app.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { CORPUS_SEED, createCorpus } from './corpus.ts'
import { deskOver, timeCalls } from './measure.ts'
import { questionsOf } from './questions.ts'

/*
 * A desk without platforms that answers questions, then says how many MB of memory it held at most.
 * Arguments: how many topics there are, how many questions of each kind, the seed.
 */
const [, , size = '0', each = '0', seed = '0'] = process.argv
const store = await openDatabase(readEnvironment(process.env), 'owner')
const asked = questionsOf(createCorpus(CORPUS_SEED), Number(size), Number(each), Number(seed))
let most = 0
for (let from = 0; from < asked.length; from += 100) {
  await timeCalls(deskOver(store), asked.slice(from, from + 100), `memory-${process.pid}-${from}`)
  most = Math.max(most, process.memoryUsage.rss())
}
await store.close()
writeSync(1, `${(most / 2 ** 20).toFixed(1)}\n`)
