import { describe, expect, test } from 'vitest'
import type { OwedDelivery } from '../../src/core/delivery.ts'
import { claim, claimKeys, sent, stateOf } from './outbox-turns.ts'
import type { StoreUnderTest } from './store.ts'
import { at, notice, sampleOwed, settle } from './store-samples.ts'

const LATER = { state: 'pending', ambiguous: false, reason: '429' } as const

function toChannel(key: string, channel: string, changes: Partial<OwedDelivery> = {}): OwedDelivery {
  return sampleOwed(key, { target: { platform: 'slack', channel }, ...changes })
}

export function testOutbox(use: () => StoreUnderTest): void {
  describe('outbox', () => {
    test('a delivery is claimed as it was owed, and is in the ledger from the start', async () => {
      const { store } = use()
      const owed = sampleOwed('a', {
        target: { platform: 'discord', channel: '1', thread: '2' },
        digest: 'morning',
        slot: at(0),
        reply: notice('NUL \u0000 and \uD800 and 印度'),
      })
      await store.oweDeliveries([owed], at(1))
      const record = { ...owed, state: 'pending', attempts: 0, owedAt: at(1) }
      expect(await store.deliveries({ limit: 5 })).toEqual([record])
      expect(await claim(store, 2)).toEqual([{ ...owed, owedAt: at(1), attempts: 0, ambiguous: false }])
      expect(await store.deliveries({ limit: 5 })).toEqual([{ ...record, state: 'sending', attempts: 1 }])
      const message = { channel: '1', message: '3', thread: '2' }
      await settle(store, 'a', { state: 'sent', message }, 3)
      const settled = { ...record, state: 'sent', attempts: 1, settledAt: at(3), message }
      expect(await store.deliveries({ limit: 5 })).toEqual([settled])
      expect(await claimKeys(store, 1000)).toEqual([])
    })

    test('a key that is known is left as it is, within one call and between two', async () => {
      const { store } = use()
      await store.oweDeliveries([sampleOwed('a'), sampleOwed('a', { reply: notice('second') })], at(1))
      await store.oweDeliveries([sampleOwed('a', { reply: notice('third') }), sampleOwed('b')], at(2))
      await store.oweDeliveries([], at(3))
      const ledger = await store.deliveries({ limit: 5 })
      expect(ledger.map(({ key, reply, owedAt }) => [key, reply, owedAt])).toEqual([
        ['b', notice('b'), at(2)],
        ['a', notice('a'), at(1)],
      ])
    })

    test('the ledger of one digest, newest first, no longer than asked', async () => {
      const { store } = use()
      await store.oweDeliveries(
        ['a', 'b', 'c', 'd'].map((key) => sampleOwed(key, { digest: key === 'c' ? 'x' : 'y' })),
        at(1),
      )
      const keys = async (filter: { digest?: string; limit: number }) =>
        (await store.deliveries(filter)).map(({ key }) => key)
      expect(await keys({ limit: 3 })).toEqual(['d', 'c', 'b'])
      expect(await keys({ digest: 'y', limit: 5 })).toEqual(['d', 'b', 'a'])
      expect(await keys({ digest: 'z', limit: 5 })).toEqual([])
    })

    test('what is owed is counted by platform until it is settled, with the instant of the first', async () => {
      const { store } = use()
      expect(await store.countOwed()).toEqual([])
      const discord = sampleOwed('d', { target: { platform: 'discord', channel: '1' } })
      await store.oweDeliveries([toChannel('a', 'A')], at(1))
      await store.oweDeliveries([toChannel('b', 'B'), discord], at(2))
      const inDiscord = { platform: 'discord', messages: 1, since: at(2) }
      expect(await store.countOwed()).toEqual([inDiscord, { platform: 'slack', messages: 2, since: at(1) }])
      await claim(store, 3)
      await settle(store, 'b', { ...LATER, notBefore: at(30) }, 4)
      expect(await store.countOwed()).toEqual([inDiscord, { platform: 'slack', messages: 2, since: at(1) }])
      await sent(store, 'a', 5)
      await settle(store, 'd', { state: 'unsure', reason: 'no access' }, 5)
      expect(await store.countOwed()).toEqual([{ platform: 'slack', messages: 1, since: at(2) }])
    })

    test('more than a statement can hold is owed at once', async () => {
      const { store } = use()
      await store.oweDeliveries(
        Array.from({ length: 2500 }, (_, i) => toChannel(`k${i}`, `C${i}`)),
        at(1),
      )
      expect(await claimKeys(store, 2, 3000)).toEqual(Array.from({ length: 2500 }, (_, i) => `k${i}`))
    })

    test('claims are for the platforms named, oldest first, no more than asked, one a channel', async () => {
      const { store } = use()
      const discord = sampleOwed('d', { target: { platform: 'discord', channel: 'C1' } })
      await store.oweDeliveries([toChannel('a1', 'A'), toChannel('a2', 'A'), discord, toChannel('b', 'B')], at(1))
      expect(await claimKeys(store, 2, 50, [])).toEqual([])
      expect(await claimKeys(store, 2, 50, ['discord', 'terminal'])).toEqual(['d'])
      expect(await claimKeys(store, 2, 1)).toEqual(['a1'])
      expect(await claimKeys(store, 2)).toEqual(['b'])
      expect(await claimKeys(store, 2)).toEqual([])
      await sent(store, 'a1', 3)
      expect(await claimKeys(store, 3)).toEqual(['a2'])
    })

    test('a channel’s line holds its threads too, and moves in the order of owing', async () => {
      const { store } = use()
      const inThread = sampleOwed('t', { target: { platform: 'slack', channel: 'C1', thread: 'm0' } })
      await store.oweDeliveries([sampleOwed('a'), inThread, sampleOwed('b')], at(1))
      for (const key of ['a', 't', 'b']) {
        expect(await claimKeys(store, 2)).toEqual([key])
        await sent(store, key, 2)
      }
    })

    test('one that waits holds up its own thread, not the channel’s other threads', async () => {
      const { store } = use()
      const inThread = (key: string, thread: string) =>
        sampleOwed(key, { target: { platform: 'slack', channel: 'C1', thread } })
      await store.oweDeliveries(
        [inThread('t1', 'm1'), inThread('t2', 'm1'), inThread('u', 'm2'), sampleOwed('a')],
        at(1),
      )
      expect(await claimKeys(store, 2)).toEqual(['t1'])
      expect(await claimKeys(store, 2)).toEqual([])
      await settle(store, 't1', { ...LATER, notBefore: at(30) }, 3)
      for (const key of ['u', 'a']) {
        expect(await claimKeys(store, 4)).toEqual([key])
        await sent(store, key, 4)
      }
      expect(await claimKeys(store, 29)).toEqual([])
      expect(await claimKeys(store, 30)).toEqual(['t1'])
    })

    test('one that waits holds up its channel until its time, and no other channel', async () => {
      const { store } = use()
      await store.oweDeliveries([toChannel('a1', 'A'), toChannel('a2', 'A'), toChannel('b', 'B')], at(1))
      expect(await claimKeys(store, 2, 1)).toEqual(['a1'])
      await settle(store, 'a1', { ...LATER, notBefore: at(30) }, 3)
      expect(await stateOf(store, 'a1')).toEqual({ state: 'pending', reason: '429' })
      expect(await claimKeys(store, 4)).toEqual(['b'])
      expect(await claimKeys(store, 29.999)).toEqual([])
      const [again] = await claim(store, 30)
      expect(again).toMatchObject({ key: 'a1', attempts: 1, firstTriedAt: at(2), ambiguous: false })
      await sent(store, 'a1', 31)
      expect(await stateOf(store, 'a1')).toEqual({ state: 'sent', reason: undefined })
      expect(await claimKeys(store, 31)).toEqual(['a2'])
    })

    test.for(['failed', 'unsure'] as const)('one that %s is out of the way and never sent again', async (state) => {
      const { store } = use()
      await store.oweDeliveries([sampleOwed('a'), sampleOwed('b')], at(1))
      await claim(store, 2)
      await settle(store, 'a', { state, reason: 'no access' }, 3)
      expect(await stateOf(store, 'a')).toEqual({ state, reason: 'no access' })
      expect(await claimKeys(store, 4)).toEqual(['b'])
      await sent(store, 'b', 5)
      expect(await claimKeys(store, 10_000)).toEqual([])
    })

    test('an unclear attempt is claimed again as ambiguous, and stays so until it is told otherwise', async () => {
      const { store } = use()
      await store.oweDeliveries([sampleOwed('a')], at(1))
      await claim(store, 2)
      await settle(store, 'a', { ...LATER, notBefore: at(10), ambiguous: true, reason: 'timeout' }, 3)
      expect((await claim(store, 10))[0]).toMatchObject({ attempts: 1, firstTriedAt: at(2), ambiguous: true })
      await settle(store, 'a', { ...LATER, notBefore: at(20) }, 11)
      expect((await claim(store, 20))[0]).toMatchObject({ attempts: 2, firstTriedAt: at(2), ambiguous: false })
    })

    test('looks are counted until it is told whether the message is there, also over the death of a process', async () => {
      const { store } = use()
      await store.oweDeliveries([sampleOwed('a')], at(1))
      await claim(store, 2)
      const unclear = { ...LATER, ambiguous: true, looks: 3, reason: '503' }
      await settle(store, 'a', { ...unclear, notBefore: at(10) }, 3)
      expect((await claim(store, 10))[0]).toMatchObject({ attempts: 1, looks: 3 })
      expect((await claim(store, 100))[0]).toMatchObject({ attempts: 2, looks: 3, ambiguous: true })
      await settle(store, 'a', { ...LATER, notBefore: at(110) }, 101)
      expect((await claim(store, 110))[0]).not.toHaveProperty('looks')
    })

    test('what a dead process was sending is claimed when its lease is over, as ambiguous', async () => {
      const { store, again } = use()
      await store.oweDeliveries([sampleOwed('a'), sampleOwed('b')], at(1))
      expect(await claimKeys(store, 2)).toEqual(['a'])
      const other = await again()
      expect(await claimKeys(other, 61.999)).toEqual([])
      expect(await claim(other, 62)).toEqual([
        { ...sampleOwed('a'), owedAt: at(1), attempts: 1, firstTriedAt: at(2), ambiguous: true },
      ])
      expect(await claimKeys(store, 121)).toEqual([])
      expect((await claim(store, 122))[0]).toMatchObject({ key: 'a', attempts: 2, ambiguous: true })
    })

    test('what is settled stays settled, but that it was sent is believed even late', async () => {
      const { store } = use()
      await store.oweDeliveries([sampleOwed('a'), sampleOwed('b')], at(1))
      await claim(store, 2)
      await sent(store, 'a', 3, 'm1')
      await settle(store, 'a', { ...LATER, notBefore: at(4) }, 4)
      await settle(store, 'a', { state: 'failed', reason: 'late' }, 4)
      await sent(store, 'a', 4, 'm2')
      expect((await store.deliveries({ limit: 5 }))[1]).toMatchObject({
        state: 'sent',
        settledAt: at(3),
        message: { message: 'm1' },
      })
      await claim(store, 5)
      await settle(store, 'b', { state: 'unsure', reason: 'nobody knows' }, 6)
      await sent(store, 'b', 7)
      expect(await stateOf(store, 'b')).toEqual({ state: 'sent', reason: undefined })
    })

    test('one whose place is forgotten while it is under way is nobody’s to settle', async () => {
      const { store } = use()
      await store.oweDeliveries([sampleOwed('a', { workspace: 'T1' })], at(1))
      await claim(store, 2)
      await store.forgetPlace({ platform: sampleOwed('a').target.platform, workspace: 'T1' }, [])
      for (const settlement of [
        { state: 'sent', message: { channel: 'C1', message: 'm1' } },
        { state: 'failed', reason: 'no access' },
      ] as const) {
        expect(await store.settleDelivery({ key: 'a', attempts: 0 }, settlement, at(3))).toBe(false)
      }
      expect(await store.deliveries({ limit: 5 })).toEqual([])
    })

    test('a process that was slow past its lease has no say in the attempt of another, unless it was sent', async () => {
      const { store, again } = use()
      await store.oweDeliveries([sampleOwed('a'), toChannel('b', 'C2')], at(1))
      const slow = await claim(store, 2)
      const other = await again()
      const taken = await claim(other, 70)
      expect(taken.map(({ key, attempts }) => [key, attempts])).toEqual([
        ['a', 1],
        ['b', 1],
      ])
      const [a, b] = slow
      if (a === undefined || b === undefined) throw new Error('two were claimed')
      const put = { ...LATER, notBefore: at(71) }
      for (const settlement of [
        put,
        { state: 'failed', reason: 'late' },
        { state: 'unsure', reason: 'late' },
      ] as const) {
        expect(await store.settleDelivery(a, settlement, at(71))).toBe(false)
      }
      expect(await stateOf(store, 'a')).toEqual({ state: 'sending', reason: undefined })
      expect(await claimKeys(store, 72)).toEqual([])
      // Put off by the process that has it, it is not the slow one's to fail either.
      expect(await settle(other, 'a', { ...put, notBefore: at(80) }, 73)).toBe(true)
      expect(await store.settleDelivery(a, { state: 'failed', reason: 'late' }, at(74))).toBe(false)
      expect(await stateOf(store, 'a')).toEqual({ state: 'pending', reason: '429' })

      const message = { channel: 'C2', message: 'm1' }
      expect(await store.settleDelivery(b, { state: 'sent', message }, at(75))).toBe(true)
      expect(await settle(other, 'b', { state: 'unsure', reason: 'late' }, 76)).toBe(false)
      expect(await stateOf(store, 'b')).toEqual({ state: 'sent', reason: undefined })
    })

    test('a lease that is over is still its holder’s while nobody else has taken it', async () => {
      const { store } = use()
      await store.oweDeliveries([sampleOwed('a')], at(1))
      const [a] = await claim(store, 2)
      expect(a && (await store.settleDelivery(a, { state: 'failed', reason: 'slow' }, at(100)))).toBe(true)
      expect(await stateOf(store, 'a')).toEqual({ state: 'failed', reason: 'slow' })
    })

    test('two processes never claim the same delivery, nor two of one channel', async () => {
      const { store, again } = use()
      const stores = [store, await again(), await again()]
      await store.oweDeliveries(
        Array.from({ length: 120 }, (_, i) => toChannel(`k${i}`, `C${i % 20}`)),
        at(1),
      )
      const done: string[] = []
      for (let round = 0; round < 6; round++) {
        const claims = await Promise.all(stores.flatMap((each) => [claim(each, 2, 7), claim(each, 2, 7)]))
        const claimed = claims.flat()
        expect(new Set(claimed.map(({ target }) => target.channel)).size).toBe(claimed.length)
        await Promise.all(claimed.map(({ key }, i) => sent(stores[i % 3] ?? store, key, 3)))
        done.push(...claimed.map(({ key }) => key))
      }
      while (done.length < 120) {
        const rest = await claimKeys(store, 2)
        expect(rest.length).toBeGreaterThan(0)
        for (const key of rest) await sent(store, key, 3)
        done.push(...rest)
      }
      expect(new Set(done).size).toBe(120)
      for (let channel = 0; channel < 20; channel++) {
        const order = done.map((key) => Number(key.slice(1))).filter((i) => i % 20 === channel)
        expect(order).toEqual(order.toSorted((a, b) => a - b))
      }
    })
  })
}
