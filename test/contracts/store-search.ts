import { describe, expect, test } from 'vitest'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import type { Store } from '../../src/core/ports.ts'
import type { StoreUnderTest } from './store.ts'
import { sampleDocument } from './store-samples.ts'

const TOPIC = 'india-belarus'

async function fill(store: Store, texts: Readonly<Record<string, string>>, topic = TOPIC): Promise<void> {
  for (const [location, text] of Object.entries(texts)) {
    await store.saveDocument(sampleDocument({ location, title: location, text, topic }))
  }
}

async function find(store: Store, question: string, topics: readonly string[] = [TOPIC], limit = 10) {
  return (await store.searchDocuments(searchTokens(question), topics, limit)).map(({ location }) => location)
}

export function testSearch(use: () => StoreUnderTest): void {
  describe('search', () => {
    test('finds what shares a word, in the title or the text, and nothing else', async () => {
      const { store } = use()
      await fill(store, {
        visit: 'The minister arrived in Minsk on Sunday.',
        potash: 'Belarus ships fertiliser through Klaipeda.',
        Sunday: 'Nothing happened.',
      })
      expect(new Set(await find(store, 'Who arrived on Sunday?'))).toEqual(new Set(['visit', 'Sunday']))
      expect(await find(store, 'zeppelin')).toEqual([])
    })

    test('puts first what holds the rarer words, and more of them', async () => {
      const { store } = use()
      const filler = 'The trade talks between the two countries went on in the capital this week.'
      await fill(store, {
        a: filler,
        b: `${filler} A ferry sank.`,
        c: `${filler} Officials spoke of trade, of more trade and of trade again.`,
        d: 'Trade in potash fell.',
        e: `${filler} Exports of potash to the ferry port fell by a third.`,
      })
      expect((await find(store, 'potash trade'))[0]).toBe('d')
      expect((await find(store, 'potash ferry'))[0]).toBe('e')
      expect(new Set(await find(store, 'potash trade'))).toEqual(new Set(['a', 'b', 'c', 'd', 'e']))
      expect(await find(store, 'potash ferry', [TOPIC], 1)).toEqual(['e'])
    })

    test.for([
      ['Chinese', '印度外交部长抵达明斯克。', '明斯克'],
      ['Japanese', '外務大臣がミンスクに到着した。', 'ミンスク'],
      ['Russian', 'Министр прибыл в Минск.', 'министр'],
      ['Hindi', 'विदेश मंत्री मिन्स्क पहुँचे।', 'मंत्री'],
      ['Arabic', 'وصل الوزير إلى مينسك.', 'الوزير'],
      ['Thai', 'รัฐมนตรีเดินทางถึงมินสก์', 'มินสก์'],
      ['Turkish', 'Dışişleri Bakanı Minsk’e vardı.', 'bakanı'],
      ['Adlam, a script younger than many tables of letters', '𞤋𞤲𞤣𞤭𞤢 𞤥𞤭𞤲𞤧𞤳', '𞤥𞤭𞤲𞤧𞤳'],
    ] as const)('finds words in %s', async ([, text, question]) => {
      const { store } = use()
      await fill(store, { there: text, other: 'Something else.' })
      expect(await find(store, question)).toEqual(['there'])
    })

    test('only in the topics that were asked, be they one or many', async () => {
      const { store } = use()
      await fill(store, { mine: 'The minister arrived.' })
      await fill(store, { theirs: 'The minister left.' }, 'secret')
      const many = Array.from({ length: 100 }, (_, i) => `topic-${i}`)
      expect(await find(store, 'minister', [TOPIC])).toEqual(['mine'])
      expect(await find(store, 'minister', [TOPIC, ...many])).toEqual(['mine'])
      expect(new Set(await find(store, 'minister', [TOPIC, 'secret', ...many]))).toEqual(new Set(['mine', 'theirs']))
      expect(await find(store, 'minister', [])).toEqual([])
    })

    test('current texts only: neither an older revision nor a document that left', async () => {
      const { store } = use()
      await fill(store, { a: 'A ferry sank.', b: 'The ferry was raised.' })
      await fill(store, { a: 'A bridge fell.' })
      expect(await find(store, 'ferry')).toEqual(['b'])
      expect(await find(store, 'bridge')).toEqual(['a'])
      await store.withdrawLocation('folder', 'b')
      expect(await find(store, 'ferry')).toEqual([])
      await fill(store, { b: 'The ferry was raised.' })
      expect(await find(store, 'ferry')).toEqual(['b'])
    })

    test('tokens are words, never operators, however they are made', async () => {
      const { store } = use()
      await fill(store, { a: 'near not and or', b: 'minister' })
      const hostile = ['"', "'", 'minister"', "' | 'x", 'NEAR(', 'a*', '\\', ':1', '', '\u0000', '\uD800', '*', '#']
      const found = await store.searchDocuments([...hostile, 'x'.repeat(5000)], [TOPIC], 5)
      expect(found.map(({ location }) => location)).toEqual(['b'])
      expect(await store.searchDocuments([], [TOPIC], 5)).toEqual([])
      expect(await store.searchDocuments(['"'], [TOPIC], 5)).toEqual([])
    })

    test('a text of more words than an index can hold is kept whole, and found by those that fit', async () => {
      const { store } = use()
      const words = Array.from({ length: 150_000 }, (_, i) => `w${i.toString(36)}`)
      const text = words.join(' ')
      const { document } = await store.saveDocument(sampleDocument({ text, language: 'en' }))
      expect(document.text).toBe(text)
      expect(await store.searchDocuments(['w0'], [TOPIC], 5)).toEqual([document])
    })
  })
}
