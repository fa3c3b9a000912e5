import { describe, expect, test } from 'vitest'
import { writeDueEditions } from '../../src/core/edition.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import type { StoreUnderTest } from './store.ts'
import { at, RUN, sampleBrief, sampleDigest, sampleDocument, sampleEdition, sampleOwed, TOLD } from './store-samples.ts'

/** The id of the digest that a process is given, until a minute later if nothing else is said. */
async function claim(store: Store, seconds: number, until = seconds + 60): Promise<string | undefined> {
  return (await store.claimDigest(at(seconds), at(until)))?.id
}

export function testDigests(use: () => StoreUnderTest): void {
  describe('digests', () => {
    test('come back as they were saved', async () => {
      const { store } = use()
      const plain = sampleDigest()
      const full = sampleDigest({
        id: 'evening',
        target: { platform: 'discord', channel: '1', thread: '2' },
        workspace: 'G1',
        topics: [],
        whenEmpty: 'note',
        author: 'U1',
        origin: 'channel',
        paused: 'the channel is gone',
      })
      await store.saveDigest(plain)
      await store.saveDigest(full)
      expect(new Set(await store.digests())).toEqual(new Set([plain, full]))
      await store.removeDigest('morning')
      expect(await store.digests()).toEqual([full])
      await store.removeDigest('morning')
    })

    test('keep their next slot when changed, unless the schedule itself changes', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest({ nextRunAt: at(100) }))
      const changed = sampleDigest({ topics: ['minsk'], limit: 3, nextRunAt: at(500) })
      await store.saveDigest(changed)
      expect(await store.digests()).toEqual([{ ...changed, nextRunAt: at(100) }])
      const later = { ...changed, cron: '0 9 * * *' }
      await store.saveDigest(later)
      expect(await store.digests()).toEqual([later])
      const elsewhere = { ...later, zone: 'Asia/Kolkata', nextRunAt: at(600) }
      await store.saveDigest(elsewhere)
      expect(await store.digests()).toEqual([elsewhere])
    })

    test('that were paused begin with the slot that they are given', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest({ nextRunAt: at(100) }))
      await store.pauseDigest('morning', 'by hand', at(90))
      await store.saveDigest(sampleDigest({ nextRunAt: at(900) }))
      expect(await store.digests()).toEqual([sampleDigest({ nextRunAt: at(900) })])
    })

    test('are found by platform, workspace and channel', async () => {
      const { store } = use()
      const target = (platform: string, channel: string) => ({ platform, channel })
      await store.saveDigest(sampleDigest({ id: 'a', target: target('slack', 'C1'), workspace: 'T1' }))
      await store.saveDigest(sampleDigest({ id: 'b', target: target('slack', 'C2'), workspace: 'T1' }))
      await store.saveDigest(sampleDigest({ id: 'c', target: target('slack', 'C1') }))
      await store.saveDigest(sampleDigest({ id: 'd', target: target('discord', 'C1'), workspace: 'T1' }))
      const ids = async (...of: Parameters<typeof store.digests>) => (await store.digests(...of)).map(({ id }) => id)
      expect(await ids({ platform: 'slack', channel: 'C1' })).toEqual(['a', 'c'])
      expect(await ids({ platform: 'slack', workspace: 'T1' })).toEqual(['a', 'b'])
      expect(await ids({ platform: 'slack' })).toEqual(['a', 'b', 'c'])
      expect(await ids({ platform: 'slack', workspace: 'T2', channel: 'C1' })).toEqual([])
      expect(await ids()).toEqual(['a', 'b', 'c', 'd'])
    })

    test('come back to whoever writes them at their slot and after it, earliest first, while they run', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest({ id: 'third', nextRunAt: at(30) }))
      await store.saveDigest(sampleDigest({ id: 'first', nextRunAt: at(10) }))
      await store.saveDigest(sampleDigest({ id: 'second', nextRunAt: at(20) }))
      await store.saveDigest(sampleDigest({ id: 'paused', nextRunAt: at(5), paused: 'gone' }))
      expect(await claim(store, 9.999)).toBeUndefined()
      expect(await store.claimDigest(at(10), at(70))).toEqual(sampleDigest({ id: 'first', nextRunAt: at(10) }))
      expect(await claim(store, 10)).toBeUndefined()
      expect(await claim(store, 30)).toBe('second')
      expect(await claim(store, 30)).toBe('third')
      expect(await claim(store, 30)).toBeUndefined()
    })

    test('a slot without milliseconds or in another zone’s hours is the same instant', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest({ nextRunAt: '2026-03-02T09:00:00+01:00' }))
      expect(await store.claimDigest('2026-03-02T07:59:59.999Z', '2026-03-02T08:00:59Z')).toBeUndefined()
      expect(await store.claimDigest('2026-03-02T08:00:00Z', '2026-03-02T08:01:00Z')).toBeDefined()
    })
  })

  describe('claims of digests', () => {
    test('are each given to one of many processes', async () => {
      const { store, again } = use()
      const ids = ['a', 'b', 'c', 'd', 'e', 'f']
      for (const id of ids) await store.saveDigest(sampleDigest({ id }))
      const stores = [store, await again(), await again(), await again()]
      const claimed = await Promise.all([...stores, ...stores].map((each) => claim(each, 100)))
      expect(claimed.filter((id) => id !== undefined).sort()).toEqual(ids)
    })

    test('run out, so that a process that died keeps nobody from its digests', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      expect(await claim(store, 100, 160)).toBe('morning')
      expect(await claim(store, 159.999)).toBeUndefined()
      expect(await claim(store, 160)).toBe('morning')
    })

    test('for more than a day are those of a clock that was ahead, and keep nobody away', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      const day = 24 * 60 * 60
      expect(await claim(store, 100, 102 + day)).toBe('morning')
      expect(await claim(store, 102)).toBeUndefined()
      expect(await claim(store, 101)).toBe('morning')
    })

    test('end when the digest is moved to another slot, which only whoever knows its slot can do', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      await claim(store, 100, 1_000)
      expect(await store.rescheduleDigest('morning', { was: at(99), next: at(50) }, at(40))).toBe(false)
      expect(await store.rescheduleDigest('evening', { was: at(100), next: at(50) }, at(40))).toBe(false)
      expect(await claim(store, 101)).toBeUndefined()
      expect(await store.rescheduleDigest('morning', { was: at(100), next: at(50) }, at(40))).toBe(true)
      expect(await store.claimDigest(at(50), at(110))).toEqual(sampleDigest({ nextRunAt: at(50) }))
    })

    test('a digest that is moved back takes with it what its channel was told more than a day ahead', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      const [year, hour] = [365 * 86_400, 3_600]
      const elsewhere = { ...TOLD, target: { platform: 'slack', channel: 'C2' } }
      for (const told of [TOLD, elsewhere]) await store.saveTold(told, at(year))
      await store.saveTold({ ...TOLD, topic: 'minsk' }, at(hour))
      await store.rescheduleDigest('morning', { was: at(100), next: at(50) }, at(40))
      const since = async ({ target }: typeof TOLD, topic: string) => (await store.toldOf(target, topic))?.since
      expect(await since(TOLD, TOLD.topic)).toBe(at(40))
      expect(await since(elsewhere, TOLD.topic)).toBe(at(year))
      expect(await since(TOLD, 'minsk')).toBe(at(hour))
    })

    test('are prolonged by whoever has them', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      await claim(store, 100, 160)
      expect(await store.prolongClaim('morning', at(150), at(210))).toBe(false)
      expect(await store.prolongClaim('morning', at(160), at(210))).toBe(true)
      expect(await claim(store, 209)).toBeUndefined()
      expect(await claim(store, 210, 270)).toBe('morning')
      expect(await store.prolongClaim('morning', at(210), at(300))).toBe(false)
      await store.saveEdition(sampleEdition(), [], [], RUN)
      expect(await store.prolongClaim('morning', at(270), at(300))).toBe(false)
    })

    test('end with the edition: the next slot is free', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      await claim(store, 100, 1_000)
      await store.saveEdition(sampleEdition(), [], [], RUN)
      expect(await claim(store, 199)).toBeUndefined()
      expect(await claim(store, 200)).toBe('morning')
    })

    test('end when the schedule changes or the digest begins again, not when its words do', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      await claim(store, 100, 1_000)
      await store.saveDigest(sampleDigest({ topics: ['minsk'] }))
      expect(await claim(store, 101)).toBeUndefined()
      await store.saveDigest(sampleDigest({ cron: '1 8 * * *', nextRunAt: at(110) }))
      expect(await claim(store, 110, 1_000)).toBe('morning')
      await store.pauseDigest('morning', 'by hand', at(111))
      expect(await claim(store, 2_000)).toBeUndefined()
      await store.saveDigest(sampleDigest({ cron: '1 8 * * *', nextRunAt: at(120) }))
      expect(await claim(store, 120)).toBe('morning')
    })

    test('past their time are of no account: what one process saved is saved, and the other saves nothing', async () => {
      const { store, again } = use()
      const other = await again()
      await store.saveDigest(sampleDigest())
      expect(await claim(store, 100, 160)).toBe('morning')
      expect(await claim(other, 160)).toBe('morning')
      expect(await store.saveEdition(sampleEdition(), [sampleOwed('slow')], [TOLD], RUN)).toBe(true)
      expect(await other.saveEdition(sampleEdition(), [sampleOwed('quick')], [TOLD], RUN)).toBe(false)
      expect((await store.deliveries({ limit: 10 })).map(({ key }) => key)).toEqual(['slow'])
    })

    test('of three processes that write at once: each edition is composed once', async () => {
      const { store, again } = use()
      const topics = Array.from({ length: 12 }, (_, number) => `topic-${number}`)
      for (const topic of topics) {
        await store.saveDocument(
          sampleDocument({ topic, location: `${topic}/1`, text: `The council of ${topic} met.` }),
        )
        const target = { platform: 'slack', channel: `C-${topic}` }
        await store.saveDigest(sampleDigest({ id: topic, target, topics: [topic], nextRunAt: at(100) }))
      }
      const composed: string[] = []
      const writer = {
        async brief(topic: string) {
          composed.push(topic)
          return sampleBrief({ id: `brief-${topic}`, topic })
        },
      }
      const write = async (each: Store) => {
        const editions: string[] = []
        const options = { store: each, writer, now: () => new Date(at(101)), log: createKeptLog() }
        for await (const { digest } of writeDueEditions(options, new Date(at(200)))) editions.push(digest)
        return editions
      }
      const written = await Promise.all([store, await again(), await again()].map(write))
      expect(composed.sort()).toEqual(topics.toSorted())
      expect(written.flat().sort()).toEqual(topics.toSorted())
    })
  })

  describe('digests that stop', () => {
    test('whoever set one up is owed word of it once, in the same transaction', async () => {
      const { store, again } = use()
      await store.saveDigest(sampleDigest())
      const stop = (each: Store, key: string) =>
        each.pauseDigest('morning', key, at(90), ({ author }) => [sampleOwed(`${key} to ${author}`)])
      const stores = [store, await again()]
      const stopped = await Promise.all(stores.map((each, number) => stop(each, `why ${number}`)))
      expect(stopped.filter((digest) => digest !== undefined)).toEqual([sampleDigest()])
      const [digest] = await store.digests()
      expect((await store.deliveries({ limit: 5 })).map(({ key }) => key)).toEqual([`${digest?.paused} to desk.yaml`])
      // Paused by whatever was first, and told of again only after it has run again.
      expect(await stop(store, 'later')).toBeUndefined()
      expect(await store.deliveries({ limit: 5 })).toHaveLength(1)
      await store.saveDigest(sampleDigest())
      expect(await stop(store, 'later')).toEqual(sampleDigest())
      expect(await store.deliveries({ limit: 5 })).toHaveLength(2)
      expect(await stop(store, 'gone')).toBeUndefined()
    })

    test('one is not paused without the word of it that is owed', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      const orphan = sampleOwed('a', { parent: 'never-owed' })
      await expect(store.pauseDigest('morning', 'gone', at(90), () => [orphan])).rejects.toThrow(/foreign key/i)
      expect((await store.digests())[0]).toEqual(sampleDigest())
    })
  })
}
