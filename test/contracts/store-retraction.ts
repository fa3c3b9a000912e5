import { describe, expect, test } from 'vitest'
import type { Reply } from '../../src/core/reply.ts'
import type { StoreUnderTest } from './store.ts'
import {
  at,
  postBrief,
  RUN,
  sampleBrief,
  sampleDigest,
  sampleDocument,
  sampleEdition,
  sampleOwed,
} from './store-samples.ts'

const HERE = { platform: 'slack', channel: 'C1' } as const

export function testRetraction(use: () => StoreUnderTest): void {
  describe('an edition', () => {
    const item = (brief: string, document: string) => {
      const evidence = [{ document, revision: 1, part: 'text' as const, start: 0, end: 3, quote: 'The' }]
      const claim = { text: `Of ${brief}`, evidence }
      return { topic: brief, brief, topicTitle: brief, headline: claim, bottomLine: claim, sources: 1, update: false }
    }
    const edition = (...items: ReturnType<typeof item>[]): Reply => {
      return { kind: 'edition', slot: at(100), zone: 'UTC', late: false, missed: 0, skipped: 0, items, more: 0 }
    }
    const both = edition(item('b1', 'd1'), item('b2', 'd2'))
    const itemsOf = (reply: Reply | undefined) =>
      reply?.kind === 'edition' ? reply.items.map(({ brief }) => brief) : reply?.kind

    test('loses one brief after the other, and never shows the first again', async () => {
      const { store } = use()
      for (const id of ['b1', 'b2']) await store.fileBrief(sampleBrief({ id, topic: id }), at(1))
      await store.noteSent(sampleOwed('head', { target: HERE, reply: both }), { channel: 'C1', message: 'm1' }, at(2))
      const edited: unknown[] = []
      for (const [index, id] of ['b1', 'b2'].entries()) {
        expect(await store.retractBrief(id, at(3 + index))).toBe(1)
        const [edit] = await store.claimDeliveries(['slack'], at(10 + index), at(99), 5)
        if (edit === undefined) throw new Error('no edit is owed')
        edited.push(itemsOf(edit.reply))
        await store.settleDelivery(edit, { state: 'sent', message: { channel: 'C1', message: 'm1' } }, at(20 + index))
      }
      expect(edited).toEqual([['b2'], 'notice'])
    })

    test('that waits goes out without what was taken back or forgotten, and its other briefs with it', async () => {
      const { store } = use()
      await store.fileBrief(sampleBrief({ id: 'b1', topic: 'b1' }), at(1))
      const child: Reply = { kind: 'brief', brief: sampleBrief({ id: 'b2', topic: 'b2' }), topicTitle: 'B2' }
      const owed = [
        sampleOwed('head', { target: HERE, reply: both }),
        sampleOwed('child', { target: HERE, reply: child, parent: 'head' }),
      ]
      await store.oweDeliveries(owed, at(2))
      await store.retractBrief('b1', at(3))
      const [head] = await store.claimDeliveries(['slack'], at(4), at(99), 5)
      expect(itemsOf(head?.reply)).toEqual(['b2'])
    })

    test('that waits and rests on nothing but what is forgotten at once does not go out', async () => {
      const { store } = use()
      const { document: one } = await store.saveDocument(sampleDocument({ location: '1', text: 'One.', hash: 'h1' }))
      const { document: two } = await store.saveDocument(sampleDocument({ location: '2', text: 'Two.', hash: 'h2' }))
      const pair = edition(item('b1', one.id), item('b2', two.id))
      const three = edition(item('b1', one.id), item('b2', two.id), item('b3', 'd3'))
      await store.oweDeliveries([sampleOwed('pair', { reply: pair }), sampleOwed('three', { reply: three })], at(2))
      await store.forgetDocuments([one.id, two.id], at(3))
      const [left, ...others] = await store.claimDeliveries(['slack'], at(4), at(99), 5)
      expect(others).toEqual([])
      expect(itemsOf(left?.reply)).toEqual(['b3'])
      expect(JSON.stringify(await store.deliveries({ limit: 5 }))).not.toContain('Of b1')
    })

    test('that is being sent just then is edited once it is out; an edit that failed is owed again when it is asked for again', async () => {
      const { store } = use()
      await store.fileBrief(sampleBrief({ id: 'b1', topic: 'b1' }), at(1))
      await store.oweDeliveries([sampleOwed('head', { target: HERE, reply: both })], at(2))
      const [head] = await store.claimDeliveries(['slack'], at(3), at(99), 5)
      if (head === undefined) throw new Error('nothing was claimed')
      expect(await store.retractBrief('b1', at(4))).toBe(0)
      await store.settleDelivery(head, { state: 'sent', message: { channel: 'C1', message: 'm1' } }, at(5))
      const [edit] = await store.claimDeliveries(['slack'], at(6), at(99), 5)
      if (edit === undefined) throw new Error('no edit is owed')
      expect(itemsOf(edit.reply)).toEqual(['b2'])
      await store.settleDelivery(edit, { state: 'failed', reason: 'away' }, at(7))
      expect(await store.claimDeliveries(['slack'], at(8), at(99), 5)).toEqual([])
      expect(await store.retractBrief('b1', at(9))).toBe(1)
      expect(await store.claimDeliveries(['slack'], at(10), at(99), 5)).toHaveLength(1)
    })
  })

  describe('a brief that is taken back', () => {
    test('is shown nowhere, and the message that shows it is edited', async () => {
      const { store } = use()
      const { brief } = await postBrief(store)
      expect(await store.postedBriefs(5)).toMatchObject([{ brief: brief.id, topic: 'india-belarus', messages: 1 }])
      expect(await store.postedBriefs(0)).toEqual([])
      expect(await store.retractBrief(brief.id, at(3))).toBe(1)
      expect(await store.briefOf('india-belarus')).toBeUndefined()
      expect(await store.briefById(brief.id)).toBeUndefined()
      expect(await store.isRetracted(brief.id)).toBe(true)
      expect(await store.postedBriefs(5)).toEqual([])
      const [edit, ...others] = await store.claimDeliveries(['slack'], at(4), at(99), 5)
      expect(others).toEqual([])
      expect(edit).toMatchObject({ edits: { channel: 'C1', message: 'm1' }, reply: { kind: 'notice' } })
      expect(await store.retractBrief('unknown', at(3))).toBeUndefined()
    })

    test('is out of the edition that had its headline, and stays taken back when it is written again', async () => {
      const { store } = use()
      const brief = sampleBrief()
      const item = (topic: string) => ({
        topic,
        brief: topic === 'other' ? 'brief-2' : brief.id,
        topicTitle: topic,
        headline: brief.headline,
        bottomLine: brief.bottomLine,
        sources: 1,
        update: false,
      })
      const items = [item('india-belarus'), item('other')]
      const reply: Reply = {
        kind: 'edition',
        slot: at(100),
        zone: 'UTC',
        late: false,
        missed: 0,
        skipped: 0,
        items,
        more: 0,
      }
      await store.saveBrief(brief, [], at(1))
      await store.saveDigest(sampleDigest())
      const slot = at(100)
      const head = sampleOwed('head', { digest: 'morning', slot, reply })
      await store.saveEdition(sampleEdition({ slot, briefs: [brief.id] }), [head], [], RUN)
      const [claimed] = await store.claimDeliveries(['slack', 'discord'], at(101), at(199), 5)
      if (claimed === undefined) throw new Error('nothing was claimed')
      await store.settleDelivery(claimed, { state: 'sent', message: { channel: 'C1', message: 'm1' } }, at(102))
      expect(await store.retractBrief(brief.id, at(103))).toBe(1)
      const [edit] = await store.claimDeliveries(['slack', 'discord'], at(104), at(199), 5)
      expect(edit?.reply).toMatchObject({ kind: 'edition', items: [{ topic: 'other' }] })
      await store.fileBrief(brief, at(105))
      expect(await store.briefById(brief.id)).toBeUndefined()
    })
  })
}
