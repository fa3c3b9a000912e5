import { beforeEach, describe, expect, test } from 'vitest'
import type { TakenMessage } from '../../fakes/scripted-platform.ts'
import { type DeskStage, digest, FERRY, HARBOUR, openDeskStage } from './stage.ts'

let stage: DeskStage

beforeEach(async () => {
  stage = await openDeskStage()
})

describe('editions', () => {
  test('one message to the channel at the slot, the brief in its thread, then quiet until there is news', async () => {
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:00Z')
    expect(stage.platform.taken).toEqual([])
    await stage.tickAt('2026-11-24T08:00:00Z')
    expect(stage.kinds()).toEqual(['edition', 'brief'])
    expect(stage.platform.taken[1]?.target).toEqual({ platform: 'slack', channel: 'C1', thread: 'm1' })

    await stage.tickAt('2026-11-25T08:00:00Z')
    expect(stage.platform.taken).toHaveLength(2)

    stage.source.put('varna/ferry.md', FERRY)
    await stage.tickAt('2026-11-26T08:00:00Z')
    expect(stage.kinds()).toEqual(['edition', 'brief', 'edition', 'brief'])
    const third = stage.platform.taken[2]?.reply
    expect(third?.kind === 'edition' && third.items.map(({ update, sources }) => ({ update, sources }))).toEqual([
      { update: true, sources: 1 },
    ])
    const fourth = stage.platform.taken[3]?.reply
    expect(fourth?.kind === 'brief' && fourth.brief.bottomLine.text).toContain('ferry')
  })

  const lateness = (message: TakenMessage | undefined) => {
    if (message?.reply.kind !== 'edition') return undefined
    const { slot, late, missed, skipped } = message.reply
    return { slot, late, missed, skipped }
  }

  test('slots missed while the desk was down become one late edition; those of days ago are left out', async () => {
    stage.orders.digests = [{ ...digest, cron: '0 8,20 * * *' }]
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:00Z')
    await stage.tickAt('2026-11-27T10:00:00Z')
    expect(stage.kinds()).toEqual(['edition', 'brief'])
    expect(lateness(stage.platform.taken[0])).toEqual({
      slot: '2026-11-27T08:00:00.000Z',
      late: true,
      missed: 1,
      skipped: 5,
    })
  })

  test('a clock that was years ahead for one beat silences no digest, and what it posted is not posted again', async () => {
    stage.orders.digests = [{ ...digest, whenEmpty: 'note' }]
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:00Z')
    await stage.tickAt('2031-01-01T00:00:00Z')
    await stage.tickAt('2026-11-24T08:00:10Z')
    stage.source.put('varna/ferry.md', FERRY)
    stage.app = stage.openDesk()
    for (const day of [24, 25, 26]) await stage.tickAt(`2026-11-${day}T08:00:20Z`)
    await stage.tickAt('2030-12-30T08:00:20Z')
    await stage.tickAt('2030-12-31T08:00:20Z')
    await stage.tickAt('2031-01-01T08:00:20Z')
    const slots = stage.platform.taken.flatMap(({ reply }) => (reply.kind === 'edition' ? [reply.slot] : []))
    expect(slots.map((slot) => slot.slice(0, 10))).toEqual([
      '2030-12-31',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2030-12-30',
      '2031-01-01',
    ])
    // The harbour by the clock that was wrong, the ferry by the right one.
    expect(stage.kinds().slice(0, 5)).toEqual(['edition', 'brief', 'edition', 'edition', 'brief'])
  })

  test('an edition is late after ten minutes, and says so', async () => {
    stage.orders.digests = [{ ...digest, whenEmpty: 'note' }]
    await stage.tickAt('2026-11-24T07:58:00Z')
    await stage.tickAt('2026-11-24T08:09:59Z')
    await stage.tickAt('2026-11-25T08:10:00Z')
    expect(stage.platform.taken.map(lateness)).toEqual([
      { slot: '2026-11-24T08:00:00.000Z', late: false, missed: 0, skipped: 0 },
      { slot: '2026-11-25T08:00:00.000Z', late: true, missed: 0, skipped: 0 },
    ])
  })

  test('a slot of more than a day ago is not posted, and its news comes at the next', async () => {
    stage.orders.digests = [{ ...digest, cron: '0 8 * * TUE' }]
    await stage.tickAt('2026-11-24T07:58:00Z')
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-25T08:00:01Z')
    expect(stage.platform.taken).toEqual([])
    expect((await stage.store.digests())[0]?.nextRunAt).toBe('2026-12-01T08:00:00.000Z')
    await stage.tickAt('2026-12-01T08:00:00Z')
    expect(stage.kinds()).toEqual(['edition', 'brief'])
    expect(lateness(stage.platform.taken[0])).toEqual({
      slot: '2026-12-01T08:00:00.000Z',
      late: false,
      missed: 0,
      skipped: 0,
    })
  })

  test('a clock that is put back repeats nothing and owes nothing until the next slot', async () => {
    stage.orders.digests = [{ ...digest, whenEmpty: 'note' }]
    await stage.tickAt('2026-11-24T07:58:00Z')
    await stage.tickAt('2026-11-24T08:00:00Z')
    for (const time of [
      '2026-11-24T07:00:00Z',
      '2026-11-24T08:00:00Z',
      '2026-11-23T08:00:00Z',
      '2026-11-25T07:59:59Z',
    ]) {
      await stage.tickAt(time)
    }
    expect(stage.platform.taken).toHaveLength(1)
    await stage.tickAt('2026-11-25T08:00:00Z')
    expect(stage.platform.taken.map(lateness).map((each) => each?.slot)).toEqual([
      '2026-11-24T08:00:00.000Z',
      '2026-11-25T08:00:00.000Z',
    ])
  })

  test('with nothing new and a note wanted, the note says so', async () => {
    stage.orders.digests = [{ ...digest, whenEmpty: 'note' }]
    await stage.tickAt('2026-11-24T07:58:00Z')
    await stage.tickAt('2026-11-24T08:00:00Z')
    const [note] = stage.platform.taken
    expect(note?.reply.kind === 'edition' && note.reply.items).toEqual([])
  })

  test('more topics than the limit: the rest is counted and comes next time', async () => {
    stage.orders.digests = [{ ...digest, limit: 1 }]
    stage.source.put('varna/harbour.md', HARBOUR)
    stage.source.put('odesa/ferry.md', FERRY)
    await stage.tickAt('2026-11-24T07:58:00Z')
    await stage.tickAt('2026-11-24T08:00:00Z')
    const [first] = stage.platform.taken
    expect(first?.reply.kind === 'edition' && [first.reply.items.length, first.reply.more]).toEqual([1, 1])
    await stage.tickAt('2026-11-25T08:00:00Z')
    const topics = stage.platform.taken.flatMap(({ reply }) => (reply.kind === 'brief' ? [reply.brief.topic] : []))
    expect(topics.toSorted()).toEqual(['odesa', 'varna'])
  })

  test('a topic that the channel may not see is in no edition', async () => {
    stage.orders.topics = [
      { slug: 'varna', title: 'Varna', aliases: [], visibleTo: [{ platform: 'slack', channel: 'C2' }] },
    ]
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:00Z')
    await stage.tickAt('2026-11-24T08:00:00Z')
    expect(stage.platform.taken).toEqual([])
  })

  test('a digest of a topic that nobody has heard of is told of once, and runs when the topic appears', async () => {
    stage.orders.digests = [{ ...digest, topics: ['varna'] }]
    stage.orders.namedTopics = new Map([['varna', 'desk.yaml:3']])
    stage.source.put('odesa/ferry.md', FERRY)
    await stage.tickAt('2026-11-24T07:58:00Z')
    expect(stage.problems).toEqual([])
    await stage.tickAt('2026-11-24T07:58:01Z')
    await stage.tickAt('2026-11-24T07:58:02Z')
    expect(stage.problems.map(({ where, what }) => [where, what.split(';')[0]])).toEqual([
      ['desk.yaml:3', 'no topic is called “varna” yet'],
    ])
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T08:00:00Z')
    expect(stage.kinds()).toEqual(['edition', 'brief'])
    expect(stage.problems).toHaveLength(1)
  })

  test('two desks over one store write one edition', async () => {
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:00Z')
    stage.now = new Date('2026-11-24T08:00:00Z')
    const other = stage.openDesk()
    await Promise.all([stage.app.tick(), other.tick()])
    await Promise.all([stage.app.settled(), other.settled()])
    expect(stage.kinds()).toEqual(['edition', 'brief'])
  })
})
