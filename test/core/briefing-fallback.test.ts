import { beforeEach, describe, expect, test } from 'vitest'
import type { Brief } from '../../src/core/brief.ts'
import { type Briefing, createBriefing } from '../../src/core/briefing.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { sampleDocument } from '../contracts/store-samples.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'

const extractive = createExtractiveWriter()
let store: Store
let now: Date
let isAway: boolean
let writings: number
/** How long the writer takes over a brief. */
let takesMs: number
let kept: Brief[]
let briefing: Briefing

beforeEach(async () => {
  store = await openMemoryStore()
  now = new Date('2026-11-24T08:00:00Z')
  isAway = true
  writings = 0
  takesMs = 0
  kept = []
  briefing = createBriefing({
    store,
    writer: {
      ...extractive,
      async brief(topic, documents) {
        writings += 1
        now = new Date(now.getTime() + takesMs)
        const brief = await extractive.brief(topic, documents)
        return isAway ? { ...brief, fallback: 'unreachable' } : { ...brief, id: 'worded', writer: 'openai/m' }
      },
    },
    keepers: [{ keepBrief: async (brief) => void kept.push(brief), dropBrief: async () => {} }],
    now: () => now,
    log: createKeptLog(),
  })
})

async function addTopic(topic: string): Promise<void> {
  const text = `The harbour of ${topic} is full today.`
  await store.saveDocument(sampleDocument({ id: topic, topic, text, location: topic, hash: topic, paragraphs: [] }))
}

describe('a brief that was written without the model', () => {
  test('is kept once, and worded by the model once that is back', async () => {
    await addTopic('varna')
    expect(await briefing.round([])).toHaveLength(1)
    expect((await store.briefOf('varna'))?.fallback).toBe('unreachable')
    // Later it is still away: nobody is shown the same again.
    now = new Date(now.getTime() + 60_000)
    expect(await briefing.round([])).toEqual([])
    expect([writings, kept.length]).toEqual([2, 1])
    isAway = false
    now = new Date(now.getTime() + 3_600_000)
    expect(await briefing.round([])).toHaveLength(1)
    expect((await store.briefOf('varna'))?.writer).toBe('openai/m')
    now = new Date(now.getTime() + 3_600_000)
    await briefing.round([])
    expect(writings).toBe(3)
  })
})

test('a writer that takes long gives way after some seconds, and goes on in the next round', async () => {
  isAway = false
  takesMs = 6_000
  for (const topic of ['burgas', 'varna', 'sofia', 'ruse']) await addTopic(topic)
  expect(await briefing.round([])).toHaveLength(2)
  expect(await briefing.round([])).toHaveLength(2)
  expect(await briefing.round([])).toHaveLength(0)
})
