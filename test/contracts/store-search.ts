import { describe, expect, test } from 'vitest'
import { queryTokens } from '../../src/core/language/search-tokens.ts'
import type { Search } from '../../src/core/search.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { OPERATOR, type Place } from '../../src/core/topic.ts'
import type { StoreUnderTest } from './store.ts'
import { sampleDocument } from './store-samples.ts'

const TOPIC = 'india-belarus'
const ANYWHERE = { platform: 'slack', workspace: 'T1', channel: 'C1' }

async function fill(store: Store, texts: Readonly<Record<string, string>>, topic = TOPIC): Promise<void> {
  for (const [location, text] of Object.entries(texts)) {
    await store.saveDocument(sampleDocument({ location, title: location, text, topic }))
  }
}

async function find(store: Store, question: string, topics: readonly string[] = [TOPIC], limit = 10) {
  const search = { words: queryTokens(question), match: 'any', within: { topics } } as const
  return (await store.searchDocuments(search, limit)).map(({ location }) => location)
}

async function findEvery(store: Store, question: string, within: Search['within'] = { place: ANYWHERE }) {
  const search = { words: queryTokens(question), match: 'every', within } as const
  return (await store.searchDocuments(search, 10)).map(({ location }) => location)
}

async function findTokens(store: Store, tokens: readonly string[]) {
  const search = { words: tokens.map((token) => [token]), match: 'any', within: { topics: [TOPIC] } } as const
  return await store.searchDocuments(search, 5)
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
      const found = await findTokens(store, [...hostile, 'x'.repeat(5000)])
      expect(found.map(({ location }) => location)).toEqual(['b'])
      expect(await findTokens(store, [])).toEqual([])
      expect(await findTokens(store, ['"'])).toEqual([])
    })

    test('a text of more words than an index can hold is kept whole, and found by those that fit', async () => {
      const { store } = use()
      const words = Array.from({ length: 150_000 }, (_, i) => `w${i.toString(36)}`)
      const text = words.join(' ')
      const { document } = await store.saveDocument(sampleDocument({ text, language: 'en' }))
      expect(document.text).toBe(text)
      expect(await findTokens(store, ['w0'])).toEqual([document])
    })

    test('every word or none: a document must have each, in any of its forms', async () => {
      const { store } = use()
      await fill(store, {
        both: 'The ministers signed the treaty.',
        one: 'The minister left.',
        Treaty: 'A minister came.',
      })
      expect(new Set(await findEvery(store, 'minister treaties'))).toEqual(new Set(['both', 'Treaty']))
      expect(await findEvery(store, 'minister treaty zeppelin')).toEqual([])
      expect(await findEvery(store, 'the')).toEqual([])
      expect(await findEvery(store, 'minister', { topics: ['minsk'] })).toEqual([])
      expect(await findEvery(store, 'minister treaty', { topics: [TOPIC] })).toHaveLength(2)
    })

    test('at a place: what may be seen there, and nothing that may not', async () => {
      const { store } = use()
      const elsewhere = { platform: 'slack', workspace: 'T2' }
      await fill(store, { open: 'The minister arrived.' })
      await fill(store, { theirs: 'The minister left.' }, 'theirs')
      await fill(store, { ours: 'The minister stayed.' }, 'ours')
      await store.saveTopic({ slug: 'theirs', title: 'Theirs', aliases: [], visibleTo: [elsewhere] })
      const channel = { platform: 'slack', workspace: 'T1', channel: 'C1' }
      await store.saveTopic({ slug: 'ours', title: 'Ours', aliases: [], visibleTo: [elsewhere, channel] })
      const seen = async (place: Place) => new Set(await findEvery(store, 'minister', { place }))
      expect(await seen(ANYWHERE)).toEqual(new Set(['open', 'ours']))
      expect(await seen({ ...ANYWHERE, channel: 'C2' })).toEqual(new Set(['open']))
      expect(await seen(elsewhere)).toEqual(new Set(['open', 'theirs', 'ours']))
      expect(await seen({ platform: 'discord', workspace: 'T2' })).toEqual(new Set(['open']))
      expect(await seen(OPERATOR)).toEqual(new Set(['open', 'theirs', 'ours']))
    })

    test('a limit is of what may be seen: documents for others take no place in it', async () => {
      const { store } = use()
      const fillers = (from: number, to: number) =>
        Object.fromEntries(Array.from({ length: to - from }, (_, i) => [`c${from + i}`, `Weather ${from + i}.`]))
      await fill(store, { rare: 'Weather: a zeppelin.', ...fillers(0, 10) })
      await fill(store, fillers(10, 80), 'secret')
      await store.saveTopic({ slug: 'secret', title: 'Secret', aliases: [], visibleTo: [{ platform: 'discord' }] })
      const search = { words: queryTokens('weather zeppelin'), match: 'any', within: { place: ANYWHERE } } as const
      const found = await store.searchDocuments(search, 8)
      expect(found[0]?.location).toBe('rare')
      expect(found.map(({ topic }) => topic)).toEqual(Array.from({ length: 8 }, () => TOPIC))
    })
  })
}
