import { describe, expect, test } from 'vitest'
import { DOCUMENTS_A_BRIEF } from '../../src/core/briefing.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { OPERATOR } from '../../src/core/topic.ts'
import type { StoreUnderTest } from './store.ts'
import { at, sampleBrief, sampleDocument } from './store-samples.ts'

const TOPIC = 'india-belarus'

export function testTopics(use: () => StoreUnderTest): void {
  describe('topics', () => {
    test('a topic that nobody has described is made by its first document', async () => {
      const { store } = use()
      expect(await store.topicBySlug(TOPIC)).toBeUndefined()
      await store.saveDocument(sampleDocument({ foundAt: at(7) }))
      const record = { slug: TOPIC, title: 'India belarus', aliases: [], documents: 1, updatedAt: at(7) }
      expect(await store.topicBySlug(TOPIC)).toEqual(record)
      expect(await store.newestTopics(OPERATOR, 10)).toEqual([record])
    })

    test('is described before or after its documents; describing it again changes it', async () => {
      const { store } = use()
      const described = {
        slug: TOPIC,
        title: 'India – Belarus',
        aliases: ['Индия', '印度'],
        visibleTo: [
          { platform: 'slack', workspace: 'T1' },
          { platform: 'discord', workspace: '1', channel: '2' },
        ],
      }
      await store.saveTopic(described)
      await store.saveDocument(sampleDocument())
      expect(await store.topicBySlug(TOPIC)).toEqual({ ...described, documents: 1, updatedAt: at(0) })
      await store.saveTopic({ slug: TOPIC, title: 'Open to all', aliases: [] })
      const open = { slug: TOPIC, title: 'Open to all', aliases: [], documents: 1, updatedAt: at(0) }
      expect(await store.topicBySlug(TOPIC)).toEqual(open)
    })

    test('are listed while they have documents, the one with the newest first', async () => {
      const { store } = use()
      await store.saveTopic({ slug: 'empty', title: 'Empty', aliases: [] })
      const save = (topic: string, seconds: number) =>
        store.saveDocument(
          sampleDocument({ topic, location: `${topic}/${seconds}`, foundAt: at(seconds), text: topic + seconds }),
        )
      await save('a', 10)
      await save('b', 20)
      await save('a', 30)
      const listed = async () =>
        (await store.newestTopics(OPERATOR, 10)).map(({ slug, documents }) => [slug, documents])
      expect(await listed()).toEqual([
        ['a', 2],
        ['b', 1],
      ])
      await store.withdrawLocation('folder', 'a/30')
      expect(await listed()).toEqual([
        ['b', 1],
        ['a', 1],
      ])
      await store.withdrawLocation('folder', 'b/20')
      expect(await listed()).toEqual([['a', 1]])
      expect(await store.topicBySlug('b')).toMatchObject({ slug: 'b', documents: 0 })
    })
  })

  describe('briefs', () => {
    test('the last one saved is the topic’s current one, its headline stands in the list, older ones stay readable', async () => {
      const { store } = use()
      await store.saveDocument(sampleDocument())
      expect(await store.briefOf(TOPIC)).toBeUndefined()
      const first = sampleBrief({ id: 'b1' })
      const second = sampleBrief({ id: 'b2', headline: { ...first.headline, text: 'A minister left' } })
      await store.saveBrief(first, [], at(1))
      await store.saveBrief(second, [], at(2))
      expect(await store.briefOf(TOPIC)).toEqual(second)
      expect(await store.briefById('b1')).toEqual(first)
      expect((await store.newestTopics(OPERATOR, 10)).map(({ headline }) => headline)).toEqual(['A minister left'])
      await store.saveBrief(first, [], at(3))
      expect(await store.briefOf(TOPIC)).toEqual(first)
      expect(await store.briefById('none')).toBeUndefined()
    })

    test('one that is filed is readable by its id and is nobody’s current one', async () => {
      const { store } = use()
      await store.saveDocument(sampleDocument())
      await store.saveBrief(sampleBrief({ id: 'current' }), [], at(1))
      await store.fileBrief(sampleBrief({ id: 'update', writer: 'gpt' }), at(2))
      expect((await store.briefOf(TOPIC))?.id).toBe('current')
      expect((await store.briefById('update'))?.writer).toBe('gpt')
      await store.fileBrief(sampleBrief({ id: 'current' }), at(3))
      expect((await store.briefOf(TOPIC))?.id).toBe('current')
    })

    test('one that is dropped is no longer current, and readable still', async () => {
      const { store } = use()
      await store.saveDocument(sampleDocument())
      await store.saveBrief(sampleBrief(), [], at(1))
      await store.dropBrief(TOPIC, [])
      expect(await store.briefOf(TOPIC)).toBeUndefined()
      expect((await store.topicBySlug(TOPIC))?.headline).toBeUndefined()
      expect(await store.briefById('brief-1')).toEqual(sampleBrief())
      await store.dropBrief('unheard-of', [])
    })

    test('text that JSON has to escape comes back exactly, lone surrogates and NUL included', async () => {
      const { store } = use()
      const brief = sampleBrief({ writer: 'a\u0000b\uD800\u2028"\\' })
      await store.saveBrief(brief, [], at(1))
      expect(await store.briefById(brief.id)).toEqual(brief)
    })

    test('a topic is stale from any change of its documents until its brief is saved or dropped', async () => {
      const { store } = use()
      const stale = () => store.staleTopics(10)
      const settle = async () => {
        await store.saveBrief(sampleBrief(), await store.documentsOf(TOPIC), at(1))
        expect(await stale()).toEqual([])
      }
      await store.saveTopic({ slug: TOPIC, title: 'Described', aliases: [] })
      expect(await stale()).toEqual([])
      await store.saveDocument(sampleDocument({ location: 'a', text: 'One.' }))
      expect(await stale()).toEqual([TOPIC])
      await store.saveTopic({ slug: TOPIC, title: 'Described again', aliases: [] })
      expect(await stale()).toEqual([TOPIC])
      await store.fileBrief(sampleBrief({ id: 'filed' }), at(1))
      expect(await stale()).toEqual([TOPIC])
      await settle()

      await store.saveDocument(sampleDocument({ location: 'a', text: 'One.' }))
      expect(await stale()).toEqual([])
      await store.saveDocument(sampleDocument({ location: 'a', text: 'Two.' }))
      expect(await stale()).toEqual([TOPIC])
      await settle()
      await store.saveDocument(sampleDocument({ location: 'b', text: 'Three.' }))
      await settle()
      await store.saveDocument(sampleDocument({ location: 'b', text: 'Two.' }))
      expect(await stale()).toEqual([TOPIC])
      await settle()
      await store.withdrawLocation('folder', 'a')
      await store.withdrawLocation('folder', 'b')
      expect(await stale()).toEqual([TOPIC])
      await store.dropBrief(TOPIC, [])
      expect(await stale()).toEqual([])
    })

    test('a brief of other documents than there are by then leaves its topic stale, and so does dropping it', async () => {
      const { store, again } = use()
      const other = await again()
      await store.saveDocument(sampleDocument({ location: 'a', text: 'One.' }))
      const before = await store.documentsOf(TOPIC)
      await other.saveDocument(sampleDocument({ location: 'b', text: 'Two.' }))
      await store.saveBrief(sampleBrief(), before, at(1))
      expect(await store.briefOf(TOPIC)).toEqual(sampleBrief())
      expect(await store.staleTopics(10)).toEqual([TOPIC])
      const both = await store.documentsOf(TOPIC)
      await other.saveDocument(sampleDocument({ location: 'b', text: 'Two, revised.' }))
      await store.saveBrief(sampleBrief(), both, at(2))
      expect(await store.staleTopics(10)).toEqual([TOPIC])
      await store.dropBrief(TOPIC, both)
      expect(await store.staleTopics(10)).toEqual([TOPIC])
      await store.saveBrief(sampleBrief(), await store.documentsOf(TOPIC), at(3))
      expect(await store.staleTopics(10)).toEqual([])
    })

    test('of documents that are saved while briefs are, none is left out for good', async () => {
      const { store, again } = use()
      const others = [await again(), await again()]
      await store.saveDocument(sampleDocument({ location: 'first', text: 'First.' }))
      const write = async (writer: Store) => {
        const documents = await writer.documentsOf(TOPIC, DOCUMENTS_A_BRIEF)
        const names = documents.map(({ text }) => text).join(' ')
        await writer.saveBrief(sampleBrief({ id: names, writer: names }), documents, at(1))
      }
      for (let round = 0; round < 10; round++) {
        const saved = others.map((other, number) =>
          other.saveDocument(sampleDocument({ location: `${round}.${number}`, text: `${round}.${number}` })),
        )
        await Promise.all([...saved, write(store), write(others[1] ?? store)])
        while ((await store.staleTopics(1)).length > 0) await write(store)
        const brief = await store.briefOf(TOPIC)
        const current = await store.documentsOf(TOPIC, DOCUMENTS_A_BRIEF)
        expect(brief?.writer).toBe(current.map(({ text }) => text).join(' '))
      }
    })

    test('a topic of more documents than a brief rests on is fresh with the newest of them', async () => {
      const { store } = use()
      for (let number = 0; number <= DOCUMENTS_A_BRIEF; number++) {
        await store.saveDocument(sampleDocument({ location: `${number}`, text: `${number}` }))
      }
      await store.saveBrief(sampleBrief(), await store.documentsOf(TOPIC, DOCUMENTS_A_BRIEF), at(1))
      expect(await store.staleTopics(10)).toEqual([])
    })

    test('a document that moves to another topic leaves both stale', async () => {
      const { store } = use()
      await store.saveDocument(sampleDocument())
      await store.saveBrief(sampleBrief(), [], at(1))
      await store.saveDocument(sampleDocument({ topic: 'minsk' }))
      expect(new Set(await store.staleTopics(10))).toEqual(new Set([TOPIC, 'minsk']))
      expect(await store.staleTopics(1)).toHaveLength(1)
    })
  })
}
