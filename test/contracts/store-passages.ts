import { describe, expect, test } from 'vitest'
import type { Passage } from '../../src/core/passage.ts'
import type { Reply } from '../../src/core/reply.ts'
import type { StoreUnderTest } from './store.ts'
import { at, sampleBrief, sampleDocument } from './store-samples.ts'

export function testPassages(use: () => StoreUnderTest): void {
  const passage = (id: string, savedAt: string): Passage => ({
    id,
    place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
    documents: [sampleDocument({ topic: `passage:${id}` })],
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
      expect(await store.forgetPassages(at(3), at(4))).toBe(2)
      expect(await store.passageById('p2')).toBeUndefined()
      expect(await store.passageById('p3')).toBeDefined()
    })

    test('leave nothing of what was answered from them', async () => {
      const { store } = use()
      for (const second of [1, 3]) await store.savePassage(passage(`p${second}`, at(second)))
      const target = { platform: 'slack', channel: 'C1' }
      const answerFrom = (topic: string): Reply => ({
        kind: 'answer',
        answer: {
          question: 'When?',
          answered: true,
          confidence: 1,
          sure: true,
          claims: [{ text: `The secret of ${topic}.`, evidence: [] }],
          sources: [],
          writer: 'extractive',
        },
        topics: [topic],
      })
      const owed = ['passage:p1', 'passage:p3', 'reform'].map((topic) => ({
        key: topic,
        target,
        reply: answerFrom(topic),
      }))
      await store.oweDeliveries(owed, at(3))
      const turn = { question: 'When?', answer: ['Then.'], topics: ['passage:p1'] }
      await store.saveTurn(target, 't1', turn, at(3))
      await store.forgetPassages(at(2), at(4))
      const kept = (await store.deliveries({ limit: 9 })).map(({ state, reply }) => `${state} ${JSON.stringify(reply)}`)
      expect(kept.filter((line) => line.includes('The secret of passage:p1'))).toEqual([])
      expect(kept.filter((line) => line.startsWith('failed'))).toHaveLength(1)
      expect(kept.filter((line) => line.includes('The secret of'))).toHaveLength(2)
      expect(await store.lastTurn(target, 't1')).toBeUndefined()
    })
  })
}
