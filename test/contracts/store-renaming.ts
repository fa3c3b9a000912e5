import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/core/store-ports.ts'
import type { StoreUnderTest } from './store.ts'
import { at, sampleBrief, sampleDigest, sampleDocument } from './store-samples.ts'

const HERE = { platform: 'slack', channel: 'C1' } as const

async function fill(store: Store): Promise<void> {
  await store.saveDocument(sampleDocument())
  await store.saveDocument(
    sampleDocument({ location: 'other/a.txt', topic: 'other', text: 'The harbour is full.', hash: 'h2' }),
  )
  await store.saveBrief(sampleBrief(), [], at(1))
  await store.saveDigest(sampleDigest({ topics: ['india-belarus', 'other'] }))
  await store.saveThread(HERE, 'm1', ['india-belarus'], at(2))
  await store.saveTold({ target: HERE, topic: 'india-belarus', brief: 'b', documents: ['d1@1'] }, at(3))
  await store.follow({ target: { ...HERE, thread: 'm1' }, topic: 'india-belarus' }, at(3))
}

export function testRenaming(use: () => StoreUnderTest): void {
  describe('a topic that is renamed', () => {
    test('is found by either name, and everything goes along', async () => {
      const { store, again } = use()
      await fill(store)
      expect(await store.renameTopic('india-belarus', 'minsk-delhi', undefined)).toBe('done')
      const other = await again()
      expect(await other.topicBySlug('india-belarus')).toMatchObject({
        slug: 'minsk-delhi',
        title: 'Minsk delhi',
        documents: 1,
      })
      expect((await other.documentsOf('india-belarus')).map(({ topic }) => topic)).toEqual(['minsk-delhi'])
      for (const topics of [['india-belarus'], ['minsk-delhi']]) {
        const search = { words: [['minsk']], match: 'any', within: { topics } } as const
        expect(await other.searchDocuments(search, 5)).toHaveLength(1)
      }
      expect(await other.topicsOfThread(HERE, 'm1')).toEqual(['minsk-delhi'])
      expect(await other.toldOf(HERE, 'minsk-delhi')).toBeDefined()
      expect((await other.followsIn(HERE)).map(({ topic }) => topic)).toEqual(['minsk-delhi'])
      expect((await other.digests())[0]?.topics).toEqual(['minsk-delhi', 'other'])
      expect(await other.topicsNamed('india-belarus', HERE, 5)).toEqual([])
      expect(await other.staleTopics(5)).toContain('minsk-delhi')
      expect(await other.formerSlugs()).toEqual(new Map([['india-belarus', 'minsk-delhi']]))
    })

    test('takes documents that come under its old name, and may be renamed again, and back', async () => {
      const { store } = use()
      await fill(store)
      await store.renameTopic('india-belarus', 'second', undefined)
      await store.renameTopic('second', 'third', undefined)
      const { document } = await store.saveDocument(sampleDocument({ location: 'new.txt', text: 'New.', hash: 'h9' }))
      expect(document.topic).toBe('third')
      expect((await store.saveDocument(sampleDocument())).outcome).toBe('same')
      expect(await store.renameTopic('third', 'india-belarus', undefined)).toBe('done')
      expect(await store.topicBySlug('second')).toMatchObject({ slug: 'india-belarus', documents: 2 })
    })

    test('must be there, and its new name free', async () => {
      const { store } = use()
      await fill(store)
      expect(await store.renameTopic('nothing', 'x', undefined)).toBe('unknown')
      expect(await store.renameTopic('india-belarus', 'other', undefined)).toBe('taken')
      expect((await store.topicBySlug('india-belarus'))?.slug).toBe('india-belarus')
    })
  })

  describe('two topics that are merged', () => {
    test('are one, with what both had, and a text of both once', async () => {
      const { store } = use()
      await fill(store)
      const both = sampleDocument({ text: 'Both have this.', hash: 'h3' })
      await store.saveDocument({ ...both, location: 'india-belarus/both.txt', id: 'd-both-1' })
      await store.saveDocument({ ...both, location: 'other/both.txt', id: 'd-both-2', topic: 'other' })
      await store.saveThread(HERE, 'm1', ['other'], at(4))
      await store.follow({ target: { ...HERE, thread: 'm2' }, topic: 'other' }, at(4))
      expect(await store.mergeTopics('india-belarus', 'other')).toBe('done')
      expect((await store.documentsOf('other')).map(({ text }) => text).sort()).toEqual([
        'Both have this.',
        'The harbour is full.',
        'The minister arrived in Minsk.',
      ])
      expect(await store.placeAt('folder', 'india-belarus/both.txt')).toMatchObject({ topic: 'other' })
      expect(await store.topicsOfThread(HERE, 'm1')).toEqual(['other'])
      expect((await store.followsIn(HERE)).map(({ topic, target }) => [topic, target.thread])).toEqual([
        ['other', 'm2'],
      ])
      expect((await store.digests())[0]?.topics).toEqual(['other'])
      expect(await store.topicBySlug('india-belarus')).toMatchObject({ slug: 'other', documents: 3 })
    })

    test('must be seen in the same places', async () => {
      const { store } = use()
      await fill(store)
      await store.saveTopic({ slug: 'other', title: 'Other', aliases: [], visibleTo: [HERE] })
      expect(await store.mergeTopics('other', 'india-belarus')).toBe('unlike')
      expect(await store.mergeTopics('india-belarus', 'nothing')).toBe('taken')
      expect(await store.mergeTopics('nothing', 'other')).toBe('unknown')
    })
  })
}
