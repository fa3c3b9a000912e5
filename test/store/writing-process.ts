import { writeSync } from 'node:fs'
import { openStore } from '../../src/store/store.ts'
import { at, sampleOwed } from '../contracts/store-samples.ts'

/**
 * A desk that accepts events `slack:<n>` and what they owe until it is killed, and says each number when the store has acknowledged it.
 * Arguments: the options of `openStore` as JSON, the first number.
 */
const [, , options = '{}', first = '0'] = process.argv
const store = await openStore({ ...JSON.parse(options), role: 'owner', tokenize: () => [] })
await store.migrate()
for (let n = Number(first); ; n++) {
  await store.acceptEvent(`slack:${n}`, at(n), [
    sampleOwed(`answer-${n}`, { target: { platform: 'slack', channel: `C${n}` } }),
  ])
  writeSync(1, `${n}\n`)
}
