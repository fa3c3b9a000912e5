import { expect, test } from 'vitest'
import { createBriefing } from '../../src/core/briefing.ts'
import { StoreError } from '../../src/core/errors.ts'
import { createIntake } from '../../src/core/intake.ts'
import type { Source } from '../../src/core/ports.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { createMemorySource } from '../fakes/memory-source.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'

test('a source is asked for no more until what it found last is kept', async () => {
  const now = () => new Date('2024-05-04T07:00:00Z')
  const store = await openMemoryStore()
  let polls = 0
  const found = {
    location: 'a',
    topic: 'varna',
    blocks: [{ kind: 'prose' as const, text: 'The harbour of Varna was closed on 3 May 2024.' }],
  }
  const source: Source = {
    name: 'wire',
    async poll() {
      polls += 1
      return { documents: polls === 1 ? [found] : [], withdrawn: [], problems: [] }
    },
    close() {},
  }
  let isAway = true
  const fragile = new Proxy(store, {
    get: (target, name: keyof typeof store) =>
      name === 'saveDocument' && isAway ? () => Promise.reject(new StoreError('away')) : target[name],
  })
  const parts = { store: fragile, writer: createExtractiveWriter(), keepers: [], now, log: createKeptLog() }
  const intake = createIntake({ ...parts, sources: [source], briefing: createBriefing(parts) })
  const orders = { held: new Set<string>(), matches: new Map() }
  await expect(intake.round(orders)).rejects.toThrow('away')
  await expect(intake.round(orders)).rejects.toThrow('away')
  expect(polls).toBe(1)
  isAway = false
  expect(await intake.round(orders)).toMatchObject({ added: 1 })
  await intake.round(orders)
  expect(polls).toBe(2)
  await store.close()
})

test('of a text that is too long the beginning is taken in, and that is said once', async () => {
  const now = () => new Date('2024-05-04T07:00:00Z')
  const store = await openMemoryStore()
  const parts = { store, writer: createExtractiveWriter(), keepers: [], now, log: createKeptLog() }
  const source = createMemorySource()
  const intake = createIntake({ ...parts, sources: [source], briefing: createBriefing(parts) })
  const sentences = Array.from({ length: 6 }, (_, n) => `The harbour of Varna was closed on ${n + 1} May 2024. `)
  source.put('varna/a.txt', sentences.map((sentence) => sentence.repeat(4_000)).join('\n\n'))
  const orders = { held: new Set<string>(), matches: new Map() }
  const { added, problems } = await intake.round(orders)
  expect(added).toBe(1)
  expect(problems).toEqual([
    { where: 'varna/a.txt', what: expect.stringMatching(/^only the first 9\d\d,\d{3} characters/u) },
  ])
  const [document] = await store.documentsOf('varna', 1)
  expect([document?.text.length ?? 0, document?.text.includes('6 May')]).toEqual([expect.closeTo(940_000, -5), false])
  expect((await intake.round(orders)).problems).toEqual([])
  await store.close()
})
