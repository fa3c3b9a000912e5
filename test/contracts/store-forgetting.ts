import { describe, expect, test } from 'vitest'
import type { Reply } from '../../src/core/reply.ts'
import type { StoreUnderTest } from './store.ts'
import { at, postBrief, sampleBrief, sampleDigest, sampleDocument, sampleEdition, sampleOwed } from './store-samples.ts'

const HERE = { platform: 'slack', channel: 'C1' } as const
const MINSK = { words: [['minsk']], match: 'any', within: { place: { platform: 'slack' } } } as const

export function testForgetting(use: () => StoreUnderTest): void {
  describe('a document that is forgotten', () => {
    test('is in no topic, search, brief, ledger, or record of what was told; and what was posted is named', async () => {
      const { store, again } = use()
      const { document, brief } = await postBrief(store)
      expect(await store.documentsNamed('visit.txt')).toEqual([document.id])
      expect(await store.forgetDocuments([document.id], at(3))).toEqual({ documents: 1, posted: [brief.id] })
      const other = await again()
      expect((await other.documentsOf('india-belarus')).map(({ text }) => text)).toEqual(['Another text.'])
      expect(await other.searchDocuments(MINSK, 5)).toEqual([])
      expect(await other.briefById(brief.id)).toBeUndefined()
      expect(await other.briefOf('india-belarus')).toBeUndefined()
      expect(await other.staleTopics(5)).toEqual(['india-belarus'])
      expect(JSON.stringify(await other.deliveries({ limit: 5 }))).not.toContain('minister')
      expect(await other.toldOf(HERE, 'india-belarus')).toBeUndefined()
    })

    test('is not brought back by a source that still has it, but another text there is', async () => {
      const { store } = use()
      const { document } = await postBrief(store)
      await store.forgetDocuments([document.id], at(3))
      expect((await store.saveDocument(sampleDocument())).outcome).toBe('forgotten')
      expect((await store.saveDocument(sampleDocument({ location: 'india-belarus/renamed.txt' }))).outcome).toBe(
        'forgotten',
      )
      expect(await store.searchDocuments(MINSK, 5)).toEqual([])
      expect((await store.saveDocument(sampleDocument({ text: 'Minsk again.', hash: 'h3' }))).outcome).toBe('new')
    })

    test('is known by its text to be of the topic that forgot it, until that or another one has it', async () => {
      const { store } = use()
      const { document } = await postBrief(store)
      expect(await store.topicOfForgotten(document.hash)).toBeUndefined()
      await store.forgetDocuments([document.id], at(3))
      expect(await store.topicOfForgotten(document.hash)).toBe('india-belarus')
      const elsewhere = sampleDocument({ topic: 'a-visit', location: 'a-visit/visit.txt' })
      expect((await store.saveDocument(elsewhere)).outcome).toBe('new')
      expect(await store.topicOfForgotten(document.hash)).toBe('a-visit')
      await store.withdrawLocation('folder', 'a-visit/visit.txt')
      expect(await store.topicOfForgotten(document.hash)).toBe('india-belarus')
      await store.renameTopic('india-belarus', 'belarus', undefined)
      expect(await store.topicOfForgotten(document.hash)).toBe('belarus')
      const recalled = { document: { ...document, topic: 'belarus' }, step: 'file a' }
      await store.saveBackground([recalled], { now: at(4), recalls: true })
      expect(await store.topicOfForgotten(document.hash)).toBeUndefined()
    })

    test('is found by the end of its name, whatever signs are in it and however they are composed', async () => {
      const { store } = use()
      const find = async (location: string) => {
        const { document } = await store.saveDocument(sampleDocument({ location, text: `Of ${location}.` }))
        return document.id
      }
      const [signs, apart, composed] = [
        await find('news/📰 of 🇧🇾.md'),
        await find('news/cafe\u0301.md'),
        await find('news/th\u00e9.md'),
      ]
      expect(await store.documentsNamed('📰 of 🇧🇾.md')).toEqual([signs])
      expect(await store.documentsNamed('caf\u00e9.md')).toEqual([apart])
      expect(await store.documentsNamed('news/caf\u00e9.md')).toEqual([apart])
      expect(await store.documentsNamed('the\u0301.md')).toEqual([composed])
      expect(await store.documentsNamed('é.md')).toEqual([])
    })

    test('takes no other document along that says now what it once said', async () => {
      const { store } = use()
      const [a, b] = [sampleDocument({ location: 'a.txt' }), sampleDocument({ location: 'b.txt' })]
      const { document } = await store.saveDocument(a)
      await store.saveDocument(sampleDocument({ location: 'a.txt', text: 'Between.' }))
      await store.saveDocument(sampleDocument({ location: 'a.txt', text: 'At last.' }))
      const { document: other } = await store.saveDocument(b)
      await store.forgetDocuments([document.id], at(3))
      expect((await store.saveDocument({ ...b, location: 'renamed.txt' })).outcome).toBe('same')
      await store.withdrawLocation('folder', 'b.txt')
      expect(await store.documentsOf(document.topic)).toMatchObject([{ id: other.id, location: 'renamed.txt' }])
      // What only the forgotten one said stays away.
      for (const text of ['Between.', 'At last.']) {
        expect((await store.saveDocument(sampleDocument({ location: 'c.txt', text }))).outcome).toBe('forgotten')
      }
    })

    test('goes for good with another one that says now what it once said, in whatever order', async () => {
      const { store } = use()
      const { document: first } = await store.saveDocument(sampleDocument({ location: 'a.txt' }))
      await store.saveDocument(sampleDocument({ location: 'a.txt', text: 'At last.' }))
      const { document: second } = await store.saveDocument(sampleDocument({ location: 'b.txt' }))
      await store.forgetDocuments([first.id, second.id], at(3))
      expect((await store.saveDocument(sampleDocument({ location: 'c.txt' }))).outcome).toBe('forgotten')
    })

    test('has what a model wrote of it forgotten, and of nothing else', async () => {
      const { store } = use()
      const { document } = await postBrief(store)
      await store.keepWritten('of both', { text: '{}', documents: ['d9', document.id] }, at(1))
      await store.keepWritten('of another', { text: '{}', documents: ['d9'] }, at(1))
      await store.forgetDocuments([document.id], at(3))
      expect(await store.writtenTo('of both')).toBeUndefined()
      expect(await store.writtenTo('of another')).toBe('{}')
    })

    test('goes with as many others as there are, wherever in a long ledger they stand; nothing else does', async () => {
      const { store } = use()
      const shown = await Promise.all(
        Array.from({ length: 12 }, async (_, index) => {
          const { document } = await store.saveDocument(
            sampleDocument({ location: `t/${index}.txt`, text: `Secret ${index}.`, hash: `s${index}` }),
          )
          const evidence = [
            { document: document.id, revision: 1, part: 'text' as const, start: 0, end: 6, quote: 'Secret' },
          ]
          const brief = sampleBrief({ id: `b${index}`, bottomLine: { text: `Secret ${index}.`, evidence } })
          await store.fileBrief(brief, at(1))
          return { document, brief }
        }),
      )
      const rows = Array.from({ length: 1_203 }, (_, index) => {
        const brief = index % 100 === 0 ? shown[index / 100]?.brief : undefined
        const reply: Reply | undefined = brief === undefined ? undefined : { kind: 'brief', brief, topicTitle: 'T' }
        return sampleOwed(`row ${index}`, { target: HERE, ...(reply === undefined ? {} : { reply }) })
      })
      const [first, ...others] = rows
      if (first === undefined) throw new Error('there are rows')
      await store.noteSent(first, { channel: 'C1', message: 'm1' }, at(2))
      await store.oweDeliveries(others, at(2))
      const gone = shown.slice(0, 11).map(({ document }) => document.id)
      expect(await store.postedBriefsOn(gone)).toEqual(['b0'])
      expect(await store.forgetDocuments(gone, at(3))).toEqual({ documents: 11, posted: ['b0'] })
      const ledger = await store.deliveries({ limit: 2_000 })
      expect(ledger.filter(({ reply }) => JSON.stringify(reply).includes('Secret')).map(({ key }) => key)).toEqual([
        'row 1100',
      ])
      expect(ledger.filter(({ state }) => state === 'failed')).toHaveLength(10)
      expect(ledger.filter(({ reply }) => JSON.stringify(reply).includes('row '))).toHaveLength(1_203 - 12)
      expect((await store.briefById('b11'))?.id).toBe('b11')
      expect(await store.briefById('b10')).toBeUndefined()
    })

    test('does not go out any more', async () => {
      const { store } = use()
      const { reply } = await postBrief(store)
      await store.oweDeliveries([sampleOwed('waits', { reply })], at(3))
      await store.forgetDocuments(await store.documentsNamed('visit.txt'), at(4))
      expect(await store.claimDeliveries(['slack', 'discord'], at(5), at(99), 5)).toEqual([])
      expect((await store.deliveries({ limit: 1 }))[0]).toMatchObject({ key: 'waits', state: 'failed' })
    })
  })

  test('a topic that is forgotten is not there, but its name may be used again', async () => {
    const { store } = use()
    await postBrief(store)
    await store.saveTopic({ slug: 'india-belarus', title: 'India', aliases: ['Bharat'], visibleTo: [HERE] })
    expect(await store.forgetTopic('india-belarus', at(3))).toMatchObject({ documents: 2 })
    expect(await store.topicsNamed('bharat', HERE, 5)).toEqual([])
    expect(await store.briefOf('india-belarus')).toBeUndefined()
    // Who may see it was said by somebody, and holds for what comes next.
    await store.saveDocument(sampleDocument({ location: 'new.txt', text: 'A new text.', hash: 'h9' }))
    expect(await store.topicBySlug('india-belarus')).toMatchObject({ documents: 1, title: 'India', visibleTo: [HERE] })
  })

  test('a topic that nobody described is gone when it is forgotten', async () => {
    const { store } = use()
    await postBrief(store)
    expect(await store.forgetTopic('india-belarus', at(3))).toMatchObject({ documents: 2 })
    expect(await store.forgetTopic('india-belarus', at(3))).toBeUndefined()
    expect(await store.newestTopics(HERE, 5)).toEqual([])
    expect(await store.staleTopics(5)).toEqual(['india-belarus'])
  })

  test('documents found before an instant are named, the oldest first', async () => {
    const { store } = use()
    for (const second of [3, 1, 2]) {
      await store.saveDocument(
        sampleDocument({ location: `${second}.txt`, id: `d${second}`, hash: `h${second}`, foundAt: at(second) }),
      )
    }
    expect(await store.documentsFoundBefore(at(3), 5)).toEqual(['d1', 'd2'])
    expect(await store.documentsFoundBefore(at(3), 1)).toEqual(['d1'])
  })

  test('what was put back is as old as that, also once it goes on with a copy of what it said', async () => {
    const { store } = use()
    const first = sampleDocument({ foundAt: at(1) })
    const { document } = await store.saveDocument(first)
    await store.withdrawLocation('folder', first.location)
    expect(await store.documentsFoundBefore(at(9), 5)).toEqual([document.id])
    await store.saveDocument({ ...first, location: 'b.txt', foundAt: at(9) })
    expect(await store.documentsFoundBefore(at(9), 5)).toEqual([])
    await store.saveCopy(sampleDocument({ location: 'c.txt', text: 'He arrived in Minsk.', foundAt: at(9) }), document)
    await store.withdrawLocation('folder', 'b.txt')
    expect(await store.documentsOf(document.topic)).toMatchObject([{ location: 'c.txt', revision: 2, foundAt: at(1) }])
    expect(await store.documentsFoundBefore(at(9), 5)).toEqual([])
    expect(await store.documentsFoundBefore(at(10), 5)).toEqual([document.id])
  })

  test('what was found in a time that cannot be counts as found now, and nothing else', async () => {
    const { store } = use()
    for (const second of [1, 5, 9]) {
      await store.saveDocument(
        sampleDocument({ location: `${second}.txt`, id: `d${second}`, hash: `h${second}`, foundAt: at(second) }),
      )
    }
    await store.restartAges({ from: at(5), to: at(5) }, at(7))
    expect(await store.documentsFoundBefore(at(7), 5)).toEqual(['d5'])
    expect(await store.documentsFoundBefore(at(8), 5)).toEqual(['d5', 'd1', 'd9'])
    expect((await store.documentsOf('india-belarus')).map(({ foundAt }) => foundAt)).toEqual([at(9), at(5), at(1)])
  })

  describe('a place that is left', () => {
    test('leaves no digest, ledger, thread or telling behind, and others keep theirs', async () => {
      const { store } = use()
      for (const workspace of ['T1', 'T2']) {
        const target = { platform: 'slack', channel: `C-${workspace}` }
        const digest = sampleDigest({ id: `d-${workspace}`, target, workspace, nextRunAt: at(100) })
        await store.saveDigest(digest)
        const owed = [sampleOwed(`k-${workspace}`, { target, workspace, digest: digest.id, slot: at(100) })]
        const told = [{ target, topic: 'x', brief: 'b', documents: ['d@1'] }]
        await store.saveEdition(sampleEdition({ digest: digest.id, slot: at(100) }), owed, told, {
          was: at(100),
          next: at(200),
        })
        await store.saveThread(target, 'm1', ['x'], at(1))
        await store.savePassage({
          id: `p-${workspace}`,
          place: { platform: 'slack', workspace },
          documents: [sampleDocument()],
          brief: sampleBrief(),
          savedAt: at(1),
        })
      }
      await store.saveThread({ platform: 'slack', channel: 'C-looked-up' }, 'm1', ['x'], at(1))
      expect(await store.forgetPlace({ platform: 'slack', workspace: 'T1' }, ['C-looked-up'])).toBe(1)
      expect((await store.digests()).map(({ id }) => id)).toEqual(['d-T2'])
      expect(await store.editions('d-T1', 5)).toEqual([])
      expect((await store.deliveries({ limit: 5 })).map(({ key }) => key)).toEqual(['k-T2'])
      expect(await store.toldOf({ platform: 'slack', channel: 'C-T1' }, 'x')).toBeUndefined()
      expect(await store.toldOf({ platform: 'slack', channel: 'C-T2' }, 'x')).toBeDefined()
      expect(await store.topicsOfThread({ platform: 'slack', channel: 'C-looked-up' }, 'm1')).toBeUndefined()
      expect(await store.passageById('p-T1')).toBeUndefined()
      expect(await store.passageById('p-T2')).toBeDefined()
      expect(await store.forgetPlace({ platform: 'slack' }, [])).toBe(1)
      expect(await store.deliveries({ limit: 5 })).toEqual([])
    })

    test('is named as long as anything is kept of it, unless a file orders a digest there', async () => {
      const { store } = use()
      const target = { platform: 'discord', channel: '1' }
      const inGuild = async (workspace: string) => {
        await store.noteSent(sampleOwed(workspace, { target, workspace }), { channel: '1', message: workspace }, at(1))
      }
      for (const workspace of ['G1', 'G2', 'G2 again']) await inGuild(workspace.slice(0, 2))
      await store.saveDigest(sampleDigest({ id: 'typed', target, workspace: 'G3', origin: 'channel' }))
      await store.saveDigest(sampleDigest({ id: 'ordered', target, workspace: 'G2', origin: 'code' }))
      await store.follow({ target: { ...target, thread: '2' }, workspace: 'G4', topic: 'x' }, at(1))
      await store.savePassage({
        id: 'p',
        place: { platform: 'discord', workspace: 'G5' },
        documents: [sampleDocument()],
        brief: sampleBrief(),
        savedAt: at(1),
      })
      await store.noteSent(
        sampleOwed('slack', { target: HERE, workspace: 'T1' }),
        { channel: 'C1', message: 'm' },
        at(1),
      )
      expect(await store.workspacesOf('discord')).toEqual(['G1', 'G3', 'G4', 'G5'])
      await store.forgetPlace({ platform: 'discord', workspace: 'G1' }, [])
      expect(await store.workspacesOf('discord')).not.toContain('G1')
      expect(await store.workspacesOf('terminal')).toEqual([])
    })
  })
}
