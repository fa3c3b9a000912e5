import { describe, expect, test } from 'vitest'
import type { StoreUnderTest } from './store.ts'
import { at } from './store-samples.ts'

const DAY = '2025-03-01'
const MOST = { tokensIn: 900, tokensOut: 100, micros: 5_000 }
const SPENT = { tokensIn: 700, tokensOut: 50, micros: 3_000 }

export function testUsage(use: () => StoreUnderTest): void {
  describe('usage of models', () => {
    test('is counted by day and model, what was set aside in place of nothing', async () => {
      const { store } = use()
      expect(await store.reserveUsage(DAY, 'one', MOST, {})).toBe(true)
      expect(await store.usageSince(DAY)).toEqual([{ day: DAY, model: 'one', requests: 1, ...MOST }])
      await store.settleUsage(DAY, 'one', MOST, SPENT)
      await store.reserveUsage(DAY, 'one', MOST, {})
      await store.settleUsage(DAY, 'one', MOST, SPENT)
      await store.reserveUsage('2025-03-02', 'two', MOST, {})
      await store.settleUsage('2025-03-02', 'two', MOST, SPENT)
      expect(await store.usageSince(DAY)).toEqual([
        { day: '2025-03-02', model: 'two', requests: 1, ...SPENT },
        { day: DAY, model: 'one', requests: 2, tokensIn: 1_400, tokensOut: 100, micros: 6_000 },
      ])
      expect(await store.usageSince('2025-03-03')).toEqual([])
    })

    test('beyond the budget of tokens or money is refused, of all models together, and each day anew', async () => {
      const { store } = use()
      expect(await store.reserveUsage(DAY, 'one', MOST, { tokens: 1_999 })).toBe(true)
      expect(await store.reserveUsage(DAY, 'two', MOST, { tokens: 1_999 })).toBe(false)
      expect(await store.reserveUsage(DAY, 'two', MOST, { tokens: 2_000 })).toBe(true)
      expect(await store.reserveUsage(DAY, 'two', MOST, { micros: 14_999 })).toBe(false)
      expect(await store.reserveUsage('2025-03-02', 'two', MOST, { tokens: 1_999 })).toBe(true)
      const requests = (await store.usageSince(DAY)).map(({ requests }) => requests)
      expect(requests).toEqual([1, 1, 1])
    })

    test('is never more than the budget, however many processes ask at once', async () => {
      const { store, again } = use()
      const other = await again()
      const asked = Array.from({ length: 12 }, (_, index) => {
        return (index % 2 === 0 ? store : other).reserveUsage(DAY, 'one', MOST, { tokens: 5_000 })
      })
      expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(5)
    })

    test('tells how often another writer took over, and why', async () => {
      const { store, again } = use()
      await store.noteFallback(DAY, 'one', 'slow')
      await (await again()).noteFallback(DAY, 'one', 'slow')
      await store.noteFallback(DAY, 'one', 'busy')
      await store.noteFallback('2025-03-02', 'one', 'busy')
      expect(await store.fallbacksOn(DAY)).toEqual([
        { model: 'one', reason: 'busy', times: 1 },
        { model: 'one', reason: 'slow', times: 2 },
      ])
      expect(await store.fallbacksOn('2025-03-03')).toEqual([])
    })

    test('holds sums beyond 32 bits', async () => {
      const { store } = use()
      const much = { tokensIn: 3_000_000_000, tokensOut: 1, micros: 9_000_000_000 }
      await store.reserveUsage(DAY, 'one', much, {})
      expect(await store.usageSince(DAY)).toEqual([{ day: DAY, model: 'one', requests: 1, ...much }])
    })
  })

  describe('what models wrote', () => {
    test('is kept by the request, and forgotten when it is old', async () => {
      const { store, again } = use()
      await store.keepWritten('first', { text: '{"a":1}', documents: ['d1'] }, at(1))
      await store.keepWritten('second', { text: 'b', documents: [] }, at(2))
      await store.keepWritten('second', { text: 'c', documents: ['d1', 'd2'] }, at(3))
      expect(await (await again()).writtenTo('first')).toBe('{"a":1}')
      expect(await store.writtenTo('second')).toBe('c')
      expect(await store.writtenTo('third')).toBeUndefined()
      expect(await store.forgetWritten(at(3))).toBe(1)
      expect(await store.writtenTo('first')).toBeUndefined()
    })
  })

  describe('feedback', () => {
    test('knows what a message shows', async () => {
      const { store } = use()
      const reply = { kind: 'notice' as const, text: 'Belarus backs India.' }
      const target = { platform: 'slack' as const, channel: 'C1' }
      await store.noteSent({ key: 'shown-1', target, reply }, { channel: 'C1', message: '17.5' }, at(1))
      expect(await store.replyAt(target, '17.5')).toEqual(reply)
      expect(await store.replyAt(target, '7.5')).toBeUndefined()
      expect(await store.replyAt({ ...target, channel: 'C2' }, '17.5')).toBeUndefined()
    })

    test('is kept once for an event, oldest first', async () => {
      const { store } = use()
      const feedback = {
        verdict: 'useful' as const,
        of: 'b7',
        shown: 'Belarus backs India.',
        writer: 'extractive',
        documents: ['d1'],
        place: { platform: 'slack' as const, workspace: 'T1', channel: 'C1' },
      }
      await store.saveFeedback({ ...feedback, event: 'slack:2', at: at(2) })
      await store.saveFeedback({ ...feedback, verdict: 'useless', event: 'slack:1', at: at(1) })
      await store.saveFeedback({ ...feedback, verdict: 'useless', event: 'slack:2', at: at(3) })
      expect((await store.feedbackSince(at(0))).map(({ event, verdict }) => [event, verdict])).toEqual([
        ['slack:1', 'useless'],
        ['slack:2', 'useful'],
      ])
      expect(await store.feedbackSince(at(2))).toEqual([{ ...feedback, event: 'slack:2', at: at(2) }])
      expect(await store.forgetFeedback(at(2))).toBe(1)
      expect((await store.feedbackSince(at(0))).map(({ event }) => event)).toEqual(['slack:2'])
    })
  })
}
