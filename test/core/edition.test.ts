import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeDueEditions } from '../../src/core/edition.ts'
import { InputError } from '../../src/core/errors.ts'
import type { Told } from '../../src/core/news.ts'
import type { Writer } from '../../src/core/ports.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { at, sampleDigest, sampleDocument } from '../contracts/store-samples.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'

const SLOT = Date.parse('2026-03-10T08:00:00Z')

let store: Store
let now: number
/** Topics that were written on, in turn. */
let written: string[]
let secondsABrief: number
let wordless: ReadonlySet<string>

beforeEach(async () => {
  store = await openMemoryStore()
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

/** Ids of the digests that were written in that time. */
async function round(seconds = 5): Promise<string[]> {
  const until = new Date(now + seconds * 1_000)
  const editions: string[] = []
  const options = { store, writer, now: () => new Date(now), log: createKeptLog() }
  for await (const { digest } of writeDueEditions(options, until)) editions.push(digest)
  return editions
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

test('an edition that takes long to write is nobody else’s meanwhile', async () => {
  const topics = ['a', 'b', 'c', 'd', 'e']
  for (const topic of topics) await fileDocuments(topic, 1)
  await orderDigest('d1', 5, topics)
  secondsABrief = 25
  const others: unknown[] = []
  const asked: Pick<Writer, 'brief'> = {
    async brief(topic, documents) {
      const brief = await writer.brief(topic, documents)
      others.push(await store.claimDigest(new Date(now).toISOString(), new Date(now + 60_000).toISOString()))
      return brief
    },
  }
  const options = { store, writer: asked, now: () => new Date(now), log: createKeptLog() }
  const editions = await Array.fromAsync(writeDueEditions(options, new Date(SLOT + 5_000)))
  expect(editions.map(({ digest }) => digest)).toEqual(['d1'])
  expect(others).toEqual([undefined, undefined, undefined, undefined, undefined])
})

describe('a round', () => {
  const slow = async () => {
    for (const id of ['a', 'b', 'c']) {
      await fileDocuments(id, 1)
      await orderDigest(id, 1, [id])
    }
    secondsABrief = 3
  }

  test('begins no digest when its time is up', async () => {
    await slow()
    expect(await round()).toEqual(['a', 'b'])
    expect(await round()).toEqual(['c'])
    expect(await round()).toEqual([])
  })

  test('is held up by no digest that fails; that one is tried again a minute later', async () => {
    await slow()
    const { saveEdition } = store
    store.saveEdition = async (edition, ...others) => {
      if (edition.digest === 'a') throw new TypeError('a bug')
      return await saveEdition(edition, ...others)
    }
    expect(await round(10)).toEqual(['b', 'c'])
    store.saveEdition = saveEdition
    expect(await round()).toEqual([])
    now = SLOT + 60_000
    expect(await round()).toEqual(['a'])
  })

  test('composes once more what another digest of the channel told it meanwhile', async () => {
    await fileDocuments('few', 1)
    await fileDocuments('many', 3)
    await orderDigest('d1', 2)
    const { saveEdition } = store
    store.saveEdition = async (edition, owed, told, run) => {
      store.saveEdition = saveEdition
      await store.saveTold({ ...sampleTold(told), brief: 'another' }, at(0))
      return await saveEdition(edition, owed, told, run)
    }
    expect(await round()).toEqual(['d1'])
    expect(await shown()).toEqual([[['few', 1]], 0])
    expect((await store.digests())[0]?.nextRunAt).toBe(new Date(SLOT + 24 * 60 * 60_000).toISOString())
  })
})

function sampleTold(told: readonly Told[]): Told {
  const [first] = told
  if (first === undefined) throw new Error('nothing was to be told')
  return first
}
