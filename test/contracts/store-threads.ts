import { describe, expect, test } from 'vitest'
import type { StoreUnderTest } from './store.ts'
import { at } from './store-samples.ts'

const CHANNEL = { platform: 'slack', channel: 'C1' }

export function testThreads(use: () => StoreUnderTest): void {
  describe('threads', () => {
    test('know their topics, and learn more of them', async () => {
      const { store } = use()
      expect(await store.topicsOfThread(CHANNEL, 'm1')).toBeUndefined()
      await store.saveThread(CHANNEL, 'm1', ['b', 'a'], at(1))
      await store.saveThread(CHANNEL, 'm1', ['a', 'c', 'c'], at(2))
      expect(await store.topicsOfThread(CHANNEL, 'm1')).toEqual(['a', 'b', 'c'])
      expect(await store.topicsOfThread({ ...CHANNEL, thread: 'm1' }, 'm1')).toEqual(['a', 'b', 'c'])
    })

    test('are one channel’s on one platform', async () => {
      const { store } = use()
      await store.saveThread(CHANNEL, 'm1', ['a'], at(1))
      expect(await store.topicsOfThread({ platform: 'discord', channel: 'C1' }, 'm1')).toBeUndefined()
      expect(await store.topicsOfThread({ platform: 'slack', channel: 'C2' }, 'm1')).toBeUndefined()
      expect(await store.topicsOfThread(CHANNEL, 'm2')).toBeUndefined()
    })

    test('about no topic are none of ours', async () => {
      const { store } = use()
      await store.saveThread(CHANNEL, 'm1', [], at(1))
      expect(await store.topicsOfThread(CHANNEL, 'm1')).toBeUndefined()
    })
  })

  describe('what a channel has been told', () => {
    const told = { target: CHANNEL, topic: 'a', brief: 'b1', documents: ['d1@1', 'd2@1'] }

    test('is every document in every revision shown, since the first telling', async () => {
      const { store } = use()
      expect(await store.toldOf(CHANNEL, 'a')).toBeUndefined()
      await store.saveTold(told, at(5))
      await store.saveTold({ ...told, brief: 'b2', documents: ['d2@1', 'd1@2', 'd1@2'] }, at(9))
      expect(await store.toldOf(CHANNEL, 'a')).toEqual({ documents: new Set(['d1@1', 'd2@1', 'd1@2']), since: at(5) })
    })

    test('is told to the channel whichever thread it was told in, and to no other channel or topic', async () => {
      const { store } = use()
      await store.saveTold({ ...told, target: { ...CHANNEL, thread: 'm1' } }, at(5))
      expect((await store.toldOf(CHANNEL, 'a'))?.since).toBe(at(5))
      expect((await store.toldOf({ ...CHANNEL, thread: 'm2' }, 'a'))?.since).toBe(at(5))
      expect(await store.toldOf(CHANNEL, 'b')).toBeUndefined()
      expect(await store.toldOf({ platform: 'slack', channel: 'C2' }, 'a')).toBeUndefined()
      expect(await store.toldOf({ platform: 'discord', channel: 'C1' }, 'a')).toBeUndefined()
    })
  })
}
