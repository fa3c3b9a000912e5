import { describe, expect, test } from 'vitest'
import { matchTopics, suggestTopics } from '../../src/core/lookup.ts'
import { spelling } from '../../src/core/spelling.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { OPERATOR, type Place, type Topic } from '../../src/core/topic.ts'
import type { StoreUnderTest } from './store.ts'
import { at, sampleDocument } from './store-samples.ts'

const PLACE = { platform: 'slack', workspace: 'T1', channel: 'C1' }
const TOPICS: readonly Topic[] = [
  { slug: 'india-belarus', title: 'India–Belarus relations', aliases: ['Беларусь', 'भारत बेलारूस'] },
  { slug: 'unsc-reform', title: 'Reform of the UN Security Council', aliases: ['G4', '联合国安理会改革'] },
  { slug: 'india-budget', title: 'The Indian budget', aliases: [] },
  { slug: 'zürich-verkehr', title: 'Verkehr in Zürich', aliases: ['การจราจร'] },
]
const SECRET = { visibleTo: [{ platform: 'discord' }] }

/** Describes topics and gives each a document, the first topic the newest. */
async function fill(store: Store, topics: readonly Topic[], newest = 10_000): Promise<void> {
  for (const [index, topic] of topics.entries()) {
    await store.saveTopic(topic)
    await store.saveDocument(
      sampleDocument({ topic: topic.slug, location: topic.slug, text: topic.slug, foundAt: at(newest - index) }),
    )
  }
}

function plain(slug: string): Topic {
  return { slug, title: slug, aliases: [] }
}

export function testLookup(use: () => StoreUnderTest): void {
  describe('look-up', () => {
    const named = async (typed: string, place: Place = PLACE, limit = 100) =>
      (await use().store.topicsNamed(spelling(typed), place, limit)).map(({ slug }) => slug)

    test.for([
      ['the slug', 'india-belarus', 'india-belarus'],
      ['its words in another order', 'belarus india', 'india-belarus'],
      ['its words as one', 'IndiaBelarus', 'india-belarus'],
      ['words of the title', 'security council', 'unsc-reform'],
      ['a word of it', 'belarus', 'india-belarus'],
      ['the beginning of a word', 'bela', 'india-belarus'],
      ['a slip of the fingers', 'indai-belarus', 'india-belarus'],
      ['a slip in a word of it', 'secruity', 'unsc-reform'],
      ['slips in two words', 'secruity counsil', 'unsc-reform'],
      ['a Russian alias', 'Беларусь', 'india-belarus'],
      ['its beginning', 'бел', 'india-belarus'],
      ['a slip in it', 'Белраусь', 'india-belarus'],
      ['a Hindi alias', 'बेलारूस', 'india-belarus'],
      ['the middle of a Chinese alias', '安理会', 'unsc-reform'],
      ['the middle of a Thai alias', 'จราจร', 'zürich-verkehr'],
      ['a title without its accents', 'zurich', 'zürich-verkehr'],
      ['a short alias', 'g4', 'unsc-reform'],
      ['one word of two', 'belarus potash', 'india-belarus'],
    ] as const)('finds a topic by %s', async ([, typed, slug]) => {
      await fill(use().store, TOPICS)
      expect(await named(typed)).toEqual([slug])
    })

    test('finds words of four letters by a slip where nothing fits better', async () => {
      const { store } = use()
      await fill(store, ['rail-strike', 'iraq', 'harbour'].map(plain))
      expect(await named('rial')).toEqual(['rail-strike'])
      expect(await named('rial strike')).toEqual(['rail-strike'])
      expect(await named('iran')).toEqual(['iraq'])
      expect(await named('nato')).toEqual([])
      await fill(store, [plain('rial-rate')])
      expect(await named('rial')).toEqual(['rial-rate'])
    })

    test('gives all that fit, the one with the newest document first, and nothing else', async () => {
      const { store } = use()
      await fill(store, TOPICS)
      expect(await named('india')).toEqual(['india-belarus', 'india-budget'])
      await store.saveDocument(sampleDocument({ topic: 'india-budget', text: 'Later.', foundAt: at(20_000) }))
      expect(await named('india')).toEqual(['india-budget', 'india-belarus'])
      for (const unknown of ['fisheries', 'q', '', 'ばか', 'w '.repeat(50)]) expect(await named(unknown)).toEqual([])
    })

    test('a topic described anew is found by its new names only; nobody’s description is its slug', async () => {
      const { store } = use()
      await fill(store, TOPICS)
      await store.saveTopic({ slug: 'unsc-reform', title: 'Veto', aliases: ['Вето'] })
      expect(await named('вето')).toEqual(['unsc-reform'])
      expect(await named('veto')).toEqual(['unsc-reform'])
      expect(await named('unsc')).toEqual(['unsc-reform'])
      for (const old of ['security council', '安理会', 'g4']) expect(await named(old)).toEqual([])
      await store.saveDocument(sampleDocument({ topic: 'undescribed-thing', text: 'New.' }))
      expect(await named('thing')).toEqual(['undescribed-thing'])
    })

    test('lists only topics that have documents and may be seen at the place', async () => {
      const { store } = use()
      await fill(store, TOPICS)
      await store.saveTopic({ slug: 'india-nothing', title: 'India, nothing', aliases: [] })
      await store.saveTopic({ ...plain('india-budget'), ...SECRET })
      expect(await named('india')).toEqual(['india-belarus'])
      expect(await named('india', { platform: 'discord', workspace: '1' })).toEqual(['india-belarus', 'india-budget'])
      expect(await named('india', OPERATOR)).toEqual(['india-belarus', 'india-budget'])
      const newest = async (place: Place) => (await store.newestTopics(place, 10)).map(({ slug }) => slug)
      expect(await newest(PLACE)).toEqual(['india-belarus', 'unsc-reform', 'zürich-verkehr'])
      expect(await newest(OPERATOR)).toEqual(TOPICS.map(({ slug }) => slug))
      expect(await store.countTopics()).toEqual({ topics: 4, documents: 4 })
    })

    test('a limit is of what may be seen: topics for others take no place in it', async () => {
      const { store } = use()
      const open = Array.from({ length: 4 }, (_, i) => plain(`meeting-zz${i}`))
      const secret = Array.from({ length: 60 }, (_, i) => ({ ...plain(`meeting-${i}`), ...SECRET }))
      await fill(store, open, 1_000)
      await fill(store, secret, 5_000)
      const slugs = open.map(({ slug }) => slug)
      expect((await store.newestTopics(PLACE, 4)).map(({ slug }) => slug)).toEqual(slugs)
      for (const typed of ['meeting', 'meet', 'meteing', 'meeting zz', 'meeting nothing']) {
        expect(await named(typed, PLACE, 4)).toEqual(slugs)
      }
      const wanted = { target: { platform: 'slack', channel: 'C1' }, place: PLACE, topics: [], newest: 5 }
      const { topics, total } = await store.topicsWithNews(wanted, 4)
      expect([topics.map(({ slug }) => slug), total]).toEqual([slugs, 4])
    })

    test('where more fit than the limit takes, what fits best and what is newest are among them', async () => {
      const { store } = use()
      const many = Array.from({ length: 150 }, (_, i) => plain(`port-of-call-${String(i).padStart(3, '0')}`))
      await fill(store, [plain('port-z'), ...many.toReversed(), plain('port')])
      const few = await named('port', PLACE, 40)
      expect(few).toHaveLength(40)
      expect(few).toEqual(expect.arrayContaining(['port', 'port-z', 'port-of-call-149']))
      expect(await named('port call 077', PLACE, 40)).toEqual(['port-of-call-077'])
    })

    test('the core ranks the candidates as it would rank all topics', async () => {
      const { store } = use()
      await fill(store, TOPICS)
      const all = await store.newestTopics(PLACE, 10)
      for (const typed of [
        'india',
        'belarus',
        'un',
        'indai belarus',
        'security',
        '安理',
        'бе',
        'verkehr zürich',
        'r',
        'z',
      ]) {
        const candidates = await store.topicsNamed(spelling(typed), PLACE, 100)
        const best = (topics: typeof all) => matchTopics(typed, topics).filter(({ score }) => score >= 0.75)
        expect([typed, best(candidates)]).toEqual([typed, best(all)])
        const begun = suggestTopics(typed, candidates, 25).map(({ slug }) => slug)
        expect([typed, begun]).toEqual([typed, suggestTopics(typed, all, 25).map(({ slug }) => slug)])
      }
    })

    test('what is described is what differs from the topic that documents alone would make', async () => {
      const { store } = use()
      await store.saveDocument(sampleDocument({ topic: 'plain' }))
      await store.saveTopic({ slug: 'plain', title: 'Plain', aliases: [] })
      await store.saveTopic({ slug: 'titled', title: 'A title', aliases: [] })
      await store.saveTopic({ slug: 'aliased', title: 'Aliased', aliases: ['x'] })
      await store.saveTopic({ slug: 'kept', title: 'Kept', aliases: [], ...SECRET })
      expect(await store.describedTopics()).toEqual([
        { slug: 'aliased', title: 'Aliased', aliases: ['x'] },
        { slug: 'kept', title: 'Kept', aliases: [], ...SECRET },
        { slug: 'titled', title: 'A title', aliases: [] },
      ])
      for (const slug of ['titled', 'aliased', 'kept']) {
        await store.saveTopic({ slug, title: slug.replace(/^./, (letter) => letter.toUpperCase()), aliases: [] })
      }
      expect(await store.describedTopics()).toEqual([])
    })

    test('processes that describe the same topics at once agree', async () => {
      const { store, again } = use()
      const stores = [store, await again(), await again()]
      const orders = [TOPICS, TOPICS.toReversed(), TOPICS]
      await Promise.all(stores.map((each, index) => fill(each, orders[index] ?? [])))
      expect(await named('india')).toHaveLength(2)
      expect(await store.countTopics()).toEqual({ topics: 4, documents: 4 })
    })
  })

  describe('news', () => {
    const target = { platform: 'slack', channel: 'C1' }
    const news = async (topics: readonly string[] = [], limit = 10, newest = 5) => {
      const found = await use().store.topicsWithNews({ target, place: PLACE, topics, newest }, limit)
      return [found.topics.map(({ slug }) => slug), found.total]
    }
    const tell = async (topic: string, seconds: number, channel = 'C1') => {
      const { store } = use()
      const documents = (await store.documentsOf(topic)).map(({ id, revision }) => `${id}@${revision}`)
      await store.saveTold({ target: { ...target, channel }, topic, brief: 'b', documents }, at(seconds))
    }

    test('is every topic of which a channel has been told nothing, newest first, counted beyond the limit', async () => {
      const { store } = use()
      await fill(store, ['a', 'b', 'c'].map(plain))
      expect(await news()).toEqual([['a', 'b', 'c'], 3])
      expect(await news([], 2)).toEqual([['a', 'b'], 3])
      expect(await news(['c', 'a', 'unheard-of'])).toEqual([['a', 'c'], 2])
      await tell('b', 20_000)
      await tell('a', 20_000, 'C2')
      expect(await news()).toEqual([['a', 'c'], 2])
    })

    test('is what was found or changed since the channel was first told, and no older document that it had no room for', async () => {
      const { store } = use()
      await fill(store, [plain('a')])
      await tell('a', 20_000)
      const save = async (location: string, text: string, seconds: number, date?: string) =>
        await store.saveDocument(
          sampleDocument({ topic: 'a', location, text, foundAt: at(seconds), ...(date === undefined ? {} : { date }) }),
        )
      await save('older', 'Older.', 10_000)
      expect(await news()).toEqual([[], 0])
      await save('newer', 'Newer.', 20_100)
      expect(await news()).toEqual([['a'], 1])
      await tell('a', 30_000)
      expect(await news()).toEqual([[], 0])
      await save('newer', 'Newer, and corrected.', 40_000)
      expect(await news()).toEqual([['a'], 1])
      await tell('a', 50_000)
      await save('dated', 'Found late, dated early.', 60_000, '2001-01-01')
      expect(await news([], 10, 3)).toEqual([[], 0])
      expect(await news([], 10, 4)).toEqual([['a'], 1])
    })

    test('a document that left its topic is none', async () => {
      const { store } = use()
      await fill(store, [plain('a')])
      await store.withdrawLocation('folder', 'a')
      expect(await news()).toEqual([[], 0])
    })
  })
}
