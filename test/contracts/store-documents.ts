import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoreUnderTest } from './store.ts'
import { at, sampleDocument } from './store-samples.ts'

const TOPIC = 'india-belarus'

export function testDocuments(use: () => StoreUnderTest): void {
  describe('documents', () => {
    test('a first text is new and comes back as it was', async () => {
      const { store } = use()
      const document = sampleDocument({ date: '2026-03-01', link: 'https://example.org/visit', language: 'be' })
      expect(await store.saveDocument(document)).toEqual({ document, outcome: 'new' })
      expect(await store.documentsOf(TOPIC)).toEqual([document])
    })

    test('the same text at the same location is the same, and changes nothing', async () => {
      const { store } = use()
      const document = sampleDocument()
      await store.saveDocument(document)
      const later = { ...document, foundAt: at(60), date: '2026-03-05' }
      expect(await store.saveDocument(later)).toEqual({ document, outcome: 'same' })
      expect(await store.documentsOf(TOPIC)).toEqual([document])
    })

    test('another text at a known location is the next revision of the same document', async () => {
      const { store } = use()
      const first = sampleDocument({ text: 'One.' })
      await store.saveDocument(first)
      const second = sampleDocument({ text: 'Two.', foundAt: at(60) })
      const revised = { ...second, id: first.id, revision: 2 }
      expect(await store.saveDocument(second)).toEqual({ document: revised, outcome: 'revised' })
      const third = sampleDocument({ text: 'Three.', foundAt: at(120) })
      expect((await store.saveDocument(third)).document.revision).toBe(3)
      expect((await store.documentsOf(TOPIC)).map(({ text }) => text)).toEqual(['Three.'])
    })

    test('a text that goes back to what it was is a revision, not what it was then', async () => {
      const { store } = use()
      await store.saveDocument(sampleDocument({ text: 'One.' }))
      await store.saveDocument(sampleDocument({ text: 'Two.' }))
      const back = await store.saveDocument(sampleDocument({ text: 'One.' }))
      expect(back).toMatchObject({ outcome: 'revised', document: { revision: 3, text: 'One.' } })
    })

    test('a renamed file stays one document, under its new name', async () => {
      const { store } = use()
      const old = sampleDocument({ location: 'old.txt' })
      await store.saveDocument(old)
      expect((await store.saveDocument(sampleDocument({ location: 'new.txt' }))).outcome).toBe('same')
      expect(await store.locationsOf('folder')).toEqual(new Set(['old.txt', 'new.txt']))
      expect(await store.withdrawLocation('folder', 'old.txt')).toBeUndefined()
      expect(await store.documentsOf(TOPIC)).toEqual([{ ...old, location: 'new.txt' }])
      expect(await store.locationsOf('folder')).toEqual(new Set(['new.txt']))
    })

    test('a rename seen the other way round is the same document too: in its topic again, in the same revision', async () => {
      const { store } = use()
      const old = sampleDocument({ location: 'old.txt' })
      await store.saveDocument(old)
      expect(await store.withdrawLocation('folder', 'old.txt')).toBe(TOPIC)
      const back = await store.saveDocument(sampleDocument({ location: 'new.txt', foundAt: at(60) }))
      expect(back).toEqual({ document: { ...old, location: 'new.txt' }, outcome: 'new' })
      expect(await store.documentsOf(TOPIC)).toEqual([back.document])
    })

    test('a file that takes the place of a renamed one is another document', async () => {
      const { store } = use()
      const first = sampleDocument({ location: 'a.txt', text: 'One.' })
      await store.saveDocument(first)
      await store.saveDocument(sampleDocument({ location: 'b.txt', text: 'One.' }))
      await store.withdrawLocation('folder', 'a.txt')
      const second = await store.saveDocument(sampleDocument({ location: 'a.txt', text: 'Two.' }))
      expect(second.outcome).toBe('new')
      expect(second.document.id).not.toBe(first.id)
      const texts = (await store.documentsOf(TOPIC)).map(({ text }) => text)
      expect(new Set(texts)).toEqual(new Set(['One.', 'Two.']))
    })

    test('of two locations with one text, the one that changes becomes a document of its own', async () => {
      const { store } = use()
      const shared = sampleDocument({ location: 'a.txt', text: 'One.' })
      await store.saveDocument(shared)
      await store.saveDocument(sampleDocument({ location: 'b.txt', text: 'One.' }))
      const changed = await store.saveDocument(sampleDocument({ location: 'a.txt', text: 'Two.', foundAt: at(60) }))
      expect(changed).toMatchObject({ outcome: 'new', document: { revision: 1, location: 'a.txt' } })
      expect(changed.document.id).not.toBe(shared.id)
      expect(await store.documentsOf(TOPIC)).toEqual([changed.document, { ...shared, location: 'b.txt' }])
      expect(await store.withdrawLocation('folder', 'b.txt')).toBe(TOPIC)
      expect(await store.documentsOf(TOPIC)).toEqual([changed.document])
    })

    test('a location that comes to hold another document’s text moves to that one; what it held leaves the topic', async () => {
      const { store } = use()
      const stays = sampleDocument({ location: 'a.txt', text: 'One.' })
      await store.saveDocument(stays)
      await store.saveDocument(sampleDocument({ location: 'b.txt', text: 'Two.' }))
      expect(await store.saveDocument(sampleDocument({ location: 'b.txt', text: 'One.' }))).toEqual({
        document: { ...stays, also: [{ title: stays.title, location: 'b.txt' }] },
        outcome: 'same',
      })
      expect(await store.documentsOf(TOPIC)).toHaveLength(1)
      expect(await store.locationsOf('folder')).toEqual(new Set(['a.txt', 'b.txt']))
    })

    test('the same text in two topics is two documents; a location has one of them', async () => {
      const { store } = use()
      await store.saveDocument(sampleDocument({ location: 'a.txt' }))
      const elsewhere = sampleDocument({ location: 'b.txt', topic: 'minsk' })
      expect((await store.saveDocument(elsewhere)).outcome).toBe('new')
      const moved = await store.saveDocument(sampleDocument({ location: 'a.txt', topic: 'minsk' }))
      const also = [{ title: elsewhere.title, location: 'a.txt' }]
      expect(moved).toEqual({ document: { ...elsewhere, also }, outcome: 'same' })
      expect(await store.documentsOf(TOPIC)).toEqual([])
    })

    test('locations are those of one source; the same path in two sources is two locations', async () => {
      const { store } = use()
      await store.saveDocument(sampleDocument({ source: 'folder', location: 'x', text: 'One.' }))
      await store.saveDocument(sampleDocument({ source: 'feed', location: 'x', text: 'Two.' }))
      expect(await store.locationsOf('feed')).toEqual(new Set(['x']))
      expect(await store.withdrawLocation('feed', 'x')).toBe(TOPIC)
      expect(await store.locationsOf('feed')).toEqual(new Set())
      expect((await store.documentsOf(TOPIC)).map(({ text }) => text)).toEqual(['One.'])
    })

    test('to withdraw what is not there is nothing', async () => {
      const { store } = use()
      expect(await store.withdrawLocation('folder', 'nowhere.txt')).toBeUndefined()
      await store.saveDocument(sampleDocument())
      await store.withdrawLocation('folder', sampleDocument().location)
      expect(await store.withdrawLocation('folder', sampleDocument().location)).toBeUndefined()
    })

    test('come newest first: by date, else by when they were found; and no more than asked for', async () => {
      const { store } = use()
      const save = (text: string, changes: object) =>
        store.saveDocument(sampleDocument({ location: text, text, foundAt: at(0), ...changes }))
      await save('dated today', { date: '2026-03-02T12:00:00+02:00' })
      await save('undated', { foundAt: at(3600) })
      await save('dated last year', { date: '2025-03-14', foundAt: at(7200) })
      await save('no date at all', { date: 'last Tuesday', foundAt: at(1800) })
      const order = ['dated today', 'undated', 'no date at all', 'dated last year']
      expect((await store.documentsOf(TOPIC)).map(({ text }) => text)).toEqual(order)
      expect((await store.documentsOf(TOPIC, 2)).map(({ text }) => text)).toEqual(order.slice(0, 2))
    })

    test('two processes that find the same files at once keep one document each', async () => {
      const { store, again } = use()
      const stores = [store, await again(), await again()]
      const texts = Array.from({ length: 5 }, (_, i) => `Text ${i}.`)
      const saved = await Promise.all(
        stores.flatMap((each) => texts.map((text) => each.saveDocument(sampleDocument({ location: text, text })))),
      )
      expect(saved.filter(({ outcome }) => outcome === 'new')).toHaveLength(texts.length)
      expect(await store.documentsOf(TOPIC)).toHaveLength(texts.length)
    })

    test('any text comes back exactly; what no database can hold becomes U+FFFD, one unit for one', async () => {
      const { store } = use()
      let count = 0
      const property = async (title: string, text: string) => {
        const location = `${count++}.txt`
        const { document } = await store.saveDocument(sampleDocument({ location, title, text, hash: location }))
        const even = (part: string) => part.toWellFormed().replaceAll('\u0000', '\uFFFD')
        expect(document).toMatchObject({ title: even(title), text: even(text) })
        expect(document.text).toHaveLength(text.length)
      }
      const anything = fc.string({ unit: 'binary', maxLength: 200 })
      const units = fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes))
      await fc.assert(fc.asyncProperty(anything, fc.oneof(anything, units), property), { numRuns: 40 })
      await property('\uFEFFmark', 'a\u0000b\uD800c\r\n\u2028 e\u0301 \u{1F469}\u200D\u{1F680}')
    })
  })
}
