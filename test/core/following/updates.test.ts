import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { threadWording } from '../../../src/core/conversation/thread-wording.ts'
import { ledgerOf } from '../../../src/core/digest-ledger.ts'
import { GoneError } from '../../../src/core/errors.ts'
import type { Follow } from '../../../src/core/following/follow.ts'
import { paceOf } from '../../../src/core/following/pace.ts'
import { AUGUST, CHANNEL, digest, type FollowingStage, JULY, MARCH, MARCH_FILE, openFollowingStage } from './stage.ts'

let stage: FollowingStage

beforeEach(async () => {
  stage = await openFollowingStage()
})

afterEach(() => stage.store.close())

describe('an update', () => {
  test('comes ten minutes after the document, in the thread of the edition, with what is new and what it changes', async () => {
    await stage.tellOfMarch()
    stage.source.put('india-belarus/july.md', JULY, { date: '2024-07-04' })
    await stage.beatAt('09:00:00')
    await stage.beatAt('09:09:59')
    expect(stage.later()).toEqual([])
    await stage.beatAt('09:10:00')
    const [update, ...others] = stage.later()
    expect(others).toEqual([])
    expect(update?.target).toEqual({ ...CHANNEL, thread: 'm1' })
    const reply = update?.reply
    if (reply?.kind !== 'update') throw new Error('no update')
    expect(reply.news.map(({ text }) => text)).toEqual(JULY.split(/(?<=\.) /u))
    expect(reply.changes.map(({ before, now }) => [before?.text, now?.text])).toEqual([
      ['Belarus has been an observer there and hopes to become a full member.', JULY.split(/(?<=\.) /u)[0]],
    ])
    expect(reply.brief.sources.map(({ location }) => location)).toEqual(['india-belarus/july.md'])
    expect(await stage.store.briefById(reply.brief.id)).toEqual(reply.brief)
    // It is told: neither the next beats nor the next digest say it again.
    await stage.beatAt('10:30:00')
    await stage.beatAt('08:00:00', '2026-11-25')
    expect(stage.later()).toHaveLength(1)
  })

  test('is one for documents that come within an hour, and waits no longer than that', async () => {
    await stage.tellOfMarch()
    stage.source.put('india-belarus/july.md', JULY)
    await stage.beatAt('09:00:00')
    for (let minute = 8; minute < 60; minute += 8) {
      const text = `Talks number ${minute} on visas for students were held at ${minute} minutes past nine by both ministries.`
      stage.source.put(`india-belarus/${minute}.md`, text)
      await stage.beatAt(`09:${String(minute).padStart(2, '0')}:00`)
      expect(stage.later()).toEqual([])
    }
    // A restart forgets nothing of the waiting.
    stage.app = stage.openDesk()
    await stage.beatAt('09:59:59')
    expect(stage.later()).toEqual([])
    await stage.beatAt('10:00:00')
    expect(stage.later()).toHaveLength(1)
    const [update] = stage.later()
    const reply = update?.reply
    expect(reply?.kind === 'update' && reply.brief.sources).toHaveLength(8)
    expect(reply?.kind === 'update' && reply.news).toHaveLength(3)
    await stage.beatAt('12:00:00')
    expect(stage.later()).toHaveLength(1)
  })

  test('does not come for what says nothing new, nor is it in the next digest; why says so', async () => {
    await stage.tellOfMarch()
    stage.source.put(
      'india-belarus/wire.md',
      `From our correspondent.\n\n${MARCH.replace('said in New Delhi', 'told reporters in New Delhi')}`,
    )
    stage.source.put('india-belarus/copy.md', MARCH)
    await stage.beatAt('09:00:00')
    await stage.beatAt('09:10:00')
    await stage.beatAt('08:00:00', '2026-11-25')
    expect(stage.later()).toEqual([])
    expect((await stage.store.followsIn(CHANNEL))[0]?.note).toEqual({
      at: '2026-11-24T09:10:00.000Z',
      changed: 1,
      withdrawn: 0,
      posted: false,
    })
    const why = async () => {
      const asker = { user: 'U1', manages: true }
      const place = { ...CHANNEL, workspace: 'T1' }
      const event = `why-${stage.now.toISOString()}`
      const command = { name: 'digest', deed: { kind: 'why', digest: '' }, asker, place, event } as const
      const reply = await stage.platform.desk().command(command)
      return reply?.kind === 'list' ? reply.entries[0] : undefined
    }
    expect(await why()).toEqual([
      threadWording.inThreads,
      'India belarus: 1 new or changed document says nothing materially new, so nothing was posted (Tuesday, 24 November 2026 at 09:10).',
    ])
    stage.source.put('india-belarus/july.md', JULY)
    await stage.beatAt('09:00:00', '2026-11-25')
    expect((await why())?.[1]).toContain('waits for more of them until Wednesday, 25 November 2026 at 09:10')
    await stage.beatAt('09:10:00', '2026-11-25')
    await stage.beatAt('09:10:01', '2026-11-25')
    expect((await why())?.[1]).toBe('India belarus: posted on Wednesday, 25 November 2026 at 09:10.')
  })

  test('is not told of by why once its topic may not be seen there', async () => {
    await stage.tellOfMarch()
    stage.source.put('india-belarus/july.md', JULY)
    await stage.beatAt('09:00:00')
    const why = async () =>
      JSON.stringify(await ledgerOf({ ...digest, nextRunAt: '2026-11-25T08:00:00.000Z' }, 1, stage.store))
    expect(await why()).toContain('India belarus: ')
    const limited = { slug: 'india-belarus', title: 'A secret merger', aliases: [] }
    await stage.store.saveTopic({ ...limited, visibleTo: [{ platform: 'slack', workspace: 'T2' }] })
    expect(await why()).not.toContain('A secret merger')
    await stage.store.saveTopic({ ...limited, visibleTo: [CHANNEL] })
    expect(await why()).toContain('A secret merger: ')
  })

  test('does not come where the digest was first', async () => {
    await stage.tellOfMarch()
    stage.source.put('india-belarus/july.md', JULY)
    await stage.beatAt('07:55:00', '2026-11-25')
    await stage.beatAt('08:00:00', '2026-11-25')
    await stage.beatAt('08:10:00', '2026-11-25')
    expect(stage.kinds()).toEqual(['edition', 'brief', 'edition', 'brief'])
    const reply = stage.platform.taken[2]?.reply
    expect(reply?.kind === 'edition' && reply.items[0]?.update).toBe(true)
    expect(await stage.follows()).toEqual([['india-belarus', 'm3']])
  })

  test('goes where a topic was followed last, and nowhere for a brief that was only looked up', async () => {
    await stage.tellOfMarch()
    const follow: Follow = { target: { ...CHANNEL, thread: 'm9' }, topic: 'india-belarus' }
    await stage.store.follow(follow, '2026-11-24T08:30:00.000Z')
    stage.source.put('india-belarus/july.md', JULY)
    await stage.beatAt('09:00:00')
    await stage.beatAt('09:10:00')
    expect(stage.later().map(({ target }) => target.thread)).toEqual(['m9'])
    await stage.store.unfollow(CHANNEL, 'india-belarus')
    stage.source.put('india-belarus/august.md', AUGUST)
    await stage.beatAt('09:30:00')
    await stage.beatAt('10:30:00')
    expect(stage.later()).toHaveLength(1)
  })

  test('does not come after fourteen quiet days; the next digest has it', async () => {
    await stage.tellOfMarch()
    await stage.beatAt('08:00:30', '2026-12-08')
    stage.source.put('india-belarus/july.md', JULY)
    await stage.beatAt('09:00:00', '2026-12-08')
    await stage.beatAt('09:10:00', '2026-12-08')
    expect(stage.later()).toEqual([])
    expect(await stage.follows()).toEqual([])
    await stage.beatAt('08:00:00', '2026-12-09')
    expect(stage.kinds()).toEqual(['edition', 'brief', 'edition', 'brief'])
  })

  test('does not come where the digest is gone or paused, nor where the topic may not be seen any more', async () => {
    await stage.tellOfMarch()
    stage.source.put('india-belarus/july.md', JULY)
    await stage.beatAt('09:00:00')
    await stage.store.pauseDigest('d1', 'for the holidays', stage.now.toISOString())
    await stage.beatAt('09:10:00')
    const elsewhere = [{ slug: 'india-belarus', title: 'x', aliases: [], visibleTo: [{ platform: 'discord' }] }]
    Object.assign(stage.orders, { topics: elsewhere, changed: true })
    stage.source.put('india-belarus/august.md', AUGUST)
    await stage.beatAt('10:00:00')
    await stage.beatAt('10:10:00')
    Object.assign(stage.orders, { digests: [], topics: [], changed: true })
    stage.source.put('india-belarus/september.md', AUGUST.replace('August', 'September'))
    await stage.beatAt('11:00:00')
    await stage.beatAt('11:10:00')
    expect(stage.later()).toEqual([])
    expect(await stage.follows()).toEqual([])
  })

  test('is tried again when the writer fails, and is no update where the thread is gone', async () => {
    await stage.tellOfMarch()
    stage.source.put('india-belarus/july.md', JULY)
    await stage.beatAt('09:00:00')
    const good = stage.writer
    stage.writer = { ...good, update: () => Promise.reject(new Error('the model is down')) }
    await stage.beatAt('09:10:00')
    stage.writer = good
    await stage.beatAt('09:15:00')
    expect(stage.later()).toEqual([])
    stage.platform.faults.push({ error: new GoneError('the thread was deleted') })
    await stage.beatAt('09:20:00')
    expect(stage.later()).toEqual([])
    expect(await stage.follows()).toEqual([])
    await stage.beatAt('08:00:00', '2026-11-25')
    expect(stage.kinds()).toEqual(['edition', 'brief', 'edition', 'brief'])
  })

  test('is written once for all channels that know the same', async () => {
    const other = { platform: 'slack', channel: 'C2' }
    stage.orders.digests = [digest, { ...digest, id: 'd2', target: other }]
    stage.source.put(MARCH_FILE, MARCH)
    await stage.beatAt('07:30:00')
    await stage.beatAt('08:00:00')
    stage.source.put('india-belarus/july.md', JULY)
    await stage.beatAt('09:00:00')
    const good = stage.writer
    let written = 0
    stage.writer = {
      ...good,
      update(...given) {
        written += 1
        return good.update(...given)
      },
    }
    await stage.beatAt('09:10:00')
    const updates = stage.platform.taken.filter(({ reply }) => reply.kind === 'update')
    expect(updates.map(({ target }) => target.channel).toSorted()).toEqual(['C1', 'C2'])
    expect(written).toBe(1)
  })

  test('is written with what the channel knows that comes nearest to it, and without what it knows besides', async () => {
    await stage.tellOfMarch()
    stage.source.put('india-belarus/july.md', JULY)
    await stage.beatAt('09:00:00')
    const good = stage.writer
    const given: string[][] = []
    stage.writer = {
      ...good,
      update(topic, documents, known) {
        given.push(known.map(({ text }) => text))
        return good.update(topic, documents, known)
      },
    }
    await stage.beatAt('09:10:00')
    expect(given).toHaveLength(1)
    expect(given[0]).toContain('Belarus has been an observer there and hopes to become a full member.')
    expect(given[0]?.length).toBeLessThanOrEqual(20)
    for (const text of given[0] ?? []) expect(MARCH).toContain(text)
  })

  test('waits for the next beat where those before it took a slow writer long', async () => {
    const topics = ['minsk', 'pune', 'astana', 'varna']
    stage.orders.digests = [{ ...digest, topics }]
    for (const topic of topics) stage.source.put(`${topic}/march.md`, `${topic}: ${MARCH}`)
    await stage.beatAt('07:30:00')
    await stage.beatAt('08:00:00')
    stage.platform.taken.length = 0
    for (const topic of topics)
      stage.source.put(`${topic}/july.md`, `${JULY} The hosts of ${topic} thanked all delegations.`)
    await stage.beatAt('09:00:00')
    const good = stage.writer
    stage.writer = {
      ...good,
      async update(...given) {
        stage.now = new Date(stage.now.getTime() + 6_000)
        return await good.update(...given)
      },
    }
    await stage.beatAt('09:10:00')
    expect(stage.platform.taken).toHaveLength(2)
    await stage.beatAt('09:10:13')
    const updated = stage.platform.taken.flatMap(({ reply }) => (reply.kind === 'update' ? [reply.topic] : []))
    expect(updated.toSorted()).toEqual(topics.toSorted())
  })

  test('comes at the next beat where no documents are waited for', async () => {
    stage.orders.pace = paceOf(0)
    await stage.tellOfMarch()
    stage.source.put('india-belarus/july.md', JULY)
    await stage.beatAt('09:00:00')
    expect(stage.later()).toEqual([])
    await stage.beatAt('09:00:01')
    expect(stage.later()).toHaveLength(1)
  })

  test('is posted once by two processes on one store', async () => {
    await stage.tellOfMarch()
    stage.source.put('india-belarus/july.md', JULY)
    await stage.beatAt('09:00:00')
    const other = stage.openDesk()
    stage.now = new Date('2026-11-24T09:10:00Z')
    await Promise.all([stage.app.tick(), other.tick()])
    await Promise.all([stage.app.settled(), other.settled()])
    expect(stage.later()).toHaveLength(1)
  })
})
