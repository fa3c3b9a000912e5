import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type EditionRound, writeDueEditions } from '../../src/core/edition.ts'
import { InputError } from '../../src/core/errors.ts'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import type { Writer } from '../../src/core/ports.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { at, sampleDigest, sampleDocument } from '../contracts/store-samples.ts'
import { createKeptLog } from '../fakes/kept-log.ts'

const SLOT = Date.parse('2026-03-10T08:00:00Z')

let store: Store
let now: number
/** Topics that were written on, in turn. */
let written: string[]
let secondsABrief: number
let wordless: ReadonlySet<string>

beforeEach(async () => {
  store = await openSqlite({ file: ':memory:', role: 'owner', tokenize: searchTokens })
  await store.migrate()
  now = SLOT
  written = []
  secondsABrief = 0
  wordless = new Set()
})

afterEach(() => store.close())

const extractive = createExtractiveWriter()
const writer: Pick<Writer, 'brief'> = {
  async brief(topic, documents) {
    written.push(topic)
    now += secondsABrief * 1_000
    if (wordless.has(topic)) throw new InputError('the documents hold no sentence to show')
    return await extractive.brief(topic, documents)
  },
}

async function fileDocuments(topic: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) {
    const text = `The council of ${topic} met ${n} times in March and agreed on a budget for the harbour.`
    await store.saveDocument(sampleDocument({ topic, location: `${topic}/${n}`, text, foundAt: at(n) }))
  }
}

async function orderDigest(id: string, limit: number, topics: readonly string[] = []): Promise<void> {
  const target = { platform: 'slack', channel: `C-${id}` }
  const nextRunAt = new Date(SLOT).toISOString()
  await store.saveDigest(sampleDigest({ id, target, topics, limit, cron: '0 8 * * *', zone: 'UTC', nextRunAt }))
}

async function round(seconds = 5): Promise<EditionRound> {
  const until = new Date(now + seconds * 1_000)
  return await writeDueEditions({ store, writer, now: () => new Date(now), log: createKeptLog() }, until)
}

async function shown(): Promise<unknown[]> {
  const posted = await store.deliveries({ limit: 50 })
  return posted.flatMap(({ reply }) =>
    reply.kind === 'edition' ? [reply.items.map(({ topic, sources }) => [topic, sources]), reply.more] : [],
  )
}

describe('an edition', () => {
  test('is ordered before it is written, and only what is shown is written', async () => {
    await fileDocuments('few', 1)
    await fileDocuments('many', 3)
    await fileDocuments('some', 2)
    await orderDigest('d1', 2)
    await round()
    expect(written).toEqual(['many', 'some'])
    expect(await shown()).toEqual([
      [
        ['many', 3],
        ['some', 2],
      ],
      1,
    ])
  })

  test('takes the next topic in place of one that turns out to hold nothing', async () => {
    await fileDocuments('few', 1)
    await fileDocuments('many', 3)
    await fileDocuments('some', 2)
    await orderDigest('d1', 1)
    wordless = new Set(['many'])
    await round()
    expect(written).toEqual(['many', 'some'])
    expect(await shown()).toEqual([[['some', 2]], 1])
  })
})

describe('a round', () => {
  const slow = async () => {
    for (const id of ['a', 'b', 'c']) {
      await fileDocuments(id, 1)
      await orderDigest(id, 1, [id])
    }
    secondsABrief = 3
  }

  test('begins no digest when its time is up, and says that more are due', async () => {
    await slow()
    const first = await round()
    expect([first.written.map(({ digest }) => digest), first.more]).toEqual([['a', 'b'], true])
    const second = await round()
    expect([second.written.map(({ digest }) => digest), second.more]).toEqual([['c'], false])
  })

  test('is not used up by digests that fail', async () => {
    await slow()
    secondsABrief = 9
    const { saveEdition } = store
    store.saveEdition = async (edition, ...others) => {
      if (edition.digest === 'a') throw new TypeError('a bug')
      return await saveEdition(edition, ...others)
    }
    expect((await round()).written.map(({ digest }) => digest)).toEqual(['b'])
    expect((await round()).written.map(({ digest }) => digest)).toEqual(['c'])
  })
})
