import { describe, expect, test } from 'vitest'
import type { StoreUnderTest } from './store.ts'
import { at } from './store-samples.ts'

const CHANNEL = { platform: 'slack', channel: 'C1' }
const LONG_AGO = at(-1_000)

export function testConversations(use: () => StoreUnderTest): void {
  describe('conversations', () => {
    const turn = { question: 'Who ratified it first?', answer: ['India was the first.'], topics: ['india-belarus'] }
    const question = { id: 'q1', place: { platform: 'slack', workspace: 'T1', channel: 'C1' }, text: 'Who? \u{1F600}' }

    test('have a last turn in each thread', async () => {
      const { store, again } = use()
      expect(await store.lastTurn(CHANNEL, 'm1')).toBeUndefined()
      await store.saveTurn(CHANNEL, 'm1', { ...turn, question: 'When?' }, at(1))
      await store.saveTurn({ ...CHANNEL, thread: 'm1' }, 'm1', turn, at(2))
      const other = await again()
      expect(await other.lastTurn(CHANNEL, 'm1')).toEqual(turn)
      expect(await other.lastTurn(CHANNEL, 'm2')).toBeUndefined()
      expect(await other.lastTurn({ platform: 'discord', channel: 'C1' }, 'm1')).toBeUndefined()
    })

    test('keep a question under its id', async () => {
      const { store, again } = use()
      expect(await store.keptQuestion('q1')).toBeUndefined()
      await store.keepQuestion({ ...question, text: 'When?' }, at(1))
      await store.keepQuestion(question, at(2))
      expect(await (await again()).keptQuestion('q1')).toEqual(question)
    })

    test('are forgotten, questions earlier than turns', async () => {
      const { store } = use()
      await store.saveTurn(CHANNEL, 'm1', turn, at(1))
      await store.saveTurn(CHANNEL, 'm2', turn, at(5))
      await store.keepQuestion(question, at(1))
      await store.forgetConversations({ turns: LONG_AGO, questions: at(2) })
      expect(await store.keptQuestion('q1')).toBeUndefined()
      expect(await store.lastTurn(CHANNEL, 'm1')).toEqual(turn)
      await store.forgetConversations({ turns: at(5), questions: at(5) })
      expect(await store.lastTurn(CHANNEL, 'm1')).toBeUndefined()
      expect(await store.lastTurn(CHANNEL, 'm2')).toEqual(turn)
    })
  })
}
