import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FoundDocument } from '../../src/core/document.ts'
import { createRouting, type MatchRules, type Routing } from '../../src/core/routing.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { sampleDocument } from '../contracts/store-samples.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'

const NO_RULES: MatchRules = new Map()
const FLOOD =
  'Heavy rain has flooded the lower town of Lowick. The river Tarn rose by two metres overnight, and the fire brigade of Lowick took forty people from their houses by boat.'
const FLOOD_AGAIN =
  'The river Tarn has fallen in Lowick. The fire brigade pumped water from flooded houses in the lower town, where forty people had been taken to safety by boat.'
const ELECTION =
  'Voters in Freedonia elect a new parliament on Sunday. The Labour party of Anna Weiss leads in the polls, ahead of the Liberals.'
let store: Store
let routing: Routing
let time: number

beforeEach(async () => {
  store = await openMemoryStore()
  time = Date.parse('2026-03-01T12:00:00Z')
  routing = createRouting({ store, now: () => new Date(time) })
})
afterEach(async () => await store.close())

function found(text: string, more: Partial<FoundDocument> = {}): FoundDocument {
  return { location: text.slice(0, 9), language: 'en', date: '2026-03-01', blocks: [{ kind: 'prose', text }], ...more }
}

const route = (document: FoundDocument, rules = NO_RULES) => routing.route(document, 'feed', rules)

describe('a document without a topic', () => {
  test('goes where the most of the rules are met, whatever it is like', async () => {
    const rules = new Map([
      ['rivers', ['Tarn', 'lower  town']],
      ['rain', ['rain']],
      ['arn', ['arn', 'ood']],
    ])
    expect(await route(found(FLOOD), rules)).toBe('rivers')
    expect(await route(found('雨中的河流泛滥。'), new Map([['river', ['河流']]]))).toBe('river')
  })

  test('goes on with the story that it tells, else opens one that is named after it', async () => {
    const flood = await route(found(FLOOD))
    expect(flood).toMatch(/lowick|tarn/u)
    expect(await route(found(ELECTION))).not.toBe(flood)
    expect(await route(found(FLOOD_AGAIN))).toBe(flood)
  })

  test('is another story when it comes months later', async () => {
    const flood = await route(found(FLOOD))
    expect(await route(found(FLOOD_AGAIN, { date: '2026-09-01' }))).not.toBe(flood)
  })

  test('goes on with what the store knows already', async () => {
    const date = '2026-02-27'
    await store.saveDocument(sampleDocument({ topic: 'the-flood', text: FLOOD, date, location: 'the-flood/a.txt' }))
    await store.saveDocument(
      sampleDocument({ topic: 'vote', text: ELECTION, date, location: 'vote/a.txt', hash: 'h2' }),
    )
    expect(await route(found(FLOOD_AGAIN))).toBe('the-flood')
  })

  test('goes on with what came with a topic of its own, or was filed by another process, a minute later', async () => {
    expect(await route(found(ELECTION))).not.toBe('the-flood')
    const filed = { topic: 'the-flood', text: FLOOD, date: '2026-03-01' }
    await store.saveDocument(sampleDocument({ ...filed, location: 'the-flood/a.txt' }))
    time += 60_000
    expect(await route(found(FLOOD_AGAIN))).toBe('the-flood')
  })

  test('goes on with what was taken in as background, however long ago that was found', async () => {
    const old = { source: 'import', text: FLOOD, foundAt: '2025-01-01T00:00:00.000Z' }
    const document = sampleDocument({ ...old, topic: 'the-flood', location: 'a' })
    await store.saveBackground([{ document, step: 'a' }], { now: old.foundAt, recalls: false })
    expect(await route(found(FLOOD_AGAIN))).toBe('the-flood')
  })

  test('learns the last of what came since, where that is much', async () => {
    await route(found(ELECTION))
    for (let index = 0; index < 30; index++) {
      const text = `Shop ${index} sells bread.`
      await store.saveDocument(sampleDocument({ topic: 'shops', location: `shops/${index}`, text, hash: `h${index}` }))
      if (index === 3) await store.saveDocument(sampleDocument({ topic: 'the-flood', text: FLOOD, location: 'f/a' }))
    }
    time += 60_000
    expect(await route(found(FLOOD_AGAIN))).toBe('the-flood')
  })

  test('stays where it was when it is found again, changed or not', async () => {
    await store.saveDocument(sampleDocument({ source: 'feed', location: 'a', topic: 'kept', text: ELECTION }))
    expect(await route(found(FLOOD, { location: 'a' }), new Map([['rain', ['rain']]]))).toBe('kept')
  })

  test('belongs to the topic that forgot it, whatever is said in it and wherever it stands now', async () => {
    const title = 'Flood in\nLowick'
    const flood = sampleDocument({
      source: 'feed',
      location: 'a',
      topic: 'the-flood',
      title: 'Flood in Lowick',
      text: FLOOD,
    })
    const { document } = await store.saveDocument(flood)
    await store.forgetDocuments([document.id], '2026-03-01T12:00:00Z')
    const rules = new Map([['rain', ['rain']]])
    for (const location of ['a', 'b']) expect(await route(found(FLOOD, { title, location }), rules)).toBe('the-flood')
    expect(await route(found(FLOOD_AGAIN, { title, location: 'a' }), rules)).not.toBe('the-flood')
    await store.saveDocument(sampleDocument({ source: 'feed', location: 'c', topic: 'council', text: ELECTION }))
    expect(await route(found(FLOOD, { title, location: 'c' }))).toBe('the-flood')
  })

  test('that was forgotten by one topic goes with the one that has it, under a new name too', async () => {
    const flood = (topic: string) => sampleDocument({ location: `${topic}/a.txt`, topic, title: '', text: FLOOD })
    const { document } = await store.saveDocument(flood('the-flood'))
    await store.saveDocument(flood('towns'))
    await store.forgetDocuments([document.id], '2026-03-01T12:00:00Z')
    for (const location of ['a', 'b']) expect(await route(found(FLOOD, { location }))).toBe('towns')
  })
})
