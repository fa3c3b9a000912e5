import { describe, expect, test } from 'vitest'
import { IMPORT } from '../../src/core/backfill.ts'
import type { Document } from '../../src/core/document.ts'
import { versionOf } from '../../src/core/news.ts'
import type { Store } from '../../src/core/store-ports.ts'
import type { StoreUnderTest } from './store.ts'
import { at, sampleDocument } from './store-samples.ts'

const TOPIC = 'india-belarus'
const TARGET = { platform: 'slack', channel: 'C1' }

/** A document as an import has it. */
function old(name: string, changes: Partial<Document> = {}): Document {
  return sampleDocument({ source: IMPORT, location: `/archive/${name}`, text: `What ${name} says.`, ...changes })
}

/** Takes documents in, each with a step that is called after its place. */
async function keep(store: Store, documents: readonly Document[], now: string, recalls = false) {
  const kept = documents.map((document) => ({ document, step: document.location }))
  return await store.saveBackground(kept, { now, recalls })
}

export function testBackfill(use: () => StoreUnderTest): void {
  describe('background', () => {
    const news = async (topics: readonly string[] = []) => {
      const wanted = { target: TARGET, place: TARGET, topics, newest: 20 }
      return (await use().store.topicsWithNews(wanted, 5)).topics.map(({ slug }) => slug)
    }
    const listed = async () =>
      (await use().store.documentsOf(TOPIC)).map(({ location, revision, isBackground = false }) => [
        location,
        revision,
        isBackground,
      ])

    test('is listed, found and briefed on, and is no news to a channel, whatever that was told before', async () => {
      const { store } = use()
      expect(await keep(store, [old('a.txt'), old('b.txt')], at(0))).toEqual(['new', 'new'])
      expect(await listed()).toEqual([
        ['/archive/b.txt', 1, true],
        ['/archive/a.txt', 1, true],
      ])
      const search = { words: [['say']], match: 'any', within: { topics: [TOPIC] } } as const
      expect(await store.searchDocuments(search, 5)).toHaveLength(2)
      expect(await store.staleTopics(5)).toEqual([TOPIC])
      expect(await news()).toEqual([])
      await store.saveTold({ target: TARGET, topic: TOPIC, brief: 'b', documents: ['x@1'] }, at(10))
      await keep(store, [old('c.txt', { foundAt: at(90_000) })], at(90_000))
      expect(await news()).toEqual([])
      await store.saveDocument(sampleDocument({ foundAt: at(90_001) }))
      expect(await news()).toEqual([TOPIC])
    })

    test('is nothing that followers of the topic are looked at for', async () => {
      const { store } = use()
      await store.saveDocument(sampleDocument())
      const target = { ...TARGET, thread: 'm1' }
      await store.follow({ target, topic: TOPIC }, at(5))
      await keep(store, [old('a.txt', { foundAt: at(9) })], at(9))
      expect(await store.dueFollows(at(20), at(0), 5)).toEqual([])
      await store.saveDocument(sampleDocument({ location: 'india-belarus/next.txt', text: 'More.', foundAt: at(21) }))
      expect(await store.dueFollows(at(30), at(0), 5)).toHaveLength(1)
    })

    test('of a text that is there already changes nothing', async () => {
      const { store } = use()
      const { document } = await store.saveDocument(sampleDocument())
      const outcomes = await keep(store, [old('a.txt', { text: document.text }), old('b.txt')], at(9))
      expect(outcomes).toEqual(['same', 'new'])
      expect((await store.documentsOf(TOPIC)).find(({ id }) => id === document.id)).toEqual(document)
      expect(await keep(store, [old('b.txt')], at(10))).toEqual(['same'])
      expect(await store.locationsOf(IMPORT)).toEqual(new Set(['/archive/b.txt']))
    })

    test('leaves a place alone that a source keeps', async () => {
      const { store } = use()
      const { document } = await store.saveDocument(sampleDocument())
      const stale = old('x', { source: document.source, location: document.location })
      expect(await keep(store, [stale], at(9))).toEqual(['same'])
      expect(await store.documentsOf(TOPIC)).toEqual([document])
    })

    test('for a place that a source keeps is known as forgotten with what stood there, and comes in if it is recalled', async () => {
      const { store } = use()
      const { document } = await store.saveDocument(sampleDocument())
      const { source, location } = document
      const changes = { source, location, topic: 'archive', text: 'As it once was.', hash: 'h-once' }
      const stale = old('x', changes)
      expect(await keep(store, [stale], at(9))).toEqual(['same'])
      const isForgotten = async () => (await store.stepsDone([location])).get(location)?.isForgotten
      expect(await isForgotten()).toBe(false)
      await store.forgetDocuments([document.id], at(10))
      expect(await isForgotten()).toBe(true)
      expect(await keep(store, [stale], at(11), true)).toEqual(['new'])
      expect(await isForgotten()).toBe(false)
      expect((await store.documentsOf('archive')).map(({ text }) => text)).toEqual(['As it once was.'])
    })

    test('that changed is revised, and is background still', async () => {
      const { store } = use()
      await keep(store, [old('a.txt')], at(1))
      expect(await keep(store, [old('a.txt', { text: 'Another.' })], at(9))).toEqual(['revised'])
      expect(await listed()).toEqual([['/archive/a.txt', 2, true]])
      expect(await news()).toEqual([])
    })

    test('that a source finds too belongs to the source, and is news once that has it in another revision', async () => {
      const { store } = use()
      await keep(store, [old('a.txt')], at(1))
      const here = sampleDocument({ text: old('a.txt').text, foundAt: at(50) })
      expect(await store.saveDocument(here)).toMatchObject({ outcome: 'same' })
      expect(await listed()).toEqual([[here.location, 1, true]])
      expect(await store.locationsOf(IMPORT)).toEqual(new Set())
      expect(await news()).toEqual([])
      const revised = { ...here, text: 'It was otherwise.', hash: 'h2', foundAt: at(60) }
      expect(await store.saveDocument(revised)).toMatchObject({ outcome: 'revised' })
      expect(await listed()).toEqual([[here.location, 2, false]])
      expect(await news()).toEqual([TOPIC])
      expect(await store.withdrawLocation(here.source, here.location)).toBe(TOPIC)
    })

    test('that comes back after it was withdrawn is no news', async () => {
      const { store } = use()
      const { document } = await store.saveDocument(sampleDocument())
      await store.withdrawLocation(document.source, document.location)
      expect(await keep(store, [old('a.txt', { text: document.text })], at(9))).toEqual(['new'])
      expect(await listed()).toEqual([['/archive/a.txt', 1, true]])
      expect(await news()).toEqual([])
    })

    test('without a date is older than all that has one', async () => {
      const { store } = use()
      await keep(store, [old('a.txt', { foundAt: at(9) }), old('b.txt', { date: '1999-05-01' })], at(9))
      await store.saveDocument(sampleDocument({ date: '2024-03-14' }))
      expect((await listed()).map(([location]) => location)).toEqual([
        'india-belarus/visit.txt',
        '/archive/b.txt',
        '/archive/a.txt',
      ])
    })

    test('does not make a topic one that has just changed', async () => {
      const { store } = use()
      await store.saveDocument(sampleDocument({ foundAt: at(3) }))
      await keep(store, [old('a.txt', { foundAt: at(900) })], at(900))
      expect(await store.topicBySlug(TOPIC)).toMatchObject({ documents: 2, updatedAt: at(3) })
      const updatedAt = async (topic: string) => (await store.topicBySlug(topic))?.updatedAt
      const found = { foundAt: at(900) }
      await keep(
        store,
        [
          old('b.txt', { topic: 'dated', date: '1999-05-01', ...found }),
          old('c.txt', { topic: 'dated', ...found }),
          old('d.txt', { topic: 'undated', ...found }),
          old('e.txt', { topic: 'to-come', date: '2099-01-01', ...found }),
        ],
        at(900),
      )
      expect(await updatedAt('dated')).toBe('1999-05-01T00:00:00.000Z')
      expect(await updatedAt('undated')).toBe(at(900))
      expect(await updatedAt('to-come')).toBe(at(900))
      await store.saveDocument(sampleDocument({ topic: 'dated', location: 'dated/x', text: 'New.', foundAt: at(950) }))
      expect(await updatedAt('dated')).toBe(at(950))
    })

    test('of a text that was to be forgotten is not taken in', async () => {
      const { store } = use()
      const { document } = await store.saveDocument(sampleDocument())
      await store.forgetDocuments([document.id], at(2))
      expect(await keep(store, [old('a.txt', { text: document.text })], at(9))).toEqual(['forgotten'])
      expect(await store.stepsDone(['/archive/a.txt'])).toEqual(
        new Map([['/archive/a.txt', { at: at(9), isForgotten: true }]]),
      )
    })

    test('that was forgotten since is known as such, by its topic’s later names too, and comes back if it is recalled', async () => {
      const { store, again } = use()
      await keep(store, [old('a.txt'), old('b.txt'), old('c.txt', { topic: 'other' })], at(1))
      const stateOf = async (name: string) => (await (await again()).stepsDone([name])).get(name)?.isForgotten
      await store.forgetTopic(TOPIC, at(2))
      expect(await stateOf('/archive/a.txt')).toBe(true)
      expect(await stateOf('/archive/c.txt')).toBe(false)
      await keep(store, [old('d.txt')], at(3))
      await store.mergeTopics(TOPIC, 'other')
      expect(await stateOf('/archive/a.txt')).toBe(true)
      expect(await stateOf('/archive/d.txt')).toBe(false)
      expect(await keep(store, [old('a.txt')], at(9))).toEqual(['forgotten'])
      expect(await keep(store, [old('a.txt')], at(9), true)).toEqual(['new'])
      expect(await stateOf('/archive/a.txt')).toBe(false)
      expect(await stateOf('/archive/b.txt')).toBe(true)
      expect(await news(['other'])).toEqual([])
      expect((await store.documentsOf('other')).map(({ location }) => location)).toEqual([
        '/archive/a.txt',
        '/archive/d.txt',
        '/archive/c.txt',
      ])
    })

    test('goes to the topic by the name that it has now', async () => {
      const { store } = use()
      await store.saveDocument(sampleDocument())
      await store.renameTopic(TOPIC, 'minsk', undefined)
      await keep(store, [old('a.txt')], at(9))
      expect((await store.documentsOf('minsk')).map(versionOf)).toHaveLength(2)
      expect(await store.topicBySlug('minsk')).toMatchObject({ documents: 2 })
    })

    test('comes with the steps that are done, in one go', async () => {
      const { store, again } = use()
      const how = { now: at(1), recalls: false }
      await store.saveBackground([{ document: old('a.txt'), step: 'file a' }], how)
      await store.noteSteps(['file b', 'file b'], at(1))
      const other = await again()
      expect(await other.stepsDone(['file a', 'file b', 'file c'])).toEqual(
        new Map([
          ['file a', { at: at(1), isForgotten: false }],
          ['file b', { at: at(1), isForgotten: false }],
        ]),
      )
      await store.noteSteps(['file b'], at(5))
      expect((await store.stepsDone(['file b'])).get('file b')?.at).toBe(at(5))
      expect(await store.forgetSteps(at(3))).toBe(1)
      expect([...(await store.stepsDone(['file a', 'file b'])).keys()]).toEqual(['file b'])
      const broken = old('c.txt', { foundAt: 'never' })
      await expect(keep(store, [old('d.txt'), broken], at(9))).rejects.toThrow()
      expect(await store.stepsDone(['/archive/d.txt'])).toEqual(new Map())
      expect(await store.locationsOf(IMPORT)).toEqual(new Set(['/archive/a.txt']))
    })
  })
}
