import { beforeEach, describe, expect, test } from 'vitest'
import { AmbiguousError, ClosedError, GoneError, LaterError, RefusedError } from '../../../src/core/errors.ts'
import { sampleOwed } from '../../contracts/store-samples.ts'
import { createScriptedPlatform } from '../../fakes/scripted-platform.ts'
import { type DeskStage, digest, FERRY, HARBOUR, openDeskStage } from './stage.ts'

let stage: DeskStage

beforeEach(async () => {
  stage = await openDeskStage()
})

describe('delivery', () => {
  async function openWithFault(error: Error, stored = false): Promise<void> {
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:00Z')
    stage.platform.faults.push({ error, stored })
    await stage.tickAt('2026-11-24T08:00:00Z')
  }
  const states = async () =>
    (await stage.store.deliveries({ limit: 10 })).map(({ reply, state }) => `${reply.kind} ${state}`).toSorted()

  test('told to wait, it waits that long and no longer; the thread waits with it', async () => {
    await openWithFault(new LaterError('slow down', 30_000))
    expect(stage.platform.taken).toEqual([])
    await stage.tickAt('2026-11-24T08:00:29Z')
    expect(stage.platform.taken).toEqual([])
    await stage.tickAt('2026-11-24T08:00:30Z')
    expect(stage.kinds()).toEqual(['edition', 'brief'])
  })

  test('stored although the answer was lost: it is found, not posted again', async () => {
    await openWithFault(new AmbiguousError('timed out'), true)
    await stage.tickAt('2026-11-24T08:00:09Z')
    expect(stage.platform.calls.filter((call) => call.startsWith('find'))).toEqual([])
    await stage.tickAt('2026-11-24T08:00:10Z')
    expect(stage.kinds()).toEqual(['edition', 'brief'])
    expect(await states()).toEqual(['brief sent', 'edition sent'])
  })

  test('not stored and not found: it is posted', async () => {
    await openWithFault(new AmbiguousError('timed out'))
    await stage.tickAt('2026-11-24T08:00:10Z')
    expect(stage.kinds()).toEqual(['edition', 'brief'])
  })

  test('where it cannot be told, it is never posted again but marked unsure', async () => {
    stage.platform.failFinds(new ClosedError('no access to the history'))
    await openWithFault(new AmbiguousError('timed out'))
    for (let hour = 9; hour < 24; hour++) await stage.tickAt(`2026-11-24T${String(hour).padStart(2, '0')}:00:00Z`)
    expect(stage.platform.taken).toEqual([])
    expect(await states()).toEqual(['brief failed', 'edition unsure'])
    expect(stage.platform.calls.filter((call) => call.startsWith('post'))).toHaveLength(1)
  })

  test('through an outage of hours it is looked for until it is found', async () => {
    stage.platform.failFinds(new AmbiguousError('timed out'))
    await openWithFault(new AmbiguousError('timed out'), true)
    for (let minute = 0; minute < 300; minute += 5)
      await stage.tickAt(new Date(Date.parse('2026-11-24T08:01:00Z') + minute * 60_000).toISOString())
    stage.platform.failFinds(undefined)
    for (let minute = 0; minute < 20; minute += 5)
      await stage.tickAt(new Date(Date.parse('2026-11-24T13:01:00Z') + minute * 60_000).toISOString())
    expect(await states()).toEqual(['brief sent', 'edition sent'])
    expect(stage.kinds()).toEqual(['edition', 'brief'])
  })

  test('however often it was put off, it is looked for again when the first look fails', async () => {
    await openWithFault(new LaterError('slow down'))
    for (let hour = 9; hour < 18; hour++) {
      stage.platform.faults.push({ error: new LaterError('slow down') })
      await stage.tickAt(`2026-11-24T${String(hour).padStart(2, '0')}:00:00Z`)
    }
    stage.platform.faults.push({ error: new AmbiguousError('timed out'), stored: true })
    await stage.tickAt('2026-11-24T18:00:00Z')
    stage.platform.failFinds(new AmbiguousError('503'))
    await stage.tickAt('2026-11-24T18:30:00Z')
    stage.platform.failFinds(undefined)
    await stage.tickAt('2026-11-24T18:31:00Z')
    expect(await states()).toEqual(['brief sent', 'edition sent'])
    expect(stage.kinds()).toEqual(['edition', 'brief'])
  })

  test('a process that slept while it looked does not post: by then another may have', async () => {
    await openWithFault(new AmbiguousError('timed out'))
    const find = stage.platform.find
    stage.platform.find = async () => {
      stage.now = new Date('2026-11-24T08:02:00Z')
      stage.platform.find = find
      return undefined
    }
    await stage.tickAt('2026-11-24T08:00:10Z')
    expect(stage.platform.taken).toEqual([])
    await stage.tickAt('2026-11-24T08:02:11Z')
    expect(stage.kinds()).toEqual(['edition', 'brief'])
  })

  test('a channel that is gone stops its digest', async () => {
    await openWithFault(new GoneError('the channel is archived'))
    expect(await states()).toEqual(['brief failed', 'edition failed'])
    expect((await stage.store.digests())[0]?.paused).toBe('the channel is archived')
  })

  test('what did not go out is news still: with the bot invited and the digest resumed, the next edition has it', async () => {
    await openWithFault(new GoneError('the bot is not in the channel'))
    stage.orders.digests = [{ ...digest, limit: 7 }]
    stage.orders.changed = true
    await stage.tickAt('2026-11-24T09:00:00Z')
    await stage.tickAt('2026-11-25T08:00:00Z')
    expect(stage.kinds()).toEqual(['edition', 'brief'])
  })

  test('a topic that is limited after its brief was owed is not shown', async () => {
    await openWithFault(new LaterError('slow down', 60_000))
    stage.orders.topics = [
      { slug: 'varna', title: 'Varna', aliases: [], visibleTo: [{ platform: 'slack', channel: 'C2' }] },
    ]
    stage.orders.changed = true
    await stage.tickAt('2026-11-24T08:01:00Z')
    expect(stage.platform.taken).toEqual([])
    expect(await states()).toEqual(['brief failed', 'edition failed'])
    expect((await stage.store.digests())[0]?.paused).toBeUndefined()
  })

  test('a platform that hangs holds up no other', async () => {
    const gate = Promise.withResolvers<void>()
    const slow = createScriptedPlatform('discord')
    const post = slow.post
    slow.post = async (...message) => {
      await gate.promise
      return await post(...message)
    }
    stage.orders.digests = [digest, { ...digest, id: 'd2', target: { platform: 'discord', channel: 'D1' } }]
    stage.app = stage.openDesk({ platforms: [slow, stage.platform] })
    stage.source.put('varna/harbour.md', HARBOUR)
    await stage.tickAt('2026-11-24T07:58:00Z')
    stage.now = new Date('2026-11-24T08:00:00Z')
    await stage.app.tick()
    await expect.poll(stage.kinds).toEqual(['edition', 'brief'])
    expect(slow.taken).toEqual([])
    gate.resolve()
    await stage.app.settled()
    expect(slow.taken).toHaveLength(2)
  })

  test('to stop ends what is under way and begins nothing more: the rest waits for the next start', async () => {
    await stage.tickAt('2026-11-24T07:58:00Z')
    const channels = Array.from({ length: 50 }, (_, number) => `C${number}`)
    const owed = channels.map((channel) => sampleOwed(channel, { target: { platform: 'slack', channel } }))
    await stage.store.oweDeliveries(owed, stage.now.toISOString())
    const post = stage.platform.post
    const answers = Promise.withResolvers<void>()
    stage.platform.post = async (...given) => {
      await answers.promise
      return await post(...given)
    }
    await stage.app.tick()
    stage.store.close = async () => {}
    const stopped = stage.app.stop()
    answers.resolve()
    await stopped
    const states = Map.groupBy(await stage.store.deliveries({ limit: 100 }), ({ state }) => state)
    expect([states.get('sent')?.length, states.get('pending')?.length, states.size]).toEqual([20, 30, 2])
  })

  test('a message that is refused is settled, and the digest goes on', async () => {
    await openWithFault(new RefusedError('too long'))
    expect((await stage.store.digests())[0]?.paused).toBeUndefined()
    stage.source.put('varna/ferry.md', FERRY)
    await stage.tickAt('2026-11-25T08:00:00Z')
    expect(stage.kinds()).toEqual(['edition', 'brief'])
  })
})
