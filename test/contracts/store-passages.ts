import { describe, expect, test } from 'vitest'
import type { Passage } from '../../src/core/passage.ts'
import type { StoreUnderTest } from './store.ts'
import { at, sampleBrief, sampleDocument } from './store-samples.ts'

export function testPassages(use: () => StoreUnderTest): void {
  const passage = (id: string, savedAt: string): Passage => ({
    id,
    place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
    document: sampleDocument({ topic: `passage:${id}` }),
    brief: sampleBrief({ id, topic: `passage:${id}` }),
    savedAt,
  })

  describe('passages', () => {
    test('come back whole, in another process too', async () => {
      const { store, again } = use()
      await store.savePassage(passage('p1', at(1)))
      expect(await (await again()).passageById('p1')).toEqual(passage('p1', at(1)))
      expect(await store.passageById('p2')).toBeUndefined()
    })

    test('are in no list, no search and no brief of a topic', async () => {
      const { store } = use()
      await store.savePassage(passage('p1', at(1)))
      expect(await store.countTopics()).toEqual({ topics: 0, documents: 0 })
      expect(await store.briefById('p1')).toBeUndefined()
      expect(await store.topicBySlug('passage:p1')).toBeUndefined()
    })

    test('are forgotten when they are old', async () => {
      const { store } = use()
      for (const second of [1, 2, 3]) await store.savePassage(passage(`p${second}`, at(second)))
      expect(await store.forgetPassages(at(3))).toBe(2)
      expect(await store.passageById('p2')).toBeUndefined()
      expect(await store.passageById('p3')).toBeDefined()
    })
  })
}
