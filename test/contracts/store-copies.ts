import { describe, expect, test } from 'vitest'
import type { Document } from '../../src/core/document.ts'
import { versionOf } from '../../src/core/news.ts'
import type { StoreUnderTest } from './store.ts'
import { at, sampleBrief, sampleDocument } from './store-samples.ts'

const TOPIC = 'india-belarus'
const TARGET = { platform: 'slack', channel: 'C1' }

/** The text of an agency on a site of its own. */
function onSite(site: string, changes: Partial<Document> = {}): Document {
  return sampleDocument({
    source: 'feeds',
    location: `https://${site}/1`,
    title: `Visit (${site})`,
    link: `https://${site}/1`,
    text: `The minister arrived in Minsk. ${site}`,
    ...changes,
  })
}

const place = (site: string) => ({
  title: `Visit (${site})`,
  location: `https://${site}/1`,
  link: `https://${site}/1`,
})

export function testCopies(use: () => StoreUnderTest): void {
  describe('copies', () => {
    const first = onSite('a.example')

    async function withCopies(...sites: readonly string[]): Promise<void> {
      await use().store.saveDocument(first)
      for (const site of sites) await use().store.saveCopy(onSite(site, { foundAt: at(60) }), first)
    }

    async function listed(): Promise<readonly Document[]> {
      return await use().store.documentsOf(TOPIC)
    }

    test('a copy is another place of its document, of which nothing else changes', async () => {
      const { store } = use()
      await store.saveDocument(first)
      const also = [place('b.example')]
      const document = { ...first, also }
      expect(await store.saveCopy(onSite('b.example'), first)).toEqual({ document, outcome: 'same' })
      expect(await listed()).toEqual([document])
      await store.saveCopy(onSite('c.example'), first)
      expect(await listed()).toEqual([{ ...first, also: [...also, place('c.example')] }])
      expect(await store.placeAt('feeds', 'https://b.example/1')).toEqual({
        topic: TOPIC,
        hash: onSite('b.example').hash,
        places: 3,
      })
    })

    test('a copy that is found once more, as after a restart, stays one', async () => {
      const { store } = use()
      await withCopies('b.example')
      const before = await listed()
      expect(await store.saveDocument(onSite('b.example', { foundAt: at(600) }))).toMatchObject({ outcome: 'same' })
      expect(await store.saveDocument({ ...first, foundAt: at(600) })).toMatchObject({ outcome: 'same' })
      expect(await listed()).toEqual(before)
    })

    test('a new place makes the brief stale, and is news to nobody', async () => {
      const { store } = use()
      await store.saveDocument(first)
      await store.saveBrief(sampleBrief({ topic: TOPIC }), [first], at(1))
      const told = { target: TARGET, topic: TOPIC, brief: 'brief-1', documents: [versionOf(first)] }
      await store.saveTold(told, at(2))
      expect(await store.staleTopics(5)).toEqual([])
      await store.saveCopy(onSite('b.example', { foundAt: at(3_600) }), first)
      expect(await store.staleTopics(5)).toEqual([TOPIC])
      const wanted = { target: TARGET, place: TARGET, topics: [], newest: 20 }
      expect((await store.topicsWithNews(wanted, 5)).total).toBe(0)
      expect((await store.topicBySlug(TOPIC))?.updatedAt).toBe(at(0))
    })

    test('a place that goes leaves the others', async () => {
      const { store } = use()
      await withCopies('b.example', 'c.example')
      expect(await store.withdrawLocation('feeds', 'https://b.example/1')).toBeUndefined()
      expect(await listed()).toEqual([{ ...first, also: [place('c.example')] }])
    })

    test('a document whose own place goes is what stands at another one, and that is no news', async () => {
      const { store } = use()
      await withCopies('b.example', 'c.example')
      const told = { target: TARGET, topic: TOPIC, brief: 'brief-1', documents: [versionOf(first)] }
      await store.saveTold(told, at(2))
      expect(await store.withdrawLocation('feeds', 'https://a.example/1')).toBeUndefined()
      const heir = { ...onSite('b.example'), id: first.id, revision: 2, also: [place('c.example')] }
      expect(await listed()).toEqual([heir])
      expect((await store.toldOf(TARGET, TOPIC))?.documents).toEqual(new Set([`${first.id}@1`, `${first.id}@2`]))
      expect(await store.saveDocument(onSite('b.example', { foundAt: at(600) }))).toMatchObject({ outcome: 'same' })
      expect(await store.withdrawLocation('feeds', 'https://b.example/1')).toBeUndefined()
      expect(await store.withdrawLocation('feeds', 'https://c.example/1')).toBe(TOPIC)
      expect(await listed()).toEqual([])
    })

    test('what holds the very same text comes before copies, under its own address', async () => {
      const { store } = use()
      await withCopies('b.example')
      const { hash, text, title } = first
      await store.saveDocument(onSite('z.example', { text, title, hash }))
      await store.withdrawLocation('feeds', 'https://a.example/1')
      const moved = { ...first, location: 'https://z.example/1', link: 'https://z.example/1' }
      expect(await listed()).toEqual([{ ...moved, also: [place('b.example')] }])
    })

    test('the document’s own place in other words is a revision that is no news; the copies keep theirs', async () => {
      const { store } = use()
      await withCopies('b.example')
      const { hash, text, title } = first
      await store.saveDocument(onSite('z.example', { text, title, hash }))
      await store.saveTold({ target: TARGET, topic: TOPIC, brief: 'b', documents: [versionOf(first)] }, at(2))
      const mended = { ...onSite('a.example', { text: 'The minister has arrived in Minsk.' }), foundAt: at(600) }
      const revised = await store.saveCopy(mended, first)
      expect(revised).toMatchObject({
        outcome: 'revised',
        document: { text: mended.text, revision: 2, foundAt: at(0) },
      })
      expect((await store.toldOf(TARGET, TOPIC))?.documents).toContain(`${first.id}@2`)
      await store.withdrawLocation('feeds', 'https://a.example/1')
      await store.withdrawLocation('feeds', 'https://b.example/1')
      expect(await listed()).toMatchObject([{ id: first.id, text: first.text, location: 'https://z.example/1' }])
    })

    test('a place that says something else one day is a document of its own', async () => {
      const { store } = use()
      await withCopies('b.example')
      const other = onSite('b.example', { text: 'The minister left Minsk.', hash: 'other', foundAt: at(600) })
      const { document, outcome } = await store.saveDocument(other)
      expect(outcome).toBe('new')
      expect(await listed()).toEqual([document, first])
    })

    test('is no copy of what is not there any more', async () => {
      const { store } = use()
      await store.saveDocument(first)
      expect(await store.saveCopy(onSite('b.example'), { id: first.id, revision: 2 })).toBeUndefined()
      expect(await store.saveCopy(onSite('b.example', { topic: 'minsk' }), first)).toBeUndefined()
      await store.withdrawLocation('feeds', 'https://a.example/1')
      expect(await store.saveCopy(onSite('b.example'), first)).toBeUndefined()
      expect(await store.locationsOf('feeds')).toEqual(new Set())
    })

    test('what is forgotten does not come back from where its copies stand', async () => {
      const { store } = use()
      await withCopies('b.example')
      await store.forgetDocuments([first.id], at(600))
      expect(await store.saveDocument(onSite('b.example'))).toMatchObject({ outcome: 'forgotten' })
      expect(await store.saveDocument(first)).toMatchObject({ outcome: 'forgotten' })
    })

    test('processes that find the same copies at once keep one document', async () => {
      const { store, again } = use()
      await store.saveDocument(first)
      const stores = [store, await again()]
      const sites = ['b.example', 'c.example', 'd.example', 'e.example']
      await Promise.all(stores.flatMap((each) => sites.map((site) => each.saveCopy(onSite(site), first))))
      expect(await listed()).toEqual([{ ...first, also: sites.map(place) }])
    })
  })
}
