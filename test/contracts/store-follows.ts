import { describe, expect, test } from 'vitest'
import { type DueFollow, type Follow, unsaidBrief } from '../../src/core/following/follow.ts'
import { versionOf, withdrawalOf } from '../../src/core/news.ts'
import type { Reply } from '../../src/core/reply.ts'
import type { Store } from '../../src/core/store-ports.ts'
import type { StoreUnderTest } from './store.ts'
import {
  at,
  briefReply,
  RUN,
  sampleBrief,
  sampleDigest,
  sampleDocument,
  sampleEdition,
  sampleOwed,
  settle,
} from './store-samples.ts'

const CHANNEL = { platform: 'slack', channel: 'C1' }
const follow: Follow = {
  target: { ...CHANNEL, thread: 'm1' },
  workspace: 'T1',
  topic: 'india-belarus',
  digest: 'morning',
}
const LONG_AGO = at(-1_000)
const HOUR = 3_600

export function testFollows(use: () => StoreUnderTest): void {
  const due = async (store: Store, seconds: number) => await store.dueFollows(at(seconds), LONG_AGO, 10)
  const only = async (store: Store, seconds: number): Promise<DueFollow> => {
    const [first, ...others] = await due(store, seconds)
    if (first === undefined || others.length > 0) throw new Error('expected one follow to be due')
    return first
  }
  const nothing = { owed: [], told: [] }
  /** A follow that has been looked at, of a topic with one document. */
  const quietFollow = async (store: Store) => {
    await store.saveDocument(sampleDocument())
    await store.follow(follow, at(1))
  }

  describe('a channel', () => {
    test('follows a topic in one thread, the one that came last', async () => {
      const { store, again } = use()
      await store.follow(follow, at(1))
      await store.follow({ ...follow, topic: 'unsc-reform' }, at(1))
      await store.follow({ target: { ...CHANNEL, thread: 'm2' }, topic: 'india-belarus' }, at(5))
      await store.follow({ ...follow, target: { platform: 'discord', channel: 'C1', thread: 'x' } }, at(6))
      const moved = { target: { ...CHANNEL, thread: 'm2' }, topic: 'india-belarus', since: at(5), activeAt: at(5) }
      const other = await again()
      expect(await other.followsIn(CHANNEL)).toEqual([
        moved,
        { ...follow, topic: 'unsc-reform', since: at(1), activeAt: at(1) },
      ])
      expect((await store.followsOf('india-belarus')).map(({ target }) => target.thread)).toEqual(['x', 'm2'])
    })

    test('stops following when it is told to, and says whether it did', async () => {
      const { store } = use()
      await store.follow(follow, at(1))
      expect(await store.unfollow(CHANNEL, 'unsc-reform')).toBe(false)
      expect(await store.unfollow({ ...CHANNEL, thread: 'elsewhere' }, 'india-belarus')).toBe(true)
      expect(await store.unfollow(CHANNEL, 'india-belarus')).toBe(false)
      expect(await store.followsIn(CHANNEL)).toEqual([])
    })

    test('stops once its thread has been quiet; a question there is not quiet', async () => {
      const { store } = use()
      await quietFollow(store)
      await store.follow({ ...follow, topic: 'unsc-reform', target: { ...CHANNEL, thread: 'm9' } }, at(1))
      await store.saveDocument(sampleDocument({ text: 'A new text.' }))
      await store.keepFollows(CHANNEL, 'm1', at(50))
      await store.keepFollows(CHANNEL, 'm1', at(40))
      expect(await store.dueFollows(at(60), at(20), 10)).toHaveLength(1)
      expect(await store.dueFollows(at(60), at(51), 10)).toHaveLength(0)
      expect(await store.endQuietFollows(at(20))).toBe(1)
      expect((await store.followsIn(CHANNEL)).map(({ topic, activeAt }) => [topic, activeAt])).toEqual([
        ['india-belarus', at(50)],
      ])
    })

    test('follows the topics of an edition in its thread once a brief is there; what came meanwhile is news', async () => {
      const { store } = use()
      await store.saveDigest(sampleDigest())
      const about = { digest: 'morning', slot: at(100), workspace: 'T1' }
      const owed = [
        sampleOwed('head', about),
        sampleOwed('brief', { ...about, reply: briefReply('india-belarus'), parent: 'head' }),
        sampleOwed('looked-up', { reply: briefReply('unsc-reform') }),
      ]
      await store.saveEdition(sampleEdition(), owed, [], RUN)
      await settle(store, 'head', { state: 'sent', message: { channel: 'C1', message: 'm7' } }, 101)
      expect(await store.followsIn(CHANNEL)).toEqual([])
      const brief = { channel: 'C1', message: 'm8', thread: 'm7' }
      await store.saveDocument(sampleDocument({ foundAt: at(102) }))
      await settle(store, 'brief', { state: 'sent', message: brief }, 103)
      await settle(store, 'looked-up', { state: 'sent', message: { channel: 'C1', message: 'm9' } }, 104)
      expect(await store.followsIn(CHANNEL)).toMatchObject([
        { topic: 'india-belarus', digest: 'morning', workspace: 'T1', target: { ...CHANNEL, thread: 'm7' } },
      ])
      expect((await only(store, 105)).isChanged).toBe(true)
    })
  })

  describe('a follow', () => {
    test('is due when documents of its topic change: one comes, is revised, leaves, comes back', async () => {
      const { store } = use()
      await quietFollow(store)
      const change = async (work: () => Promise<unknown>) => {
        expect(await due(store, 10)).toEqual([])
        await work()
        const found = await only(store, 10)
        expect(found).toMatchObject({ follow, isChanged: true })
        expect(await store.settleFollow(found, nothing, at(10))).toBe(true)
      }
      const another = sampleDocument({ location: 'india-belarus/two.txt', text: 'A second text.' })
      await change(() => store.saveDocument(another))
      await change(() => store.saveDocument({ ...another, text: 'Another second text.', hash: 'h2' }))
      await change(() => store.withdrawLocation('folder', 'india-belarus/two.txt'))
      await change(() => store.saveDocument({ ...another, text: 'Another second text.', hash: 'h2' }))
      await store.saveDocument(sampleDocument({ topic: 'unsc-reform', location: 'unsc-reform/one.txt' }))
      expect(await due(store, 10)).toEqual([])
    })

    test('waits as long as it is told to, and knows since when; another change is seen at once', async () => {
      const { store, again } = use()
      await quietFollow(store)
      await store.saveDocument(sampleDocument({ text: 'A new text.' }))
      const waiting = { waitUntil: at(600), noticedAt: at(10) }
      expect(await store.settleFollow(await only(store, 10), waiting, at(10))).toBe(true)
      const other = await again()
      expect(await due(other, 599)).toEqual([])
      expect((await other.followsIn(CHANNEL))[0]?.waitsUntil).toBe(at(600))
      expect(await only(other, 600)).toMatchObject({ isChanged: false, follow: { waitsSince: at(10) } })
      await store.saveDocument(sampleDocument({ text: 'A newer text.' }))
      expect(await only(other, 20)).toMatchObject({ isChanged: true, follow: { waitsSince: at(10) } })
    })

    test('is settled once, with what it owes and tells, whichever process does it', async () => {
      const { store, again } = use()
      await quietFollow(store)
      await store.saveDocument(sampleDocument({ text: 'A new text.' }))
      const found = await only(store, 10)
      const other = await again()
      const told = [{ target: follow.target, topic: follow.topic, brief: 'update-1', documents: ['d1@2'] }]
      const note = { at: at(10), changed: 1, withdrawn: 0, posted: true }
      const outcome = { owed: [sampleOwed('update-1')], told, note }
      const settled = await Promise.all([store, other].map((each) => each.settleFollow(found, outcome, at(10))))
      expect(settled.toSorted()).toEqual([false, true])
      expect((await store.deliveries({ limit: 9 })).map(({ key }) => key)).toEqual(['update-1'])
      expect((await store.toldOf(CHANNEL, follow.topic))?.documents).toEqual(new Set(['d1@2']))
      expect((await store.followsIn(CHANNEL))[0]).toMatchObject({ note, activeAt: at(10) })
      expect(await due(store, HOUR)).toEqual([])
    })

    test('is not settled for a state that it is not in any more: documents came meanwhile, or it moved', async () => {
      const { store } = use()
      await quietFollow(store)
      await store.saveDocument(sampleDocument({ text: 'A new text.' }))
      const found = await only(store, 10)
      await store.saveDocument(sampleDocument({ text: 'A newer text.' }))
      expect(await store.settleFollow(found, { owed: [sampleOwed('late')], told: [] }, at(10))).toBe(false)
      const again = await only(store, 10)
      await store.follow({ ...follow, target: { ...CHANNEL, thread: 'm2' } }, at(11))
      expect(await store.settleFollow(again, { owed: [sampleOwed('late')], told: [] }, at(11))).toBe(false)
      expect(await store.deliveries({ limit: 9 })).toEqual([])
      expect(await only(store, 12)).toMatchObject({ follow: { target: { thread: 'm2' } } })
    })

    test('does not tell what its channel has been told meanwhile, nor does an edition', async () => {
      const { store } = use()
      await quietFollow(store)
      await store.saveDigest(sampleDigest())
      await store.saveDocument(sampleDocument({ text: 'A new text.' }))
      const told = { target: CHANNEL, topic: follow.topic, brief: 'b1', documents: ['d1@2', 'd2@1'] }
      const found = await only(store, 10)
      await store.saveTold({ ...told, documents: ['d2@1'] }, at(9))
      const update = { owed: [sampleOwed('update')], told: [{ ...told, brief: 'update' }] }
      expect(await store.settleFollow(found, update, at(10))).toBe(false)
      expect(await store.deliveries({ limit: 9 })).toEqual([])
      expect((await store.toldOf(CHANNEL, follow.topic))?.documents).toEqual(new Set(['d2@1']))
      const edition = [{ ...told, brief: 'b2' }]
      expect(await store.saveEdition(sampleEdition(), [sampleOwed('head')], edition, RUN)).toBe(false)
      expect(await store.deliveries({ limit: 9 })).toEqual([])
      expect((await store.digests())[0]?.nextRunAt).toBe(at(100))
    })

    test('whose thread takes no update ends, and its channel has not been told', async () => {
      const { store } = use()
      await quietFollow(store)
      await store.saveDocument(sampleDocument({ text: 'A new text.' }))
      const reply: Reply = {
        kind: 'update',
        topic: follow.topic,
        topicTitle: 'India–Belarus',
        brief: sampleBrief(),
        news: [],
        changes: [],
      }
      const told = [{ target: follow.target, topic: follow.topic, brief: 'update-1', documents: ['d1@2'] }]
      const owed = [sampleOwed('update-1', { reply, target: follow.target })]
      await store.settleFollow(await only(store, 10), { owed, told }, at(10))
      await store.claimDeliveries(['slack'], at(11), at(99), 1)
      await settle(store, 'update-1', { state: 'failed', reason: 'the thread is gone' }, 11)
      expect(await store.followsIn(CHANNEL)).toEqual([])
      expect(await store.toldOf(CHANNEL, follow.topic)).toBeUndefined()
    })
  })

  describe('documents that a channel knows', () => {
    test('stand in the revision that it was told of, else in the one that was there before', async () => {
      const { store } = use()
      const first = sampleDocument({ location: 'india-belarus/1.txt', text: 'One.', foundAt: at(0) })
      const second = sampleDocument({ location: 'india-belarus/2.txt', text: 'Two.', foundAt: at(0) })
      const third = sampleDocument({ location: 'india-belarus/3.txt', text: 'Three.', foundAt: at(3 * HOUR) })
      for (const each of [first, second]) await store.saveDocument(each)
      const told = { target: CHANNEL, topic: 'india-belarus', brief: 'b1' }
      await store.saveTold({ ...told, documents: [versionOf(first), withdrawalOf(first)] }, at(2 * HOUR))
      for (const each of [first, second]) {
        await store.saveDocument({ ...each, text: `${each.text} More.`, hash: each.id, foundAt: at(3 * HOUR) })
      }
      await store.saveDocument(third)
      await store.withdrawLocation('folder', first.location)
      const known = async (limit: number) =>
        (await store.knownDocuments(CHANNEL, 'india-belarus', at(2 * HOUR), limit)).map(
          ({ document: { id, text, revision }, isTold, isListed }) => ({ id, text, revision, isTold, isListed }),
        )
      const told1 = { id: first.id, text: 'One.', revision: 1, isTold: true, isListed: false }
      const told2 = { id: second.id, text: 'Two.', revision: 1, isTold: false, isListed: true }
      expect(await known(10)).toEqual([told1, told2])
      expect((await known(1)).filter(({ isTold }) => isTold)).toEqual([told1])
      await store.saveTold({ ...told, documents: [versionOf({ ...first, revision: 2 })] }, at(4 * HOUR))
      expect((await known(10))[0]).toEqual({ ...told1, text: 'One. More.', revision: 2 })
      await store.saveTold({ ...told, brief: unsaidBrief('x'), documents: [versionOf(third)] }, at(4 * HOUR))
      expect((await known(10)).find(({ id }) => id === third.id)).toMatchObject({ isTold: false, isListed: true })
    })

    test('are there as long as some topic has their text', async () => {
      const { store } = use()
      const document = sampleDocument({ foundAt: at(0) })
      await store.saveDocument(document)
      const told = { target: CHANNEL, topic: 'india-belarus', brief: 'b1', documents: [versionOf(document)] }
      await store.saveTold(told, at(2 * HOUR))
      const isListed = async () =>
        (await store.knownDocuments(CHANNEL, 'india-belarus', at(2 * HOUR), 5)).map((known) => known.isListed)
      await store.saveDocument({ ...document, id: 'd2', topic: 'minsk', location: 'minsk/visit.txt' })
      await store.withdrawLocation('folder', document.location)
      expect(await isListed()).toEqual([true])
      await store.withdrawLocation('folder', 'minsk/visit.txt')
      expect(await isListed()).toEqual([false])
    })

    test('are none where it was told nothing and nothing was there', async () => {
      const { store } = use()
      expect(await store.knownDocuments(CHANNEL, 'india-belarus', at(0), 5)).toEqual([])
    })
  })
}
